-- @title Disputed more than charged
-- @about The disputes of one charge add up to more than it was. Exchange rates and bundled charges explain some: a lead, not a breakage. Compare the cases' amounts and ARNs before asking the partner.
-- @tags money, duplicate
-- @param tolerance numeric = 10 "Percent above the charge that exchange rates may explain"
-- @using disputes, charges
-- @rule lead "{disputes} disputes on one charge ask for {percent} % of it."
select
  d.id,
  d.charge_id,
  siblings.disputes,
  siblings.disputed,
  c.amount as charged,
  c.currency,
  round(100.0 * siblings.disputed / c.amount) as percent
from disputes d
join charges c on c.id = d.charge_id and c.currency = d.currency
cross join lateral (
  select count(*) as disputes, sum(s.amount) as disputed
  from disputes s
  where s.charge_id = d.charge_id
    and s.currency = c.currency
    and s.status not in ('warning_needs_response', 'warning_under_review', 'warning_closed', 'prevented')
) siblings
where c.amount > 0
  and siblings.disputed > c.amount * (1 + :tolerance / 100)
order by d.charge_id, d.created_at;
