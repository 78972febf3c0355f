import assert from 'node:assert/strict';
import { parseInvestigation } from '../../../src/investigation/investigation';
import { changesSince, isCurrent, stampOf, type Standing } from '../../../src/investigation/standing';

describe('a kept result', () => {
  const text = `-- @param least integer = 1
-- %% a
select :least
-- %% b
-- @connection pinned
select :a.x
-- %% c
select :b.x, :a.x
`;
  /** The cells have run, each once, in order: c keeps what follows from b and a. What has changed for each. */
  const afterRuns = (change: Partial<Omit<Standing, 'investigation'>> & { readonly text?: string; readonly again?: readonly number[] } = {}): (readonly string[] | undefined)[] => {
    const kept = new Map<number, ReturnType<Standing['kept']>>();
    const standing = (given: typeof change): Standing => ({ investigation: parseInvestigation(given.text ?? text), values: given.values ?? {}, activeConnection: 'activeConnection' in given ? given.activeConnection : 'live', kept: (cell) => kept.get(cell) });
    const run = (given: typeof change, cell: number, resultId: string) => kept.set(cell, { resultId, connection: cell === 1 ? 'pinned' : 'live', stamp: stampOf(standing(given), cell) });
    for (const cell of [0, 1, 2]) run({}, cell, `first ${cell}`);
    for (const cell of change.again ?? []) run(change, cell, `second ${cell}`);
    return [0, 1, 2].map((cell) => changesSince(standing(change), cell));
  };

  for (const [what, change, expected] of [
    ['is current where nothing has changed', {}, [[], [], []]],
    ['is out of date with its SQL, and with it what it was bound in', { text: text.replace('select :least', 'select 1 + :least') }, [['this cell'], ['a'], ['b', 'a']]],
    ['is out of date with a result between', { text: text.replace('select :a.x', 'select :a.y') }, [[], ['this cell', 'a'], ['b']]],
    ['is out of date with the value of its parameter', { values: { least: '2' } }, [['least'], ['a'], ['b', 'a']]],
    ['is current where its parameter was given what it had', { values: { least: '1' } }, [[], [], []]],
    ['is out of date with a directive of the header', { text: `-- @limit 5\n${text}` }, [['this cell'], ['this cell', 'a'], ['this cell', 'b', 'a']]],
    ['is out of date where another connection is active', { activeConnection: 'other' }, [['the connection'], ['a'], ['the connection', 'b', 'a']]],
    ['is out of date where none is active', { activeConnection: undefined }, [['the connection'], ['a'], ['the connection', 'b', 'a']]],
    ['is out of date once what it bound has run again', { again: [0] }, [[], ['a'], ['b', 'a']]],
    ['is current again once it has run itself', { again: [0, 1, 2] }, [[], [], []]],
    ['is out of date where what it bound is gone', { text: text.replace('-- %% a\n', '-- %% z\n') }, [[], ['a'], ['b', 'a']]],
  ] as const) {
    it(what, () => {
      assert.deepEqual(afterRuns(change), expected);
    });
  }

  it('is out of date, and no more, where cells have come to wait for one another', () => {
    assert.deepEqual(afterRuns({ text: text.replace('select :least', 'select :c.x') }), [['this cell', 'c'], ['a'], ['b', 'a']]);
  });

  it('is looked at once, however many ways lead to it', () => {
    const cells = Array.from({ length: 24 }, (_, index) => `-- %% c${index}\nselect ${index === 0 ? '1' : `:c${index - 1}.x, :c${index - 1}.y`}\n`).join('');
    const standing: Standing = { investigation: parseInvestigation(cells), values: {}, activeConnection: 'live', kept: (cell) => (cell < 0 ? undefined : { resultId: String(cell), connection: 'live', stamp: { cell: '', bound: {} } }) };
    assert.deepEqual(changesSince(standing, 23), ['this cell', 'c22']);
  });

  it('is none where the cell has not run', () => {
    const standing: Standing = { investigation: parseInvestigation(text), values: {}, activeConnection: 'live', kept: () => undefined };
    assert.deepEqual([changesSince(standing, 0), isCurrent(standing, 0)], [undefined, false]);
  });
});
