import type { RelationName } from '../data/layouts/layout';
import type { ChartSpecification } from '../shared/result';
import type { Parameter } from './parameters';

export type Severity = 'error' | 'warning';

/** A finding in a text: UTF-16 offsets into it. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export type RuleSeverity = 'breakage' | 'risk' | 'lead';

/** What makes a snippet a rule; `text` holds `{column}` places. */
export interface Rule {
  readonly severity: RuleSeverity;
  readonly text: string;
}

/** What the directives of a header or a cell say. */
export interface Directives {
  readonly title?: string;
  readonly about?: string;
  readonly tags: readonly string[];
  readonly connection?: string;
  readonly parameters: readonly Parameter[];
  readonly using?: readonly RelationName[];
  readonly limit?: number;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly chart?: ChartSpecification;
  readonly rule?: Rule;
}
