import * as l10n from '@vscode/l10n';
import { ago } from '../../../domain/age';
import { explain } from '../../../domain/failure';
import { infer } from '../../../domain/inference';
import { asCode, escapeMarkdown } from '../../../domain/markdown';
import type { Answered, Outcome } from '../outcome';
import { essentials, inShort, lastEvents, modeOf, statusOf, surroundings } from './dispute';
import { objectFacts } from './object';
import { action, anomalyLine, icon, identifier, instant, joined, lines, link, money, safe, table, tableOf, type CardAction, type Fact, type Showing } from './pieces';

export { cardCommands, type CardAction, type Showing } from './pieces';

/** What is known of an identifier, as Markdown: anomalies first. Text of the database is masked and escaped. */
export function renderCard(outcome: Outcome, showing: Showing): string {
  return blocksOf(outcome, showing).filter(Boolean).join('\n\n');
}

/** What can be said before the database has answered. */
export const renderPending = (id: string, kind: string, showing: Showing): string =>
  [heading(id, kind), `${icon(showing, 'loading~spin')}${l10n.t('Still asking the database. Hover again in a moment.')}`, inferred(id, showing)].filter(Boolean).join('\n\n');

function blocksOf(outcome: Outcome, showing: Showing): (string | undefined)[] {
  const { id, kind } = outcome;
  switch (outcome.state) {
    case 'found':
      return foundBlocks(outcome, showing);
    case 'notFound':
      return [
        outcome.card && lines(...outcome.card.anomalies.map((anomaly) => anomalyLine(anomaly, showing))),
        heading(id, kind),
        l10n.t('Not in {0}.', `**${safe(outcome.connection)}**`),
        inferred(id, showing),
        joined(actionRow(outcome, showing), footer(outcome, showing)),
      ];
    case 'failed':
      return [
        heading(id, kind),
        `${icon(showing, 'plug')}${escapeMarkdown(explain(outcome.failure).text)}`,
        inferred(id, showing),
        actionRow(outcome, showing),
      ];
    case 'unsupported':
      return [
        heading(id, kind),
        outcome.connection === undefined ? l10n.t('Casebook knows this kind of identifier, and no table that holds it.') : l10n.t('{0} holds no such rows.', `**${safe(outcome.connection)}**`),
        inferred(id, showing),
        actionRow(outcome, showing),
      ];
    case 'secret':
      return [
        `${icon(showing, 'key')}**${l10n.t('A secret stands here in plain text.')}**`,
        l10n.t('It is a client secret or key. Casebook never looks it up, keeps it or logs it. Whoever can read this text can use it: roll it, and mend what wrote it.'),
      ];
  }
}

/** A dispute is told in full; one that hangs on something else, without what is told already; of several, a line each. */
function foundBlocks(outcome: Extract<Outcome, { state: 'found' }>, showing: Showing): (string | undefined)[] {
  const { id, kind, lacks, card } = outcome;
  const { objects, disputes } = card;
  const told = objects.map((object) => table(objectFacts(object, showing)));
  const closing = [uncheckedLine(outcome.unchecked !== undefined, showing), joined(actionRow(outcome, showing), footer(outcome, showing))];
  const [file, ...others] = disputes;
  if (file && others.length === 0) {
    const { dispute, anomalies } = file;
    const isItself = objects.length === 0;
    const name = (dispute.id !== id || !showing.live) && identifier(dispute.id, showing);
    const head: Fact = [l10n.t('Dispute'), joined(name, statusOf(dispute), money(dispute.amount, dispute.currency), modeOf(dispute.livemode))];
    return [
      lines(...anomalies.map((anomaly) => anomalyLine(anomaly, showing))),
      ...told,
      table([head, ...essentials(file, lacks, showing)]),
      // What can be done stands in the middle: a hover shows its first dozen lines.
      ...closing,
      ...(isItself ? [table([['', ' '], ...surroundings(file, lacks, showing)]), lastEvents(file, showing)] : []),
    ];
  }
  const list = disputes.map(({ dispute }) => [identifier(dispute.id, showing), ...inShort(dispute, showing)]);
  return [
    lines(...disputes.flatMap(({ dispute, anomalies }) => anomalies.map((anomaly) => joined(anomalyLine(anomaly, showing), identifier(dispute.id, showing))))),
    ...(told.length > 0 ? told : [heading(id, kind)]),
    list.length > 0 ? tableOf([[l10n.t('Dispute'), l10n.t('State'), l10n.t('Amount'), l10n.t('Deadline')], ...list]) : l10n.t('No dispute.'),
    ...closing,
  ];
}

const uncheckedLine = (unchecked: boolean, showing: Showing): string | undefined =>
  unchecked ? `${icon(showing, 'info')}${l10n.t('Not every rule could be asked here; the log says why.')}` : undefined;

function heading(id: string, kind: string): string {
  return joined(`**${wordsOf(kind)}**`, asCode(id));
}

function inferred(id: string, showing: Showing): string | undefined {
  const inference = infer(id, showing.now);
  if (!inference) return undefined;
  const created = instant(inference.createdAt, showing) ?? '';
  return `${l10n.t('Inferred from the ID alone')}: ${joined(
    inference.paymentFamily === undefined ? l10n.t('created {0}', created) : l10n.t('payment created {0}', created),
    l10n.t('account ends in {0}', asCode(inference.accountSuffix)),
  )}`;
}

/** What can be done from a card: for its row of links, and for whatever else shows it. */
export function actionsOf(outcome: Outcome): CardAction[] {
  const { id } = outcome;
  const copy = action(l10n.t('Copy'), 'casebook.copyIdentifier', id);
  if (outcome.state === 'secret') return [];
  if (outcome.state === 'failed') return [action(l10n.t('Select Connection'), 'casebook.selectConnection'), copy];
  if (outcome.state !== 'found') return [copy];
  const [only, ...others] = outcome.card.disputes;
  const raw = action(l10n.t('Raw'), 'casebook.showRaw', id);
  if (!only || others.length > 0) return [raw, copy];
  const { id: dispute } = only.dispute;
  return [action(l10n.t('Open'), 'casebook.openDispute', dispute), raw, action(l10n.t('Investigate'), 'casebook.newInvestigation', { id: dispute }), copy];
}

const actionRow = (outcome: Outcome, showing: Showing): string | undefined => (showing.live ? joined(...actionsOf(outcome).map(link)) : undefined);

function footer({ connection, fetchedAt, card, stale }: Answered, showing: Showing): string {
  const syncedAt = Date.parse(card?.disputes[0]?.dispute.syncedAt ?? '');
  return `_${joined(safe(connection), stale ? l10n.t('as of {0}, and nobody answers now', ago(showing.now - fetchedAt)) : l10n.t('as of {0}', ago(showing.now - fetchedAt)), !Number.isNaN(syncedAt) && l10n.t('synced {0}', ago(showing.now - syncedAt)))}_`;
}

const words: Readonly<Record<string, () => string>> = {
  dispute: () => l10n.t('Dispute'),
  issuing_dispute: () => l10n.t('Issuing dispute'),
  charge: () => l10n.t('Charge'),
  payment_intent: () => l10n.t('Payment intent'),
  refund: () => l10n.t('Refund'),
  balance_transaction: () => l10n.t('Balance transaction'),
  event: () => l10n.t('Event'),
  request: () => l10n.t('Request'),
  payout: () => l10n.t('Payout'),
  transfer: () => l10n.t('Transfer'),
  transfer_reversal: () => l10n.t('Transfer reversal'),
  early_fraud_warning: () => l10n.t('Early fraud warning'),
  review: () => l10n.t('Review'),
  payment_method: () => l10n.t('Payment method'),
  account: () => l10n.t('Account'),
  customer: () => l10n.t('Customer'),
  arn: () => l10n.t('Acquirer reference number'),
  case: () => l10n.t('Partner case'),
};

/** A kind in words; a user's own as it is named. */
const wordsOf = (kind: string): string => (Object.hasOwn(words, kind) ? words[kind]?.() : undefined) ?? escapeMarkdown(kind);
