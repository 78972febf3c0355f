import assert from 'node:assert/strict';
import { explain, fail } from '../../../src/domain/failure';

describe('a failure in words', () => {
  it('shows the message, then detail and hint on lines of their own', () => {
    const { failure } = fail('server', 'division by zero', { sqlstate: '22012', detail: 'In row 3.', hint: 'Use nullif.' });
    assert.deepEqual(explain(failure), { text: 'division by zero\nDETAIL: In row 3.\nHINT: Use nullif.', next: [] });
  });

  it('offers to try again where the server did not answer', () => {
    assert.deepEqual(explain(fail('offline', 'No server answers at db.example:5432.').failure), { text: 'No server answers at db.example:5432.', next: ['retry'] });
  });

  it('offers both ways on where a role could do more than read', () => {
    assert.deepEqual(explain(fail('rights', 'The role "app" could do more than read.').failure).next, ['acceptRights', 'copyReadOnlyRole']);
  });
});
