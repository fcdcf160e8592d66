// The page as one file: opened by a double-click, without a host.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { policyIn } from './builds.mjs';
import {
  add, backup, eventually, field, fill, go, heading, leave, openTopic, restore, saved, startOffice, startUnit, today,
} from './desks.mjs';
import { filesShareOneStorage, keepsOverRestart } from './engine.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

const file = join(dist, 'jinwei.html');

/** The file, copied to a stick of that name; its address. */
function stick(folder, name) {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  copyFileSync(file, join(place, '晋位台账.html'));
  return pathToFileURL(join(place, '晋位台账.html')).href;
}

test('the file loads nothing, and runs what stands in it alone', () => {
  const html = readFileSync(file, 'utf8');
  assert.doesNotMatch(policyIn(html), /'self'|connect-src|font-src/);
  assert.doesNotMatch(html.replace(/<script type="text\/plain"[^]*?<\/script>/, ''), /\s(src|href)="(?!data:)/);
});

journey('the file opens by a double-click, keeps the books over a restart, and serves every desk', async ({
  computer, folder, site,
}) => {
  const at = stick(folder, 'U盘');
  const clerk = await computer();
  let page = await clerk.open('', { today, at });
  await page.getByRole('heading', { name: '数据存在哪里' }).waitFor();
  await startUnit(page, '红星小学党支部', '党支部（直属局党委）');
  await openTopic(page, '重点任务');
  const task = await add(page, '重点任务');
  await fill(task, '重点任务', '把组织生活会开好');
  await saved(page);
  const route = new URL(page.url()).hash;
  const holds = async () => {
    const form = page.getByRole('group', { name: '重点任务 1', exact: true });
    await eventually(async () => assert.equal(await field(form, '重点任务').inputValue(), '把组织生活会开好'));
  };
  await page.reload();
  await holds();
  if (keepsOverRestart) {
    await clerk.restart();
    page = await clerk.open(route, { today, at });
    await holds();
  }

  await go(page, '备份');
  await page.getByRole('heading', { name: '数据存在哪里' }).waitFor();
  await page.getByText('账本存在这台电脑的这个浏览器里，不在这个文件里').waitFor();
  const copy = await backup(clerk, page);
  assert.match(copy.text(), /把组织生活会开好/);

  await leave(page);
  await startOffice(page);
  await page.reload();
  await heading(page, '收到的方案');
  assert.deepEqual([...site.requests, ...site.kept], [], 'no host was asked');
  assert.equal(await page.evaluate(() => navigator.serviceWorker?.controller ?? null), null);

  // Another computer, by the backup.
  page = await (await computer()).open('', { today, at });
  await restore(page, copy.path);
  await heading(page, '任务清单');
});

journey('what the file says of a file that was moved is so', async ({ computer, folder }) => {
  const clerk = await computer({ viewport: narrow });
  let page = await clerk.open('', { today, at: stick(folder, 'U盘') });
  await assertFitsWidth(page);
  await assertAccessible(page);
  const panel = page.locator('section', { has: page.getByRole('heading', { name: '数据存在哪里' }) });
  await panel.getByText('Chrome、Edge：这个文件移动、改名以后，同一个浏览器里账本还在').waitFor();
  await panel.getByText('火狐等浏览器：账本跟着文件的位置走').waitFor();
  await startUnit(page, '红星小学党支部', '党支部（直属局党委）');
  await saved(page);
  await clerk.restart();
  page = await clerk.open('', { today, at: stick(folder, '另一个文件夹') });
  if (filesShareOneStorage) {
    await page.locator('.where', { hasText: '红星小学党支部' }).waitFor();
    return;
  }
  // Nothing is seen from there, and everything again from the place where it was.
  await heading(page, '晋位台账');
  assert.equal(await page.getByText('红星小学党支部').count(), 0);
  await clerk.restart();
  page = await clerk.open('', { today, at: stick(folder, 'U盘') });
  await page.locator('.where', { hasText: '红星小学党支部' }).waitFor();
}, { cannot: !keepsOverRestart && 'it keeps nothing over a restart while it is driven' });

journey('the page that belongs on a host says so when it is double-clicked', async ({ computer, expect }) => {
  expect(/file:|net::ERR_FAILED|Failed to fetch|beside the page/);
  const clerk = await computer();
  const at = pathToFileURL(join(dist, 'index.html')).href;
  const page = await clerk.open('', { today, at, ready: '#boot[role=alert]' });
  await page.getByRole('link', { name: 'jinwei.html' }).click();
  await heading(page, '晋位台账');
});
