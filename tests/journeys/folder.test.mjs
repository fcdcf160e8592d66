// Backups that outlive the browser: the folder that is kept up to date by itself, the reminder, and the browser's promise.

import assert from 'node:assert/strict';

import { backup, eventually, field, go, heading, leave, openTopic, saved, startBranch, startSample, today } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';

/** The person's folder: a real one of the browser's own, as no dialogue can be answered here. */
const withFolder = (computer) =>
  computer.context.addInitScript(() => {
    globalThis.stick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('U盘', { create: true });
    globalThis.showDirectoryPicker = () => globalThis.stick();
  });

/** The files in the folder: their names and texts. */
const filesIn = (page) =>
  page.evaluate(async () => {
    const files = {};
    for await (const [name, handle] of await globalThis.stick()) files[name] = await (await handle.getFile()).text();
    return files;
  });

const put = (page, name, text) =>
  page.evaluate(async ([name, text]) => {
    const handle = await (await globalThis.stick()).getFileHandle(name, { create: true });
    const stream = await handle.createWritable();
    await stream.write(text);
    await stream.close();
  }, [name, text]);

/** The page is hidden, as when another window comes before it. */
const hide = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

const folder = (page, state) => page.locator(`[data-folder-state=${state}]`);

const reminder = (page, of) => page.locator(`[data-reminder=${of}]`);

/** Begins at a branch's desk with a folder chosen, and leaves the page of backups open. */
async function chooseFolder(page) {
  await startBranch(page, '河西小学党支部');
  await go(page, '备份');
  await folder(page, 'none').waitFor();
  await page.getByRole('button', { name: '选择备份文件夹' }).click();
  await folder(page, 'ready').getByText('备份文件夹：U盘').waitFor();
  await folder(page, 'ready').getByText('最近一份写于').waitFor();
}

/** Types a secretary's name and has it on the disk. */
async function type(page, name) {
  await openTopic(page, '支部情况与责任制');
  await field(page, '支部书记').fill(name);
  await saved(page);
}

journey('a folder is kept up to date, with today\'s three, and nobody else\'s file is touched', async ({ computer }) => {
  const clerk = await computer();
  await withFolder(clerk);
  let page = await clerk.open('', { today });
  await chooseFolder(page);
  await assertAccessible(page);
  const first = Object.entries(await filesIn(page));
  assert.equal(first.length, 1);
  assert.match(first[0][0], /^晋位台账_河西小学党支部_备份_\d{4}-\d\d-\d\d_\d{6}_[0-9a-f-]{36}\.json$/);
  assert.equal(JSON.parse(first[0][1]).kind, 'backup');

  const id = first[0][0].slice(-41, -5);
  const others = {
    '重要.json': '{}',
    '晋位台账_河西小学党支部_备份_2012-07-03_1530.json': 'a backup that a person exported',
    [`晋位台账_河东小学_备份_2012-07-03_153000_${'0'.repeat(36)}.json`]: 'another computer\'s',
    [`晋位台账_河西小学党支部_备份_2012-07-03_153000_${id} - 副本.json`]: 'a copy that a person made',
  };
  for (const [name, text] of Object.entries(others)) await put(page, name, text);
  const old = (day, time) => `晋位台账_老名字_备份_2012-06-${day}_${time}_${id}.json`;
  for (let day = 10; day < 22; day += 1) await put(page, old(day, '080000'), 'old');
  await put(page, old(21, '090000'), 'the last of that day');
  await put(page, old(22, '080000'), '');

  for (const name of ['校长甲', '校长乙', '校长丙', '校长丁']) {
    await type(page, name);
    // A copy's name has the second.
    await new Promise((done) => setTimeout(done, 1_100));
    await hide(page);
    await eventually(async () => assert.ok(Object.values(await filesIn(page)).some((text) => text.includes(name))));
  }
  await eventually(async () => {
    const files = await filesIn(page);
    for (const [name, text] of Object.entries(others)) {
      assert.equal(files[name], text);
      delete files[name];
    }
    const names = Object.keys(files).sort((one, other) => (one.split('_备份_')[1] < other.split('_备份_')[1] ? -1 : 1));
    assert.equal(names.length, 10, 'ten in all');
    const todays = names.slice(-3).map((name) => files[name]);
    for (const [at, name] of ['校长乙', '校长丙', '校长丁'].entries()) assert.ok(todays[at].includes(name), name);
    const before = [...Array(6).keys()].map((at) => old(15 + at, '080000'));
    assert.deepEqual(names.slice(0, 7), [...before, old(21, '090000')], 'one a day');
  });

  // The browser remembers the folder.
  await clerk.restart();
  await withFolder(clerk);
  page = await clerk.open('', { today });
  await type(page, '校长戊');
  await hide(page);
  await eventually(async () => assert.ok(Object.values(await filesIn(page)).some((text) => text.includes('校长戊'))));
  await go(page, '备份');
  await page.getByRole('button', { name: '不再自动备份' }).click();
  await folder(page, 'none').waitFor();
  const left = await filesIn(page);
  await type(page, '校长己');
  await hide(page);
  await page.reload();
  await go(page, '备份');
  await folder(page, 'none').waitFor();
  assert.deepEqual(await filesIn(page), left);
});

journey('a copy is written a minute after the last change, and counts as a backup', async ({ computer }) => {
  const clerk = await computer();
  await withFolder(clerk);
  await clerk.context.clock.install({ time: new Date('2026-03-02T09:00:00+08:00') });
  const page = await clerk.open('', { today });
  await chooseFolder(page);
  await type(page, '校长甲');
  const holds = async () => Object.values(await filesIn(page)).some((text) => text.includes('校长甲'));
  await clerk.context.clock.fastForward(50_000);
  assert.ok(!(await holds()), 'not at every key');
  await clerk.context.clock.fastForward(15_000);
  await eventually(async () => assert.ok(await holds()));
  // The next working day has nothing to remind of.
  await clerk.context.clock.setSystemTime(new Date('2026-03-03T09:00:00+08:00'));
  await page.reload();
  await heading(page, '支部情况与责任制');
  await go(page, '任务清单');
  assert.equal(await reminder(page, 'backup').count(), 0);
});

journey('a stick that is gone, full, forgotten or false loses nothing and is told of', async ({ computer }) => {
  const clerk = await computer({ viewport: narrow });
  await withFolder(clerk);
  let page = await clerk.open('', { today });
  await chooseFolder(page);
  const before = await filesIn(page);
  const isKept = async () => assert.deepEqual(await filesIn(page), before);

  // Full.
  await page.evaluate(() => {
    const stream = FileSystemWritableFileStream.prototype;
    globalThis.writes = stream.write;
    stream.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  });
  await type(page, '校长甲');
  await new Promise((done) => setTimeout(done, 1_100));
  await hide(page);
  await go(page, '任务清单');
  await reminder(page, 'folder').getByText('满了').waitFor();
  await assertFitsWidth(page);
  await assertAccessible(page);
  await isKept();

  // False: it gives back something else.
  await page.evaluate(() => {
    FileSystemWritableFileStream.prototype.write = function (text) {
      return globalThis.writes.call(this, text.replace('校长甲', '校长？'));
    };
  });
  await go(page, '备份');
  await folder(page, 'failed').getByRole('button', { name: '再试一次' }).click();
  await folder(page, 'failed').getByText('重新读的时候不一样').waitFor();
  await assertFitsWidth(page);
  await assertAccessible(page);
  await isKept();

  // Written, and not to be read again.
  await page.evaluate(() => {
    FileSystemWritableFileStream.prototype.write = globalThis.writes;
    globalThis.reads = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('damaged', 'NotReadableError'));
  });
  await folder(page, 'failed').getByRole('button', { name: '再试一次' }).click();
  await folder(page, 'failed').getByText('重新读的时候读不出').waitFor();
  await assertFitsWidth(page);
  await page.evaluate(() => (Blob.prototype.arrayBuffer = globalThis.reads));
  await isKept();

  // Gone.
  await page.evaluate(async () => {
    FileSystemWritableFileStream.prototype.write = globalThis.writes;
    globalThis.root = await navigator.storage.getDirectory();
    await globalThis.root.removeEntry('U盘', { recursive: true });
  });
  await folder(page, 'failed').getByRole('button', { name: '再试一次' }).click();
  await folder(page, 'failed').getByText('找不到备份文件夹“U盘”').waitFor();
  await saved(page);
  // And there again.
  await page.evaluate(() => globalThis.stick());
  await folder(page, 'failed').getByRole('button', { name: '再试一次' }).click();
  await folder(page, 'ready').waitFor();
  const after = await filesIn(page);
  assert.equal(Object.keys(after).length, 1);
  assert.match(Object.values(after)[0], /校长甲/);

  // The browser has forgotten that the page may write there.
  await page.close();
  await clerk.context.addInitScript(() => {
    // The browser's first, empty page has no such things.
    if (!globalThis.FileSystemHandle) return;
    let may = 'prompt';
    FileSystemHandle.prototype.queryPermission = async () => may;
    FileSystemHandle.prototype.requestPermission = async () => (may = globalThis.refuses ? 'denied' : 'granted');
  });
  page = await clerk.open('', { today });
  await reminder(page, 'folder').getByText('备份文件夹“U盘”要您点一下').waitFor();
  await page.evaluate(() => (globalThis.refuses = true));
  await page.getByRole('button', { name: '接着自动备份' }).click();
  await page.getByRole('alert').getByText('浏览器没有得到允许').waitFor();
  await page.evaluate(() => (globalThis.refuses = false));
  await page.getByRole('button', { name: '接着自动备份' }).click();
  await eventually(async () => assert.equal(await reminder(page, 'folder').count(), 0));
  await type(page, '校长乙');
  await hide(page);
  await eventually(async () => assert.ok(Object.values(await filesIn(page)).some((text) => text.includes('校长乙'))));
});

journey('another folder, or none, chosen while a copy is being written', async ({ computer }) => {
  const clerk = await computer();
  await withFolder(clerk);
  const page = await clerk.open('', { today });
  await chooseFolder(page);
  /** Begins a copy that does not come to its end before it is let go. */
  const beginCopy = async (name) => {
    await type(page, name);
    await page.evaluate(() => {
      const stream = FileSystemWritableFileStream.prototype;
      const { close } = stream;
      globalThis.held = false;
      const going = new Promise((go) => (globalThis.letGo = go));
      stream.close = async function () {
        stream.close = close;
        globalThis.held = true;
        await going;
        return close.call(this);
      };
    });
    await new Promise((done) => setTimeout(done, 1_100));
    await hide(page);
    await page.waitForFunction(() => globalThis.held);
    await go(page, '备份');
  };

  await beginCopy('校长甲');
  await page.evaluate(() => {
    globalThis.stick = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('另一个', { create: true });
  });
  await page.getByRole('button', { name: '换一个文件夹' }).click();
  await folder(page, 'ready').getByText('备份文件夹：另一个').waitFor();
  await folder(page, 'ready').getByText('还没有写过这个工作区的备份').waitFor();
  await page.evaluate(() => globalThis.letGo());
  await folder(page, 'ready').getByText('最近一份写于').waitFor();
  assert.match(Object.values(await filesIn(page)).join(), /校长甲/);

  await beginCopy('校长乙');
  await page.getByRole('button', { name: '不再自动备份' }).click();
  await folder(page, 'none').waitFor();
  await page.evaluate(() => globalThis.letGo());
  await eventually(async () => assert.match(Object.values(await filesIn(page)).join(), /校长乙/));
  await new Promise((done) => setTimeout(done, 500));
  await folder(page, 'none').waitFor();
});

journey('a browser that cannot write into folders says what to do instead', async ({ computer }) => {
  const clerk = await computer({ viewport: narrow });
  await clerk.context.addInitScript(() => {
    delete globalThis.showDirectoryPicker;
  });
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await go(page, '备份');
  await page.getByText('这个浏览器（或者这个网址）不能让网页往文件夹里写').waitFor();
  assert.equal(await page.getByRole('button', { name: '选择备份文件夹' }).count(), 0);
  await hide(page);
  await assertFitsWidth(page);
  await assertAccessible(page);
});

journey('the reminder of a backup comes on the next working day, and can be put off', async ({ computer }) => {
  const clerk = await computer();
  const { clock } = clerk.context;
  // A Friday.
  await clock.install({ time: new Date('2026-03-06T09:00:00+08:00') });
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await type(page, '校长甲');
  const on = async (moment) => {
    await clock.setSystemTime(new Date(`${moment}+08:00`));
    await page.reload();
    await page.locator('.main-nav').waitFor();
    await go(page, '任务清单');
  };
  const isSilent = async () => assert.equal(await reminder(page, 'backup').count(), 0);
  await go(page, '任务清单');
  await isSilent();
  await on('2026-03-07T09:00:00');
  await isSilent();

  await on('2026-03-09T08:00:00');
  await reminder(page, 'backup').getByText('还没有备份过').waitFor();
  await assertAccessible(page);
  await page.setViewportSize(narrow);
  await assertFitsWidth(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await go(page, '日程');
  await reminder(page, 'backup').waitFor();
  await go(page, '检查');
  await isSilent();
  await go(page, '任务清单');
  await reminder(page, 'backup').getByRole('button', { name: '明天再说' }).click();
  await eventually(isSilent);
  await on('2026-03-09T16:00:00');
  await isSilent();

  await on('2026-03-10T08:00:00');
  const button = reminder(page, 'backup').getByRole('button', { name: '导出备份文件' });
  const file = await clerk.download(page, () => button.click());
  assert.match(file.text(), /校长甲/);
  await eventually(isSilent);
  await on('2026-03-16T08:00:00');
  await isSilent();

  await type(page, '校长乙');
  await on('2026-03-17T08:00:00');
  await reminder(page, 'backup').getByText('（7 天前），以后又改了 1 步').waitFor();
  await backup(clerk, page);
  await go(page, '任务清单');
  await isSilent();
});

journey('the browser is asked once to keep the books, at the first entry that is meant', async ({ computer }) => {
  const clerk = await computer({ viewport: narrow });
  await clerk.context.addInitScript(() => {
    // The browser's first, empty page has no such things.
    if (!navigator.storage) return;
    const asked = () => Number(sessionStorage.getItem('asked'));
    navigator.storage.persist = async () => (sessionStorage.setItem('asked', asked() + 1), asked() > 1);
    navigator.storage.persisted = async () => asked() > 1;
    navigator.storage.estimate = async () => ({ usage: 3_500_000, quota: 40_000_000_000 });
    globalThis.asked = asked;
  });
  const page = await clerk.open('', { today });
  await startSample(page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await field(page, '党员人数').fill('24');
  await saved(page);
  const asked = () => page.evaluate(() => globalThis.asked());
  assert.equal(await asked(), 0, 'whoever looks at the sample is not asked');
  await leave(page);
  await startBranch(page, '河西小学党支部');
  assert.equal(await asked(), 0);
  await type(page, '校长甲');
  await eventually(async () => assert.equal(await asked(), 1));
  await page.reload();
  await type(page, '校长乙');
  await go(page, '备份');
  await page.locator('[data-persisted=no]').getByText('它可能自己清理本页的数据').waitFor();
  await page.getByText('本页已用 3 MB，还可以用 37 GB。').waitFor();
  assert.equal(await asked(), 1, 'nobody is asked twice');
  await assertFitsWidth(page);
  await assertAccessible(page);
  await page.getByRole('button', { name: '再请浏览器答应一次' }).click();
  await page.locator('[data-persisted=yes]').waitFor();
  assert.equal(await asked(), 2);
});

journey('a browser that promises nothing says so', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'storage', { value: undefined }));
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await type(page, '校长甲');
  await go(page, '备份');
  await page.locator('[data-persisted=absent]').getByText('没有“长期保存”这一项').waitFor();
  await assertAccessible(page);
});
