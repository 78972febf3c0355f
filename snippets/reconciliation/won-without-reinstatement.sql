-- @title Won without reinstatement
-- @about The dispute is won, yet its money has not come back. Ask the partner for the reinstatement, with the dispute's id and the date of the win.
-- @tags money, partner, won
-- @param days integer = 5 "Days that a reinstatement may take"
-- @using disputes, balance_transactions
-- @rule breakage "Won {days} days ago, and the money has not come back."
select
  d.id,
  d.charge_id,
  d.account_id,
  d.amount,
  d.currency,
  d.closed_at,
  extract(day from now() - d.closed_at)::integer as days
from disputes d
where d.status = 'won'
  and d.closed_at < now() - :days * interval '1 day'
  and exists (
    select from balance_transactions b
    where b.dispute_id = d.id and b.reporting_category = 'dispute'
  )
  and not exists (
    select from balance_transactions b
    where b.dispute_id = d.id and b.reporting_category = 'dispute_reversal'
  )
order by d.closed_at;
