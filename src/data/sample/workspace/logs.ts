import type { Event } from '../rows';
import { day } from '../books';
import { disputeOf, eventsOf, idsOf, iso, type Facts, type SampleFile } from './facts';

/** The webhook incident (breakages 1 to 4) as the handler and the gateway in front of it logged it. */
export function logFiles(facts: Facts): readonly SampleFile[] {
  const { books } = facts;
  const unapplied = new Set([...idsOf(facts, 'closedWon'), ...idsOf(facts, 'closedLost')]);
  const lost = idsOf(facts, 'eventWithoutDispute')[0] ?? '';
  const thrice = disputeOf(facts, 'deliveredThrice').id;
  const told = new Set([...unapplied, lost, thrice, disputeOf(facts, 'statusWentBack').id]);
  const since = books.now - 50 * day;
  const background = books.rows.events.filter((event) => event.received_at > since && event.type.startsWith('charge.dispute.') && !told.has(event.object_id)).filter((_, index) => index % 14 === 0);
  const deliveries = [...background, ...Array.from(told).flatMap((id) => eventsOf(facts, id).filter((event) => event.received_at > since))].sort((one, other) => one.received_at - other.received_at);

  const seen = new Map<string, number>();
  const handler: object[] = [];
  const gateway: string[] = [];
  for (const event of deliveries) {
    const attempt = (seen.get(event.id) ?? 0) + 1;
    seen.set(event.id, attempt);
    const dropped = event.type === 'charge.dispute.closed' && unapplied.has(event.object_id);
    const refused = event.object_id === lost;
    handler.push(line(event, 0, 'info', 'received', { type: event.type, attempt }));
    if (dropped) handler.push(line(event, 0.031, 'warn', 'no handler for api version, skipped', { handler: 'dispute_closed', api_version: '2025-09-30.clover' }));
    else if (refused) handler.push(line(event, 0.112, 'error', 'insert failed', { error: 'deadlock detected', sqlstate: '40P01' }));
    else {
      handler.push(line(event, 0.048, 'info', 'applied', { handler: event.type.replace('charge.', '').replace('.', '_') }));
      if (event.object_id === thrice && event.type.endsWith('funds_withdrawn') && attempt < 3) handler.push(line(event, 0.09, 'info', 'connected account debited', { amount: 4_000, currency: 'usd' }));
    }
    const late = event.object_id === thrice && event.type.endsWith('funds_withdrawn') && attempt < 3;
    gateway.push(`ts=${iso(event.received_at)} level=${late ? 'warn' : 'info'} msg="webhook delivered" event=${event.id} dispute=${event.object_id} account=${event.account_id} path=/webhooks/disputes?event=${event.id} status=${late ? 504 : 200} attempt=${attempt} duration=${late ? '30.001s' : `${20 + (event.received_at % 90)}ms`}`);
  }
  const secret = books.rows.charges.find((charge) => charge.payment_intent_id !== null && charge.created_at > since);
  gateway.push(`ts=${iso(books.now - 3_600)} level=debug msg="confirm" url="/v1/payment_intents/${secret?.payment_intent_id ?? ''}/confirm?client_secret=${secret?.payment_intent_id ?? ''}_secret_${'notARealSecret0'.repeat(2)}" status=200`);
  return [
    { path: 'logs/webhooks.jsonl', text: handler.map((entry) => `${JSON.stringify(entry)}\n`).join('') },
    { path: 'logs/gateway.log', text: gateway.map((entry) => `${entry}\n`).join('') },
  ];
}

function line(event: Event, after: number, level: string, message: string, more: object): object {
  return { time: iso(event.received_at + after), level, logger: 'webhooks', message, event: event.id, dispute: event.object_id, account: event.account_id, ...more };
}
