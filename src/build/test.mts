/** `npm test [-- suite… --grep text]`: every suite, or those named, each with its own closing lines, and one line over all at the end. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureHost } from '../../test/host/install';
import { readResult, type Result } from '../../test/host/result';
import { buildTests, hasTests } from './buildTests.mjs';

type Command = readonly [program: string, ...commandArguments: string[]];

const { positionals, values } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const grep = values.grep ?? '';

const mocha = (suite: string): Command => ['mocha', '--forbid-only', '--reporter=out/test/host/reporter.js', '--grep', grep, `out/test/${suite}/**/*.test.js`];
const testSuites: Readonly<Record<string, Command>> = {
  unit: mocha('unit'),
  data: mocha('data'),
  harness: mocha('harness'),
  host: ['tsx', 'test/host/run.mts'],
  ui: mocha('ui'),
};
/** Suites that start a VS Code. */
const inVsCode = ['harness', 'host', 'ui'];
const selected = positionals.length > 0 ? positionals : ['lint', ...Object.keys(testSuites)];

const unknown = selected.filter((name) => name !== 'lint' && !(name in testSuites));
if (unknown.length > 0) {
  console.error(`No suite is called ${unknown.join(' or ')}: there are lint, ${Object.keys(testSuites).join(', ')}.`);
  process.exit(2);
}

// Stopped, the running suite is ended, the next ones do not begin, and what was counted is still told.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

const temporary = mkdtempSync(path.join(tmpdir(), 'casebook-test-'));
process.once('exit', () => rmSync(temporary, { recursive: true }));

let total: Result = { passed: 0, failed: 0, skipped: 0 };
if (await prepare()) {
  for (const name of selected) {
    if (!stop.signal.aborted) add(name === 'lint' ? await lint() : await test(name));
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 || stop.signal.aborted ? 1 : 0);

/** Without the package and the bundled tests no suite says anything true. */
async function prepare(): Promise<boolean> {
  heading('build');
  const packaged = await run(['npm', 'run', '--silent', 'package']);
  const bundled = await buildTests(...Object.keys(testSuites)).then(() => true, () => false);
  if (packaged && bundled) {
    // Here, so that no test's time limit pays for it.
    if (selected.some((name) => inVsCode.includes(name))) await ensureHost();
    return true;
  }
  add(failure('the build failed, so no suite was run'));
  return false;
}

async function lint(): Promise<Result> {
  heading('lint');
  return (await run(['npm', 'run', '--silent', 'lint'])) ? { passed: 0, failed: 0, skipped: 0 } : failure('lint failed');
}

async function test(suite: string): Promise<Result> {
  heading(suite);
  if (!hasTests(suite)) {
    console.log('no tests yet');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const command = testSuites[suite];
  const file = path.join(temporary, `${suite}.json`);
  const succeeded = command !== undefined && (await run(command, { CASEBOOK_RESULT: file, CASEBOOK_GREP: grep }));
  const result = readResult(file);
  if (result === undefined) return failure(`${suite} ended before it could count its tests`);
  if (!succeeded && result.failed === 0) add(failure(`${suite} ended with an error after its tests`));
  if (grep === '' && result.passed + result.failed + result.skipped === 0) add(failure(`${suite} ran no test`));
  return result;
}

/** One failure that mocha could not count itself. */
function failure(words: string): Result {
  console.error(words);
  return { passed: 0, failed: 1, skipped: 0 };
}

function add(more: Result) {
  total = { passed: total.passed + more.passed, failed: total.failed + more.failed, skipped: total.skipped + more.skipped };
}

function heading(suite: string) {
  console.log(`\n── ${suite} ──`);
}

/** Whether the command succeeded; npm's tools are on the path of whatever npm runs. */
function run([program, ...commandArguments]: Command, environment: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, commandArguments, { stdio: 'inherit', env: { ...process.env, ...environment }, signal: stop.signal });
    child.once('close', (code) => resolve(code === 0));
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
  });
}
