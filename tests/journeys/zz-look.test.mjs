import { choose, field, fill, go, heading, leave, openTopic, saved, startBranch, startSample, today } from './desks.mjs';
import { journey, narrow, photograph } from './harness.mjs';
for (const [size, viewport] of [['1280', { width: 1280, height: 800 }], ['360', narrow]]) {
journey(`look ${size}`, async ({ computer, site, expect }) => {
  expect(/favicon/);
  const clerk = await computer({ viewport });
  await clerk.context.addInitScript(() => {
    globalThis.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('U盘', { create: true });
  });
  const { clock } = clerk.context;
  await clock.install({ time: new Date('2026-03-05T09:00:00+08:00') });
  let page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  await clock.setSystemTime(new Date('2026-03-06T09:00:00+08:00'));
  await page.reload();
  await go(page, '任务清单');
  await photograph(page, `k${size} reminder`);
  await go(page, '备份');
  await photograph(page, `k${size} backup none`);
  await page.getByRole('button', { name: '选择备份文件夹' }).click();
  await page.locator('[data-folder-state=ready]').getByText('最近一份写于').waitFor();
  await photograph(page, `k${size} backup ready`);
  await page.evaluate(() => { FileSystemWritableFileStream.prototype.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError')); });
  await page.getByRole('button', { name: '换一个文件夹' }).click();
  await page.locator('[data-folder-state=failed]').waitFor();
  await photograph(page, `k${size} backup failed`);
  await go(page, '任务清单');
  await photograph(page, `k${size} home failed`);
  await leave(page);
  await startBranch(page, '河东小学党支部');
  await go(page, '工作区与设置');
  const west = page.getByRole('listitem').filter({ hasText: '河西小学党支部（支部）' });
  await west.getByRole('button', { name: '删除', exact: true }).click();
  await photograph(page, `k${size} delete`);
  await west.getByRole('button', { name: '确定删除' }).click();
  await page.getByText('还有 30 天').waitFor();
  await page.getByRole('button', { name: '彻底删除' }).click();
  await photograph(page, `k${size} bin`);
  await leave(page);
  await photograph(page, `k${size} start bin`);
  await page.close();
  page = await clerk.context.newPage();
  await page.goto(`${site.url}icon.svg`);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (/cat|work/.test(name))
      await new Promise((done) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done }));
  });
  await page.close();
  page = await clerk.open('', { today });
  await page.getByRole('button', { name: '从备份文件夹恢复' }).first().click();
  await page.getByRole('button', { name: /^恢复 20/ }).first().waitFor();
  await photograph(page, `k${size} lost`);
});
}
