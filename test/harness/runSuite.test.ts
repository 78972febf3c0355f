import assert from 'node:assert/strict';
import { runSuite } from '../host/runSuite';

describe('A suite in the extension host', () => {
  let printed = '';
  const run = (suite: string, silenceSeconds = 60) => {
    printed = '';
    return runSuite({
      extensionDevelopmentPath: 'test/fixtures/extension',
      suite: 'out/test/host/suite.js',
      environment: { CASEBOOK_TESTS: `${process.cwd()}/test/fixtures/suites/${suite}`, CASEBOOK_GREP: '' },
      silenceSeconds,
      print: (text) => (printed += text),
    });
  };

  it('has its passes and skips counted, and its lines printed', async () => {
    assert.deepEqual(await run('passes'), { passed: 1, failed: 0, skipped: 1 });
    assert.match(printed, /✔ runs in the extension host, whose output channels are written/);
  });

  it('has its failures counted and explained', async () => {
    assert.deepEqual(await run('fails'), { passed: 1, failed: 1, skipped: 0 });
    assert.match(printed, /'this' !== 'that'/);
  });

  it('fails when the extension host is killed', async () => {
    await assert.rejects(run('dies'), /^Error: the extension host ended before its suite did/);
    assert.match(printed, /✔ passes first/);
  });

  it('fails when it hangs, and says so', async () => {
    await assert.rejects(run('hangs', 3), { message: 'the suite hangs: no line for 3 s' });
    assert.match(printed, /✔ passes first/);
  });
});
