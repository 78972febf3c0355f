/** What a VS Code runs as extensionTestsPath: every test file of the folder, in its extension host. */
import Mocha from 'mocha';
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Reporter from './reporter';

export async function run(): Promise<void> {
  const log = process.env['CASEBOOK_LOG'];
  if (log !== undefined) teeConsole(log);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: Reporter, forbidOnly: true, grep: process.env['CASEBOOK_GREP'] ?? '' });
  const folder = process.env['CASEBOOK_TESTS'] ?? __dirname;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(folder, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** A remote extension host's console goes to the workbench, not to a terminal: its lines also go to a file, which the runner follows. */
function teeConsole(log: string) {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const original = console[method].bind(console);
    // The host's console has accessors with an empty setter: an assignment would be ignored.
    Object.defineProperty(console, method, {
      configurable: true,
      value: (...values: unknown[]) => {
        appendFileSync(log, `${format(...values)}\n`);
        original(...values);
      },
    });
  }
  // Mocha keeps the console.log that it found when it was loaded.
  Mocha.reporters.Base.consoleLog = console.log;
}
