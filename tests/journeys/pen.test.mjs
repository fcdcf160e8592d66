// What goes from tab to tab beside what is typed: files that another tab took in, and the pen, there and back.

import assert from 'node:assert/strict';

import { backupFile, submissionFile } from '../endurance/books.mjs';
import {
  accept, backup, choose, eventually, field, fill, go, openTopic, restore, saved, startBranch, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

const follows = (page) => page.locator('[data-follows]');
const takeOver = (page) => page.getByRole('button', { name: '改在这里填写' });

journey('a tab to which the pen came back gives it away, and keeps it while its text is not on the disk', async ({
  computer,
}) => {
  const clerk = await computer();
  const first = await clerk.open('', { today });
  await startBranch(first, '河西小学党支部');
  await openTopic(first, '支部情况与责任制');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await follows(second).waitFor();
  await takeOver(second).click();
  await follows(first).waitFor();
  await field(second, '支部书记').waitFor();

  // Back, and there again: each tab answers, so what was typed there a moment before is there.
  await fill(second, '支部书记', '校长甲');
  await field(second, '党员人数').pressSequentially('24', { delay: 5 });
  await takeOver(first).click();
  await follows(second).waitFor();
  await eventually(async () => assert.equal(await field(first, '党员人数').inputValue(), '24'));
  await takeOver(second).click();
  await follows(first).waitFor();
  await field(second, '支部书记').waitFor();

  await second.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await field(second, '支部书记').fill('校长乙');
  await second.locator('[data-save-state=failed]').waitFor();
  await takeOver(first).click();
  await first.getByRole('alert').getByText('还有内容没有存上').waitFor();
  assert.equal(await field(second, '支部书记').inputValue(), '校长乙');
  assert.equal(await follows(second).count(), 0);
});

journey('without locks and words, a tab that finds what another wrote has its files as well', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    delete globalThis.BroadcastChannel;
  });
  const first = await clerk.open('', { today });
  await restore(first, backupFile());
  await openTopic(first, '单位情况与负责人');
  const second = await clerk.open(new URL(first.url()).hash, { today });
  await field(second, '党组织书记').waitFor();

  await go(first, '导入');
  const file = submissionFile(2, 1, 'meanwhile');
  await choose(first, file);
  await accept(first, file.name);
  await saved(first);

  await field(second, '党组织书记').fill('总支书记乙');
  await eventually(async () => assert.equal(await field(second, '党组织书记').inputValue(), '总支书记乙'));
  // It is read anew then, with what was typed.
  await eventually(async () => {
    await saved(second);
    await go(second, '备份');
    const { bundle } = await backup(clerk, second);
    assert.ok(bundle.attachments.some(({ name }) => name === file.name), 'the other tab’s file');
    const unit = bundle.documents.find(({ kind }) => kind === 'unit_book');
    assert.equal(unit.profile.secretary, '总支书记乙');
  });
});
