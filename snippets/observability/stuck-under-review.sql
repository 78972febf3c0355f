-- @title Stuck under review
-- @about Under review for longer than issuers take. Ask the partner for the case's state, with its case id; an outcome may have been lost on the way.
-- @tags status, partner, aging
-- @param days integer = 75 "Days that a review may take"
-- @using disputes, events
-- @rule risk "Under review for {days} days."
select
  d.id,
  d.account_id,
  d.amount,
  d.currency,
  d.network,
  d.case_id,
  heard.at as last_heard_at,
  extract(day from now() - heard.at)::integer as days
from disputes d
cross join lateral (
  select coalesce(max(e.created_at), d.created_at) as at
  from events e
  where e.object_id = d.id and e.type like 'charge.dispute.%'
) heard
where d.status = 'under_review'
  and d.created_at < now() - :days * interval '1 day'
  and heard.at < now() - :days * interval '1 day'
order by heard.at;
