// The ledger at work: what is done about an item, how it is put off, crossed off alone and taken up again; the rules
// hold the step back, never the typing.

import assert from 'node:assert/strict';

import { backupWithLedger } from './bundles.mjs';
import {
  eventually, field, fill, fillAll, heading, item, openItem, openTopic, restore, saved, speaks, startSample,
} from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';

const branch = '示例中学行政后勤党支部';
const today = '2012-07-18';

/** The ledger of the sample's first branch, at the unit's desk. */
async function openLedger(computer, day = today) {
  const page = await computer.open('', { today: day });
  await startSample(page);
  await openTopic(page, '整改问题台账', branch);
  return page;
}

/** A part of an open row, unfolded. */
async function part(row, title) {
  const part = row.locator('.work-part').filter({ has: row.page().locator('summary strong', { hasText: title }) });
  if ((await part.getAttribute('open')) === null) await part.locator('summary').first().click();
  return part;
}

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();

/** The close-out that is under way or that counts. */
const slip = (row) => row.getByRole('group', { name: '销号单', exact: true });

/** Waits until the focus is on the control with this label. */
const hasFocus = (page, label) =>
  eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent), label));

/** Waits until the row says this of its item. */
const says = (row, words) => row.locator('tr').first().getByText(words).first().waitFor();

const told = (page, words) => page.getByRole('status').getByText(words).waitFor();

/** Sifts the ledger by state. */
const sift = (page, label) => page.getByRole('search').getByRole('combobox', { name: '状态' }).selectOption({ label });

const solved = {
  整改结果: '每月首周星期五单独过组织生活，已开两次',
  佐证材料: '会议记录本，存支部档案柜',
  核验人: '党总支组织委员',
};

journey('progress is written down, and an item put off before its day', async ({ computer }) => {
  const page = await openLedger(await computer());
  await told(page, '共 3 项，已销号 0，未销号 3，逾期 0');
  const row = await openItem(page, 1);
  // Before the work begins nothing is in the way of whoever still plans: four lines.
  assert.equal(await row.locator('.work-part[open]').count(), 0);

  const progress = await part(row, '进展');
  await press(progress, '＋ 记一条进展');
  await hasFocus(page, '进展情况');
  await page.keyboard.type('7月6日第一次单独过组织生活');
  assert.equal(await field(progress, '日期').inputValue(), today);
  await field(progress, '日期').fill('2012-07-06');
  await press(progress, '＋ 记一条进展');
  await hasFocus(page, '进展情况');
  await page.keyboard.type('记录本已建立');
  await progress.getByText('2 条，最近 2012-07-18 记录本已建立').waitFor();
  assert.equal(await field(progress, '进展情况').first().inputValue(), '记录本已建立');

  const extension = await part(row, '延期');
  await press(extension, '申请延期');
  await hasFocus(page, '延期到');
  await speaks(field(extension, '延期到'), 'incomplete-extension');
  await fillAll(extension, { 延期到: '2012-07-31', 延期理由: '教代会推迟到月底' });
  await extension.getByText('2012年7月20日').waitFor();
  await extension.getByText('1 次，现完成时限 2012-07-31').waitFor();
  await says(row, '（已延期到 2012-07-31）');
  await says(row, '还有 13 天');
  await page.keyboard.press('Escape');
  await says(row, '2012-07-31');
  await says(row, '（延期，原 2012-07-20）');
  await saved(page);
  await page.reload();
  await says(item(page, 1), '（延期，原 2012-07-20）');
});

journey('an item is closed out in two acts, and taken up again', async ({ computer }) => {
  const page = await openLedger(await computer());
  const row = await openItem(page, 1);
  const closing = await part(row, '销号');
  await press(closing, '＋ 办理销号');
  await hasFocus(page, '完成日期');
  assert.equal(await field(slip(row), '完成日期').inputValue(), today);

  // The rules hold the step back, and say where to go.
  await press(slip(row), '申请销号');
  const summary = row.getByRole('region', { name: /^还不能销号，先办好 \d 处$/ });
  await summary.waitFor();
  await eventually(async () => assert.ok(await summary.evaluate((element) => element === document.activeElement)));
  await summary.locator('[data-rule=close-out-incomplete]').getByRole('button').click();
  await hasFocus(page, '整改结果');
  await fillAll(slip(row), { ...solved, 核验人: '组织委员' });
  await speaks(field(slip(row), '核验人'), 'verifier-is-handler');
  await press(slip(row), '申请销号');
  await row.getByRole('region', { name: '还不能销号，先办好 1 处' }).waitFor();
  await fill(slip(row), '核验人', solved.核验人);
  await eventually(async () => assert.equal(await summary.count(), 0));

  await press(slip(row), '申请销号');
  // The line that says how far it is has the focus.
  await eventually(async () =>
    assert.match(await page.evaluate(() => document.activeElement.textContent), /^销号已申请 2012-07-18，等单位确认/),
  );
  await says(row, `… 已申请销号 ${today}`);
  await says(row, '还有 2 天');
  await press(slip(row), '撤回申请');
  await press(slip(row), '申请销号');
  await told(page, '（1 项等确认）');

  // The unit finds what waits for it.
  await page.keyboard.press('Escape');
  await sift(page, '等确认');
  await told(page, '显示其中 1 项');
  await openItem(page, 1);
  await press(slip(row), '确认销号');
  await closing.locator('summary').first().getByText(`✓ 已销号 ${today}，核验人：${solved.核验人}`).waitFor();
  await sift(page, '已销号');
  await says(row, `✓ 已销号 ${today}`);
  await told(page, '共 3 项，显示其中 1 项，已销号 1，未销号 2，逾期 0');

  // What is crossed off is shown and not typed, and nobody deletes it.
  await slip(row).getByText(solved.整改结果).waitFor();
  await row.getByText('每月首周星期五定为组织生活日').waitFor();
  assert.equal(await field(row, '具体项目（要解决的问题）').count(), 0);
  assert.equal(await row.getByRole('button', { name: '删除', exact: true }).count(), 0);
  await saved(page);
  await slip(row).getByRole('link', { name: '打印销号单' }).click();
  await heading(page, '打印销号单');
  await page.goBack();
  await heading(page, '整改问题台账');
  await says(item(page, 1), `✓ 已销号 ${today}`);

  // Taken up again, with a reason; the story stays.
  await openItem(page, 1);
  await slip(row).getByText('问题又出现了，要重新整改').click();
  await press(slip(row), '重新整改');
  await slip(row).getByText('先写明重新整改的原因。').waitFor();
  await hasFocus(page, '重新整改原因');
  await page.keyboard.type('8月第一周又合开了');
  await press(slip(row), '重新整改');
  await says(row, `↺ 重新整改 ${today}`);
  await says(row, '还有 2 天');
  const before = row.getByRole('group', { name: '以前的销号' });
  await before.getByText(solved.整改结果).waitFor();
  assert.equal(await field(before, '重新整改原因').inputValue(), '8月第一周又合开了');
  assert.equal(await field(row, '具体项目（要解决的问题）').count(), 1);
  await press(closing, '＋ 办理销号');
  assert.equal(await slip(row).count(), 1);
  await saved(page);
  await page.reload();
  await says(row, `↺ 重新整改 ${today}`);
  await openItem(page, 1);
  await row.getByRole('group', { name: '以前的销号' }).getByText(solved.整改结果).waitFor();
  assert.equal(await field(slip(row), '完成日期').inputValue(), today);
});

journey('an item with a plan waits for its steps, and an address leads into what is folded', async ({ computer }) => {
  const page = await openLedger(await computer());
  const row = await openItem(page, 3);
  await part(row, '销号');
  await press(row, '＋ 办理销号');
  await fillAll(slip(row), solved);
  await press(slip(row), '申请销号');
  const summary = row.getByRole('region', { name: '还不能销号，先办好 3 处' });
  await summary.locator('[data-rule=closed-with-open-milestones]').first().getByRole('button').click();
  await eventually(async () => assert.match(await page.evaluate(() => document.activeElement.id), /step-1-done_on$/));
  for (const step of await field(row.getByRole('group', { name: /^整改计划节点/ }), '完成日期').all()) await step.fill('2012-07-10');
  await press(slip(row), '申请销号');
  await press(slip(row), '确认销号');
  await says(row, `✓ 已销号 ${today}`);

  // An answer is wanted: its line in the list of findings opens the row and the part that it lies in.
  const feedback = await part(row, '群众反馈');
  await press(feedback, '＋ 记一条群众反馈');
  await hasFocus(page, '反馈内容');
  await page.keyboard.type('活动室什么时候开放');
  await speaks(field(feedback, '答复'), 'feedback-without-reply');
  await saved(page);
  const reply = await field(feedback, '答复').getAttribute('id');
  const route = `${new URL(page.url()).hash.split('?')[0]}?at=${reply}`;
  const [context, base] = [page.context(), page.url().split('#')[0]];
  await page.close();
  const again = await context.newPage();
  await again.goto(`${base}${route}`);
  await hasFocus(again, '答复');
});

journey('a branch’s own desk crosses off in one step', async ({ computer }) => {
  const page = await (await computer()).open('', { today: '2012-07-26' });
  await restore(page, { name: '备份.json', text: backupWithLedger(4) });
  // The first page counts down to every open item, and leads to it.
  await page.getByRole('link', { name: /^第1项 第1个问题/ }).click();
  await told(page, '共 4 项，已销号 0，未销号 4，逾期 2');
  const row = item(page, 1);
  await part(row, '销号');
  await press(row, '＋ 办理销号');
  await fillAll(slip(row), solved);
  assert.equal(await slip(row).getByRole('button', { name: '申请销号' }).count(), 0);
  await press(slip(row), '销号');
  await says(row, '✓ 已销号 2012-07-26');
  await told(page, '共 4 项，已销号 1，未销号 3，逾期 1');
  await sift(page, '已逾期');
  await page.keyboard.press('Escape');
  await told(page, '共 4 项，显示其中 1 项');

  // An extension that is asked for late is taken, and has to be explained.
  const late = await openItem(page, 3);
  const extension = await part(late, '延期');
  await press(extension, '申请延期');
  await speaks(field(extension, '提出日期'), 'extension-asked-late');
  // A started one is finished first.
  await press(extension, '申请延期');
  assert.equal(await field(extension, '延期到').count(), 1);
  await extension.getByRole('button', { name: '删除这条延期' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await field(extension, '延期到').waitFor();
});

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`the open row can be read and used by everybody, ${size}`, async ({ computer }) => {
    const page = await openLedger(await computer({ viewport }));
    const look = looker(page, `close-out ${size}`);
    const row = await openItem(page, 1);
    await look('1 folded');
    const progress = await part(row, '进展');
    await press(progress, '＋ 记一条进展');
    await fill(progress, '进展情况', '7月6日第一次单独过组织生活，记录已归档');
    await press(progress, '＋ 记一条进展');
    await field(progress, '进展情况').first().fill('记录本已建立');
    const extension = await part(row, '延期');
    await press(extension, '申请延期');
    await fillAll(extension, { 延期到: '2012-07-31', 延期理由: '教代会推迟到月底' });
    const feedback = await part(row, '群众反馈');
    await press(feedback, '＋ 记一条群众反馈');
    await fill(feedback, '反馈内容', '组织生活记录能不能公开');
    const closing = await part(row, '销号');
    await press(closing, '＋ 办理销号');
    await press(slip(row), '申请销号');
    await look('2 refused');
    await fillAll(slip(row), solved);
    await press(slip(row), '申请销号');
    await look('3 applied');
    await press(slip(row), '确认销号');
    await look('4 closed');
    await slip(row).getByText('问题又出现了，要重新整改').click();
    await fill(slip(row), '重新整改原因', '8月第一周又合开了');
    await press(slip(row), '重新整改');
    await look('5 reopened');
    await page.keyboard.press('Escape');
    await look('6 table');
  });
}
