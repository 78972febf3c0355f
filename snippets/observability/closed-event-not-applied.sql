-- @title Closed event not applied
-- @about The sender said that the dispute is closed, and the row still says that it is open. Re-drive the event, or correct the state: orders and payouts may be waiting for it.
-- @tags events, webhook, status
-- @param minutes integer = 60 "Minutes that applying an event may take"
-- @using disputes, events
-- @rule breakage "Closed as {closed_as} by an event that was never applied."
select
  d.id,
  e.id as event_id,
  d.status,
  e.payload #>> '{data,object,status}' as closed_as,
  e.created_at as closed_at,
  e.received_at,
  extract(day from now() - e.created_at)::integer as days
from disputes d
join events e on e.object_id = d.id and e.type = 'charge.dispute.closed'
where d.status in (
    'needs_response', 'under_review', 'warning_needs_response', 'warning_under_review', 'appeal_needs_response', 'appeal_under_review'
  )
  and e.received_at < now() - :minutes * interval '1 minute'
  -- A later event may have opened it again, or an earlier one been applied late (status-went-back).
  and not exists (
    select from events other
    where other.object_id = d.id
      and other.type = 'charge.dispute.updated'
      and (other.received_at > e.received_at or other.created_at > e.created_at)
  )
order by e.created_at;
