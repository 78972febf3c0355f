import type { Card } from '../../domain/card';
import type { Failure } from '../../domain/failure';
import type { RelationName } from '../layouts/layout';
import type { Asked } from '../store/cards';

/** What the database answered. */
interface Answer extends Asked {
  readonly connection: string;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
  /** Relations that this layout does not have: that none of their rows is there says nothing. */
  readonly lacks: readonly RelationName[];
  /** Why some rule could not be asked; then no anomaly means nothing. */
  readonly unchecked?: Failure;
  /** Why it could not be asked again, though it is older than answers are kept. */
  readonly stale?: Failure;
}

export type Answered =
  | (Answer & { readonly state: 'found'; readonly card: Card })
  /** With a card where rules speak of it nonetheless: announced, and never written. */
  | (Answer & { readonly state: 'notFound'; readonly card?: Card });

/** What a lookup came to, for one identifier. */
export type Outcome =
  | Answered
  | (Asked & { readonly state: 'failed'; readonly failure: Failure; readonly connection?: string })
  /** A client secret or key: never looked up. */
  | (Asked & { readonly state: 'secret' })
  /** A kind of which no rows are kept: on this connection, or anywhere. */
  | (Asked & { readonly state: 'unsupported'; readonly connection?: string });
