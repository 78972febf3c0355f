/** The host suite in a desktop VS Code: `CASEBOOK_VSCODE` names its program or a version to download (`stable` if not given). */
import { runTests } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildTests } from '../../src/build/buildTests.mjs';

const vscode = process.env['CASEBOOK_VSCODE'] ?? 'stable';
await buildTests('host');
const code = await runTests({
  ...(existsSync(vscode) ? { vscodeExecutablePath: vscode } : { version: vscode }),
  extensionDevelopmentPath: process.cwd(),
  extensionTestsPath: path.resolve('out/test/host/suite.js'),
  launchArgs: ['--disable-workspace-trust', '--disable-extensions'],
});
process.exit(code);
