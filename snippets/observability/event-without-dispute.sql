-- @title Created event without its dispute
-- @about A dispute was announced, and no row was written: nobody will answer it in time. Re-drive the event now, then look at why it failed. Events of test mode are left out.
-- @tags events, webhook, missing
-- @param minutes integer = 60 "Minutes that writing the row may take"
-- @using disputes, events
-- @rule breakage "Announced by event {event_id}, but not in the database."
select
  e.object_id as id,
  e.id as event_id,
  e.account_id,
  e.created_at,
  e.received_at,
  e.payload #>> '{data,object,charge}' as charge_id
from events e
where e.type = 'charge.dispute.created'
  and e.received_at < now() - :minutes * interval '1 minute'
  and coalesce(e.payload ->> 'livemode', 'true') = 'true'
  and not exists (select from disputes d where d.id = e.object_id)
order by e.created_at desc;
