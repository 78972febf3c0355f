import assert from 'node:assert/strict';
import { checkHeader, refusalOfName, renameReferences, setDefault, type Edit } from '../../../src/investigation/edits';
import { parseInvestigation, printInvestigation, type Investigation } from '../../../src/investigation/investigation';
import { valueOf } from '../../../src/investigation/parameters';
import { readInvestigation } from '../../../src/investigation/reading';

const replace = (text: string, { start, end, text: by }: Edit): string => text.slice(0, start) + by + text.slice(end);

function apply({ header, cells }: Investigation, edits: readonly Edit[]): Investigation {
  return edits.toReversed().reduce((before, edit) => (edit.cell === undefined ? { ...before, header: replace(before.header, edit) } : { ...before, cells: before.cells.map((cell, index) => (index === edit.cell ? { ...cell, value: replace(cell.value, edit) } : cell)) }), { header, cells });
}

describe('a default', () => {
  for (const [what, text, value, expected] of [
    ['takes the place of another', '-- @param n integer = 1\nselect :n', '2', '-- @param n integer = 2\nselect :n'],
    ['is written where there was none', '-- @param n integer\nselect :n', '2', '-- @param n integer = 2\nselect :n'],
    ['leaves the description, spacing and line ends as they are', '\uFEFF--@title x\r\n  --  @param   n  integer=1   "How many"  \r\n-- @limit 5\r\nselect :n', '2', '\uFEFF--@title x\r\n  --  @param   n  integer=2   "How many"  \r\n-- @limit 5\r\nselect :n'],
    ['stands before a description that had none', '-- @param n text "Why"\nselect :n', 'so', '-- @param n text = so "Why"\nselect :n'],
    ['ends in quotes that are no description', '-- @param n text = x\nselect :n', 'say "so"', '-- @param n text = say "so" ""\nselect :n'],
    ['may be empty', '-- @param n text = x\nselect :n', '', '-- @param n text =\nselect :n'],
    ['goes to the first declaration, in a cell', '-- %%\nselect 1\n-- %%\n-- @param n integer = 1\nselect :n\n-- %%\n-- @param n integer = 7\nselect 2\n', '2', '-- %%\nselect 1\n-- %%\n-- @param n integer = 2\nselect :n\n-- %%\n-- @param n integer = 7\nselect 2\n'],
    ['may hold what replacing a text gives a meaning', '-- @param n text = x\nselect :n', '$& $1', '-- @param n text = $& $1\nselect :n'],
  ] as const) {
    it(what, () => {
      const investigation = parseInvestigation(text);
      const edit = setDefault(investigation, 'n', value);
      assert.ok(edit.ok);
      const edited = apply(investigation, [edit.value]);
      assert.equal(printInvestigation(edited), expected);
      const parameter = readInvestigation(parseInvestigation(expected)).parameters.get('n');
      assert.equal(parameter && valueOf(parameter, {}), value);
    });
  }

  for (const [name, value, message] of [
    ['m', '1', 'The parameter m is not declared.'],
    ['n', 'ten', 'The value of n does not fit: integer is a whole number from -2147483648 to 2147483647.'],
    ['n', '1\n2', 'The value of n cannot be a default: it has line ends, or spaces around it.'],
  ] as const) {
    it(`is refused: ${message}`, () => {
      const edit = setDefault(parseInvestigation('-- @param n integer\nselect :n'), name, value);
      assert.equal(edit.ok ? '' : edit.failure.message, message);
    });
  }
});

describe('a name of a cell', () => {
  const investigation = parseInvestigation("-- %% old\nselect 1 as x\n-- %%\nselect ':old.x', :old.x, :older.x, :old.\"X y\" /* :old.x */\n-- %% older\nselect :old.x[1:2] as x");

  for (const [name, cell, refusal] of [
    ['new', 0, undefined],
    ['old', 0, undefined],
    ['older', 0, 'Cell 3 has this name already.'],
    ['two words', 0, 'A name is a word of letters, digits and underscores: others bind its values by :two_words.column.'],
    ['1st', 0, 'A name is a word of letters, digits and underscores: others bind its values by :_1st.column.'],
    ['', 0, 'Cell 2 binds a column of old, so this cell needs a name.'],
    ['', 1, undefined],
  ] as const) {
    it(`${refusal === undefined ? 'may be' : 'may not be'} “${name}” for cell ${cell + 1}`, () => {
      assert.equal(refusalOfName(investigation, cell, name), refusal);
    });
  }

  it('changes in every cell that binds its values, and nowhere else', () => {
    const { cells } = apply(investigation, renameReferences(investigation, 'old', 'renamed'));
    assert.deepEqual(cells.map(({ value }) => value), ['select 1 as x', "select ':old.x', :renamed.x, :older.x, :renamed.\"X y\" /* :old.x */", 'select :renamed.x[1:2] as x']);
  });
});

describe('a header', () => {
  for (const text of ['', '\n', '-- @title x\n', '-- about it\n-- @title x\r\n\r\n', '\uFEFF-- @title x\n']) {
    it(`is ${JSON.stringify(text)}`, () => {
      const checked = checkHeader(text);
      assert.deepEqual(checked, { ok: true, value: text });
    });
  }

  it('gets a line end behind its last line', () => {
    assert.deepEqual(checkHeader('-- @title x'), { ok: true, value: '-- @title x\n' });
  });

  for (const text of ['select 1', '-- @title x\nselect 1', '-- @title x\n-- %% cell\n', '-- words alone', '-- @title x\n-- words after it\n', '-- @title x\n/* -- @limit 5 */\n']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.ok(!checkHeader(text).ok);
    });
  }
});
