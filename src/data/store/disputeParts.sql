select
  'charge' as kind, c.id, to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  c.amount, c.currency, c.status as state, c.brand, c.last4, null::bigint as fee, null::numeric as "runningNet"
from charges c
where c.id = $2
union all
select
  'refund', r.id, to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  r.amount, r.currency, r.status, null, null, null, null
from refunds r
where r.charge_id = $2
union all
select
  'transaction', b.id, to_char(b.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  b.amount, b.currency, b.reporting_category, null, null, b.fee, sum(b.net) over (partition by b.currency order by b.created_at, b.id)
from balance_transactions b
where b.dispute_id = $1
order by kind, at, id
