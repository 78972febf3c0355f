import assert from 'node:assert/strict';
import { actionsOf, renderCard, renderPending } from '../../../../src/data/lookup/card';
import type { Outcome } from '../../../../src/data/lookup/outcome';
import type { DisputeFile } from '../../../../src/domain/card';
import { fail } from '../../../../src/domain/failure';
import { withoutMarkdown } from '../../../../src/domain/markdown';

const showing = { now: Date.parse('2026-11-21T16:30:00Z'), timeZone: 'America/Mexico_City', live: true };
const id = 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj';

const file: DisputeFile = {
  dispute: {
    id, chargeId: 'ch_3MmlLrLkdIwHu7ix0snN0B15', paymentIntentId: null, accountId: 'acct_1032D82eZvKYlo2C', amount: 12_345n, currency: 'usd', status: 'needs_response', reason: 'fraudulent', network: 'visa',
    networkReasonCode: '10.4', caseType: 'chargeback', caseId: '1234567890', arn: '74537604221222012345678', createdAt: '2026-11-10T00:00:00+00:00', dueBy: '2026-11-22T23:59:59+00:00', closedAt: null, hasEvidence: true,
    pastDue: false, submissionCount: 0, submissionMethod: 'manual', isChargeRefundable: false, livemode: false, firstSeenAt: null, syncedAt: '2026-11-21T16:28:00+00:00',
  },
  charge: {
    id: 'ch_3MmlLrLkdIwHu7ix0snN0B15', paymentIntentId: null, customerId: null, accountId: null, amount: 20_000n, amountRefunded: 3000n, currency: 'usd', status: 'succeeded', disputed: true, refunded: false, brand: 'visa',
    last4: '4242', bin: '424242', country: 'US', cardPresent: false, description: 'Two tickets', statementDescriptor: null, createdAt: '2026-10-01T08:00:00+00:00', livemode: false,
  },
  account: { id: 'acct_1032D82eZvKYlo2C', name: 'Acme & Co.', country: 'US', createdAt: null, syncedAt: null },
  refunds: [{ id: 're_3MmlLrLkdIwHu7ix1aaaaaaa', chargeId: null, paymentIntentId: null, amount: 3000n, currency: 'usd', status: 'succeeded', reason: null, arn: null, createdAt: '2026-10-03T08:00:00+00:00' }],
  transactions: [
    { id: 'txn_1', sourceId: id, disputeId: id, accountId: null, payoutId: null, amount: -12_345n, fee: 1500n, net: -13_845n, currency: 'usd', exchangeRate: null, reportingCategory: 'dispute', type: 'adjustment', status: 'available', createdAt: null, description: null },
  ],
  warnings: [],
  siblings: [],
  events: [{ id: 'evt_1', type: 'charge.dispute.funds_withdrawn', objectId: id, accountId: null, createdAt: '2026-11-10T00:00:05+00:00', receivedAt: null, requestId: null }],
  anomalies: [
    { rule: 'staged', severity: 'breakage', text: 'Staged, and due in 31 hours.' },
    { rule: 'code', severity: 'lead', text: 'Worth a look.' },
  ],
};
const found: Outcome = { id, kind: 'dispute', state: 'found', connection: 'replica', fetchedAt: showing.now - 3000, lacks: [], card: { id, kind: 'dispute', objects: [], disputes: [file], anomalies: [] } };

describe('a card', () => {
  it('tells all of a dispute, anomalies first', () => {
    const call = (command: string, argument: string): string => `command:casebook.${command}?${argument}`;
    const own = `%5B%22${id}%22%5D`;
    assert.equal(
      renderCard(found, showing),
      [
        '$(error) **Staged, and due in 31 hours\\.**  \n$(lightbulb) **Worth a look\\.**',
        [
          '| Dispute | needs a response · 123\\.45 USD · TEST MODE |',
          '|:--|:--|',
          '| **Reason** | Visa 10\\.4: other fraud, card absent · fraudulent |',
          '| **Deadline** | $(clock) **31 hours left** (22 Nov 23:59 UTC, 17:59 here) |',
          '| **Money** | withdrawn 123\\.45 · reinstated 0\\.00 · fees 15\\.00 · net **\\-138\\.45 USD** · adds up |',
          '| **Evidence** | staged, not submitted |',
        ].join('\n'),
        `[Open](${call('openDispute', own)}) · [Raw](${call('showRaw', own)}) · [Investigate](${call('newInvestigation', `%5B%7B%22id%22%3A%22${id}%22%7D%5D`)}) · [Copy](${call('copyIdentifier', own)}) · _replica · as of 3 s ago · synced 2 min ago_`,
        [
          '|  |   |',
          '|:--|:--|',
          `| **Charge** | [\`ch_3MmlLrLkdIwHu7ix0snN0B15\`](${call('lookup', '%5B%22ch_3MmlLrLkdIwHu7ix0snN0B15%22%5D')}) · 200\\.00 USD · refunded 30\\.00 USD · Visa •••• 4242 · 1 Oct 08:00 UTC |`,
          `| **Refund** | [\`re_3MmlLrLkdIwHu7ix1aaaaaaa\`](${call('lookup', '%5B%22re_3MmlLrLkdIwHu7ix1aaaaaaa%22%5D')}) · 30\\.00 USD · succeeded · 3 Oct 08:00 UTC |`,
          `| **Account** | [\`acct_1032D82eZvKYlo2C\`](${call('lookup', '%5B%22acct_1032D82eZvKYlo2C%22%5D')}) · Acme &#38; Co\\. |`,
          '| **Partner** | case 1234567890 · ARN 74537604221222012345678 |',
        ].join('\n'),
        '**Last events** funds withdrawn 10 Nov 00:00 UTC',
      ].join('\n\n'),
    );
  });

  it('has no icon, link or command where nothing can be clicked, and names what it is of', () => {
    const markdown = renderCard(found, { ...showing, live: false });
    assert.doesNotMatch(markdown, /\$\(|command:/);
    assert.match(markdown, /^Breakage: \*\*Staged/);
    assert.match(markdown, new RegExp(`\\| Dispute \\| \`${id}\` · needs a response`));
  });

  it('says why nothing is known, what the ID alone tells, and what to do', () => {
    const offline: Outcome = { id: 'ch_3MmlLrLkdIwHu7ix0snN0B15', kind: 'charge', state: 'failed', failure: fail('offline', 'No server answers at db.example:5432.').failure };
    const markdown = renderCard(offline, showing);
    assert.equal(markdown.split('\n\n').slice(0, 3).join('\n'), ['**Charge** · `ch_3MmlLrLkdIwHu7ix0snN0B15`', '$(plug) No server answers at db\\.example\\:5432\\.', 'Inferred from the ID alone: payment created 17 Mar 2023 22:02 UTC · account ends in `LkdIwHu7ix`'].join('\n'));
    assert.deepEqual(actionsOf(offline).map(({ command }) => command), ['casebook.selectConnection', 'casebook.copyIdentifier']);
  });

  it('never shows a secret', () => {
    const secret = ['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    const outcome: Outcome = { id: secret, kind: 'secret', state: 'secret' };
    assert.match(renderCard(outcome, showing), /^\$\(key\) \*\*A secret stands here in plain text\.\*\*/);
    assert.equal(renderCard(outcome, showing).includes(secret), false);
    assert.deepEqual(actionsOf(outcome), []);
  });

  it('says that it is still asking', () => assert.match(renderPending(id, 'dispute', showing), /Still asking the database/));

  it('reads as plain text without its marks', () => {
    assert.equal(withoutMarkdown('_**net \\-138\\.45 USD** · `ch_1` · Acme &#38; Co\\. \\*not\\*_'), 'net -138.45 USD · ch_1 · Acme & Co. *not*');
    assert.equal(withoutMarkdown('**Dispute** · `du_1TnbdB7kZbyQdIyHqnqZ2Yj` · `case_` · evt\\_1Announced'), 'Dispute · du_1TnbdB7kZbyQdIyHqnqZ2Yj · case_ · evt_1Announced');
  });
});
