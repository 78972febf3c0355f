import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';
import type { Result } from './result';

/** Milliseconds in which a suite ends after its last test. */
const patience = 20_000;

/** Mocha's own lines, and at the end the Result as JSON in the file that CASEBOOK_RESULT names. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      // What a test left open would keep the process, and nobody would hear of it.
      setTimeout(() => {
        console.error(`The tests are over, and something of theirs is not: ${process.getActiveResourcesInfo().join(', ')}`);
        process.exit(1);
      }, patience).unref();
      const file = process.env['CASEBOOK_RESULT'];
      if (file === undefined) return;
      const result: Result = { passed: this.stats.passes, failed: this.stats.failures, skipped: this.stats.pending };
      writeFileSync(file, JSON.stringify(result));
    });
  }
}
