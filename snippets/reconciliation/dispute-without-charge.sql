-- @title Dispute without its charge
-- @about The dispute names a charge that is not in the database, so no order, customer or refund can be found. Fetch the charge from the partner, and look for a gap in the sync around its time.
-- @tags orphan, sync
-- @using disputes, charges
-- @rule breakage "Its charge {charge_id} is not in the database."
select d.id, d.charge_id, d.account_id, d.amount, d.currency, d.created_at, d.synced_at
from disputes d
where d.charge_id is not null
  and not exists (select from charges c where c.id = d.charge_id)
order by d.created_at desc;
