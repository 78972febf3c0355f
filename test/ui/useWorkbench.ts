import { Workbench, type WorkbenchOptions } from './workbench';

/** Gives the surrounding describe block a workbench: opened before its tests, closed after them, pictured where one failed. */
export function useWorkbench(options?: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  const current = () => {
    if (workbench === undefined) throw new Error('The workbench is open only while the tests of its block run');
    return workbench;
  };
  before('open a workbench', async function () {
    workbench = await Workbench.open(options);
  });
  afterEach('picture a failure', async function () {
    if (this.currentTest?.state === 'failed') await workbench?.screenshot(`failed ${this.currentTest.fullTitle()}`.replace(/\W+/g, '-'));
  });
  after('close the workbench', () => workbench?.close());
  return current;
}
