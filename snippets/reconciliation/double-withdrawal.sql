-- @title Withdrawn twice
-- @about More withdrawals than one dispute explains, net of what was returned. Compare the ledger rows and ask the partner to return the surplus.
-- @tags money, partner, duplicate
-- @using disputes, balance_transactions
-- @rule breakage "Withdrawn {withdrawals} times and returned {reinstatements} times."
select
  d.id,
  d.charge_id,
  d.amount,
  d.currency,
  d.status,
  count(*) filter (where b.reporting_category = 'dispute') as withdrawals,
  count(*) filter (where b.reporting_category = 'dispute_reversal') as reinstatements,
  array_agg(b.id order by b.created_at, b.id) as balance_transactions
from disputes d
join balance_transactions b on b.dispute_id = d.id
group by d.id, d.charge_id, d.amount, d.currency, d.status
having count(*) filter (where b.reporting_category = 'dispute') > 1
  -- A win returns every withdrawal; otherwise one may stand.
  and count(*) filter (where b.reporting_category = 'dispute')
    - count(*) filter (where b.reporting_category = 'dispute_reversal') > case d.status when 'won' then 0 else 1 end
order by d.id;
