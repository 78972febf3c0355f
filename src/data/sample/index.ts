import type { Row } from '../database';
import type { RelationName } from '../layouts/layout';
import { Books } from './books';
import { breakages, type BreakageKind, type Handle } from './breakages';
import { outage, writeOrdinary } from './ordinary';
import { payOut } from './payouts';
import { plantDeadlines } from './planted/deadlines';
import { plantMoney } from './planted/money';
import { plantPartner, type PartnerFile } from './planted/partner';
import { plantPatterns } from './planted/patterns';
import { plantProgrammes, type Volume } from './planted/programme';
import { plantLag, plantWebhooks } from './planted/webhooks';
import { Random } from './random';
import { asText } from './rows';
import { workspaceFiles } from './workspace';
import type { SampleFile } from './workspace/facts';

export { loadStatements, rowStatements, volumeStatements, type LoadStatement } from './load';
export { stripeSyncEngineStatements } from './stripeSyncEngine';

/** A breakage of this day's sample, with the identifiers to find and those to leave alone. */
export interface PlantedBreakage {
  readonly number: number;
  readonly kind: BreakageKind;
  readonly planted: readonly string[];
  readonly decoys: readonly string[];
}

export interface Sample {
  /** In the canonical columns' order, as PostgreSQL's input text. */
  readonly relations: Readonly<Record<RelationName, readonly Row[]>>;
  /** Charges beside those of `relations`, made inside the database. */
  readonly volumes: readonly Volume[];
  readonly breakages: readonly PlantedBreakage[];
  readonly partnerFiles: readonly PartnerFile[];
  /** The sample workspace. */
  readonly files: readonly SampleFile[];
}

/**
 * The sample as it stands at `now`: business in order, the breakages of `breakages.ts`, and their look-alikes.
 * The same for the same seed and second.
 */
export function generateSample({ now, seed = 20_260_101 }: { readonly now: Date; readonly seed?: number }): Sample {
  const at = Math.floor(now.getTime() / 1000);
  const books = new Books(new Random(seed), at);
  writeOrdinary(books, { charges: 5_000, disputes: 600 });
  plantWebhooks(books);
  plantLag(books, outage(at));
  plantMoney(books);
  plantDeadlines(books);
  plantPatterns(books);
  const partnerFiles = plantPartner(books);
  const volumes = plantProgrammes(books);
  payOut(books);
  const of = (handles: readonly Handle[]): string[] => [...new Set(handles.flatMap((handle) => books.handles.get(handle) ?? []))];
  return {
    relations: asText(books.rows),
    volumes,
    breakages: breakages.map(({ number, kind, planted, decoys }) => ({ number, kind, planted: of(planted), decoys: of(decoys) })),
    partnerFiles,
    files: workspaceFiles({ books, partnerFiles }),
  };
}
