// What was typed is there again: after a reload, in a new tab, after a restart, and after the plug was pulled.

import assert from 'node:assert/strict';

import { sealed } from './bundles.mjs';
import {
  add, addItem, backup, choose, eventually, field, fill, fillAll, go, heading, item, leave, openTopic, restore, saved, startBranch,
  startSample, startUnit, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

journey('the same books after a reload, in a new tab, after a restart and after a kill', async ({ computer }) => {
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '整改问题台账');
  const first = await addItem(page);
  await fill(first, '具体项目（要解决的问题）', '宣传委员缺额');
  await saved(page);
  const route = new URL(page.url()).hash;

  const holds = async (page, project) => {
    await heading(page, '整改问题台账');
    await item(page, 1).getByText(project, { exact: true }).waitFor();
  };
  await page.reload();
  await holds(page, '宣传委员缺额');
  await holds(await clerk.open(route, { today }), '宣传委员缺额');
  await clerk.restart();
  page = await clerk.open(route, { today });
  await holds(page, '宣传委员缺额');
  await page.close();
  // Without an address, the workspace that was open last is there again.
  page = await clerk.open('', { today });
  await page.locator('.where', { hasText: '河西小学党支部' }).waitFor();
  await page.close();

  page = await clerk.open(route, { today });
  await page.getByRole('button', { name: '第1项，打开' }).click();
  await field(page, '具体项目（要解决的问题）').pressSequentially('，原任调走未补', { delay: 30 });
  await pause(600);
  await clerk.kill();
  await clerk.start();
  await holds(await clerk.open(route, { today }), '宣传委员缺额，原任调走未补');
});

journey('the last keys before a reload and before a tab is closed are kept', async ({ computer }) => {
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  const route = new URL(page.url()).hash;
  await field(page, '支部书记').pressSequentially('校长甲', { delay: 5 });
  await page.reload();
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲'));
  await field(page, '支部书记').press('End');
  await field(page, '支部书记').pressSequentially('乙', { delay: 5 });
  await page.close({ runBeforeUnload: true });
  await pause(300);
  page = await clerk.open(route, { today });
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长甲乙'));
});

journey('a reason that is being typed is kept like any other text', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '征求群众意见');
  const warning = () => page.locator('[data-rule=no-opinion-round]');
  await warning().getByText('填写理由').click();
  await warning().getByLabel('理由（随报送文件一起上报）').pressSequentially('放假前开会，下周补', { delay: 5 });
  await saved(page);
  await page.reload();
  await warning().getByText('理由已填写').click();
  const box = warning().getByLabel('理由（随报送文件一起上报）');
  assert.equal(await box.inputValue(), '放假前开会，下周补');

  // Who leaves the box and comes back finds it where it was, open.
  await box.fill('');
  await box.press('Tab');
  await warning().getByText('填写理由').waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('已安排在下周');
  await page.keyboard.press('Tab');
  await warning().getByText('理由已填写').waitFor();
  await warning().getByText('已说明').waitFor();
  assert.equal(await box.inputValue(), '已安排在下周');
});

journey('the page says 正在保存 until it is saved', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await saved(page);
  await page.evaluate(() => {
    const line = document.querySelector('[data-save-state]');
    globalThis.said = [];
    new MutationObserver(() => globalThis.said.push([line.dataset.saveState, line.textContent.trim()])).observe(line, {
      attributes: true,
    });
  });
  await field(page, '支部书记').pressSequentially('校长');
  await saved(page);
  await page.getByText('✓ 已保存').waitFor();
  const said = await page.evaluate(() => globalThis.said);
  assert.deepEqual(said.map(([state]) => state).slice(0, 2), ['saving', 'saved']);
});

journey('a backup, restored as a workspace of its own, holds the same', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startSample(page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await field(page, '党员人数').fill('24');
  await saved(page);
  const first = await backup(clerk, page);
  assert.match(first.name, /^晋位台账_示例单位_备份_\d{4}-\d\d-\d\d_\d{4}\.json$/);
  assert.ok(!first.name.includes(today), 'the day is that of the clock');

  await restore(page, first.path);
  const second = await backup(clerk, page);
  assert.deepEqual(second.bundle.documents, first.bundle.documents);

  // At another computer, from the first page.
  const other = await computer();
  const theirs = await other.open('', { today });
  await restore(theirs, first.path);
  await openTopic(theirs, '支部情况与责任制', '示例中学初中部党支部');
  assert.equal(await field(theirs, '党员人数').inputValue(), '24');
  const third = await backup(other, theirs);
  assert.deepEqual(third.bundle.documents, first.bundle.documents);
});

journey('what of a backup cannot be read stays with the workspace and goes with its backups', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startSample(page);
  const { bundle } = await backup(clerk, page);
  bundle.documents.push({ kind: 'timetable', id: 'timetable-1', lessons: 'of a program to come' });
  await go(page, '备份');
  await choose(page, { name: '备份.json', text: sealed(bundle) });
  await page.getByText('1 条记录读不出来，已原样放在一边').waitFor();
  await page.getByRole('button', { name: '接收', exact: true }).click();
  await page.locator('.where', { hasText: '恢复自备份' }).waitFor();
  const holds = ({ attachments }) => attachments.filter(({ text }) => text.includes('of a program to come')).length;
  const second = await backup(clerk, page);
  assert.equal(holds(second.bundle), 1);
  await restore(page, second.path);
  assert.equal(holds((await backup(clerk, page)).bundle), 1);
});

journey('what was deleted comes back with 撤销', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startSample(page);
  const before = await backup(clerk, page);
  await openTopic(page, '整改问题台账', '示例中学行政后勤党支部');
  const projects = () => page.locator('tbody.item').evaluateAll((rows) => rows.map((row) => row.querySelector('td').textContent));
  const shown = await projects();
  await page.getByRole('button', { name: '第3项，打开' }).click();
  await page.getByRole('button', { name: '删除', exact: true }).last().click();
  await page.getByText('已删除第3项。').waitFor();
  await page.getByText(`共 ${shown.length - 1} 项`).waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText(`共 ${shown.length} 项`).waitFor();
  assert.deepEqual(await projects(), shown);

  await openTopic(page, '好事实事', '示例中学行政后勤党支部');
  await page.getByRole('group', { name: '好事实事 1' }).getByRole('button', { name: '删除' }).click();
  await page.getByText('已删除“好事实事 1”。').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await go(page, '任务清单');
  const section = page.locator('section', { has: page.getByRole('heading', { name: /示例中学高中部党支部/ }) });
  await section.getByRole('button', { name: '移除这个支部' }).click();
  await page.getByText('已移除“示例中学高中部党支部”的账本。').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await section.waitFor();
  await saved(page);
  await page.reload();
  const after = await backup(clerk, page);
  assert.deepEqual(after.bundle.documents, before.bundle.documents);
});

journey('two workspaces do not mix', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, '河东中学', '党总支');
  await openTopic(page, '自身问题与重点任务');
  await fillAll(await add(page, '重点任务'), { 重点任务: '河东的任务' });
  await saved(page);
  await leave(page);
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '重点任务');
  await page.getByText('还没有重点任务。').waitFor();
  await fillAll(await add(page, '重点任务'), { 重点任务: '河西的任务' });
  await saved(page);
  const west = await backup(clerk, page);

  await go(page, '工作区与设置');
  await page.getByRole('button', { name: '河东中学（单位）' }).click();
  await heading(page, '任务清单');
  const east = await backup(clerk, page);
  assert.ok(east.text().includes('河东的任务') && !east.text().includes('河西'));
  assert.ok(west.text().includes('河西的任务') && !west.text().includes('河东'));

  await go(page, '工作区与设置');
  const others = page.getByRole('listitem').filter({ hasText: '河西小学党支部（支部）' });
  await others.getByRole('button', { name: '删除', exact: true }).click();
  await others.getByRole('button', { name: '确定删除' }).click();
  await page.getByText('没有其他工作区。').waitFor();
  const kept = await backup(clerk, page);
  assert.deepEqual(kept.bundle.documents, east.bundle.documents);
});
