import assert from 'node:assert/strict';
import { columnWidths, isNumeric, typeLabel, widened } from '../../../src/renderer/columns';

describe('a column', () => {
  it('is numeric by its type alone', () => {
    assert.deepEqual(['smallint', 'integer', 'bigint', 'numeric', 'numeric(12,2)', 'double precision', 'oid'].filter((type) => !isNumeric(type)), []);
    assert.deepEqual(['text', 'integer[]', 'interval', 'timestamp with time zone', 'numeric_code'].filter(isNumeric), []);
  });

  it("has PostgreSQL's shorter name of its type, and says when it is masked", () => {
    assert.equal(typeLabel('timestamp(3) with time zone', false), 'timestamptz(3)');
    assert.equal(typeLabel('character varying(20)[]', false), 'varchar(20)[]');
    assert.equal(typeLabel('text', true), 'text, masked');
  });

  it('is as wide as its longest value, within bounds', () => {
    const columns = [
      { name: 'a', type: 'text' },
      { name: 'id', type: 'text' },
      { name: 'a_long_name_of_a_column', type: 'bigint' },
      { name: 'note', type: 'text' },
    ];
    const rows = [
      ['x', 'dp_1PqLmN2eZvKYlo2CabcdEFGH', '1', 'y'.repeat(5000)],
      [null, null, null, null],
    ];
    assert.deepEqual(columnWidths({ columns, rows, masked: [] }, (text) => text.length * 8), [56, 236, 214, 420]);
  });
});

describe('columns of numbers', () => {
  it('grow with the rows that come, and shrink never; text is cut', () => {
    const measure = (text: string): number => text.length * 8;
    assert.deepEqual(widened([56, 100, 60], [true, true, false], [['12345678901', '1', 'a text that is long']], measure), [108, 100, 60]);
  });
});
