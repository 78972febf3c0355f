-- @title Submitted late
-- @about The last submission came after the deadline, so the issuer need not read it. Expect a loss, and look at what held the submission up.
-- @tags deadline, evidence
-- @using disputes
-- @rule risk "The evidence was submitted after the deadline."
select d.id, d.account_id, d.amount, d.currency, d.status, d.due_by, d.submission_count, d.submission_method
from disputes d
where d.past_due
  and d.submission_count > 0
order by d.due_by desc;
