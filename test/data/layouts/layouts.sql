-- Every layout that Casebook knows, in a schema of its own, as domain knowledge has them; one dispute each, the same in all.
-- @stripe/sync-engine 1.0.32 ships migrations for its own tables alone; those of the API it makes at run time, of a specification that it
-- downloads. This is the text that its generator writes.
create schema sync;
create table sync.disputes (
  "_raw_data" jsonb not null, "_last_synced_at" timestamptz, "_updated_at" timestamptz not null default now(), "_account_id" text not null,
  "id" text generated always as ((_raw_data->>'id')::text) stored,
  "charge" text generated always as (case when jsonb_typeof(_raw_data->'charge') = 'object' and _raw_data->'charge' ? 'id' then (_raw_data->'charge'->>'id') else (_raw_data->>'charge') end) stored,
  "payment_intent" text generated always as (case when jsonb_typeof(_raw_data->'payment_intent') = 'object' and _raw_data->'payment_intent' ? 'id' then (_raw_data->'payment_intent'->>'id') else (_raw_data->>'payment_intent') end) stored,
  "amount" bigint generated always as ((nullif(_raw_data->>'amount', ''))::bigint) stored,
  "currency" text generated always as ((_raw_data->>'currency')::text) stored,
  "status" text generated always as ((_raw_data->>'status')::text) stored,
  "created" bigint generated always as ((nullif(_raw_data->>'created', ''))::bigint) stored,
  "evidence_details" jsonb generated always as ((_raw_data->'evidence_details')::jsonb) stored,
  "balance_transactions" jsonb generated always as ((_raw_data->'balance_transactions')::jsonb) stored,
  "network_reason_code" text generated always as ((_raw_data->>'network_reason_code')::text) stored,
  "payment_method_details" jsonb generated always as ((_raw_data->'payment_method_details')::jsonb) stored,
  "metadata" jsonb generated always as ((_raw_data->'metadata')::jsonb) stored,
  primary key ("id")
);
create index "idx_disputes_account_id" on sync.disputes ("_account_id");
create table sync._managed_webhooks (id text, secret text);
insert into sync.disputes (_raw_data, _account_id, _last_synced_at) values ('{"id": "dp_1", "charge": "ch_1", "amount": 9007199254740993, "currency": "jpy", "status": "needs_response", "created": 1789997600, "network_reason_code": "13.1", "payment_method_details": {"card": {"network": "visa", "case_type": "chargeback"}}, "evidence_details": {"due_by": 1790597600, "has_evidence": true, "submission_count": 0, "past_due": false}, "balance_transactions": [{"id": "txn_1", "amount": -500, "fee": 1500, "net": -2000, "currency": "jpy", "created": 1789997601, "available_on": 1790100000, "reporting_category": "dispute", "type": "adjustment", "source": "dp_1", "exchange_rate": null}]}', 'acct_1', '2026-11-01 00:00:00+00');

create schema sigma;
create table sigma.disputes (
  id text primary key, charge_id text, amount bigint, currency text, status text, reason text, created timestamp, batch_timestamp timestamp,
  network_reason_code text, evidence_details_due_by timestamp, evidence_details_has_evidence boolean, evidence_details_submission_count bigint,
  evidence_details_past_due boolean, connected_account_id text
);
create table sigma.balance_transactions (
  id text primary key, source_id text, amount bigint, fee bigint, net bigint, currency text, created timestamp, available_on timestamp, reporting_category text, type text
);
create index on sigma.balance_transactions (source_id);
insert into sigma.disputes values ('dp_1', 'ch_1', 9007199254740993, 'jpy', 'needs_response', 'fraudulent', '2026-09-21 13:33:20', '2026-11-01 00:00:00', '13.1', '2026-09-28 12:13:20', true, 0, false, 'acct_1');
insert into sigma.balance_transactions values
  ('txn_1', 'dp_1', -500, 1500, -2000, 'jpy', '2026-09-21 13:33:21', '2026-09-22 17:20:00', 'dispute', 'adjustment'),
  ('txn_2', 'ch_1', 500, 10, 490, 'jpy', '2026-09-20 00:00:00', '2026-09-21 00:00:00', 'charge', 'charge');

create schema fivetran;
create table fivetran.dispute (
  id text primary key, charge_id text, connected_account_id text, amount integer, currency text, status text, reason text, created timestamp,
  evidence_details_due_by timestamp, evidence_details_has_evidence boolean, evidence_details_past_due boolean, evidence_details_submission_count integer, _fivetran_synced timestamptz
);
insert into fivetran.dispute values ('dp_1', 'ch_1', 'acct_1', 500, 'jpy', 'needs_response', 'fraudulent', '2026-09-21 13:33:20', '2026-09-28 12:13:20', true, false, 0, '2026-11-01 00:00:00+00');

create schema airbyte;
create table airbyte.disputes (
  id text, charge text, amount bigint, currency text, status text, reason text, created bigint, evidence_details jsonb, balance_transactions jsonb,
  _airbyte_raw_id text, _airbyte_extracted_at timestamptz, _airbyte_meta jsonb
);
insert into airbyte.disputes values ('dp_1', 'ch_1', 500, 'jpy', 'needs_response', 'fraudulent', 1789997600, '{"due_by": 0, "has_evidence": true}', '[]', 'r', '2026-11-01 00:00:00+00', '{}');

create schema hyperswitch;
create table hyperswitch.dispute (
  dispute_id text primary key, amount text, currency text, dispute_stage text, dispute_status text, payment_id text, attempt_id text, merchant_id text,
  connector_status text, connector_dispute_id text, connector_reason text, connector_reason_code text, challenge_required_by timestamp,
  connector_created_at timestamp, created_at timestamp, modified_at timestamp, connector text, evidence jsonb, dispute_amount bigint
);
insert into hyperswitch.dispute values ('dp_1', '500', 'JPY', 'pre_dispute', 'dispute_opened', 'pay_1', 'pay_1_1', 'm1', 'open', 'cd_1', 'fraud', '10.4', '2026-09-28 12:13:20', '2026-09-21 13:33:20', '2026-09-21 13:33:20', '2026-11-01', 'adyen', '{}', 9007199254740993);

create schema half;
create table half.disputes (id text primary key, charge_id text, amount integer, created_at timestamptz);
create table half.charges (id text primary key, amount text);
insert into half.disputes values ('dp_1', 'ch_1', 500, '2026-09-21 13:33:20+00');

create schema other;
create table other.disputes (case_number integer, opened date);

-- Enough rows for a plan to mean something.
create table public.disputes (id text primary key, charge_id text, amount bigint, currency text, status text, created_at timestamptz, due_by timestamptz);
insert into public.disputes select 'dp_' || g, 'ch_' || g, g, 'usd', (array['won', 'lost', 'needs_response'])[1 + g % 3], timestamptz '2026-01-01' + g * interval '1 second', timestamptz '2026-02-01' + g * interval '1 second' from generate_series(1, 50000) g;
create index on public.disputes (status);
create index on public.disputes (due_by, id);
create index on public.disputes (created_at);
analyze;
