-- @title What is known of {id}
-- @param id text = {id} "A dispute, charge or payment intent"

-- %% disputes
-- @using disputes, charges
select d.*, c.amount as charged, c.amount_refunded as refunded, c.status as charge_status
from disputes d
left join charges c on c.id = d.charge_id
where :id in (d.id, d.charge_id, d.payment_intent_id);

-- %% money
-- @using balance_transactions
select b.*
from balance_transactions b
where b.dispute_id = any(:disputes.id)
order by b.created_at, b.id;

-- %% events
-- @using events
select e.created_at, e.received_at, e.type, e.id, e.payload
from events e
where e.object_id = any(:disputes.id)
order by e.created_at, e.id;
