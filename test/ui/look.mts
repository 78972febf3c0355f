/**
 * Shows a workbench with the packaged extension to a script, whose default export gets it:
 * `npm run look -- script.mts [folder]`, where script.mts is
 * `export default async (workbench: Workbench) => { await workbench.openView('Casebook'); await workbench.screenshot('explorer'); }`
 * Pictures lie in out/screenshots; the last one is named last, also after an error.
 */
import path from 'node:path';
import { Workbench } from './workbench';

const [script, folder] = process.argv.slice(2);
if (script === undefined) throw new Error('usage: npm run look -- script.mts [folder]');
const { default: look } = (await import(path.resolve(script))) as { default: (workbench: Workbench) => Promise<void> };
const workbench = await Workbench.open(folder === undefined ? {} : { folder });
try {
  await look(workbench);
} finally {
  await workbench.screenshot('last');
  await workbench.close();
}
