import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { readInvestigation } from '../../../src/investigation/reading';
import { parseSnippet, snippetAsInvestigation, type Snippet } from '../../../src/investigation/snippet';

const text = `-- @title Won without reinstatement
-- @about Won, and the money has not come back. Ask the network.
-- @tags money, won
-- @param days integer = 5 "Days that it may take"
-- @param id text
-- @using disputes
-- @chart bar x=currency y="the total"
select d.id, d.currency
from disputes d
where d.closed_at < now() - :days * interval '1 day'; -- the end
`;
const where = 'reconciliation/won-without-reinstatement.sql';

async function snippet(of: string): Promise<Snippet> {
  const parsed = await parseSnippet(where, of);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.failure.message);
  return parsed.value;
}

describe('a snippet', () => {
  it('is read from its file', async () => {
    const sql = "select d.id, d.currency\nfrom disputes d\nwhere d.closed_at < now() - :days * interval '1 day'";
    assert.deepEqual(await snippet(text), {
      theme: 'reconciliation',
      slug: 'won-without-reinstatement',
      title: 'Won without reinstatement',
      about: 'Won, and the money has not come back. Ask the network.',
      tags: ['money', 'won'],
      parameters: [
        { name: 'days', type: 'integer', default: '5', description: 'Days that it may take' },
        { name: 'id', type: 'text' },
      ],
      using: ['disputes'],
      chart: { kind: 'bar', x: 'currency', y: 'the total' },
      sql,
      text,
    });
  });

  it('is a rule by its directive', async () => {
    const { rule } = await snippet(text.replace('id text', 'id text = dp_1').replace('@tags money, won', '@rule breakage "Won {days} days ago"'));
    assert.deepEqual(rule, { severity: 'breakage', text: 'Won {days} days ago' });
  });

  for (const [what, file, message] of [
    ['no title', text.replace('@title', '@tags'), 'line 1: A snippet needs a line "-- @title …".'],
    ['no about', text.replace('@about', '@tags'), 'line 1: A snippet needs a line "-- @about …" that says what an answer means.'],
    ['a broken directive', text.replace('integer = 5', 'integer = five'), 'line 4: The default does not fit: integer is a whole number from -2147483648 to 2147483647.'],
    ['an undeclared parameter', text.replace(':days', ':dys'), 'line 10: The parameter dys is not declared. Declare it in a line such as "-- @param dys text".'],
    ['two statements', `${text}\n\nselect 2`, 'line 13: A snippet is one SQL statement, and a second begins here.'],
    ['no statement', text.slice(0, text.indexOf('select')), 'line 8: A snippet needs one SQL statement.'],
    ['two cells', `${text}-- %%\nselect 2`, 'line 1: A snippet is one cell of SQL.'],
    ['a rule with a required parameter', text.replace('@tags money, won', '@rule lead "x"'), 'line 1: The parameter id needs a default: a rule runs unasked.'],
  ] as const) {
    it(`with ${what} is refused with its line`, async () => {
      const parsed = await parseSnippet(where, file);
      assert.equal(parsed.ok ? '' : parsed.failure.message, `${where}, ${message}`);
    });
  }

  it('outside a theme is refused', async () => {
    const parsed = await parseSnippet('won.sql', text);
    assert.equal(parsed.ok ? '' : parsed.failure.message, 'won.sql, line 1: A snippet is a file <theme>/<slug>.sql.');
  });

  it('becomes an investigation with the values given', async () => {
    const investigation = snippetAsInvestigation(await snippet(text), { days: '9', id: 'dp_1' });
    assert.deepEqual(investigation, {
      ok: true,
      value: `-- @title Won without reinstatement
-- @using disputes
-- @param days integer = 9 "Days that it may take"
-- @param id text = dp_1

-- %% [markdown]
-- Won, and the money has not come back. Ask the network.

-- %% won_without_reinstatement
-- @chart bar x=currency y="the total"
select d.id, d.currency
from disputes d
where d.closed_at < now() - :days * interval '1 day';
`,
    });
  });

  it('keeps a value that ends in a quote', async () => {
    const investigation = snippetAsInvestigation(await snippet(text), { id: 'say "hi"' });
    assert.ok(investigation.ok);
    assert.equal(readInvestigation(parseInvestigation(investigation.value)).parameters.get('id')?.default, 'say "hi"');
  });

  for (const [values, message] of [
    [{ dys: '9' }, 'The snippet Won without reinstatement has no parameter dys.'],
    [{ days: 'nine' }, 'The value of days does not fit: integer is a whole number from -2147483648 to 2147483647.'],
    [{ id: 'a\nb' }, 'The value of id cannot be a default: it has line ends, or spaces around it.'],
  ] as const) {
    it(`refuses the values ${JSON.stringify(values)}`, async () => {
      const investigation = snippetAsInvestigation(await snippet(text), values);
      assert.equal(investigation.ok ? '' : investigation.failure.message, message);
    });
  }
});

describe('the built-in snippets', () => {
  const folder = path.resolve(__dirname, '../../../../snippets');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.sql'))) {
    it(`hold ${file.replaceAll(path.sep, '/')}`, async () => {
      const parsed = await parseSnippet(file, readFileSync(path.join(folder, file), 'utf8'));
      assert.equal(parsed.ok ? '' : parsed.failure.message, '');
      assert.ok(parsed.ok && snippetAsInvestigation(parsed.value).ok);
    });
  }
});
