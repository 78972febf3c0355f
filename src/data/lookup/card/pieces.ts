import * as l10n from '@vscode/l10n';
import type { Anomaly, Severity } from '../../../domain/card';
import { formatInstant } from '../../../domain/deadline';
import { asCode, escapeMarkdown } from '../../../domain/markdown';
import { formatMoney } from '../../../domain/money';
import { redactText } from '../../../domain/redaction';
import type { CommandId, Commands } from '../../../manifest';

/** What a card is shown with. */
export interface Showing {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The reader's, an IANA name. */
  readonly timeZone: string;
  /** Whether icons show and commands can be clicked: in a hover they do, in a document they do not. */
  readonly live: boolean;
}

/** The commands that a card may run, and no other. */
export const cardCommands = ['casebook.lookup', 'casebook.openDispute', 'casebook.showRaw', 'casebook.newInvestigation', 'casebook.copyIdentifier', 'casebook.selectConnection'] as const satisfies readonly CommandId[];
type CardCommand = (typeof cardCommands)[number];

/** A command with its arguments, and what a click on it is called. */
export interface CardAction {
  readonly title: string;
  readonly command: CardCommand;
  readonly given: readonly unknown[];
}

export const action = <Id extends CardCommand>(title: string, command: Id, ...given: Commands[Id]): CardAction => ({ title, command, given });

const longestText = 160;

/** Text of the database for a card: masked, cut, escaped. */
export function safe(text: string): string {
  const masked = redactText(text).text;
  return escapeMarkdown(masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked);
}

export const icon = (showing: Showing, name: string): string => (showing.live ? `$(${name}) ` : '');

/** A link that runs it. The title is Markdown. */
export function link({ title, command, given }: CardAction): string {
  // A parenthesis would end the link's target.
  const encoded = encodeURIComponent(JSON.stringify(given)).replace(/[()]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${title}](command:${command}${given.length > 0 ? `?${encoded}` : ''})`;
}

/** Another identifier on the card: a click looks it up. What is none after all is text like any other. */
export function identifier(id: string, showing: Showing): string {
  if (!/^[\w-]+$/.test(id) || redactText(id).masked) return safe(id);
  return showing.live ? link(action(asCode(id), 'casebook.lookup', id)) : asCode(id);
}

export const money = (amount: bigint | null, currency: string | null): string | undefined =>
  amount === null ? undefined : currency === null ? l10n.t('{0} (minor units)', amount.toString()) : safe(formatMoney({ amount, currency }));

/** An instant in UTC; what is no instant, as it stands. */
export function instant(at: string | null, showing: Showing): string | undefined {
  if (at === null) return undefined;
  const milliseconds = Date.parse(at);
  return Number.isNaN(milliseconds) ? safe(at) : formatInstant(milliseconds, showing.now, 'UTC');
}

/** The parts that are there, with a middle dot between. */
export const joined = (...parts: readonly (string | false | undefined)[]): string => parts.filter((part) => part !== false && part !== undefined && part !== '').join(' · ');

/** A line of a card: what it is about, and what is known of it. */
export type Fact = readonly [label: string, text: string | undefined];

/** Facts as a table, of those that have a text; the first is its head. */
export const table = (facts: readonly Fact[]): string =>
  tableOf(facts.flatMap(([label, text], index) => (text ? [[index === 0 || label === '' ? label : `**${label}**`, text]] : [])));

export function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return rows.length === 0 ? '' : [head, `|${':--|'.repeat(rows[0]?.length ?? 0)}`, ...body].join('\n');
}

/** Lines of one block, each on its own line. */
export const lines = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('  \n');

const severityIcons: Readonly<Record<Severity, string>> = { breakage: 'error', risk: 'warning', lead: 'lightbulb' };
const severityWords: Readonly<Record<Severity, () => string>> = { breakage: () => l10n.t('Breakage'), risk: () => l10n.t('Risk'), lead: () => l10n.t('Lead') };

export const anomalyLine = ({ severity, text }: Anomaly, showing: Showing): string => `${showing.live ? icon(showing, severityIcons[severity]) : `${severityWords[severity]()}: `}**${safe(text)}**`;
