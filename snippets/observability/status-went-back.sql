-- @title Status went back
-- @about An older update arrived after the closing event and was applied over it: the row is open again, the dispute is not. Re-drive the closing event, and have the handler compare times before it writes.
-- @tags events, webhook, status, order
-- @using disputes, events
-- @rule breakage "Closed as {closed_as}, then an older update set it back to {status}."
select
  d.id,
  closed.id as closed_event_id,
  stale.id as stale_event_id,
  d.status,
  closed.payload #>> '{data,object,status}' as closed_as,
  closed.created_at as closed_at,
  stale.received_at as set_back_at
from disputes d
join events closed on closed.object_id = d.id and closed.type = 'charge.dispute.closed'
join events stale on stale.object_id = d.id
  and stale.type = 'charge.dispute.updated'
  and stale.created_at <= closed.created_at
  and stale.received_at > closed.received_at
where d.status = stale.payload #>> '{data,object,status}'
  and d.status <> closed.payload #>> '{data,object,status}'
order by stale.received_at;
