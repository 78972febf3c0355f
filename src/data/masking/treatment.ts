/**
 * What is done to the values of a column, mildest first. `clear`: nothing. `scan`: card numbers and secrets are masked where
 * they stand, and in JSON what is under a personal name. `json` is scanned alike, but a part cut out of it by other means than its
 * keys is masked whole. `whole`: nothing of the value is shown.
 */
export const treatments = ['clear', 'scan', 'json', 'whole'] as const;
export type Treatment = (typeof treatments)[number];

/** The strictest of them. */
export function strictest(of: readonly Treatment[]): Treatment {
  return treatments.findLast((treatment) => of.includes(treatment)) ?? 'clear';
}
