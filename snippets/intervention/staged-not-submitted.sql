-- @title Staged, not submitted
-- @about Evidence is ready and nothing has been sent, with the deadline near. Submit it. Automatic submissions still to come are left out.
-- @tags deadline, evidence
-- @param hours integer = 72 "Hours left at the most"
-- @using disputes
-- @rule risk "The evidence is staged, and nothing was submitted."
select
  d.id,
  d.account_id,
  d.amount,
  d.currency,
  d.reason,
  d.due_by,
  floor(extract(epoch from d.due_by - now()) / 3600)::integer as hours_left
from disputes d
where d.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
  and d.has_evidence
  and coalesce(d.submission_count, 0) = 0
  and d.submission_method is distinct from 'smart_disputes'
  and d.due_by between now() and now() + :hours * interval '1 hour'
order by d.due_by, d.id;
