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
  to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
  to_char(d.due_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "dueBy",
  d.has_evidence as "hasEvidence",
  d.past_due as "pastDue",
  d.submission_count as "submissionCount",
  d.submission_method as "submissionMethod"
from disputes d
