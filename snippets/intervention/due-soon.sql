-- @title Due soon, nothing submitted
-- @about The day's work list, most urgent first. Missing the deadline loses a chargeback; an inquiry may escalate to one.
-- @tags deadline, evidence, worklist
-- @param hours integer = 24 "Hours left at the most"
-- @using disputes
select
  d.id,
  d.account_id,
  floor(extract(epoch from d.due_by - now()) / 3600)::integer as hours_left,
  d.due_by,
  d.amount,
  d.currency,
  d.reason,
  d.network,
  d.network_reason_code,
  d.has_evidence,
  d.submission_method
from disputes d
where d.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response')
  and coalesce(d.submission_count, 0) = 0
  and d.due_by between now() and now() + :hours * interval '1 hour'
order by d.due_by, d.amount desc, d.id;
