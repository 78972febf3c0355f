-- @title Disputes by status
-- @about How many disputes stand where, and what they ask for, per currency. Start from here to see what is unusual today.
-- @tags overview, status
-- @param since timestamptz = -infinity "Disputes created since"
-- @using disputes
-- @chart bar x=status y=disputes series=currency
select
  d.status,
  d.currency,
  count(*) as disputes,
  sum(d.amount) as amount,
  min(d.created_at) as oldest
from disputes d
where d.created_at >= :since
group by d.status, d.currency
order by count(*) desc, d.status, d.currency;
