import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatText, type Formatting } from '../../../src/investigation/format';

const style = { tabSize: 2, insertSpaces: true };
const applied = (text: string, { replacements }: Formatting): string => replacements.toReversed().reduce((done, { start, end, text: formatted }) => done.slice(0, start) + formatted + done.slice(end), text);
const format = async (text: string): Promise<string> => applied(text, await formatText(text, style));

describe('Formatting', () => {
  it('lays a statement out, its parameters and casts as they are', async () => {
    assert.equal(
      await format('select id,amount::numeric/100 as major from disputes where created_at>=:since and id=any(:won.id) order by 2 desc'),
      `select
  id,
  amount::numeric / 100 as major
from
  disputes
where
  created_at >= :since
  and id = any (:won.id)
order by
  2 desc`,
    );
  });

  it('breaks no line within extract(field from …)', async () => {
    assert.match(await format('select extract(epoch from due_by-now())/3600 as hours from disputes'), /^ {2}extract\(epoch from due_by - now\(\)\) \/ 3600 as hours$/m);
  });

  it('leaves header, markers, Markdown, directives, comments and semicolons where they are', async () => {
    const text = '-- @title Won\n-- @param  since date = today\n\n-- %% [markdown]\n-- #   Why   this\n\n-- %% won\n-- @limit   5\n\n/* by   hand */ select   1 ;\n\n-- %%\nselect 2\n-- done\n';
    assert.equal(await format(text), text.replace('select   1', 'select\n  1').replace('select 2', 'select\n  2'));
  });

  it('takes each cell by itself, though no semicolon stands between them', async () => {
    assert.equal(await format('-- %% a\nselect 1\n-- %% b\nselect 2'), '-- %% a\nselect\n  1\n-- %% b\nselect\n  2');
  });

  it('gives every statement of a line a line of its own', async () => {
    assert.equal(await format('select 1; select 2;'), 'select\n  1;\nselect\n  2;');
  });

  it('touches only the statements of the selection', async () => {
    const text = 'select  1;\nselect  2;\nselect  3;';
    const formatting = await formatText(text, style, { start: 12, end: 14 });
    assert.equal(applied(text, formatting), 'select  1;\nselect\n  2;\nselect  3;');
  });

  it('keeps Windows line ends around statements', async () => {
    assert.deepEqual((await formatText('-- a\r\nselect 1;\r\n\r\nselect 2;\r\n', style)).replacements, [
      { start: 6, end: 14, text: 'select\n  1' },
      { start: 19, end: 27, text: 'select\n  2' },
    ]);
  });

  for (const [what, text, reason] of [
    ['does not parse', 'select from where', 'it does not parse: syntax error at or near "where"'],
    ['has no end', "select 'open", 'unterminated quoted string at or near "\'open"'],
  ] as const) {
    it(`leaves alone what ${what}, and says so`, async () => {
      assert.deepEqual(await formatText(`select 1;\n${text}`, style).then(({ leftAlone }) => leftAlone.map((left) => left.reason)), [reason]);
    });
  }

  it('leaves alone what it would change in meaning, and formats the rest', async () => {
    // Two strings on two lines are one; on one line they are a mistake.
    const text = "select 'a'\n'b';\nselect 1";
    const formatting = await formatText(text, style);
    assert.deepEqual(formatting.leftAlone, [{ start: 0, reason: 'formatted, it would not mean the same' }]);
    assert.equal(applied(text, formatting), "select 'a'\n'b';\nselect\n  1");
  });

  it('makes no parameter of an array slice', async () => {
    const text = 'select a[1:n] from (values (array[1, 2], 1)) v(a, n)';
    assert.doesNotMatch(await format(text), /(?<![\w:]):n/);
  });

  it('is at rest on its own output, for every snippet, and leaves none alone', async () => {
    const files = readdirSync('snippets', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
    assert.ok(files.length > 20);
    for (const file of files) {
      const text = readFileSync(path.join('snippets', file), 'utf8');
      const first = await formatText(text, style);
      assert.deepEqual(first.leftAlone, [], file);
      assert.deepEqual((await formatText(applied(text, first), style)).replacements, [], file);
    }
  });

  it('is at rest on its own output, for any statement of these pieces', async () => {
    const name = fc.constantFrom('id', 'd.amount', '"Odd ""name"""', ':since', ':won.id', '$1', "'it''s'", "E'\\n'", '$q$ ; -- $q$', 'null', '1.5e3', 'a[1:2]', 'x::text', "j -> 'k' ->> 0", 'count(*) filter (where b)', "interval '1 day'");
    const expression = fc.oneof(name, fc.tuple(name, fc.constantFrom('+', '||', '=', 'is distinct from', '<>', '@>', '~*'), name).map((parts) => parts.join(' ')), name.map((inner) => `coalesce(${inner}, 0)`), name.map((inner) => `case when ${inner} is null then 1 else 2 end`));
    const comment = fc.constantFrom('', ' -- why\n', ' /* so */ ');
    const statement = fc
      .tuple(fc.array(expression, { minLength: 1, maxLength: 4 }), comment, fc.option(expression), fc.boolean())
      .map(([columns, between, where, nested]) => `${nested ? 'with c as (select 1) ' : ''}select ${columns.join(`,${between}`)} from t as d${between}${where === null ? '' : ` where ${where}`}`);
    await fc.assert(
      fc.asyncProperty(statement, async (text) => {
        const formatted = await format(text);
        assert.equal(await format(formatted), formatted);
      }),
      { numRuns: 200 },
    );
  });
});
