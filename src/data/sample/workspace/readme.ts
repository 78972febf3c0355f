import { disputeOf, idsOf, type Facts, type SampleFile } from './facts';

/** Five questions that Casebook alone answers, and the answers folded away. */
export function readme(facts: Facts): SampleFile {
  const missed = disputeOf(facts, 'missedDeadline');
  return {
    path: 'README.md',
    text: `# The sample

Everything here is invented: sixteen merchants, eighteen months of payments, and some thousand disputes. Most of it is in order. Some of it is not.
The files are what a day on a dispute team leaves behind: logs, a chat thread, payloads, code, partners' files, and two investigations.

## Five mysteries

**1. Where is the money?** Open [thread.txt](thread.txt) and hover the identifier. How much is missing, and how long ago was it due?

<details><summary>Answer</summary>

120.00 USD. The dispute was won nine days ago, and no reinstatement is on the ledger.

</details>

**2. What is about to go wrong?** Look at the explorer. One group holds far too many disputes: how many, when are they due, and what is missing?

<details><summary>Answer</summary>

${idsOf(facts, 'stagedNotSubmitted').length} disputes of Harbor Outfitters are due within five hours. Their evidence is staged; nothing was submitted.

</details>

**3. What did the handler forget?** [logs/webhooks.jsonl](logs/webhooks.jsonl) is full of skipped events. Run [investigations/webhook-incident.casebook.sql](investigations/webhook-incident.casebook.sql): how many disputes ended without our rows knowing, how many of them were won, and how many ended more than 30 days ago?

<details><summary>Answer</summary>

${idsOf(facts, 'closedWon').length + idsOf(facts, 'closedLost').length} disputes: ${idsOf(facts, 'closedWon').length} won, ${idsOf(facts, 'closedLost').length} lost. ${idsOf(facts, 'closedLongAgo').length} ended more than 30 days ago.

</details>

**4. Who read the clock wrong?** Exactly one dispute is overdue. Support was sure that it was due "tonight". Find it, and say what the clock in Mexico City showed when the time was up.

<details><summary>Answer</summary>

\`${missed.id}\`. It was due at 23:59:59 UTC, when it was 17:59 in Mexico City.

</details>

**5. Why does the partner say more?** Northgate's file comes to 83,412.17 USD more than our ledger. Run [investigations/northgate.casebook.sql](investigations/northgate.casebook.sql): which five causes make up the sum?

<details><summary>Answer</summary>

| Cause | USD |
|---|---:|
| cut-off: booked next month | 41,200.00 |
| listed twice | 18,950.40 |
| not in our books | 15,761.77 |
| exchange rate | 4,200.00 |
| fee netted into the amount | 3,300.00 |
| **together** | **83,412.17** |

</details>

There is more to find: the snippets in the sidebar know most of it.
`,
  };
}
