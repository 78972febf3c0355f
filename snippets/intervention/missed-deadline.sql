-- @title Missed deadline
-- @about The deadline is past, nothing was submitted, and the row still asks for an answer. A chargeback is lost by that: book it, and find out why nobody answered. Deadlines are instants: 23:59 UTC is 17:59 in Mexico City.
-- @tags deadline, evidence
-- @using disputes
-- @rule breakage "The deadline has passed, and nothing was submitted."
select
  d.id,
  d.account_id,
  d.amount,
  d.currency,
  d.status,
  d.due_by,
  floor(extract(epoch from now() - d.due_by) / 3600)::integer as hours_late,
  d.has_evidence
from disputes d
where d.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
  and coalesce(d.submission_count, 0) = 0
  -- No deadline (0 or null) means that no response is possible, not that it was missed.
  and d.due_by > to_timestamp(0)
  and d.due_by < now()
order by d.due_by desc;
