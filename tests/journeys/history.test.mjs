// What was done is told, taken back and done again, across a reload; and the life of one record can be read.

import assert from 'node:assert/strict';

import { backupFile, submissionFile } from '../endurance/books.mjs';
import { assertWhole, booksOf, readDisk, stepsOf } from '../endurance/disk.mjs';
import {
  add, backup, choose, eventually, field, fill, go, heading, incoming, openTopic, restore, saved, startBranch, startSample, today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';

const back = (page) => page.getByRole('button', { name: '退一步' });
const again = (page) => page.getByRole('button', { name: '重做' });

/** The titles of the steps on the page, the newest first. */
const steps = (page) => page.locator('[data-step] > strong').allTextContents();

journey('fifty steps are taken back and done again, the page loaded anew in between', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '重点任务');
  const states = [];
  const remember = async () => states.push((await backup(clerk, page)).bundle.documents);
  await remember();
  await openTopic(page, '重点任务');
  for (let at = 0; at < 26; at += 1) {
    await fill(await add(page, '重点任务'), '重点任务', `第${at + 1}件`);
    if (at === 12) {
      await saved(page);
      await remember();
      await openTopic(page, '重点任务');
    }
  }
  await saved(page);
  await page.reload();
  await heading(page, '重点任务');
  const last = (await backup(clerk, page)).bundle.documents;
  for (let at = 0; at < 26; at += 1) await back(page).click();
  await saved(page);
  assert.deepEqual((await backup(clerk, page)).bundle.documents, states[1]);
  await page.reload();
  await heading(page, '备份');
  for (let at = 0; at < 26; at += 1) await back(page).click();
  await saved(page);
  assert.deepEqual((await backup(clerk, page)).bundle.documents, states[0]);
  await eventually(async () => assert.equal(await back(page).getAttribute('title'), '没有可以退回的步骤'));
  for (let at = 0; at < 52; at += 1) await again(page).click();
  await saved(page);
  assert.deepEqual((await backup(clerk, page)).bundle.documents, last);
});

journey('typing that came to nothing is no step, and stays in the history', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await field(page, '所属单位').fill('河西小学');
  await saved(page);
  await field(page, '支部书记').pressSequentially('甲');
  await saved(page);
  await field(page, '支部书记').press('Backspace');
  await saved(page);
  await eventually(async () => assert.equal(await back(page).getAttribute('title'), '↶ 退一步：填写“所属单位”'));
  await back(page).click();
  await saved(page);
  await page.reload();
  await heading(page, '支部情况与责任制');
  assert.equal(await field(page, '所属单位').inputValue(), '');
  await eventually(async () => assert.equal(await back(page).getAttribute('title'), '没有可以退回的步骤'));
  await again(page).click();
  await saved(page);
  assert.equal(await field(page, '所属单位').inputValue(), '河西小学');
  await go(page, '历史');
  await page.locator('[data-step="4"]').waitFor();
  assert.deepEqual(await steps(page), [
    '第4步　重做第1步',
    '第3步　退回第1步',
    '第2步　填写“支部书记”',
    '第1步　填写“所属单位”',
  ]);
});

journey('the keys go back a step outside of text, and inside it they stay the text’s own', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await field(page, '支部书记').fill('校长');
  await field(page, '支部书记').press('Tab');
  await page.locator('main').focus();
  await page.keyboard.press('Control+z');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), ''));
  await page.keyboard.press('Control+Shift+z');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长'));
  await field(page, '支部书记').press('End');
  await page.keyboard.type('甲');
  await page.keyboard.press('Control+z');
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长'));
});

journey('the history tells what stood there before, and what was removed', async ({ computer }) => {
  const clerk = await computer({ viewport: narrow });
  const page = await clerk.open('', { today });
  await startSample(page);
  await openTopic(page, '整改问题台账', '示例中学行政后勤党支部');
  await page.getByRole('button', { name: '第1项，打开' }).click();
  const was = await field(page, '主要措施').inputValue();
  await field(page, '主要措施').fill('每周学习一次');
  await page.getByRole('link', { name: '这一项的历史' }).click();
  await heading(page, '这一条的历史');
  await page.locator('[data-step]').waitFor();
  assert.deepEqual(await steps(page), ['第1步　填写“主要措施”']);
  await page.locator('.differences del', { hasText: was }).waitFor();
  await page.locator('.differences ins', { hasText: '每周学习一次' }).waitFor();
  await assertFitsWidth(page);
  await assertAccessible(page);

  await openTopic(page, '整改问题台账', '示例中学行政后勤党支部');
  await page.getByRole('button', { name: '第1项，打开' }).click();
  await page.getByRole('button', { name: '删除', exact: true }).last().click();
  await page.getByText('已删除第1项。').waitFor();
  await go(page, '历史');
  await page.locator('[data-step="2"]').waitFor();
  assert.equal((await steps(page))[0], '第2步　删除“整改项目”');
  await page.locator('[data-step="2"] del', { hasText: '每周学习一次' }).waitFor();
  await back(page).click();
  await openTopic(page, '整改问题台账', '示例中学行政后勤党支部');
  await page.getByRole('button', { name: '第1项，打开' }).click();
  assert.equal(await field(page, '主要措施').inputValue(), '每周学习一次');
});

journey('the link on a record’s card leads to its own steps', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '重点任务');
  const card = await add(page, '重点任务');
  await fill(card, '重点任务', '把组织生活会开好');
  await saved(page);
  await fill(await add(page, '重点任务'), '重点任务', '把党员教师的课听一遍');
  await saved(page);
  await fill(card, '重点任务', '把组织生活会开实');
  await saved(page);
  await card.getByRole('link', { name: '历史', exact: true }).click();
  await heading(page, '这一条的历史');
  await page.locator('[data-step="5"]').waitFor();
  assert.deepEqual(await steps(page), ['第5步　填写“重点任务”', '第2步　填写“重点任务”', '第1步　新增“重点任务”']);
  await page.locator('[data-step="5"] del', { hasText: '把组织生活会开好' }).waitFor();
  await page.locator('[data-step="5"] ins', { hasText: '把组织生活会开实' }).waitFor();
  await page.locator('[data-step="2"] ins', { hasText: '把组织生活会开好' }).waitFor();
  assert.equal(await page.getByText('把党员教师的课听一遍').count(), 0, 'nothing of the other');
  await page.getByRole('link', { name: '看全部历史' }).click();
  await page.locator('[data-step="4"] ins', { hasText: '把党员教师的课听一遍' }).waitFor();
  assert.equal((await steps(page)).length, 5);
});

journey('what was typed long ago on one day is put together, and what was removed stays', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await field(page, '支部书记').fill('校长甲');
  await saved(page);
  // As it is after years: three steps of one day, a removal among them, and two thousand others after it.
  const rows = (fill) => page.evaluate(async (fill) => {
    const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    const db = await done(indexedDB.open(name));
    const store = db.transaction('steps', 'readwrite').objectStore('steps');
    const first = JSON.parse(await done(store.get('000000000001')));
    const [typed] = first.differences;
    const [before, between, after] = [typed.before, { ...typed.after, secretary: '校长乙' }, typed.after];
    const steps = [
      { ...typed, before, after: between },
      { ...typed, before: between, after },
      { document: typed.document, kind: typed.kind, collection: 'key_tasks', record: 'gone', index: 0, before: { task: '删去的任务' } },
      ...Array.from({ length: 2_000 }, (_, at) => (at % 2 ? { ...typed, before, after } : { ...typed, before: after, after: before })),
    ];
    if (fill) {
      for (const [at, difference] of steps.entries()) {
        const what = difference.record === 'gone' ? 'remove' : 'set';
        store.put(JSON.stringify({ ...first, number: at + 1, what, differences: [difference] }), String(at + 1).padStart(12, '0'));
      }
    }
    const keys = await done(store.getAllKeys());
    db.close();
    return { numbers: keys.map(Number), desk: first.desk };
  }, fill);
  const written = await rows(true);
  assert.equal(written.numbers.length, 2_003);
  assert.equal(written.desk, 'branch', 'a step says at which desk it was done');
  await page.reload();
  await eventually(async () => assert.deepEqual((await rows(false)).numbers.slice(0, 3), [1, 3, 4]));
  assert.equal((await rows(false)).desk, 'branch', 'also one that was put together');
  await go(page, '历史');
  for (let at = 0; at < 40; at += 1) await page.getByRole('button', { name: '看更早的' }).click();
  await page.locator('[data-step="3"] del', { hasText: '删去的任务' }).waitFor();
  await page.locator('[data-step="1"] ins', { hasText: '校长甲' }).waitFor();
});

journey('what was done just before a file is taken in goes to the disk before the file', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await restore(page, backupFile());
  const workspace = async () => Object.values((await readDisk(page)).workspaces)[0];
  const beginning = booksOf(await workspace());
  await openTopic(page, '单位情况与负责人');
  await fill(page, '党组织书记', '总支书记甲');
  await saved(page);
  await go(page, '导入');
  const file = submissionFile(2, 1, 'order');
  await choose(page, file);
  await incoming(page, file.name).getByRole('button', { name: '接收', exact: true }).waitFor();
  const wrote = await page.evaluate(() => {
    window.wrote = [];
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (value, key) {
      window.wrote.push([key, value]);
      return add.call(this, value, key);
    };
    const press = (words) => [...document.querySelectorAll('button')].find((button) => button.textContent.endsWith(words)).click();
    press('退一步');
    press('接收');
    return [...window.wrote];
  });
  assert.deepEqual(wrote, [], 'nothing is written before the click is over');
  await incoming(page, file.name).getByText('✓ 已接收').waitFor();
  await saved(page);
  const kinds = await page.evaluate(() => window.wrote.map(([, tab]) => tab.startsWith('+')));
  assert.deepEqual(kinds.slice(0, 2), [false, true], 'first what was taken back, then the file');
  const after = await workspace();
  assertWhole(after, beginning);
  assert.deepEqual([...new Set(stepsOf(after).map(({ desk }) => desk))], ['unit'], 'each at the desk where it was done');
});
