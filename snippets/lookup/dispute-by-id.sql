-- @title One dispute with its charge
-- @about A dispute beside the charge that it contests: what was bought, on which card, what of it was refunded.
-- @tags dispute, charge
-- @param id text "The dispute's id"
-- @using disputes, charges
select
  d.id,
  d.charge_id,
  d.payment_intent_id,
  c.customer_id,
  d.account_id,
  d.status,
  d.reason,
  d.network,
  d.network_reason_code,
  d.amount,
  d.currency,
  d.created_at,
  d.due_by,
  d.closed_at,
  d.has_evidence,
  d.submission_count,
  d.submission_method,
  c.amount as charged,
  c.amount_refunded as refunded,
  c.brand,
  c.last4,
  c.description,
  c.created_at as charged_at
from disputes d
left join charges c on c.id = d.charge_id
where d.id = :id;
