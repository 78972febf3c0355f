import { chargeOf, disputeOf, eventsOf, iso, type Facts, type SampleFile } from './facts';

/** A pasted chat thread, webhook bodies, and code: where identifiers turn up. */
export function textFiles(facts: Facts): readonly SampleFile[] {
  const won = disputeOf(facts, 'wonNotReinstated');
  const missed = disputeOf(facts, 'missedDeadline');
  const paidTwice = disputeOf(facts, 'refundedAndLost');
  const twice = disputeOf(facts, 'doubleWithdrawal');
  const thrice = disputeOf(facts, 'deliveredThrice');
  const closed = disputeOf(facts, 'closedWon');
  const body = (id: string, type: string): string => `${JSON.stringify(eventsOf(facts, id).find((event) => event.type === type)?.payload, undefined, 2)}\n`;
  const clock = (minutes: number): string => iso(facts.books.now - 2 * 3_600 + minutes * 60).slice(11, 16);
  return [
    {
      path: 'thread.txt',
      text: `#disputes-ops

${clock(0)} Nadia   morning! finance is asking about ${won.id}
${clock(1)} Nadia   they say we won it last week but the money is not in the payout
${clock(4)} Jorge   won is won, it comes with the next payout?
${clock(5)} Nadia   that was two payouts ago
${clock(9)} Jorge   hm. can somebody look at what the ledger says, and since when
${clock(12)} Tove    on it 🔎 (please do not paste it into the dashboard search, it only knows today's status)
`,
    },
    { path: 'payloads/charge.dispute.closed.json', text: body(closed.id, 'charge.dispute.closed') },
    { path: 'payloads/charge.dispute.funds_withdrawn.json', text: body(thrice.id, 'charge.dispute.funds_withdrawn') },
    {
      path: 'code/handleDispute.test.ts',
      text: `import { handleDispute } from './handleDispute';

// Taken from the incident: the update came after the close, in the same second.
const wentBack = '${disputeOf(facts, 'statusWentBack').id}';

test('an older update does not reopen a closed dispute', async () => {
  const stored = await handleDispute({ id: wentBack, status: 'under_review', charge: '${disputeOf(facts, 'statusWentBack').charge_id}' });
  expect(stored.status).toBe('won');
});

test('the same delivery acts once', async () => {
  const transfers = await handleDispute({ id: '${thrice.id}', payment_intent: '${thrice.payment_intent_id ?? ''}' });
  expect(transfers).toHaveLength(1);
});
`,
    },
    {
      path: 'code/replay_events.py',
      text: `"""Replays the events that the handler skipped."""
from client import events

SKIPPED = [
${eventsOf(facts, closed.id).map((event) => `    "${event.id}",  # ${event.type}`).join('\n')}
]
WITHDRAWN_TWICE = "${twice.id}"  # ${chargeOf(facts, twice).statement_descriptor}

for event_id in SKIPPED:
    events.replay(event_id)
`,
    },
    {
      path: 'code/backfill_refunds.rb',
      text: `# Charges that were refunded and disputed as well.
REFUNDED_AND_DISPUTED = {
  '${paidTwice.charge_id}' => '${paidTwice.id}',
  '${disputeOf(facts, 'failedRefundAndLost').charge_id}' => '${disputeOf(facts, 'failedRefundAndLost').id}',
}.freeze

REFUNDED_AND_DISPUTED.each do |charge, dispute|
  puts "#{charge} #{dispute} #{Ledger.net(charge)}"
end
`,
    },
    {
      path: 'code/missed_deadline.sql',
      text: `-- The one that support says was "due tonight".
select id, status, due_by, due_by at time zone 'America/Mexico_City' as due_by_local
from disputes
where id = '${missed.id}';
`,
    },
  ];
}
