-- @title Reinstated but lost
-- @about The dispute is lost, yet more came back than what the customer had already been refunded. Either the status is wrong, or the partner will take the money again: ask which.
-- @tags money, status, lost
-- @param tolerance numeric = 1 "Percent of the disputed amount that exchange rates may explain"
-- @using disputes, balance_transactions, refunds
-- @rule breakage "Lost, yet {reinstated_percent} % of the withdrawal came back."
select
  lost.id,
  lost.charge_id,
  lost.amount,
  lost.currency,
  lost.closed_at,
  lost.withdrawn,
  lost.reinstated,
  lost.ledger_currency,
  round(100.0 * lost.reinstated / lost.withdrawn) as reinstated_percent,
  earlier.refunded as refunded_before
from (
  select
    d.id,
    d.charge_id,
    d.amount,
    d.currency,
    d.created_at,
    d.closed_at,
    b.currency as ledger_currency,
    -sum(b.amount) filter (where b.reporting_category = 'dispute') as withdrawn,
    sum(b.amount) filter (where b.reporting_category = 'dispute_reversal') as reinstated
  from disputes d
  join balance_transactions b on b.dispute_id = d.id
  where d.status = 'lost'
  group by d.id, d.charge_id, d.amount, d.currency, d.created_at, d.closed_at, b.currency
) lost
cross join lateral (
  select coalesce(sum(r.amount), 0) as refunded
  from refunds r
  where r.charge_id = lost.charge_id and r.status = 'succeeded' and r.created_at < lost.created_at
) earlier
where lost.withdrawn > 0
  and lost.reinstated > 0
  -- The ledger may be in another currency: compare shares, in the dispute's own.
  and lost.amount * lost.reinstated / lost.withdrawn > earlier.refunded + lost.amount * :tolerance / 100
order by lost.closed_at;
