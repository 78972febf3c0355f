import * as l10n from '@vscode/l10n';
import type { CardObject } from '../../../domain/card';
import { chargeFacts, modeOf, refundOf, warningOf } from './dispute';
import { identifier, instant, joined, labelled, lines, money, safe, type Showing } from './pieces';

/** The card's blocks of a row that is no dispute. */
export function objectBlocks(object: CardObject, showing: Showing): string[] {
  const text = (value: string | null): string | undefined => (value === null ? undefined : safe(value));
  const id = (value: string | null): string | undefined => (value === null ? undefined : identifier(value, showing));
  const { row } = object;
  switch (object.relation) {
    case 'charges': {
      const { row: charge, refunds, warnings } = object;
      const [amount, ...facts] = chargeFacts(charge, showing);
      return [
        lines(joined(title(l10n.t('Charge'), text(charge.status)), amount, modeOf(charge.livemode), charge.disputed === true && l10n.t('disputed')), joined(...facts)),
        lines(
          labelled(l10n.t('Payment'), joined(id(charge.paymentIntentId), id(charge.customerId))),
          labelled(l10n.t('Refunds'), refunds.map((refund) => refundOf(refund, showing)).join('; ')),
          labelled(l10n.t('Fraud warnings'), warnings.map((warning) => warningOf(warning, showing)).join('; ')),
        ),
      ];
    }
    case 'refunds': {
      const { row: refund } = object;
      return [
        lines(joined(title(l10n.t('Refund'), text(refund.status)), money(refund.amount, refund.currency), instant(refund.createdAt, showing)), text(refund.reason?.replaceAll('_', ' ') ?? null)),
        lines(labelled(l10n.t('Charge'), id(refund.chargeId)), labelled(l10n.t('ARN'), text(refund.arn))),
      ];
    }
    case 'balance_transactions': {
      const { row: transaction } = object;
      return [
        lines(
          joined(title(l10n.t('Balance transaction'), text(transaction.reportingCategory?.replaceAll('_', ' ') ?? null)), money(transaction.amount, transaction.currency), instant(transaction.createdAt, showing)),
          joined(transaction.fee !== null && l10n.t('fee {0}', money(transaction.fee, transaction.currency) ?? ''), transaction.net !== null && l10n.t('net {0}', money(transaction.net, transaction.currency) ?? ''), text(transaction.status)),
          text(transaction.description),
        ),
        lines(labelled(l10n.t('Source'), id(transaction.sourceId)), labelled(l10n.t('Payout'), id(transaction.payoutId))),
      ];
    }
    case 'events': {
      const { row: event } = object;
      return [
        lines(joined(title(l10n.t('Event'), text(event.type)), instant(event.createdAt, showing)), event.receivedAt === null ? undefined : l10n.t('received {0}', instant(event.receivedAt, showing) ?? '')),
        lines(labelled(l10n.t('Object'), id(event.objectId)), labelled(l10n.t('Request'), id(event.requestId)), labelled(l10n.t('Account'), id(event.accountId))),
      ];
    }
    case 'early_fraud_warnings': {
      const { row: warning } = object;
      return [
        lines(joined(title(l10n.t('Early fraud warning'), text(warning.fraudType?.replaceAll('_', ' ') ?? null)), instant(warning.createdAt, showing), warning.actionable === true && l10n.t('actionable'))),
        lines(labelled(l10n.t('Charge'), id(warning.chargeId)), labelled(l10n.t('Payment'), id(warning.paymentIntentId))),
      ];
    }
    case 'customers':
      return [joined(title(l10n.t('Customer')), row.createdAt === null ? undefined : l10n.t('since {0}', instant(row.createdAt, showing) ?? ''))];
    case 'accounts': {
      const { row: account } = object;
      return [joined(title(l10n.t('Account'), text(account.name)), text(account.country), account.syncedAt === null ? undefined : l10n.t('synced {0}', instant(account.syncedAt, showing) ?? ''))];
    }
    case 'payouts': {
      const { row: payout } = object;
      return [
        joined(title(l10n.t('Payout'), text(payout.status)), money(payout.amount, payout.currency), payout.arrivalDate === null ? undefined : l10n.t('arrives {0}', instant(payout.arrivalDate, showing) ?? '')),
        lines(labelled(l10n.t('Account'), id(payout.accountId))),
      ];
    }
    case 'transfers': {
      const { row: transfer } = object;
      const reversed = transfer.amountReversed ?? 0n;
      return [
        joined(title(l10n.t('Transfer')), money(transfer.amount, transfer.currency), reversed > 0n && l10n.t('reversed {0}', money(reversed, transfer.currency) ?? ''), instant(transfer.createdAt, showing)),
        lines(labelled(l10n.t('Charge'), id(transfer.sourceId)), labelled(l10n.t('Account'), id(transfer.accountId))),
      ];
    }
  }
}

const title = (what: string, state?: string): string => `**${what}${state ? `, ${state}` : ''}**`;
