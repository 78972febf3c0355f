import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arrayLiteral } from '../../../src/data/database';
import { readDirectives } from '../../../src/investigation/directives';
import { checkValue, parseArray, parseParameter, type ParameterType } from '../../../src/investigation/parameters';

describe('@param', () => {
  for (const [argument, expected] of [
    ['since timestamptz = 2026-10-01 "Disputes created since"', { name: 'since', type: 'timestamptz', default: '2026-10-01', description: 'Disputes created since' }],
    ['ids text[] = {}', { name: 'ids', type: 'text[]', default: '{}' }],
    ['ids text[] = {"a b","c"}', { name: 'ids', type: 'text[]', default: '{"a b","c"}' }],
    ['day DATE = today', { name: 'day', type: 'date', default: 'today' }],
    ['id text', { name: 'id', type: 'text' }],
    ['id text "The dispute\'s id"', { name: 'id', type: 'text', description: "The dispute's id" }],
    ['note text = "Said of it"', { name: 'note', type: 'text', default: '', description: 'Said of it' }],
    ['note text =', { name: 'note', type: 'text', default: '' }],
    ['note text = say "hello"', { name: 'note', type: 'text', default: 'say', description: 'hello' }],
    ['note text = x"y"', { name: 'note', type: 'text', default: 'x"y"' }],
    ['note text = "a" ""', { name: 'note', type: 'text', default: '"a"' }],
    ['body jsonb = {"a": "b"} "Body"', { name: 'body', type: 'jsonb', default: '{"a": "b"}', description: 'Body' }],
    ['n numeric=1.5', { name: 'n', type: 'numeric', default: '1.5' }],
  ] as const) {
    it(`reads ${argument}`, () => {
      assert.deepEqual(parseParameter(argument), { ok: true, value: expected });
    });
  }

  for (const [argument, message] of [
    ['', 'Write @param name type = default "description".'],
    ['since', 'Write @param name type = default "description".'],
    ['1st text', 'Write @param name type = default "description".'],
    ['since date today', 'Write @param name type = default "description".'],
    ['since timestamp = now', 'There is no parameter type timestamp. Use one of text, integer, bigint, numeric, boolean, date, timestamptz, interval, uuid, jsonb, or an array of one, such as text[].'],
    ['n integer = ten', 'The default does not fit: integer is a whole number from -2147483648 to 2147483647.'],
    ['n integer = "Count"', 'The default does not fit: integer is a whole number from -2147483648 to 2147483647.'],
    ['day date =', 'The default does not fit: date is a date, such as 2026-10-01 or today.'],
  ] as const) {
    it(`refuses “${argument}”`, () => {
      const parsed = parseParameter(argument);
      assert.equal(parsed.ok ? '' : parsed.failure.message, message);
    });
  }
});

describe('a value', () => {
  const table: readonly (readonly [ParameterType, readonly string[], readonly string[]])[] = [
    ['text', ['', ' a ', '{'], ['\0']],
    ['integer', ['0', '-2147483648', '+2147483647', ' 7 ', '007'], ['', '2147483648', '-2147483649', '1.0', '1e3', 'ten', '9'.repeat(50)]],
    ['bigint', ['9223372036854775807', '-9223372036854775808'], ['9223372036854775808', '-9223372036854775809', '']],
    ['numeric', ['1', '.5', '5.', '-1.5e-3', 'NaN', '-Infinity', `${'9'.repeat(100)}.1`], ['', '1,5', '0x10', '1e', '.']],
    ['boolean', ['true', 'F', 'yes', '0', ' on '], ['', 'o', 'maybe', '2']],
    ['date', ['2026-10-01', 'today'], ['', '  ']],
    ['timestamptz', ['-infinity'], ['']],
    ['interval', ['5 days'], ['']],
    ['uuid', ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{A0EEBC999C0B4EF8BB6D6BB9BD380A11}'], ['', 'a0eebc99', '{a0eebc999c0b4ef8bb6d6bb9bd380a11']],
    ['jsonb', ['{}', '"a"', 'null', '[1]'], ['', '{a: 1}', "{'a': 1}"]],
    ['text[]', ['{}', '{ }', '{a,b}', ' {"a,b", NULL, "c\\"d"} ', '{a b}'], ['', 'a,b', '{a', '{a}}', '{a}b', '{,}', '{a,}', '{{a},{b}}', '{"a}']],
    ['integer[]', ['{1,-2,null}'], ['{1,two}', '{1.5}', '{""}']],
    ['uuid[]', ['{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'], ['{x}']],
  ];
  for (const [type, good, bad] of table) {
    for (const text of good) it(`${JSON.stringify(text)} is ${type}`, () => assert.ok(checkValue(type, text).ok));
    for (const text of bad) it(`${JSON.stringify(text.slice(0, 30))} is not ${type}`, () => assert.ok(!checkValue(type, text).ok));
  }

  it('is refused with what would fit', () => {
    const refused = checkValue('boolean[]', '{true,maybe}');
    assert.equal(refused.ok ? '' : refused.failure.message, 'boolean[] is a list such as {a,b}, and each value true or false.');
  });

  it('of an array literal reads back as the values that it was made of', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.oneof(fc.string(), fc.constantFrom('NULL', '', 'a"b\\', '{,}', ' ')))), (values) => assert.deepEqual(parseArray(arrayLiteral(values)), values)));
  });
});

describe('a hostile header', () => {
  it('is read in no time, whatever it repeats', () => {
    const started = performance.now();
    parseParameter(`x text[] = {a${' '.repeat(20_000)}"}`);
    parseParameter(`x text = a${' '.repeat(20_000)}b`);
    checkValue('text[]', `{a${' '.repeat(20_000)}"}`);
    readDirectives(`-- @chart bar${' x="a"'.repeat(40)} !`);
    assert.ok(performance.now() - started < 1000);
  });

  it('keeps what it read before', () => {
    assert.deepEqual(parseParameter('x text = a b  "words"'), { ok: true, value: { name: 'x', type: 'text', default: 'a b', description: 'words' } });
    assert.deepEqual(parseArray('{ a b , "c ", NULL }'), ['a b', 'c ', null]);
  });
});
