-- @title Money of one dispute
-- @about Every ledger row of a dispute in order, with the running net: it ends at zero after a win, at the loss and fees otherwise.
-- @tags dispute, money, ledger
-- @param id text "The dispute's id"
-- @using balance_transactions
select
  b.id,
  b.created_at,
  b.reporting_category,
  b.amount,
  b.fee,
  b.net,
  b.currency,
  sum(b.net) over (partition by b.currency order by b.created_at, b.id) as running_net,
  b.exchange_rate,
  b.payout_id,
  b.description
from balance_transactions b
where b.dispute_id = :id
order by b.created_at, b.id;
