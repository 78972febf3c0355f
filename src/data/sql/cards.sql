-- What the cards of a batch of identifiers show, in one statement. $1 the identifiers, $2 their kinds.
-- Rows go as json, not jsonb: its text is written without being taken apart first, a sixth of the time of a hundred cards.
-- An array out of a subquery is evaluated once, and is an index condition even inside a layout's or a rule's own
-- subquery. `is not null` before it keeps a table that lacks the index from being read when nobody asks.
asked as materialized (
  select asked.id, asked.kind from unnest($1::text[], $2::text[]) as asked (id, kind)
),
want as materialized (
  select
    array_agg(id) filter (where kind in ('dispute', 'issuing_dispute')) as disputes,
    array_agg(id) filter (where kind = 'charge') as charges,
    array_agg(id) filter (where kind = 'payment_intent') as payment_intents,
    array_agg(id) filter (where kind = 'refund') as refunds,
    array_agg(id) filter (where kind = 'balance_transaction') as balance_transactions,
    array_agg(id) filter (where kind = 'event') as events,
    array_agg(id) filter (where kind = 'request') as requests,
    array_agg(id) filter (where kind = 'early_fraud_warning') as early_fraud_warnings,
    array_agg(id) filter (where kind = 'customer') as customers,
    array_agg(id) filter (where kind = 'account') as accounts,
    array_agg(id) filter (where kind = 'payout') as payouts,
    array_agg(id) filter (where kind = 'transfer') as transfers,
    array_agg(id) filter (where kind = 'arn') as arns,
    array_agg(id) filter (where kind = 'case') as cases
  from asked
),
-- Which disputes hang on which identifier; of what may have very many, the newest twenty.
link as materialized (
  select d.id as asked, d.id as dispute
  from disputes d
  where d.id = any((select disputes from want)::text[])
  union
  select d.charge_id, d.id
  from disputes d
  where (select charges from want) is not null and d.charge_id = any((select charges from want)::text[])
  union
  select d.payment_intent_id, d.id
  from disputes d
  where (select payment_intents from want) is not null and d.payment_intent_id = any((select payment_intents from want)::text[])
  union
  select c.payment_intent_id, d.id
  from charges c join disputes d on d.charge_id = c.id
  where (select payment_intents from want) is not null and c.payment_intent_id = any((select payment_intents from want)::text[])
  union
  select r.id, d.id
  from refunds r join disputes d on d.charge_id = r.charge_id
  where (select refunds from want) is not null and r.id = any((select refunds from want)::text[])
  union
  select b.id, d.id
  from balance_transactions b join disputes d on d.id = b.dispute_id
  where (select balance_transactions from want) is not null and b.id = any((select balance_transactions from want)::text[])
  union
  select e.id, d.id
  from events e join disputes d on d.id = e.object_id
  where (select events from want) is not null and e.id = any((select events from want)::text[])
  union
  select e.request_id, d.id
  from events e join disputes d on d.id = e.object_id
  where (select requests from want) is not null and e.request_id = any((select requests from want)::text[])
  union
  select w.id, d.id
  from early_fraud_warnings w join disputes d on d.charge_id = w.charge_id
  where (select early_fraud_warnings from want) is not null and w.id = any((select early_fraud_warnings from want)::text[])
  union
  select t.id, d.id
  from transfers t join disputes d on d.charge_id = t.source_id
  where (select transfers from want) is not null and t.id = any((select transfers from want)::text[])
  union
  select d.arn, d.id
  from disputes d
  where (select arns from want) is not null and d.arn = any((select arns from want)::text[])
  union
  select d.case_id, d.id
  from disputes d
  where (select cases from want) is not null and d.case_id = any((select cases from want)::text[])
  union
  select a.id, d.id
  from asked a cross join lateral (
    select d.id from charges c join disputes d on d.charge_id = c.id where c.customer_id = a.id order by d.created_at desc limit 20
  ) d
  where a.kind = 'customer'
  union
  select a.id, d.id
  from asked a cross join lateral (select d.id from disputes d where d.account_id = a.id order by d.created_at desc limit 20) d
  where a.kind = 'account'
  union
  select a.id, d.id
  from asked a cross join lateral (
    select d.id from balance_transactions b join disputes d on d.id = b.dispute_id where b.payout_id = a.id order by d.created_at desc limit 20
  ) d
  where a.kind = 'payout'
),
hit as materialized (
  select d.id, d.charge_id from disputes d where d.id = any(array(select dispute from link))
),
-- Charges to show, and to find refunds and warnings by.
charge as materialized (
  select charge_id as id from hit where charge_id is not null
  union
  select unnest(charges) from want
  union
  select r.charge_id from refunds r
  where (select refunds from want) is not null and r.id = any((select refunds from want)::text[])
  union
  select w.charge_id from early_fraud_warnings w
  where (select early_fraud_warnings from want) is not null and w.id = any((select early_fraud_warnings from want)::text[])
  union
  select c.id from charges c
  where (select payment_intents from want) is not null and c.payment_intent_id = any((select payment_intents from want)::text[])
),
asked_event as materialized (
  select unnest(events) as id from want
  union
  select e.id from events e
  where (select requests from want) is not null and e.request_id = any((select requests from want)::text[])
),
-- What a rule may speak of: also a dispute that was announced and never written.
subject as materialized (
  select dispute as id from link
  union
  select unnest(disputes) from want
)
select 'links' as part, jsonb_build_array(link.asked, link.dispute)::text as value
from link
union all
select 'disputes', row_to_json(shown)::text
from disputes d
cross join lateral (
  select
    d.id, d.charge_id as "chargeId", d.payment_intent_id as "paymentIntentId", d.account_id as "accountId",
    d.amount::text as amount, d.currency, d.status, d.reason, d.network, d.network_reason_code as "networkReasonCode",
    d.case_type as "caseType", d.case_id as "caseId", d.arn, d.created_at as "createdAt", d.due_by as "dueBy",
    d.closed_at as "closedAt", d.has_evidence as "hasEvidence", d.past_due as "pastDue", d.submission_count as "submissionCount",
    d.submission_method as "submissionMethod", d.is_charge_refundable as "isChargeRefundable", d.livemode,
    d.first_seen_at as "firstSeenAt", d.synced_at as "syncedAt"
) shown
where exists (select from hit) and (d.id = any(array(select id from hit)) or d.charge_id = any(array(select charge_id from hit)))
union all
select 'charges', row_to_json(shown)::text
from charges c
cross join lateral (
  select
    c.id, c.payment_intent_id as "paymentIntentId", c.customer_id as "customerId", c.account_id as "accountId",
    c.amount::text as amount, c.amount_refunded::text as "amountRefunded", c.currency, c.status, c.disputed, c.refunded, c.brand,
    c.last4, c.bin, c.country, c.card_present as "cardPresent", c.description, c.statement_descriptor as "statementDescriptor",
    c.created_at as "createdAt", c.livemode
) shown
where c.id = any(array(select id from charge))
union all
select 'refunds', row_to_json(shown)::text
from refunds r
cross join lateral (
  select
    r.id, r.charge_id as "chargeId", r.payment_intent_id as "paymentIntentId", r.amount::text as amount, r.currency, r.status,
    r.reason, r.arn, r.created_at as "createdAt"
) shown
where (exists (select from charge) or (select refunds from want) is not null)
  and (r.charge_id = any(array(select id from charge)) or r.id = any((select refunds from want)::text[]))
union all
select 'transactions', row_to_json(shown)::text
from (
  select b.* from balance_transactions b
  where exists (select from hit) and b.dispute_id = any(array(select id from hit))
  union all
  -- Apart, since a ledger that a dispute carries within it can be searched by the dispute alone.
  select b.* from balance_transactions b
  where (select balance_transactions from want) is not null
    and b.id = any((select balance_transactions from want)::text[]) and (b.dispute_id = any(array(select id from hit))) is not true
) b
cross join lateral (
  select
    b.id, b.source_id as "sourceId", b.dispute_id as "disputeId", b.account_id as "accountId", b.payout_id as "payoutId",
    b.amount::text as amount, b.fee::text as fee, b.net::text as net, b.currency, b.exchange_rate::text as "exchangeRate",
    b.reporting_category as "reportingCategory", b.type, b.status, b.created_at as "createdAt", b.description
) shown
union all
select 'events', row_to_json(shown)::text
from (
  select e.id, e.type, e.object_id, e.account_id, e.created_at, e.received_at, e.request_id,
    row_number() over (partition by e.object_id order by e.created_at desc, e.received_at desc, e.id) as newest
  from events e
  where exists (select from subject) and e.object_id = any(array(select id from subject))
) e
cross join lateral (
  select
    e.id, e.type, e.object_id as "objectId", e.account_id as "accountId", e.created_at as "createdAt",
    e.received_at as "receivedAt", e.request_id as "requestId"
) shown
where e.newest <= 5
union all
select 'askedEvents', row_to_json(shown)::text
from events e
cross join lateral (
  select
    e.id, e.type, e.object_id as "objectId", e.account_id as "accountId", e.created_at as "createdAt",
    e.received_at as "receivedAt", e.request_id as "requestId"
) shown
where exists (select from asked_event) and e.id = any(array(select id from asked_event))
union all
select 'warnings', row_to_json(shown)::text
from early_fraud_warnings w
cross join lateral (
  select
    w.id, w.charge_id as "chargeId", w.payment_intent_id as "paymentIntentId", w.actionable, w.fraud_type as "fraudType",
    w.created_at as "createdAt"
) shown
where (exists (select from charge) or (select early_fraud_warnings from want) is not null)
  and (w.charge_id = any(array(select id from charge)) or w.id = any((select early_fraud_warnings from want)::text[]))
union all
select 'customers', row_to_json(shown)::text
from customers c
cross join lateral (select c.id, c.created_at as "createdAt") shown
where (select customers from want) is not null and c.id = any((select customers from want)::text[])
union all
select 'accounts', row_to_json(shown)::text
from accounts a
cross join lateral (select a.id, a.name, a.country, a.created_at as "createdAt", a.synced_at as "syncedAt") shown
where a.id = any(array(select account_id from disputes where id = any(array(select id from hit)) union select unnest(accounts) from want))
union all
select 'payouts', row_to_json(shown)::text
from payouts p
cross join lateral (
  select
    p.id, p.account_id as "accountId", p.amount::text as amount, p.currency, p.status, p.arrival_date as "arrivalDate",
    p.created_at as "createdAt"
) shown
where (select payouts from want) is not null and p.id = any((select payouts from want)::text[])
union all
select 'transfers', row_to_json(shown)::text
from transfers t
cross join lateral (
  select
    t.id, t.account_id as "accountId", t.source_id as "sourceId", t.amount::text as amount,
    t.amount_reversed::text as "amountReversed", t.currency, t.created_at as "createdAt"
) shown
where (select transfers from want) is not null and t.id = any((select transfers from want)::text[])
