import { iso, type Facts, type SampleFile } from './facts';

/** Two investigations that run as they stand. */
export function investigationFiles({ partnerFiles }: Facts): readonly SampleFile[] {
  const northgate = partnerFiles[0];
  if (!northgate) throw new Error('No partner file.');
  const values = northgate.rows.map(({ caseId, arn, at, network, currency, settled }) => `  ('${caseId}', '${arn}', '${iso(at).slice(0, 10)}'::date, '${network}', '${currency}', ${settled}::bigint)`).join(',\n');
  return [
    { path: 'investigations/webhook-incident.casebook.sql', text: webhookIncident },
    { path: 'investigations/northgate.casebook.sql', text: northgateText(northgate.account.id, iso(northgate.from), iso(northgate.to), values) },
  ];
}

const webhookIncident = `-- @title The webhook incident
-- @using disputes, events
-- @param days integer = 60 "Days to look back"

-- %% [markdown]
-- # The webhook incident
-- A release of the handler skipped closing events: the sender said how a dispute ended, and our row never heard of it.
-- Which disputes are these, how did they end, and what does the ledger know that the status does not?

-- %% unapplied
select
  d.id,
  d.status,
  e.payload #>> '{data,object,status}' as closed_as,
  e.created_at as closed_at,
  d.synced_at,
  e.id as event_id
from disputes d
join events e on e.object_id = d.id and e.type = 'charge.dispute.closed'
where d.status = 'under_review'
  and d.synced_at < e.received_at
  and e.created_at > now() - :days * interval '1 day'
order by e.created_at;

-- %% outcome
-- @chart bar x=closed_as y=disputes
select
  e.payload #>> '{data,object,status}' as closed_as,
  count(*) as disputes,
  count(*) filter (where e.created_at < now() - interval '30 days') as older_than_30_days
from events e
where e.id = any(:unapplied.event_id)
group by 1
order by 1;

-- %% [markdown]
-- The money did not wait for the status: what was won has come back.

-- %% money
-- @using balance_transactions
select
  b.currency,
  b.reporting_category,
  count(*) as entries,
  sum(b.net) as net
from balance_transactions b
where b.dispute_id = any(:unapplied.id)
group by 1, 2
order by 1, 2;

-- %% [markdown]
-- Two side effects of the same days: a status that went back, and a delivery that was acted on more than once.

-- %% went_back
select d.id, d.status, closed.created_at as closed_at, stale.received_at as set_back_at
from disputes d
join events closed on closed.object_id = d.id and closed.type = 'charge.dispute.closed'
join events stale on stale.object_id = d.id and stale.type = 'charge.dispute.updated'
where stale.created_at <= closed.created_at
  and stale.received_at > closed.received_at;

-- %% repeated
select e.object_id as id, e.id as event_id, count(*) as deliveries, min(e.received_at) as first_at, max(e.received_at) as last_at
from events e
group by e.object_id, e.id
having count(*) > 1;
`;

const northgateText = (accountId: string, from: string, to: string, values: string): string => `-- @title Northgate's file against the ledger
-- @using disputes, balance_transactions
-- @param account text = ${accountId}
-- @param month_start timestamptz = ${from}
-- @param month_end timestamptz = ${to}

-- %% [markdown]
-- # Northgate's file against the ledger
-- The partner says that the month's chargebacks come to **83,412.17 USD** more than our ledger has. Where is it?
-- The file's rows stand in the first cell; amounts are in minor units.

-- %% partner
select *
from (values
${values}
) as file (case_id, arn, dispute_date, network, currency, settled);

-- %% ledger
select
  d.id,
  d.case_id,
  d.currency,
  b.created_at as withdrawn_at,
  -b.amount as settled
from balance_transactions b
join disputes d on d.id = b.dispute_id
where d.account_id = :account
  and b.reporting_category = 'dispute'
  and b.created_at >= :month_start
  and b.created_at < :month_end + interval '2 days'
order by b.created_at;

-- %% totals
select
  (select sum(settled) from unnest(:partner.settled) as settled) / 100.0 as partner_says,
  (select sum(settled) from unnest(:ledger.settled, :ledger.withdrawn_at) as l (settled, withdrawn_at) where withdrawn_at < :month_end) / 100.0 as ledger_says;

-- %% causes
-- @chart bar x=cause y=difference
with file as (
  select case_id, settled, row_number() over (partition by case_id order by settled) as listing
  from unnest(:partner.case_id, :partner.settled) as f (case_id, settled)
),
booked as (
  select *
  from unnest(:ledger.case_id, :ledger.currency, :ledger.withdrawn_at, :ledger.settled) as l (case_id, currency, withdrawn_at, settled)
),
compared as (
  select
    case
      when file.listing > 1 then 'listed twice'
      when booked.case_id is null then 'not in our books'
      when booked.withdrawn_at >= :month_end then 'cut-off: booked next month'
      when file.settled = booked.settled then 'agrees'
      when booked.currency <> 'usd' then 'exchange rate'
      else 'fee netted into the amount'
    end as cause,
    file.settled - case when file.listing = 1 and booked.withdrawn_at < :month_end then booked.settled else 0 end as difference
  from file
  left join booked on booked.case_id = file.case_id
)
select cause, count(*) as file_rows, sum(difference) / 100.0 as difference
from compared
group by cause
order by difference desc;
`;
