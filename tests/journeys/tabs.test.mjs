// One workspace in two tabs: one writes, the other follows; and where the browser has no locks, what both write is merged
// or shown, and never lost.

import assert from 'node:assert/strict';

import { backupFile, submissionFile } from '../endurance/books.mjs';
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
  await clerk.context.addInitScript(() => {
    delete globalThis.BroadcastChannel;
  });
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
  await clerk.context.addInitScript(() => {
    delete globalThis.BroadcastChannel;
  });
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
