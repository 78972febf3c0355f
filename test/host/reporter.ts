import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import type { Result } from './result';

/** Mocha's own lines, and at the end the Result as JSON in the file that CASEBOOK_RESULT names. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const file = process.env['CASEBOOK_RESULT'];
      if (file === undefined) return;
      const result: Result = { passed: this.stats.passes, failed: this.stats.failures, skipped: this.stats.pending };
      writeFileSync(file, JSON.stringify(result));
    });
  }
}
