import assert from 'node:assert/strict';
import { columnWidths, fittingWidth, widened } from '../../../src/renderer/columns';
import { facesOf } from '../../../src/renderer/face';

const measure = (text: string): number => text.length * 8;
const facesFor = (...columns: (readonly [name: string, type: string])[]) => facesOf({ columns: columns.map(([name, type]) => ({ name, type })), masked: [] });

describe('a column', () => {
  it('is as wide as its longest value or its header, within bounds', () => {
    const faces = facesFor(['a', 'text'], ['id', 'text'], ['a_long_name_of_a_column', 'bigint'], ['note', 'text']);
    const rows = [
      ['x', 'dp_1PqLmN2eZvKYlo2CabcdEFGH', '1', 'y'.repeat(5000)],
      [null, null, null, null],
    ];
    assert.deepEqual(columnWidths(faces, rows, measure), [73, 236, 238, 420]);
  });

  it('is as wide as what it shows of an amount', () => {
    const faces = facesFor(['amount', 'bigint'], ['currency', 'text']);
    const [amount] = columnWidths(faces, [['123456789012', 'usd']], measure);
    assert.equal(amount, '1,234,567,890.12 USD'.length * 8 + 20);
  });

  it('fits a long value where the user asks for it', () => {
    const [face] = facesFor(['note', 'text']);
    assert.ok(face);
    assert.equal(fittingWidth(face, 0, [['y'.repeat(100)], ['z']], measure), 820);
    assert.equal(fittingWidth(face, 0, [['y'.repeat(5000)]], measure), 1200);
  });
});

describe('columns of numbers', () => {
  it('grow with the rows that come, and shrink never; text is cut', () => {
    const faces = facesFor(['a', 'bigint'], ['b', 'bigint'], ['c', 'text']);
    assert.deepEqual(widened([72, 100, 60], faces, [['12345678901', '1', 'a text that is long']], measure), [108, 100, 60]);
  });
});
