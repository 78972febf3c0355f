-- @title Fraud warnings left unanswered
-- @about Early fraud warnings that were neither refunded nor disputed. A refund now avoids a chargeback and its fee; the warning counts towards the fraud programmes either way.
-- @tags fraud, warning, aging
-- @param days integer = 3 "Days that answering a warning may take"
-- @using early_fraud_warnings, charges, disputes, refunds
select
  w.id,
  w.charge_id,
  c.amount,
  c.currency,
  w.fraud_type,
  w.created_at,
  extract(day from now() - w.created_at)::integer as days
from early_fraud_warnings w
left join charges c on c.id = w.charge_id
where w.created_at < now() - :days * interval '1 day'
  and not exists (select from disputes d where d.charge_id = w.charge_id)
  and not exists (select from refunds r where r.charge_id = w.charge_id and r.status = 'succeeded')
order by w.created_at;
