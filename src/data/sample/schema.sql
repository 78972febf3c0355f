-- The canonical relations as tables, with the keys and indexes of a sane deployment.
create table disputes (
  id text primary key,
  charge_id text,
  payment_intent_id text,
  account_id text,
  amount bigint,
  currency text,
  status text,
  reason text,
  network text,
  network_reason_code text,
  case_type text,
  case_id text,
  arn text,
  created_at timestamptz,
  due_by timestamptz,
  closed_at timestamptz,
  has_evidence boolean,
  past_due boolean,
  submission_count integer,
  submission_method text,
  is_charge_refundable boolean,
  livemode boolean,
  evidence jsonb,
  evidence_details jsonb,
  metadata jsonb,
  first_seen_at timestamptz,
  synced_at timestamptz
);
create index disputes_due_by on disputes (due_by, id);
create index disputes_status on disputes (status);
create index disputes_charge on disputes (charge_id);
create index disputes_payment_intent on disputes (payment_intent_id);
create index disputes_created on disputes (created_at, id);
-- The explorer's groups: of a million disputes few are open, and fewer still unanswered.
create index disputes_open on disputes (created_at, id)
  where (status in ('warning_closed', 'won', 'lost', 'prevented', 'charge_refunded')) is not true;
create index disputes_unanswered on disputes (due_by, id)
  where (status in ('warning_closed', 'won', 'lost', 'prevented', 'charge_refunded')) is not true
    and (status in ('warning_under_review', 'under_review', 'appeal_under_review') or submission_count > 0 and (due_by > to_timestamp(0)) is true) is not true;

create table charges (
  id text primary key,
  payment_intent_id text,
  customer_id text,
  account_id text,
  amount bigint,
  amount_refunded bigint,
  currency text,
  status text,
  disputed boolean,
  refunded boolean,
  brand text,
  last4 text,
  bin text,
  fingerprint text,
  country text,
  card_present boolean,
  network_transaction_id text,
  description text,
  statement_descriptor text,
  created_at timestamptz,
  livemode boolean,
  metadata jsonb
);
create index charges_payment_intent on charges (payment_intent_id) where payment_intent_id is not null;
create index charges_customer on charges (customer_id) where customer_id is not null;
create index charges_fingerprint on charges (fingerprint) where fingerprint is not null;
create index charges_created on charges (created_at);

create table refunds (
  id text primary key,
  charge_id text,
  payment_intent_id text,
  amount bigint,
  currency text,
  status text,
  reason text,
  arn text,
  created_at timestamptz
);
create index refunds_charge on refunds (charge_id);
create index refunds_payment_intent on refunds (payment_intent_id);

create table balance_transactions (
  id text primary key,
  source_id text,
  dispute_id text,
  account_id text,
  payout_id text,
  amount bigint,
  fee bigint,
  net bigint,
  currency text,
  exchange_rate numeric,
  reporting_category text,
  type text,
  status text,
  available_on timestamptz,
  created_at timestamptz,
  description text
);
create index balance_transactions_source on balance_transactions (source_id);
create index balance_transactions_dispute on balance_transactions (dispute_id) where dispute_id is not null;
create index balance_transactions_payout on balance_transactions (payout_id) where payout_id is not null;
create index balance_transactions_created on balance_transactions (created_at);

-- One row a delivery: a sender delivers at least once.
create table events (
  id text,
  type text,
  object_id text,
  account_id text,
  created_at timestamptz,
  received_at timestamptz,
  request_id text,
  payload jsonb,
  primary key (id, received_at)
);
create index events_object on events (object_id);
create index events_created on events (created_at);

create table early_fraud_warnings (
  id text primary key,
  charge_id text,
  payment_intent_id text,
  actionable boolean,
  fraud_type text,
  created_at timestamptz
);
create index early_fraud_warnings_charge on early_fraud_warnings (charge_id);

create table customers (
  id text primary key,
  email text,
  name text,
  created_at timestamptz
);

create table accounts (
  id text primary key,
  name text,
  country text,
  created_at timestamptz,
  synced_at timestamptz
);

create table payouts (
  id text primary key,
  account_id text,
  amount bigint,
  currency text,
  status text,
  arrival_date timestamptz,
  created_at timestamptz
);
create index payouts_account on payouts (account_id, created_at);

create table transfers (
  id text primary key,
  account_id text,
  source_id text,
  amount bigint,
  amount_reversed bigint,
  currency text,
  created_at timestamptz
);
create index transfers_source on transfers (source_id);
