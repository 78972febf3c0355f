-- @title Dispute without its created event
-- @about The dispute is in the database, and the event that announces it never came: whoever acts on events does not know of it. Check the webhook endpoint's log, then re-drive the event.
-- @tags events, webhook, missing
-- @param days integer = 30 "Disputes created within so many days: senders list events for 30"
-- @using disputes, events
-- @rule breakage "No created event came for this dispute."
select d.id, d.charge_id, d.account_id, d.status, d.amount, d.currency, d.created_at, d.first_seen_at
from disputes d
where d.created_at between now() - :days * interval '1 day' and now() - interval '1 hour'
  and d.livemode is not false
  and not exists (
    select from events e
    where e.object_id = d.id and e.type = 'charge.dispute.created'
  )
order by d.created_at desc;
