// The office reads what came in, says what there is to say at its place, sends it down, keeps the register, matches it, and accepts
// many branches in one sitting.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { breaches, digestOf, fixture, sealed } from './bundles.mjs';
import { backup, eventually, fill, fillAll, go, heading, receive, saved, startOffice } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, looker, narrow } from './harness.mjs';

const today = '2012-07-10';
const unit = '示例中学党总支';
const rear = '示例中学行政后勤党支部';
const plan = () => JSON.parse(readFileSync(fixture('bundles/three-branches.json'), 'utf8'));
const itemsOf = (bundle) => bundle.documents.find(({ kind }) => kind === 'branch_book').items;

/** The plan as it is sent a second time: its first item mended. */
function mended(folder, name, more) {
  const bundle = plan();
  itemsOf(bundle)[0].root_cause = '支委会没有按时开会，由书记一人决定，没有记录';
  const path = join(folder, name);
  writeFileSync(path, sealed({ ...bundle, ...more }));
  return path;
}

/** Opens a received plan from the first page. */
async function read(page) {
  await go(page, '收到的方案');
  await page.getByRole('link', { name: unit }).first().click();
  await page.getByText(`${unit}（只读）`).waitFor();
}

/** Opens the first branch's ledger in the plan that is read, and its first item. */
async function toItem(page) {
  await page.getByRole('link', { name: '内容', exact: true }).click();
  await heading(page, '方案内容');
  await page.locator('.task a', { hasText: '整改问题台账' }).first().click();
  await heading(page, '整改问题台账');
  await page.getByRole('button', { name: '第1项，打开' }).click();
}

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();
const bar = (page) => page.getByRole('region', { name: '审阅' });

/** Writes a remark where the button stands. */
async function remark(page, button, words) {
  await press(page, button);
  await page.getByLabel('审阅意见', { exact: true }).fill(words);
  await press(page, '完成');
}

/** Exports something on the page of what goes down, and reads it. */
async function issued(computer, page, act) {
  const file = await computer.download(page, act);
  const bundle = JSON.parse(file.text());
  assert.deepEqual(breaches(bundle), []);
  assert.equal(bundle.digest, digestOf(bundle));
  await page.locator('#exported', { hasText: bundle.digest }).waitFor();
  return { ...file, bundle };
}

journey('remarks at a field, a record and a book are written, the plan is sent back, and the unit gets a file of it', async ({ computer, folder }) => {
  const office = await computer();
  const page = await office.open('', { today });
  await startOffice(page);
  await receive(page, fixture('bundles/three-branches.json'));
  await read(page);

  await press(bar(page), '退回修改');
  await page.getByRole('alert').getByText('退回修改要写明改什么').waitFor();

  await toItem(page);
  await press(page, '写意见：产生原因（问题根源）');
  await page.getByLabel('审阅意见', { exact: true }).fill('原因太笼统，请写到事');
  await press(page, '存为常用语');
  await press(page, '完成');
  await press(page, '写意见：主要措施');
  await press(page.locator('.remark-form'), '原因太笼统，请写到事');
  assert.equal(await page.getByLabel('审阅意见', { exact: true }).inputValue(), '原因太笼统，请写到事', 'one press fills it in');
  await page.getByLabel('审阅意见', { exact: true }).fill('措施要能检查');
  await press(page, '完成');
  await remark(page, '对这一条写意见：这一条', '这一项请与第2项合并考虑');
  // What holds no words leaves nothing behind.
  await press(page, '写意见：参与党员');
  await press(page, '完成');
  await remark(page, '对这个支部写意见：', '支部的台账总体可行');
  await bar(page).getByText('意见：待答复 4、已答复 0、已解决 0').waitFor();
  await assertAccessible(page);

  // Settled, taken up again, deleted, brought back.
  const at = (words) => page.getByRole('article').filter({ hasText: words });
  await press(at('措施要能检查'), '已解决');
  await bar(page).getByText('待答复 3、已答复 0、已解决 1').waitFor();
  await press(at('措施要能检查'), '重新提出');
  await press(at('措施要能检查'), '删除');
  await bar(page).getByText('待答复 3、').waitFor();
  await press(page, '撤销');
  await bar(page).getByText('待答复 4、').waitFor();

  await press(bar(page), '退回修改');
  await bar(page).getByText('已退回修改（2012年7月10日）').waitFor();
  await press(bar(page), '改回未审阅');
  await bar(page).getByText('已报', { exact: true }).waitFor();
  await page.getByText('总的意见（还没有写）').click();
  await page.getByLabel('总的意见').fill('请修改后重报');
  await press(bar(page), '退回修改');
  await saved(page);
  await page.reload();
  await bar(page).getByText('已退回修改').waitFor();
  await page.getByText('全部意见（4条）').click();
  await bar(page).getByRole('link', { name: new RegExp(`^${rear}·第1项 .*·主要措施$`) }).click();
  await eventually(async () => {
    const focused = await page.evaluate(() => document.activeElement.id);
    assert.match(focused, /-measures$/, 'a remark leads to its place');
  });

  await go(page, '下发');
  await page.getByText('审阅结果、4条意见、1份回执').waitFor();
  await assertAccessible(page);
  const sent = await issued(office, page, () => press(page, '下发审阅（1 个单位，一个文件）'));
  assert.match(sent.name, new RegExp(`^晋位台账_${unit}_审阅_2012-07-10_第1版`));
  const { bundle } = sent;
  assert.deepEqual([bundle.kind, bundle.created_by.desk, bundle.documents.length], ['review', 'office', 1]);
  const [sheet] = bundle.documents;
  const original = plan();
  const branch = original.documents.find(({ kind }) => kind === 'branch_book');
  assert.deepEqual(
    sheet.comments.map(({ document, record, field, text }) => [document, record ?? '', field ?? '', text]),
    [
      [branch.id, branch.items[0].id, 'root_cause', '原因太笼统，请写到事'],
      [branch.id, branch.items[0].id, 'measures', '措施要能检查'],
      [branch.id, branch.items[0].id, '', '这一项请与第2项合并考虑'],
      [branch.id, '', '', '支部的台账总体可行'],
    ],
  );
  assert.equal(sheet.comments[0].quoted, branch.items[0].root_cause);
  assert.match(sheet.comments[0].place, new RegExp(`^${rear}·第1项 `));
  assert.equal(sheet.comments[0].written_on, today);
  assert.equal(sheet.verdict.state, 'returned');
  assert.equal(sheet.verdict.opinion, '请修改后重报');
  assert.deepEqual(sheet.receipts.map(({ bundle: id, digest, timeliness }) => [id, digest, timeliness]), [
    [original.bundle_id, original.digest, 'on_time'],
  ]);
  await page.getByText('都已下发').waitFor();
  const again = await office.download(page, () => press(page, '再次下载'));
  assert.equal(again.text(), sent.text());

  // What the unit has by now is settled, and no more deleted.
  await read(page);
  await toItem(page);
  assert.equal(await at('措施要能检查').getByRole('button', { name: '删除' }).count(), 0);
  assert.equal(await at('措施要能检查').getByRole('button', { name: '已解决' }).count(), 1);

  // The unit sends a second version: what changed since the first was sent back.
  await receive(page, mended(folder, '第二版.json', { bundle_id: 'second', revision: 2, supersedes: original.bundle_id }));
  await read(page);
  await bar(page).getByText('（第1版：退回修改，2012年7月10日）').waitFor();
  await bar(page).getByRole('link', { name: '与上一版相比' }).click();
  await heading(page, '与上一版相比');
  await page.getByText('共有 1 处不同').waitFor();
  await page.getByText('第1版（退回修改的一版）').waitFor({ state: 'attached' });
  const change = page.getByRole('article').filter({ hasText: '产生原因（问题根源）' });
  await change.getByText(branch.items[0].root_cause).waitFor();
  await change.getByText('支委会没有按时开会').waitFor();
  await page.getByText('提了意见、没有改动的地方（1处）').waitFor();
  await assertAccessible(page);
  await press(bar(page), '已审阅');
  await bar(page).getByText('已审阅（2012年7月10日）').waitFor();
  const kept = await backup(office, page);
  const kinds = kept.bundle.documents.map(({ kind }) => kind);
  assert.deepEqual(kinds, ['office_book', 'review_sheet']);
  assert.deepEqual(
    [kept.bundle.documents[1].verdict.state, kept.bundle.documents[1].verdict.revision],
    ['reviewed', 2],
  );
});

const pasted = [
  '单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次',
  `${unit}\t党总支\t总支书记\t${rear}\t书记甲\t一般`,
  '\t\t\t示例中学初中部党支部\t书记乙\t较好',
  '\t\t\t示例中学教研党支部\t书记丙\t优秀',
  `${unit}\t\t\t${rear}\t书记甲\t一般`,
  '合计\t\t\t3',
].join('\n');

journey('the register is pasted, held against the notice, changed, taken back and sent down', async ({ computer }) => {
  const office = await computer();
  const page = await office.open('', { today: '2012-07-02' });
  await startOffice(page);
  await go(page, '花名册');
  const box = page.getByLabel(/^在表格里选中并复制/);
  await box.fill(pasted);
  await page.getByText('放入以后：新增1个单位，新增3个支部。').waitFor();
  await page.getByText('第5行').waitFor();
  await page.getByText('第4行：“优秀”不是等次').waitFor();
  await assertAccessible(page);
  await press(page, '放入花名册');
  await page.getByText('少42个').waitFor();
  await press(page, '撤销这次放入');
  assert.equal(await page.getByText('少42个').count(), 0);
  await box.fill(pasted);
  await press(page, '放入花名册');
  await page.getByText('支部没有原定等次：示例中学教研党支部').waitFor();

  await press(page, unit);
  const editor = page.locator('#unit-editor');
  await editor.getByRole('row').filter({ has: page.locator('input[id$="-name"]') }).nth(2).getByLabel('原定等次').selectOption({ label: '较差' });
  await page.getByText('与通知的数不一致，可以下发').waitFor();
  await editor.getByLabel('新支部的名称').fill(rear);
  await press(editor, '添加支部');
  await page.getByRole('alert').getByText('已经有').waitFor();
  await editor.getByLabel('新支部的名称').fill('示例中学工会党支部');
  await press(editor, '添加支部');
  await page.getByText('少41个').waitFor();
  await press(editor, '删除这个单位和它的支部');
  await page.getByText('少45个').waitFor();
  await press(page, '撤销');
  await page.getByText('少41个').waitFor();
  await press(page, '复制到表格');
  const sheet = await page.getByLabel(/^已全选/).inputValue();
  assert.match(sheet, new RegExp(`${unit}\\t党总支\\t总支书记\\t${rear}\\t书记甲\\t一般\\n`));

  await go(page, '下发');
  const { bundle, name } = await issued(office, page, () => press(page, '下发花名册'));
  assert.match(name, /_花名册_2012-07-02_第1版/);
  const [register] = bundle.documents;
  assert.deepEqual([bundle.kind, register.kind, register.issue.issued_on], ['register', 'register', '2012-07-02']);
  assert.deepEqual(register.branches.map(({ name, initial_grade }) => [name, initial_grade]), [
    [rear, 'average'],
    ['示例中学初中部党支部', 'fairly_good'],
    ['示例中学教研党支部', 'poor'],
    ['示例中学工会党支部', undefined],
  ]);
  assert.ok(register.branches.every(({ unit }) => unit === register.units[0].id));
});

journey('what was begun without the register is matched by a person, and many branches are accepted at once', async ({ computer }) => {
  const office = await computer();
  const page = await office.open('', { today: '2012-12-31' });
  await startOffice(page);
  await receive(page, fixture('bundles/three-branches.json'));
  await go(page, '花名册');
  await page.getByLabel(/^在表格里选中并复制/).fill(pasted);
  await press(page, '放入花名册');
  await page.locator('#put-in').waitFor();

  await go(page, '对应');
  const one = page.getByRole('group', { name: new RegExp(`^${unit}`) });
  await one.getByText('（名称相同）').waitFor();
  assert.equal(await one.getByRole('button', { name: '确定对应' }).count(), 0, 'nothing is decided by itself');
  await one.getByRole('radio').check();
  await press(one, '确定对应');
  await page.getByRole('heading', { name: '还没有对应的支部（3 个）' }).waitFor();
  await press(page, '名称相同的 2 个，一次确定');
  await page.getByRole('heading', { name: '还没有对应的支部（1 个）' }).waitFor();
  const last = page.getByRole('group', { name: /^示例中学高中部党支部/ });
  await press(last, '从全部里选：示例中学高中部党支部');
  await fill(last, '花名册里的全部', '示例中学教研党支部');
  await press(last, '确定对应');
  await page.getByRole('heading', { name: '还没有对应的支部（0 个）' }).waitFor();
  await assertAccessible(page);
  const decided = page.locator('#decided');
  await press(decided.getByRole('row').filter({ hasText: '示例中学高中部党支部' }), '撤销对应');
  await page.getByRole('heading', { name: '还没有对应的支部（1 个）' }).waitFor();
  await press(page, '撤销');
  await page.getByRole('heading', { name: '还没有对应的支部（0 个）' }).waitFor();

  await go(page, '集中验收');
  await page.getByText('共 3 个支部，0 个已写验收').waitFor();
  await fillAll(page, { 验收日期: '2012-12-27', 验收组: '考核验收组', 验收人: '验收组组长', 验收结论: '台账按期销号' });
  await page.getByLabel(`选${rear}`).check();
  await page.getByLabel('选示例中学高中部党支部').or(page.getByLabel('选示例中学教研党支部')).check();
  await fill(page, `${rear}的现等次`, '较好');
  await press(page, '写入选中的 2 个支部');
  await page.getByText('✓ 已写入 2 个支部的验收。').waitFor();
  await page.getByText('共 3 个支部，2 个已写验收').waitFor();
  await press(page, '撤销这次写入');
  await page.getByText('共 3 个支部，0 个已写验收').waitFor();
  await press(page, '选上表里全部');
  await fill(page, `${rear}的现等次`, '较好');
  await press(page, '写入选中的 3 个支部');
  await page.getByText('共 3 个支部，3 个已写验收').waitFor();
  await saved(page);
  const { bundle } = await backup(office, page);
  const book = bundle.documents.find(({ kind }) => kind === 'office_book');
  assert.deepEqual(book.acceptances.map(({ branch, team, conclusion, final_grade }) => [branch, team, conclusion, final_grade]), [
    ['sample-branch-1', '考核验收组', '台账按期销号', 'fairly_good'],
    ['sample-branch-2', '考核验收组', '台账按期销号', undefined],
    ['sample-branch-3', '考核验收组', '台账按期销号', undefined],
  ]);
  await go(page, '下发');
  await page.getByText('1份回执、3个支部的验收').waitFor();
  const sent = await issued(office, page, () => press(page, `单独下发：${unit}`));
  assert.equal(sent.bundle.documents[0].acceptances.length, 3);
});

journey('of two versions that went on separately a person takes one', async ({ computer, folder }) => {
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await receive(page, fixture('bundles/three-branches.json'));
  await receive(page, mended(folder, '另一台电脑.json', { bundle_id: 'other-computer', created_at: '2012-07-05T20:00:00+08:00' }));
  await go(page, '对应');
  const choice = page.locator('.panel', { has: page.getByRole('heading', { name: unit }) });
  await choice.getByText('各改各的，请核对').waitFor();
  await assertAccessible(page);
  await press(choice.getByRole('listitem').filter({ hasText: '各改各的' }), '采用这一份');
  await page.getByText(`${unit}（只读）`).waitFor();
  assert.equal(await page.getByText('要由人确定采用哪一份').count(), 0);
  assert.equal(await page.getByText('这不是现在采用的一版').count(), 0);
  await go(page, '对应');
  await press(page, '撤销');
  await choice.waitFor();
});

journey('the office’s pages fit a narrow screen and are there for everybody', async ({ computer }) => {
  const page = await (await computer({ viewport: narrow })).open('', { today });
  const look = looker(page, 'office narrow');
  await startOffice(page);
  await receive(page, [fixture('bundles/three-branches.json'), fixture('bundles/single-branch.json')]);
  await go(page, '花名册');
  await page.getByLabel(/^在表格里选中并复制/).fill(pasted);
  await look('register pasted');
  await press(page, '放入花名册');
  await press(page, unit);
  await page.locator('#unit-editor').waitFor();
  await look('register');
  for (const name of ['对应', '下发', '集中验收']) {
    await go(page, name);
    await look(name);
  }
  await read(page);
  await toItem(page);
  await remark(page, '写意见：主要措施', '措施要能检查');
  await look('remark');
  await assertFitsWidth(page);
});
