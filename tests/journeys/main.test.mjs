// The main journey, which every browser that can run the page must pass: a school types its first plan from an empty
// page and hands it in, the office reads it and sends it back, and the school mends it, answers, and hands it in again.

import assert from 'node:assert/strict';
import { basename } from 'node:path';

import { breaches, digestOf } from './bundles.mjs';
import {
  choose, eventually, field, fill, go, heading, incoming, openItem, openTopic, receive, saved, startOffice, startUnit, today,
} from './desks.mjs';
import { keepsOverRestart } from './engine.mjs';
import { assertAccessible, assertFitsWidth, journey } from './harness.mjs';
import { branch, refused, school, typePlan } from './plan.mjs';

const remark = '措施要写明由谁检查';
const measure = '每月首周五为组织生活日，由组织委员记录';
const answer = '已写明由组织委员记录';
const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();

/** Exports by pressing a button; the file keeps to the published format, and the computer it is carried to knows its place. */
async function exported(computer, page, name) {
  const file = await computer.download(page, () => press(page, name));
  const bundle = JSON.parse(file.text());
  assert.deepEqual(breaches(bundle), []);
  assert.equal(bundle.digest, digestOf(bundle));
  return { ...file, bundle, name: basename(file.path) };
}

journey('a plan is typed, handed in, sent back, mended and handed in again, over reloads and a restart', async ({ computer, site }) => {
  const clerk = await computer();
  let atSchool = await clerk.open('', { today });
  const loaded = site.requests.length;
  await startUnit(atSchool, school, '党支部（直属局党委）');
  assert.ok((await refused(atSchool)).includes('empty-ledger'));
  await typePlan(atSchool);
  await saved(atSchool);
  assert.deepEqual(site.requests.slice(loaded), [], 'nothing was asked of the host after the page had loaded');

  // What was typed is there for the page when it is loaded anew.
  const holds = async (words) => {
    await openTopic(atSchool, '整改问题台账');
    const item = await openItem(atSchool, 1);
    await eventually(async () => assert.equal(await field(item, '主要措施').inputValue(), words));
  };
  await atSchool.reload();
  await holds('每月首周五为组织生活日，单独记录');
  await assertFitsWidth(atSchool);
  await assertAccessible(atSchool);

  await go(atSchool, '报送');
  const first = await exported(clerk, atSchool, '导出报送文件');
  assert.deepEqual([first.bundle.kind, first.bundle.revision], ['submission', 1]);
  await atSchool.getByRole('heading', { name: '文件已导出' }).waitFor();
  await atSchool.getByText(first.bundle.digest, { exact: true }).first().waitFor();

  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await receive(atOffice, first.path);
  await go(atOffice, '收到的方案');
  await atOffice.getByRole('link', { name: school }).first().click();
  await atOffice.getByText(`${school}（只读）`).waitFor();
  await atOffice.locator('.task a', { hasText: '整改问题台账' }).first().click();
  await heading(atOffice, '整改问题台账');
  await press(atOffice, '第1项，打开');
  await press(atOffice, '写意见：主要措施');
  await atOffice.getByLabel('审阅意见', { exact: true }).fill(remark);
  await press(atOffice, '完成');
  const bar = atOffice.getByRole('region', { name: '审阅' });
  await press(bar, '退回修改');
  await bar.getByText('已退回修改').waitFor();
  await saved(atOffice);
  await atOffice.reload();
  await go(atOffice, '下发');
  const returned = await exported(office, atOffice, '下发审阅（1 个单位，一个文件）');

  if (keepsOverRestart) {
    await clerk.restart();
    atSchool = await clerk.open('', { today });
  }
  await go(atSchool, '导入');
  await choose(atSchool, returned.path);
  const card = incoming(atSchool, returned.name);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  await go(atSchool, '任务清单');
  const back = atSchool.locator('section', { has: atSchool.getByRole('heading', { name: '退回给我的' }) });
  await back.getByText(remark).waitFor();
  await back.getByRole('link', { name: /主要措施/ }).first().click();
  await heading(atSchool, '整改问题台账');
  await fill(await openItem(atSchool, 1), '主要措施', measure);
  await atSchool.getByLabel('答复（随下一次报送一起交）', { exact: true }).first().fill(answer);
  await saved(atSchool);
  await atSchool.reload();
  await holds(measure);

  await go(atSchool, '报送');
  await atSchool.getByText('✓ 办公室已收到').waitFor();
  const second = await exported(clerk, atSchool, '导出报送文件');
  assert.deepEqual([second.bundle.revision, second.bundle.supersedes], [2, first.bundle.bundle_id]);
  const sheet = second.bundle.documents.find(({ kind }) => kind === 'review_sheet');
  assert.equal(sheet.comments[0].answer, answer, 'the answer travels with the submission');
  const book = second.bundle.documents.find(({ kind }) => kind === 'branch_book');
  assert.deepEqual([book.profile.name, book.items[0].measures], [branch, measure]);

  await receive(atOffice, second.path);
  await go(atOffice, '收到的方案');
  await atOffice.getByRole('link', { name: school }).first().click();
  await bar.getByText('已答复 1').waitFor();
});
