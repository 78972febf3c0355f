-- @title Escalated inquiry still open
-- @about An inquiry became a chargeback under a new identifier, and the inquiry still asks for an answer. Answer the chargeback; close the inquiry in your own books so that it is not counted or answered twice.
-- @tags status, inquiry, duplicate
-- @using disputes
-- @rule breakage "Escalated to {chargeback_id}, yet still shown open."
select
  inquiry.id,
  chargeback.id as chargeback_id,
  inquiry.charge_id,
  inquiry.status,
  chargeback.status as chargeback_status,
  chargeback.created_at as escalated_at
from disputes inquiry
join disputes chargeback on chargeback.charge_id = inquiry.charge_id
  and chargeback.created_at > inquiry.created_at
  and chargeback.status not in ('warning_needs_response', 'warning_under_review', 'warning_closed', 'prevented')
where inquiry.status in ('warning_needs_response', 'warning_under_review')
order by chargeback.created_at desc;
