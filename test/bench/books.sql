-- A company's disputes over two years, as of the moment, in the canonical tables; `$disputes` of them. Nine in ten are closed.
-- Identifiers begin with their time, as real ones do, so that an index grows at its end.
insert into accounts
select 'acct_1' || lpad(i::text, 15, '0'), 'Merchant ' || i, 'US', now() - interval '3 years', now()
from generate_series(0, $disputes / 1000) i;

insert into customers
select 'cus_' || lpad(i::text, 14, '0'), 'buyer' || i || '@example.com', 'Buyer ' || i, now() - interval '3 years'
from generate_series(0, $disputes / 4) i;

insert into payouts
select 'po_1' || lpad(i::text, 23, '0'), 'acct_1' || lpad((i % ($disputes / 1000 + 1))::text, 15, '0'), 500000, 'usd', 'paid', now() - interval '1 day', now() - interval '2 days'
from generate_series(0, $disputes / 500) i;

-- One charge a dispute, and a fifth as many that nobody disputed.
insert into charges
select
  'ch_1' || lpad(to_hex(i), 8, '0') || substr(md5('charge' || i), 1, 15), 'pi_1' || lpad(to_hex(i), 8, '0') || substr(md5('charge' || i), 1, 15),
  'cus_' || lpad((i % ($disputes / 4 + 1))::text, 14, '0'), 'acct_1' || lpad((i % ($disputes / 1000 + 1))::text, 15, '0'),
  1000 + i % 90000, case when i % 4 = 0 then 500 else 0 end, 'usd', 'succeeded', i <= $disputes, i % 4 = 0, (array['visa', 'mastercard', 'amex'])[i % 3 + 1],
  lpad((i % 10000)::text, 4, '0'), '424242', substr(md5('card' || i % 100000), 1, 16), 'US', false, null, 'Order ' || i, 'EXAMPLE SHOP',
  now() - interval '760 days' + interval '730 days' * (i::float8 / $disputes), true, jsonb_build_object('order', i)
from generate_series(1, $disputes + $disputes / 5) i;

-- Older than 90 days: closed. Of the newer ones a third is closed, a third is with the issuer, a third waits for an answer.
insert into disputes
select
  'dp_1' || lpad(to_hex(i), 8, '0') || substr(md5('dispute' || i), 1, 15), 'ch_1' || lpad(to_hex(i), 8, '0') || substr(md5('charge' || i), 1, 15),
  'pi_1' || lpad(to_hex(i), 8, '0') || substr(md5('charge' || i), 1, 15), 'acct_1' || lpad((i % ($disputes / 1000 + 1))::text, 15, '0'),
  1000 + i % 90000, 'usd', status, (array['fraudulent', 'fraudulent', 'product_not_received', 'subscription_canceled', 'duplicate'])[i % 5 + 1],
  (array['visa', 'mastercard', 'amex'])[i % 3 + 1], (array['10.4', '4837', 'F29'])[i % 3 + 1], 'chargeback', null, null, created_at,
  case when i % 701 <> 0 then created_at + interval '20 days' end, case when status in ('won', 'lost', 'warning_closed') then least(created_at + interval '60 days', now()) end,
  i % 7 < 2, i % 1000 = 0, case when status in ('needs_response', 'warning_needs_response') then 0 else 1 end, 'manual', false, true,
  jsonb_build_object('customer_name', 'Buyer ' || i, 'product_description', 'Shoes, size ' || i % 20), '{"past_due": false, "submission_count": 1}', jsonb_build_object('order', i),
  created_at, now()
from (
  select i, created_at,
    case
      when created_at < now() - interval '90 days' or i % 3 = 0 then (array['lost', 'won', 'lost', 'lost', 'warning_closed', 'charge_refunded'])[i % 6 + 1]
      when created_at < now() - interval '21 days' and i % 50 > 0 or i % 3 = 1 then 'under_review'
      when i % 10 = 0 then 'warning_needs_response'
      else 'needs_response'
    end as status
  from (select i, now() - interval '730 days' * (1 - i::float8 / $disputes) as created_at from generate_series(1, $disputes) i) dated
) d;

insert into refunds
select 're_1' || lpad(to_hex(i), 8, '0') || substr(md5('refund' || i), 1, 15), charge_id, payment_intent_id, 500, 'usd', 'succeeded', 'requested_by_customer', null, created_at - interval '5 days'
from (select row_number() over (order by id) as i, * from disputes) d
where i % 2 = 0;

-- The withdrawal of each, and another row: the reinstatement, or a fee.
insert into balance_transactions
select
  'txn_1' || lpad(to_hex(i), 8, '0') || part || substr(md5('transaction' || i), 1, 14), id, id, account_id, 'po_1' || lpad((i % ($disputes / 500 + 1))::text, 23, '0'),
  case when part = 0 then -amount when status = 'won' then amount else 0 end, 1500, case when part = 0 then -amount when status = 'won' then amount else 0 end - 1500, 'usd', null,
  case when part = 0 then 'dispute' when status = 'won' then 'dispute_reversal' else 'fee' end, 'adjustment', 'available', created_at, created_at + part * interval '60 days', 'Chargeback'
from (select row_number() over (order by id) as i, * from disputes) d, generate_series(0, 1) part;

insert into events
select
  'evt_1' || lpad(to_hex(i), 8, '0') || part || substr(md5('event' || i), 1, 14), (array['charge.dispute.created', 'charge.dispute.updated'])[part + 1], id, account_id,
  created_at + part * interval '1 day', created_at + part * interval '1 day' + interval '2 seconds', null, jsonb_build_object('object', 'event', 'data', jsonb_build_object('object', jsonb_build_object('id', id, 'status', status)))
from (select row_number() over (order by id) as i, * from disputes) d, generate_series(0, 1) part;

insert into early_fraud_warnings
select 'issfr_1' || lpad(to_hex(i), 8, '0') || substr(md5('warning' || i), 1, 15), charge_id, payment_intent_id, false, 'made_with_stolen_card', created_at - interval '10 days'
from (select row_number() over (order by id) as i, * from disputes) d
where i % 10 = 0;
