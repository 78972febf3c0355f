import { Workbench } from '/work/main/test/ui/workbench.ts';
import { setTimeout as delay } from 'node:timers/promises';
const w = await Workbench.open({ extensions: ['/tmp/explorer/ext.vsix'], folder: process.argv[2] ?? '/tmp/explorer/folder', settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
const shot = (n: string) => w.page.screenshot({ path: `/tmp/explorer/${n}.png` });
try {
  await w.page.setViewportSize({ width: 1000, height: 1300 });
  await w.openView('Casebook');
  await w.treeItem('Overdue').waitFor();
  await w.page.mouse.move(600, 400); await delay(1000);
  await shot('dark');
  await w.treeItem('Waiting').click(); await delay(1500);
  await w.treeItem('under review').first().click(); await delay(1500);
  await shot('dark2');
  await w.page.mouse.wheel(0, 100000);
  await w.treeItem('Waiting').click(); await delay(500);
  await w.treeItem('Closed').click(); await delay(1500);
  await w.page.mouse.wheel(0, 100000); await delay(800);
  await shot('dark3');
  await w.treeItem('Load More').click(); await delay(1500);
  await shot('dark4');
  await w.setTheme('light'); await delay(500);
  await w.treeItem('Missed deadline').hover().catch(() => {}); await delay(1500);
  await shot('light');
} catch (e) { console.log(String(e)); await shot('error'); } finally { await w.close(); }
