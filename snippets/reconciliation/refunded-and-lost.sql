-- @title Refunded and lost
-- @about The customer was refunded before the dispute and got the money again by it. Contest it as "credit already issued" while that is possible; otherwise book the loss and look at why the refund was not sent as evidence.
-- @tags money, refund, lost
-- @using disputes, charges, refunds, balance_transactions
-- @rule breakage "Paid twice: refunded before the dispute, then lost."
select
  d.id,
  d.charge_id,
  d.amount,
  d.currency,
  earlier.refunded as refunded_before,
  earlier.refunds,
  d.created_at,
  d.closed_at
from disputes d
join charges c on c.id = d.charge_id and c.currency = d.currency
cross join lateral (
  select coalesce(sum(r.amount), 0) as refunded, array_agg(r.id order by r.created_at) as refunds
  from refunds r
  where r.charge_id = d.charge_id and r.status = 'succeeded' and r.created_at < d.created_at
) earlier
where d.status = 'lost'
  and earlier.refunded > 0
  and earlier.refunded + d.amount > c.amount
  and not exists (
    select from balance_transactions b
    where b.dispute_id = d.id and b.reporting_category = 'dispute_reversal'
  )
order by d.closed_at;
