-- @title Chargeback without withdrawal
-- @about A chargeback takes its money at once; here no withdrawal is on the ledger. Look for a ledger row under the charge, then ask the partner. Inquiries and prevented disputes move no money and are left out.
-- @tags money, partner, missing
-- @param days integer = 3 "Days that a withdrawal may take"
-- @using disputes, balance_transactions
-- @rule breakage "A chargeback for {days} days, and no withdrawal on the ledger."
select
  d.id,
  d.charge_id,
  d.account_id,
  d.amount,
  d.currency,
  d.status,
  d.created_at,
  extract(day from now() - d.created_at)::integer as days
from disputes d
where d.status not in ('warning_needs_response', 'warning_under_review', 'warning_closed', 'prevented', 'charge_refunded')
  and coalesce(d.case_type, 'chargeback') not in ('inquiry', 'block', 'resolution')
  and d.created_at <= now() - :days * interval '1 day'
  and not exists (
    select from balance_transactions b
    where b.dispute_id = d.id and b.reporting_category = 'dispute'
  )
order by d.created_at;
