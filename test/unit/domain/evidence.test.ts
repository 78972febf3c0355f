import assert from 'node:assert/strict';
import { evidenceInWords } from '../../../src/domain/evidence';

const nothing = { hasEvidence: false, submissionCount: 0, submissionMethod: 'not_submitted', pastDue: false };

describe('the evidence in words', () => {
  for (const [more, expected] of [
    [{}, 'none'],
    [{ hasEvidence: true }, 'staged, not submitted'],
    [{ hasEvidence: true, submissionMethod: 'smart_disputes' }, 'automatic submission to come'],
    [{ hasEvidence: true, submissionCount: 1 }, 'submitted'],
    [{ hasEvidence: true, submissionCount: 1, submissionMethod: 'smart_disputes' }, 'submitted'],
    [{ hasEvidence: true, submissionCount: 1, pastDue: true }, 'submitted after the deadline'],
    [{ hasEvidence: null, submissionCount: null }, undefined],
  ] as const) {
    it(`are ${expected === undefined ? 'none where the source does not tell' : `"${expected}"`} for ${JSON.stringify(more)}`, () => assert.equal(evidenceInWords({ ...nothing, ...more }), expected));
  }
});
