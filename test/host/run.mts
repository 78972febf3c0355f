/** Runs out/test/host in the browser VS Code, with the extension of this folder. */
import { writeFileSync } from 'node:fs';
import { runSuite } from './runSuite';

try {
  const result = await runSuite({
    extensionDevelopmentPath: '.',
    suite: 'out/test/host/suite.js',
    print: (text) => process.stdout.write(text),
  });
  const resultFile = process.env['CASEBOOK_RESULT'];
  if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify(result));
  process.exit(result.failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
