// A browser whose database was emptied says so at the next start, and books are restored; what a person deleted is not
// missed.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  backup, choose, eventually, field, fill, go, heading, leave, openTopic, saved, startBranch, startOffice, startUnit, today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

/** What a browser asks for that is shown something else than a page. */
const favicon = /favicon\.ico/;

const lost = (page) => page.locator('[data-lost]');

const withFolder = (computer) =>
  computer.context.addInitScript(() => {
    globalThis.showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('U盘', { create: true });
  });

/** Deletes the browser's databases of these names, and nothing else. */
async function empty(clerk, site, which) {
  const page = await clerk.context.newPage();
  await page.goto(`${site}icon.svg`);
  await page.evaluate(async (which) => {
    for (const { name } of await indexedDB.databases()) {
      if (!new RegExp(which).test(name)) continue;
      await new Promise((done, failed) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: failed }));
    }
  }, which);
  await page.close();
}

/** Types a word into a branch's book and keeps a backup of it. */
async function work(clerk, page) {
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  return backup(clerk, page);
}

async function holds(page) {
  await page.locator('.where', { hasText: '河西小学党支部' }).waitFor();
  await openTopic(page, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲'));
}

for (const [what, which] of [
  ['all databases', '.'],
  ['all of the workspaces', '^jinwei-(catalogue|workspace)'],
  ['the workspace alone', '^jinwei-workspace'],
]) {
  journey(`an emptied store is told of at the next start: ${what}`, async ({ computer, site, expect }) => {
    expect(favicon);
    const clerk = await computer({ viewport: narrow });
    let page = await clerk.open('', { today });
    const copy = await work(clerk, page);
    await page.close();
    await empty(clerk, site.url, which);

    page = await clerk.open('', { today });
    await lost(page).getByRole('heading', { name: '浏览器里的账本不见了' }).waitFor();
    await lost(page).getByRole('heading', { name: '河西小学党支部（支部）' }).waitFor();
    await lost(page).getByText(/最后一次填写：20\d\d-\d\d-\d\d \d\d:\d\d。/).waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
    // It says so until somebody has taken note, and does not open anything in the place of what is lost.
    await page.reload();
    await lost(page).waitFor();
    await lost(page).getByRole('button', { name: '选择备份文件恢复' }).click();
    assert.ok(await page.getByLabel(/^选择文件/).evaluate((input) => input === document.activeElement));
    await choose(page, copy.path);
    await page.getByRole('button', { name: '接收', exact: true }).click();
    await holds(page);

    await page.goto(page.url().replace(/#.*/, ''));
    await lost(page).getByRole('button', { name: '知道了，不再提示' }).click();
    await eventually(async () => assert.equal(await lost(page).count(), 0));
    await page.reload();
    await holds(page);
    await leave(page);
    assert.equal(await lost(page).count(), 0);
  });
}

journey('an office whose database was emptied is missed like any other', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await startOffice(page);
  // Nothing was done in it yet, and it is there.
  await page.reload();
  await heading(page, '收到的方案');
  assert.equal(await lost(page).count(), 0);
  await page.close();
  await empty(clerk, site.url, '^jinwei-workspace');
  page = await clerk.open('', { today });
  await lost(page).getByRole('heading', { name: /（局党委办公室）/ }).waitFor();
  await page.reload();
  await lost(page).waitFor();
});

journey('a lost workspace is restored from the folder that was kept up to date', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  await withFolder(clerk);
  for (const [round, which] of ['^jinwei-(catalogue|workspace)', '.'].entries()) {
    let page = await clerk.open('', { today });
    await work(clerk, page);
    if (round === 0) {
      await page.getByRole('button', { name: '选择备份文件夹' }).click();
    } else {
      await page.locator('[data-folder-state=ready]').waitFor();
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    }
    await page.locator('[data-folder-state=ready]').getByText('最近一份写于').waitFor();
    await page.close();
    await empty(clerk, site.url, which);
    page = await clerk.open('', { today });
    await lost(page).getByRole('button', { name: '从备份文件夹恢复' }).first().click();
    const restore = lost(page).getByRole('button', { name: /^恢复 20\d\d-\d\d-\d\d \d\d:\d\d 的备份$/ });
    await restore.first().waitFor();
    await assertAccessible(page);
    await restore.first().click();
    await holds(page);
    // For the next round, all is as if it were new.
    await page.close();
    await empty(clerk, site.url, '^jinwei-(catalogue|workspace)');
    page = await clerk.open('', { today });
    for (let left = await lost(page).getByRole('heading', { level: 3 }).count(); left > 0; left -= 1) {
      await lost(page).getByRole('button', { name: '知道了，不再提示' }).first().click();
      await eventually(async () => assert.equal(await lost(page).getByRole('heading', { level: 3 }).count(), left - 1));
    }
    await page.close();
  }
});

journey('a catalogue that is lost alone is put together again', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await work(clerk, page);
  await leave(page);
  await startUnit(page, '河东中学', '党总支');
  await page.close();
  await empty(clerk, site.url, '^jinwei-catalogue');
  page = await clerk.open('', { today });
  await page.locator('.where', { hasText: '河东中学' }).waitFor();
  await leave(page);
  assert.equal(await lost(page).count(), 0);
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await holds(page);
});

journey('a workspace that cannot be opened for a moment is not taken for a loss, and nothing of it goes', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await work(clerk, page);
  await page.close();
  await empty(clerk, site.url, '^jinwei-catalogue');
  await clerk.context.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, ...more) {
      if (globalThis.opens || !name.startsWith('jinwei-workspace')) return open.call(this, name, ...more);
      throw new DOMException('busy', 'UnknownError');
    };
  });
  page = await clerk.open('', { today });
  const unopened = page.locator('[data-unopened]');
  await unopened.getByRole('heading', { name: '河西小学党支部（支部）' }).waitFor();
  await unopened.getByRole('heading', { name: '有的账本打不开' }).waitFor();
  assert.equal(await lost(page).count(), 0);
  await assertAccessible(page);
  const again = unopened.getByRole('button', { name: '再打开一次试试' });
  await again.click();
  await unopened.getByRole('alert').waitFor();
  await page.evaluate(() => (globalThis.opens = true));
  await again.click();
  await eventually(async () => assert.equal(await unopened.count(), 0));
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await holds(page);
});

journey('what a newer page wrote into the catalogue is not missed', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await work(clerk, page);
  await page.evaluate(async () => {
    const db = await new Promise((done) => {
      const asked = indexedDB.open('jinwei-catalogue');
      asked.onsuccess = () => done(asked.result);
    });
    const rows = db.transaction('workspaces', 'readwrite').objectStore('workspaces');
    const key = await new Promise((done) => (rows.getAllKeys().onsuccess = ({ target }) => done(target.result[0])));
    await new Promise((done) => (rows.put('{"desk":"a desk of next year"}', key).onsuccess = done));
    db.close();
  });
  await page.close();
  page = await clerk.open('', { today });
  await heading(page, '晋位台账');
  assert.equal(await lost(page).count(), 0);
  assert.match(await page.evaluate(() => localStorage.getItem('jinwei.known')), /河西小学党支部/);
});

journey('the page that is one file tells of it as well', async ({ computer, folder }) => {
  const at = pathToFileURL(join(folder, '晋位台账.html')).href;
  copyFileSync(join(dist, 'jinwei.html'), join(folder, '晋位台账.html'));
  copyFileSync(join(dist, 'icon.svg'), join(folder, '空.svg'));
  const clerk = await computer();
  let page = await clerk.open('', { today, at });
  const copy = await work(clerk, page);
  await page.goto(pathToFileURL(join(folder, '空.svg')).href);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done }));
    }
  });
  await page.close();
  page = await clerk.open('', { today, at });
  await lost(page).getByRole('heading', { name: '河西小学党支部（支部）' }).waitFor();
  await assertAccessible(page);
  await choose(page, copy.path);
  await page.getByRole('button', { name: '接收', exact: true }).click();
  await holds(page);
});

journey('nothing is missed on a computer that is new, or whose sample is gone', async ({ computer, site, expect }) => {
  expect(favicon);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  assert.equal(await lost(page).count(), 0);
  await page.getByRole('button', { name: '看示例' }).click();
  await heading(page, '任务清单');
  await go(page, '检查');
  await page.close();
  await empty(clerk, site.url, '.');
  page = await clerk.open('', { today });
  await heading(page, '晋位台账');
  assert.equal(await lost(page).count(), 0);
});
