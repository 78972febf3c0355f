import * as l10n from '@vscode/l10n';
import type { CardObject } from '../../../domain/card';
import { chargeFacts, modeOf, refundOf, several, warningOf } from './dispute';
import { identifier, instant, joined, money, safe, type Fact, type Showing } from './pieces';

/** The facts of a row that is no dispute; the first says what it is. */
export function objectFacts(object: CardObject, showing: Showing): Fact[] {
  const text = (value: string | null): string | undefined => (value === null ? undefined : safe(value));
  const phrase = (value: string | null): string | undefined => text(value?.replaceAll('_', ' ') ?? null);
  const id = (value: string | null): string | undefined => (value === null ? undefined : identifier(value, showing));
  const at = (value: string | null): string | undefined => instant(value, showing);
  const { row } = object;
  switch (object.relation) {
    case 'charges': {
      const { row: charge, refunds, warnings } = object;
      return [
        [l10n.t('Charge'), joined(phrase(charge.status), money(charge.amount, charge.currency), modeOf(charge.livemode), charge.disputed === true && l10n.t('disputed'))],
        [l10n.t('Paid'), joined(...chargeFacts(charge, showing))],
        [l10n.t('For'), text(charge.description)],
        [l10n.t('Payment'), joined(id(charge.paymentIntentId), id(charge.customerId))],
        ...several(l10n.t('Refund'), refunds.map((refund) => refundOf(refund, showing))),
        ...several(l10n.t('Fraud warning'), warnings.map((warning) => warningOf(warning, showing))),
      ];
    }
    case 'refunds': {
      const { row: refund } = object;
      return [
        [l10n.t('Refund'), joined(phrase(refund.status), money(refund.amount, refund.currency), at(refund.createdAt))],
        [l10n.t('Reason'), phrase(refund.reason)],
        [l10n.t('Charge'), id(refund.chargeId)],
        [l10n.t('ARN'), text(refund.arn)],
      ];
    }
    case 'balance_transactions': {
      const { row: transaction } = object;
      const amount = (value: bigint | null): string | undefined => money(value, transaction.currency);
      return [
        [l10n.t('Balance transaction'), joined(phrase(transaction.reportingCategory), amount(transaction.amount), at(transaction.createdAt))],
        [l10n.t('Fee'), joined(amount(transaction.fee), transaction.net !== null && l10n.t('net {0}', amount(transaction.net) ?? ''), phrase(transaction.status))],
        [l10n.t('For'), text(transaction.description)],
        [l10n.t('Source'), id(transaction.sourceId)],
        [l10n.t('Payout'), id(transaction.payoutId)],
      ];
    }
    case 'events': {
      const { row: event } = object;
      return [
        [l10n.t('Event'), text(event.type)],
        [l10n.t('Created'), joined(at(event.createdAt), event.receivedAt !== null && l10n.t('received {0}', at(event.receivedAt) ?? ''))],
        [l10n.t('Object'), id(event.objectId)],
        [l10n.t('Request'), id(event.requestId)],
        [l10n.t('Account'), id(event.accountId)],
      ];
    }
    case 'early_fraud_warnings': {
      const { row: warning } = object;
      return [
        [l10n.t('Early fraud warning'), joined(phrase(warning.fraudType), at(warning.createdAt), warning.actionable === true && l10n.t('actionable'))],
        [l10n.t('Charge'), id(warning.chargeId)],
        [l10n.t('Payment'), id(warning.paymentIntentId)],
      ];
    }
    case 'customers':
      return [[l10n.t('Customer'), joined(id(row.id), row.createdAt !== null && l10n.t('since {0}', at(row.createdAt) ?? ''))]];
    case 'accounts': {
      const { row: account } = object;
      return [[l10n.t('Account'), joined(text(account.name), text(account.country), account.syncedAt !== null && l10n.t('synced {0}', at(account.syncedAt) ?? ''))]];
    }
    case 'payouts': {
      const { row: payout } = object;
      return [
        [l10n.t('Payout'), joined(phrase(payout.status), money(payout.amount, payout.currency), payout.arrivalDate !== null && l10n.t('arrives {0}', at(payout.arrivalDate) ?? ''))],
        [l10n.t('Account'), id(payout.accountId)],
      ];
    }
    case 'transfers': {
      const { row: transfer } = object;
      const reversed = transfer.amountReversed ?? 0n;
      return [
        [l10n.t('Transfer'), joined(money(transfer.amount, transfer.currency), reversed > 0n && l10n.t('reversed {0}', money(reversed, transfer.currency) ?? ''), at(transfer.createdAt))],
        [l10n.t('Charge'), id(transfer.sourceId)],
        [l10n.t('Account'), id(transfer.accountId)],
      ];
    }
  }
}
