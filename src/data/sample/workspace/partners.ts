import { exponentOf } from '../../../domain/money';
import { feeSchedule, merchants } from '../world';
import type { PartnerRow } from '../planted/partner';
import { disputeOf, iso, type Facts, type SampleFile } from './facts';

const header = 'case_id,arn,dispute_date,network,reason_code,currency,disputed_amount,settlement_currency,settled_amount';

/** The partners' dispute files (breakages 10 and 20), and the fees that were agreed on (11). */
export function partnerFilesOf(facts: Facts): readonly SampleFile[] {
  const files = facts.partnerFiles.map(({ partner, from, rows }) => ({ path: `partners/${slug(partner)}-${iso(from).slice(0, 7)}.csv`, text: csv([header, ...rows.map(partnerLine)]) }));
  const fees = Object.entries(feeSchedule).map(([country, { received, countered, prevented }]) => {
    const currency = Object.values(merchants).find((merchant) => merchant.country === country)?.currency ?? '';
    return [country, currency, ...[received, countered, prevented].map((amount) => decimal(amount, currency))].join(',');
  });
  return [...files, currencies(facts), { path: 'partners/fee-schedule.csv', text: csv(['country,currency,received,countered,prevented', ...fees]) }];
}

function partnerLine({ caseId, arn, at, network, code, currency, presented, settled }: PartnerRow): string {
  return [caseId, arn, iso(at).slice(0, 10), network, code, currency, decimal(presented, currency), 'usd', decimal(settled, 'usd')].join(',');
}

/** The partner takes three of these for currencies with two decimals, or none. */
function currencies(facts: Facts): SampleFile {
  const misread = [0, 2, 2];
  const lines = (['wrongExponent', 'rightExponent'] as const).flatMap((handle) =>
    misread.map((decimals, index) => {
      const { id, case_id, currency, amount, created_at } = disputeOf(facts, handle, index);
      return [id, case_id, iso(created_at).slice(0, 10), currency, handle === 'wrongExponent' ? fixed(amount, decimals) : decimal(amount, currency)].join(',');
    }),
  );
  return { path: 'partners/harbourline-currencies.csv', text: csv(['dispute,case_id,dispute_date,currency,amount', ...lines]) };
}

/** An amount in minor units as a decimal number. ISK has two decimals in the data and none in the world. */
export function decimal(amount: number, currency: string): string {
  if (currency === 'isk') return fixed(amount / 100, 0);
  return fixed(amount, exponentOf(currency) ?? 0);
}

function fixed(amount: number, decimals: number): string {
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const csv = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
const slug = (name: string): string => name.toLowerCase().split(' ')[0] ?? name;
