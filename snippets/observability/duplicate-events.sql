-- @title Event delivered more than once
-- @about The same event came more than once. Senders do that; a handler that is not idempotent acts twice. Look at what the deliveries set off: mails, ledger rows, order holds.
-- @tags events, webhook, duplicate
-- @using events
-- @rule risk "{type} was delivered {deliveries} times."
select
  e.object_id as id,
  e.type,
  count(*) as deliveries,
  min(e.received_at) as first_received_at,
  max(e.received_at) as last_received_at,
  array_agg(e.request_id order by e.received_at) as requests
from events e
where e.type like 'charge.dispute.%'
group by e.object_id, e.type, e.payload
having count(*) > 1
order by max(e.received_at) desc;
