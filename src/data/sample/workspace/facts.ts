import type { Books } from '../books';
import type { Handle } from '../breakages';
import type { PartnerFile } from '../planted/partner';
import type { Charge, Dispute, Event } from '../rows';

/** What the workspace's files speak of. */
export interface Facts {
  readonly books: Books;
  readonly partnerFiles: readonly PartnerFile[];
}

export interface SampleFile {
  /** Below the workspace's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const idsOf = ({ books }: Facts, handle: Handle): readonly string[] => books.handles.get(handle) ?? [];

export function disputeOf(facts: Facts, handle: Handle, index = 0): Dispute {
  const id = idsOf(facts, handle)[index];
  return found(facts.books.rows.disputes.find((dispute) => dispute.id === id), handle);
}

export const chargeOf = ({ books }: Facts, dispute: Dispute): Charge => found(books.rows.charges.find(({ id }) => id === dispute.charge_id), dispute.charge_id);

/** Every delivery of a dispute's events, as they came. */
export const eventsOf = ({ books }: Facts, disputeId: string): readonly Event[] => books.rows.events.filter((event) => event.object_id === disputeId).sort((one, other) => one.received_at - other.received_at);

export const iso = (at: number): string => new Date(at * 1000).toISOString();

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The sample has no ${what}.`);
  return value;
}
