-- What ISO 8601 cannot say, infinity and years before Christ, stays as the server spells it: the next page begins there.
select
  d.id,
  d.charge_id as "chargeId",
  d.payment_intent_id as "paymentIntentId",
  d.amount,
  d.currency,
  d.status,
  d.reason,
  d.network,
  d.network_reason_code as "networkReasonCode",
  case when isfinite(d.created_at) and d.created_at >= '0001-01-01 00:00Z' then to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else d.created_at::text end as "createdAt",
  case when isfinite(d.due_by) and d.due_by >= '0001-01-01 00:00Z' then to_char(d.due_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else d.due_by::text end as "dueBy",
  d.has_evidence as "hasEvidence",
  d.past_due as "pastDue",
  d.submission_count as "submissionCount",
  d.submission_method as "submissionMethod"
from disputes d
