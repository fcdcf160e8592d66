// One workspace in two tabs: one writes, the other follows; and where the browser has no locks, what both write is merged
// or shown, and never lost.

import assert from 'node:assert/strict';

import { backupFile, submissionFile } from '../endurance/books.mjs';
import { assertWhole, booksOf, readDisk, stepsOf } from '../endurance/disk.mjs';
import {
  accept, backup, choose, eventually, field, fill, go, openTopic, restore, saved, startBranch, today,
} from './desks.mjs';
import { assertAccessible, journey } from './harness.mjs';

const follows = (page) => page.locator('[data-follows]');
const takeOver = (page) => page.getByRole('button', { name: '改在这里填写' });

/** As a browser without locks, or a page from an insecure address. */
const withoutLocks = (computer) =>
  computer.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  });

/** As a browser in which tabs hear nothing of each other. */
const withoutWords = (computer) =>
  computer.context.addInitScript(() => {
    delete globalThis.BroadcastChannel;
  });

/** The one workspace, as it stands on the disk. */
const onDisk = async (page) => Object.values((await readDisk(page)).workspaces)[0];

/** The numbers of the transactions that are kept, from the first. */
const numbers = async (page) => (await onDisk(page)).turns.map(([key]) => Number(key));

/**
 * Adds numbers of transactions as if thousands of writes more had been: the next is one with which the program clears old
 * ones away. Returns the last one that there was.
 */
const countOn = (page) =>
  page.evaluate(async () => {
    const done = (request) => new Promise((yes) => (request.onsuccess = () => yes(request.result)));
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    const db = await done(indexedDB.open(name));
    const tx = db.transaction('turns', 'readwrite');
    const turns = tx.objectStore('turns');
    const last = Number((await done(turns.getAllKeys())).at(-1));
    for (let number = last + 1; number < 5_500; number += 1) turns.put('another', String(number).padStart(12, '0'));
    await new Promise((done) => (tx.oncomplete = done));
    db.close();
    return last;
  });

/** Puts the tab's clock on by eleven minutes: longer than a tab may neither write nor look, and still trust its number. */
const putClockOn = (page) =>
  page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 11 * 60_000;
  });

/** Which tab has the pen, by the browser's name for it. */
const penOf = (page) =>
  page.evaluate(async () => {
    const { held } = await navigator.locks.query();
    return held.find(({ name }) => name.startsWith('jinwei-pen-'))?.clientId;
  });

/**
 * Types into controls, by their ids, and in the same moment opens a dialogue: until it is answered nothing runs in that tab
 * and nothing is heard there, as in one that is asleep. What was typed is not even on its way to the disk.
 */
async function typeAndSleep(page, texts) {
  const asleep = page.waitForEvent('dialog');
  const typed = page.evaluate((texts) => void setTimeout(() => {
    for (const [id, text] of Object.entries(texts)) {
      const control = document.getElementById(id);
      control.value = text;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
    alert();
  }), texts);
  const [dialog] = await Promise.all([asleep, typed]);
  return dialog;
}

/** Holds the next transaction of the tab's workspace open, `globalThis.held` by then, until `globalThis.goOn`. */
const holdBack = (page) =>
  page.evaluate(() => {
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () {
      if (!this.db.name.startsWith('jinwei-workspace-')) return commit.call(this);
      IDBTransaction.prototype.commit = commit;
      globalThis.held = true;
      // It would end by itself when it is asked for nothing more.
      const rows = this.objectStore('documents');
      const wait = () => {
        if (globalThis.goOn) commit.call(this);
        else rows.get('').onsuccess = wait;
      };
      wait();
    };
  });

journey('one tab writes, the other follows live, and takes the pen when asked', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const route = new URL(first.url()).hash;
  const second = await clerk.open(route, { today });
  await follows(second).waitFor();
  await assertAccessible(second);
  assert.equal(await second.getByLabel('支部书记', { exact: true }).count(), 0, 'nothing can be typed there');

  await first.bringToFront();
  await field(first, '支部书记').fill('校长甲');
  await second.getByText('校长甲').first().waitFor();

  // Typed a moment before: it is there when the pen is.
  await field(first, '支部书记').pressSequentially('乙', { delay: 5 });
  await takeOver(second).click();
  await eventually(async () => assert.equal(await field(second, '支部书记').inputValue(), '校长甲乙'));
  await follows(first).waitFor();
  assert.equal(await follows(second).count(), 0);
  await fill(second, '支部书记', '校长丙');
  await first.getByText('校长丙').first().waitFor();

  // When the tab that has the pen is closed, the other has it.
  await saved(second);
  await second.close();
  await eventually(async () => assert.equal(await field(first, '支部书记').inputValue(), '校长丙'));
  assert.equal(await follows(first).count(), 0);
});

journey('a tab whose text is not on the disk does not give the pen away', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).waitFor();
  await first.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await field(first, '支部书记').fill('校长甲');
  await first.locator('[data-save-state=failed]').waitFor();
  await takeOver(second).click();
  await second.getByRole('alert').getByText('还有内容没有存上').waitFor();
  assert.equal(await field(first, '支部书记').inputValue(), '校长甲');
});

journey('without locks, what two tabs type at two places is there in both', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '支部书记').waitFor();
  await Promise.all([
    field(first, '支部书记').pressSequentially('校长甲乙丙', { delay: 40 }),
    field(second, '党员人数').pressSequentially('24', { delay: 90 }),
  ]);
  await saved(first);
  await saved(second);
  for (const page of [first, second]) {
    await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲乙丙'));
    await eventually(async () => assert.equal(await field(page, '党员人数').inputValue(), '24'));
  }
  await first.reload();
  await eventually(async () => assert.equal(await field(first, '党员人数').inputValue(), '24'));
});

journey('without locks and without words between tabs, a clash is shown and kept', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  await withoutWords(clerk);
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '支部书记').waitFor();
  await field(first, '支部书记').fill('校长甲');
  await saved(first);
  await field(second, '支部书记').fill('校长乙');
  const clash = second.locator('[data-clash]');
  await clash.getByText('校长乙').waitFor();
  await assertAccessible(second);
  assert.equal(await field(second, '支部书记').inputValue(), '校长甲');
  await saved(second);
  // It is kept beyond this tab.
  await go(first, '历史');
  await first.getByText('两个标签页同时改了同一处').waitFor();
  await first.locator('ins', { hasText: '校长乙' }).first().waitFor();
  await clash.getByRole('button', { name: '改用这里的' }).click();
  await eventually(async () => assert.equal(await field(second, '支部书记').inputValue(), '校长乙'));
  await clash.getByRole('button', { name: '知道了' }).click();
  await saved(second);
  const { bundle } = await backup(clerk, second);
  assert.equal(bundle.documents[0].profile.secretary, '校长乙');
});

journey('without locks, what is written in a hurry takes the place of nothing that was not seen', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  await withoutWords(clerk);
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '支部书记').waitFor();
  await field(first, '支部书记').fill('校长甲');
  await saved(first);
  // While the other tab's write is under way, which comes too late, more is typed there and the page is about to go.
  await second.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
      if (mode === 'readwrite') {
        IDBDatabase.prototype.transaction = transaction;
        queueMicrotask(() => {
          const count = document.querySelector('#f-profile-member_count');
          count.value = '25';
          count.dispatchEvent(new Event('input', { bubbles: true }));
          dispatchEvent(new Event('pagehide'));
        });
      }
      return transaction.call(this, stores, mode, ...rest);
    };
  });
  await field(second, '党员人数').fill('24');
  await eventually(async () => assert.equal(await field(second, '支部书记').inputValue(), '校长甲'));
  await saved(second);
  const { bundle } = await backup(clerk, second);
  assert.equal(bundle.documents[0].profile.secretary, '校长甲');
  assert.equal(bundle.documents[0].profile.member_count, 25);
});

journey('what is typed while another tab’s file is read in stays on the screen', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  const first = await clerk.open('', { today });
  await restore(first, backupFile());
  await openTopic(first, '单位情况与负责人');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '党组织书记').waitFor();
  await second.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, ...rest) {
      // Everything is read, files as well: the workspace is being opened anew.
      if (stores.includes('received') && rest[0] !== 'readwrite') {
        IDBDatabase.prototype.transaction = transaction;
        queueMicrotask(() => {
          const secretary = document.querySelector('#f-profile-secretary');
          globalThis.typed = secretary;
          secretary.value = '总支书记乙';
          secretary.dispatchEvent(new Event('input', { bubbles: true }));
        });
      }
      return transaction.call(this, stores, ...rest);
    };
  });
  await go(first, '导入');
  const file = submissionFile(2, 1, 'meanwhile');
  await choose(first, file);
  await accept(first, file.name);
  await second.waitForFunction(() => globalThis.typed && !globalThis.typed.isConnected);
  await field(second, '党组织书记').waitFor();
  await eventually(async () => assert.equal(await field(second, '党组织书记').inputValue(), '总支书记乙'));
  await saved(second);
  await second.reload();
  await eventually(async () => assert.equal(await field(second, '党组织书记').inputValue(), '总支书记乙'));
});

journey('a tab asleep does not keep the pen, and what was typed there is merged in when it wakes', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  await saved(first);
  const beginning = booksOf(await onDisk(first));
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).getByText('这个工作区正在另一个标签页（窗口）里填写').waitFor();
  await follows(second).getByText('那边关闭以后，这里就可以填写').waitFor();
  const dialog = await typeAndSleep(first, { 'f-profile-secretary': '校长甲', 'f-profile-member_count': '24' });
  const asked = Date.now();
  await takeOver(second).click();
  await field(second, '支部书记').waitFor();
  assert.ok(Date.now() - asked >= 3_000, 'only who has not answered for three seconds is taken to be asleep');
  assert.equal(await follows(second).count(), 0);
  assert.equal(await field(second, '支部书记').inputValue(), '', 'nothing of what was typed there had been written');
  await fill(second, '支部书记', '校长乙');
  await fill(second, '所属单位', '河西小学');
  await saved(second);

  await dialog.dismiss();
  await follows(first).getByText('这个工作区正在另一个标签页（窗口）里填写').waitFor();
  await takeOver(first).waitFor();
  const clash = first.locator('[data-clash]');
  await clash.locator('ins', { hasText: '校长甲' }).waitFor();
  await clash.getByText('账本里现在是另一个标签页的内容').waitFor();
  assert.equal(await clash.getByRole('button', { name: '改用这里的' }).count(), 0, 'who only looks changes nothing');
  await assertAccessible(first);
  await first.getByText('校长乙').first().waitFor();
  await eventually(async () => assert.equal(await field(second, '党员人数').inputValue(), '24'));
  assert.equal(await field(second, '支部书记').inputValue(), '校长乙');
  await fill(second, '支部书记', '校长丙');
  await first.getByText('校长丙').first().waitFor();
  await saved(second);
  assertWhole(await onDisk(second), beginning);
  await go(second, '历史');
  const kept = second.locator('[data-step]', { hasText: '两个标签页同时改了同一处' });
  await kept.locator('ins', { hasText: '校长甲' }).waitFor();
  const { bundle } = await backup(clerk, second);
  const { secretary, member_count: members, unit_name: unit } = bundle.documents[0].profile;
  assert.deepEqual([secretary, members, unit], ['校长丙', 24, '河西小学']);
});

journey('where the pen is taken while a write is under way, nothing is shown or written without it', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  await saved(first);
  const beginning = booksOf(await onDisk(first));
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).waitFor();
  await holdBack(first);
  await field(first, '支部书记').fill('校长甲');
  await first.waitForFunction(() => globalThis.held);
  const pen = await penOf(second);
  await takeOver(second).click();
  await eventually(async () => assert.notEqual(await penOf(second), pen), 20_000);
  // The one does not know yet what it would write on; in the other, typing goes on.
  assert.equal(await field(second, '支部书记').count(), 0);
  await field(first, '所属单位').fill('甲小学');
  await first.locator('[data-save-state=saving]').waitFor();
  await first.evaluate(() => (globalThis.goOn = true));

  await field(second, '支部书记').waitFor();
  assert.equal(await field(second, '支部书记').inputValue(), '校长甲');
  await fill(second, '所属单位', '乙小学');
  await follows(first).waitFor();
  await saved(second);
  await eventually(async () => {
    const { profile } = Object.values(booksOf(await onDisk(second)))[0];
    assert.equal(await field(second, '所属单位').inputValue(), profile.unit_name);
    assert.ok((await first.getByText(profile.unit_name, { exact: true }).count()) > 0);
  });
  const disk = await onDisk(second);
  assertWhole(disk, beginning);
  // Whichever came first: the other is in the history, and told where it was not taken.
  const clashes = stepsOf(disk).filter(({ what }) => what === 'clash');
  const told = JSON.stringify(stepsOf(disk));
  for (const text of ['校长甲', '甲小学', '乙小学']) assert.ok(told.includes(text), `${text} is lost`);
  const shown = (await first.locator('[data-clash]').count()) + (await second.locator('[data-clash]').count());
  assert.equal(shown, clashes.length);
});

journey('a tab that lost the pen in its sleep writes nothing in a hurry over what it has not seen', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  await saved(first);
  const beginning = booksOf(await onDisk(first));
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).waitFor();
  // While its first write after waking is under way, which comes too late, more is typed there and the page is about to go.
  await first.evaluate(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, mode, ...rest) {
      if (mode === 'readwrite') {
        IDBDatabase.prototype.transaction = transaction;
        queueMicrotask(() => {
          const unit = document.querySelector('#f-profile-unit_name');
          unit.value = '甲小学';
          unit.dispatchEvent(new Event('input', { bubbles: true }));
          dispatchEvent(new Event('pagehide'));
        });
      }
      return transaction.call(this, stores, mode, ...rest);
    };
  });
  const dialog = await typeAndSleep(first, { 'f-profile-secretary': '校长甲' });
  await takeOver(second).click();
  await fill(second, '党员人数', '24');
  await saved(second);
  await dialog.dismiss();
  await follows(first).waitFor();
  await eventually(async () => assert.equal(await field(second, '所属单位').inputValue(), '甲小学'));
  assert.equal(await field(second, '支部书记').inputValue(), '校长甲');
  assert.equal(await field(second, '党员人数').inputValue(), '24');
  await saved(second);
  assertWhole(await onDisk(second), beginning);
});

journey('a tab that lost the pen in a long sleep looks before it writes', async ({ computer }) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  await saved(first);
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).waitFor();
  // By its own clock, as the sleep itself would have it.
  await putClockOn(first);
  const dialog = await typeAndSleep(first, { 'f-profile-member_count': '24' });
  await takeOver(second).click();
  await fill(second, '支部书记', '校长甲');
  await saved(second);
  const next = await countOn(second);
  await fill(second, '所属单位', '河西小学');
  await saved(second);
  const [least] = await numbers(second);
  assert.ok(least > next, `the other tab’s next number, ${next}, is free again: ${least} is the first that is taken`);

  await dialog.dismiss();
  await follows(first).waitFor();
  await eventually(async () => assert.equal(await field(second, '党员人数').inputValue(), '24'));
  assert.equal(await field(second, '支部书记').inputValue(), '校长甲');
  assert.equal(await field(second, '所属单位').inputValue(), '河西小学');
  await saved(second);
  assert.equal((await numbers(second)).at(-1), 5_501);
});

journey('without locks, a tab that slept through more numbers than are kept looks before it writes', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  await withoutWords(clerk);
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  await saved(first);
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '支部书记').waitFor();
  await field(first, '支部书记').fill('校长甲');
  await saved(first);
  const next = await countOn(first);
  await field(first, '所属单位').fill('河西小学');
  await saved(first);
  const left = await numbers(first);
  assert.equal(left.at(-1), 5_500);
  assert.ok(left[0] > next, `the other tab’s next number, ${next}, is free again: ${left[0]} is the first that is taken`);
  assert.equal(await field(second, '支部书记').inputValue(), '', 'nothing was heard there');

  await putClockOn(second);
  await field(second, '党员人数').fill('24');
  await eventually(async () => assert.equal(await field(second, '支部书记').inputValue(), '校长甲'));
  assert.equal(await field(second, '所属单位').inputValue(), '河西小学');
  assert.equal(await field(second, '党员人数').inputValue(), '24');
  await saved(second);
  assert.equal((await numbers(first)).at(-1), 5_501);
  await first.reload();
  await eventually(async () => assert.equal(await field(first, '党员人数').inputValue(), '24'));
  const { bundle } = await backup(clerk, second);
  const { secretary, member_count: members, unit_name: unit } = bundle.documents[0].profile;
  assert.deepEqual([secretary, members, unit], ['校长甲', 24, '河西小学']);
});

journey('a clash is still shown after another tab has taken a file in', async ({ computer }) => {
  const clerk = await computer();
  await withoutLocks(clerk);
  const first = await clerk.open('', { today });
  await restore(first, backupFile());
  await openTopic(first, '单位情况与负责人');
  await saved(first);
  const beginning = booksOf(await onDisk(first));
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '党组织书记').waitFor();
  const before = await field(second, '党组织书记').inputValue();
  await first.evaluate(() => {
    const { postMessage } = BroadcastChannel.prototype;
    BroadcastChannel.prototype.postMessage = () => {};
    globalThis.speakAgain = () => (BroadcastChannel.prototype.postMessage = postMessage);
  });
  await field(first, '党组织书记').fill('总支书记甲');
  await saved(first);
  assert.equal(await field(second, '党组织书记').inputValue(), before, 'nothing was heard there');
  await field(second, '党组织书记').fill('总支书记乙');
  const clash = second.locator('[data-clash]');
  await clash.locator('ins', { hasText: '总支书记乙' }).waitFor();
  await saved(second);
  await second.evaluate(() => (globalThis.clash = document.querySelector('[data-clash]')));

  await first.evaluate(() => globalThis.speakAgain());
  await go(first, '导入');
  const file = submissionFile(2, 1, 'clash');
  await choose(first, file);
  await accept(first, file.name);
  await second.waitForFunction(() => !globalThis.clash.isConnected);
  await clash.locator('ins', { hasText: '总支书记乙' }).waitFor();
  await assertAccessible(second);
  assert.equal(await field(second, '党组织书记').inputValue(), '总支书记甲');
  // All was read anew, and not the books alone.
  await go(second, '备份');
  await second.getByText(`导入“${file.name}”之前`).waitFor();
  await clash.locator('ins', { hasText: '总支书记乙' }).waitFor();
  await go(second, '历史');
  const kept = second.locator('[data-step]', { hasText: '两个标签页同时改了同一处' });
  await kept.locator('ins', { hasText: '总支书记乙' }).waitFor();
  assertWhole(await onDisk(second), beginning);

  // What is offered goes into the books that are open now.
  await clash.getByRole('button', { name: '改用这里的' }).click();
  await openTopic(second, '单位情况与负责人');
  await eventually(async () => assert.equal(await field(second, '党组织书记').inputValue(), '总支书记乙'));
  await clash.getByRole('button', { name: '知道了' }).click();
  await clash.waitFor({ state: 'detached' });
  await saved(second);
  await go(first, '历史');
  const taken = first.locator('[data-step]', { hasText: '填写“党组织书记”' });
  await taken.locator('ins', { hasText: '总支书记乙' }).waitFor();
  const { bundle } = await backup(clerk, first);
  assert.equal(bundle.documents.find(({ kind }) => kind === 'unit_book').profile.secretary, '总支书记乙');
});
