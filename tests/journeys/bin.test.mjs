// What was deleted, imported or gone back to can be had back: the bin, and the states before imports.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

import {
  accept, backup, choose, eventually, field, fill, go, heading, incoming, leave, openTopic, saved, startBranch, startUnit,
  today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';

/** The line of a workspace that is not open, or lies in the bin. */
const line = (page, name) => page.getByRole('listitem').filter({ hasText: name });

const bin = (page) => page.locator('section', { has: page.getByRole('heading', { name: '回收站' }) });

const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());

/** A branch's workspace with a word in it, and another that is open. */
async function two(page) {
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  await leave(page);
  await startBranch(page, '河东小学党支部');
  await go(page, '工作区与设置');
}

async function deleteWest(page) {
  const west = line(page, '河西小学党支部（支部）');
  await west.getByRole('button', { name: '删除', exact: true }).click();
  await west.getByText('30 天内可以放回').waitFor();
  await west.getByRole('button', { name: '确定删除' }).click();
  await bin(page).getByText('河西小学党支部（支部），还有 30 天').waitFor();
}

journey('a workspace that was deleted is put back, with all that was in it', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await two(page);
  const west = line(page, '河西小学党支部（支部）');
  await west.getByRole('button', { name: '删除', exact: true }).click();
  await assertAccessible(page);
  // A backup first.
  const file = await clerk.download(page, () => west.getByRole('button', { name: '先导出备份' }).click());
  await west.getByText(`✓ 已导出“${file.name}”`).waitFor();
  assert.match(file.name, /^晋位台账_河西小学党支部_备份_\d{4}-\d\d-\d\d_\d{4}\.json$/);
  assert.match(file.text(), /校长甲/);
  await west.getByRole('button', { name: '不删' }).click();
  await deleteWest(page);
  await assertAccessible(page);
  await page.setViewportSize(narrow);
  await assertFitsWidth(page);
  await assertAccessible(page);

  // It is not offered, neither now nor at the next start, and not missed.
  await page.reload();
  await heading(page, '工作区与设置');
  await page.getByText('没有其他工作区。').waitFor();
  await leave(page);
  assert.equal(await page.locator('[data-lost]').count(), 0);
  assert.equal(await page.getByRole('button', { name: '河西小学党支部（支部）' }).count(), 0);
  await assertFitsWidth(page);
  await bin(page).getByRole('button', { name: '放回' }).click();
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await openTopic(page, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲'));
  const now = await backup(clerk, page);
  assert.deepEqual(now.bundle.documents, JSON.parse(file.text()).documents);
});

journey('a tab that has a deleted workspace open writes no more, and says so', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await two(page);
  const other = await clerk.open('', { today });
  await leave(other);
  await other.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await openTopic(other, '支部情况与责任制');
  await deleteWest(page);
  await field(other, '支部书记').fill('校长乙');
  await other.locator('[data-save-state=failed]').getByText('还在回收站里的，放回以后刷新本页').waitFor();
  await bin(page).getByRole('button', { name: '放回' }).click();
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).waitFor();
  await other.reload();
  await other.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await openTopic(other, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(other, '支部书记').inputValue(), '校长甲'));
  await field(other, '支部书记').fill('校长丙');
  await saved(other);
});

journey('deleting for good asks for the name, and is never taken for a loss', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await two(page);
  await deleteWest(page);
  const before = await page.evaluate(() => localStorage.getItem('jinwei.known'));
  assert.match(before, /河西小学党支部/);
  const all = await databases(page);

  const west = bin(page).getByRole('listitem');
  await west.getByRole('button', { name: '彻底删除' }).click();
  await assertAccessible(page);
  await west.getByLabel(/请输入工作区名称“河西小学党支部”/).fill('河东小学党支部');
  await west.getByRole('button', { name: '彻底删除' }).click();
  await page.getByRole('alert').getByText('输入的与工作区名称不一致，没有删除。').waitFor();
  assert.deepEqual(await databases(page), all);
  await west.getByLabel(/请输入工作区名称/).fill('河西小学党支部');
  await west.getByRole('button', { name: '彻底删除' }).click();
  await eventually(async () => assert.equal(await bin(page).count(), 0));
  await eventually(async () => assert.equal((await databases(page)).length, all.length - 1));

  // As if the plug had been pulled before the browser wrote down that it is not to be missed.
  await page.evaluate((before) => localStorage.setItem('jinwei.known', before), before);
  await page.reload();
  await heading(page, '工作区与设置');
  await leave(page);
  assert.equal(await page.locator('[data-lost]').count(), 0);
  assert.doesNotMatch(await page.evaluate(() => localStorage.getItem('jinwei.known')), /河西小学党支部/);
});

/** The start of the page on a day, with all workspaces told of. */
async function on(page, clock, day) {
  await clock.setSystemTime(new Date(`${day}T09:00:00+08:00`));
  await page.reload();
  await heading(page, '工作区与设置');
}

/** Two workspaces of the second of March, the one that is not open with a backup of all that is in it. */
async function twoWithBackup(clerk) {
  await clerk.context.clock.install({ time: new Date('2026-03-02T09:00:00+08:00') });
  const page = await clerk.open('', { today });
  await two(page);
  await leave(page);
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await page.locator('.where', { hasText: '河西小学党支部' }).waitFor();
  await backup(clerk, page);
  await leave(page);
  await page.getByRole('button', { name: '河东小学党支部（支部）' }).click();
  await page.locator('.where', { hasText: '河东小学党支部' }).waitFor();
  await go(page, '工作区与设置');
  return page;
}

journey('after thirty days what has a backup goes from the bin at the next start', async ({ computer }) => {
  const clerk = await computer();
  const { clock } = clerk.context;
  const page = await twoWithBackup(clerk);
  await deleteWest(page);
  const all = await databases(page);
  await on(page, clock, '2026-03-31');
  await bin(page).getByText('还有 1 天').waitFor();
  await bin(page).getByText('到期后下次打开本页时彻底删除').waitFor();
  await on(page, clock, '2026-04-01');
  await eventually(async () => assert.equal((await databases(page)).length, all.length - 1));
  assert.equal(await bin(page).count(), 0);
  await on(page, clock, '2026-04-02');
  await leave(page);
  assert.equal(await page.locator('[data-lost]').count(), 0);
});

journey('what is in no backup never goes from the bin by itself', async ({ computer }) => {
  const clerk = await computer();
  const { clock } = clerk.context;
  await clock.install({ time: new Date('2026-03-02T09:00:00+08:00') });
  const page = await clerk.open('', { today });
  await two(page);
  await deleteWest(page);
  const all = await databases(page);
  for (const day of ['2026-04-01', '2027-04-01']) {
    await on(page, clock, day);
    await bin(page).getByText('河西小学党支部（支部），已满 30 天').waitFor();
    await bin(page).getByText('没有备份过的，不自动删除').waitFor();
    assert.deepEqual(await databases(page), all);
  }
  await bin(page).getByRole('button', { name: '放回' }).click();
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await openTopic(page, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲'));
});

journey('days from before the workspace was made, which a wrong clock gave, are not counted', async ({ computer }) => {
  const clerk = await computer();
  const { clock } = clerk.context;
  const page = await twoWithBackup(clerk);
  await on(page, clock, '2009-01-01');
  await deleteWest(page);
  const all = await databases(page);
  await on(page, clock, '2026-03-10');
  await bin(page).getByText('还有 30 天').waitFor();
  await on(page, clock, '2026-04-08');
  await bin(page).getByText('还有 1 天').waitFor();
  assert.deepEqual(await databases(page), all);
  await on(page, clock, '2026-04-09');
  await eventually(async () => assert.equal((await databases(page)).length, all.length - 1));
});

const points = (page) => page.getByRole('button', { name: '退回到这个状态' });

journey('taking an import back and going back are themselves undone, and old states go', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, '示例小学', '党总支');
  const name = 'one-bad-record.json';
  await go(page, '导入');
  await choose(page, fileURLToPath(new URL(`../fixtures/bad/${name}`, import.meta.url)));
  await accept(page, name);
  await incoming(page, name).getByText('✓ 已接收').waitFor();
  const received = await backup(clerk, page);
  assert.equal(received.bundle.attachments.length, 1);
  assert.equal(await points(page).count(), 1);

  await points(page).first().click();
  await page.getByText('✓ 已退回到').waitFor();
  const without = await backup(clerk, page);
  assert.ok(without.bundle.documents.length < received.bundle.documents.length);
  for (let there = 2; there < 17; there += 1) {
    await points(page).first().click();
    await eventually(async () => assert.equal(await points(page).count(), there + 1));
  }
  const again = await backup(clerk, page);
  assert.deepEqual(again.bundle.documents, received.bundle.documents);

  // Of one day there stay the last ten and the first.
  await page.reload();
  await eventually(async () => assert.equal(await points(page).count(), 11));
  await page.getByText('导入“one-bad-record.json”之前').first().waitFor();
  await page.getByText('最近 10 份都留着').waitFor();
  await points(page).last().click();
  await page.getByText('✓ 已退回到“导入').waitFor();
  const first = await backup(clerk, page);
  assert.deepEqual(first.bundle.documents, without.bundle.documents);
});

journey('an import that was taken back comes back with its file', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, '示例小学', '党总支');
  const name = 'one-bad-record.json';
  await go(page, '导入');
  await choose(page, fileURLToPath(new URL(`../fixtures/bad/${name}`, import.meta.url)));
  await accept(page, name);
  await incoming(page, name).getByRole('button', { name: '撤回这次接收' }).click();
  await incoming(page, name).getByRole('button', { name: '接收', exact: true }).waitFor();
  const without = await backup(clerk, page);
  assert.deepEqual(without.bundle.attachments ?? [], []);
  await page.getByText(`撤回“${name}”之前`).waitFor();
  await points(page).first().click();
  await page.getByText('✓ 已退回到“撤回').waitFor();
  const back = await backup(clerk, page);
  assert.equal(back.bundle.attachments[0].name, name);
  assert.ok(back.bundle.documents.length > without.bundle.documents.length);
});
