// The office keeps a book of its own: acceptance beside the form of a received branch, and cases for others to learn from.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { breaches, fixture, sealed } from './bundles.mjs';
import { backup, fill, fillAll, go, heading, restore, saved, startOffice, takeIn } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { inOrder, printed } from './paper.mjs';

const yearEnd = '2012-12-31';
const form = '党支部整改提高晋位升级情况表';
const rear = '示例中学行政后勤党支部';

/** The half-year's books as their unit sends them. */
function submission(folder) {
  const bundle = JSON.parse(readFileSync(fixture('bundles/half-year.json'), 'utf8'));
  const path = join(folder, '年终报送.json');
  writeFileSync(path, sealed({ ...bundle, kind: 'submission' }));
  return path;
}

/** From the list of plans to the form of the first branch. */
async function toForm(page) {
  await go(page, '收到的方案');
  await page.getByRole('link', { name: '示例中学党总支' }).click();
  await heading(page, '方案内容');
  await page.locator('.papers').getByRole('link', { name: rear, exact: true }).click();
  await heading(page, form);
}

const answers = {
  验收日期: '2012-12-27',
  验收组: '局党委考核验收组',
  验收结论: '台账项目按期销号，同意晋位升级',
  验收人: '验收组组长',
  现等次: '较好',
  局党委意见: '同意验收结论',
  局党委意见日期: '2012-12-29',
};

journey('acceptance is written beside the form, printed with it, kept and backed up', async ({ computer, folder }) => {
  const office = await computer();
  const page = await office.open('', { today: yearEnd });
  await startOffice(page);
  await saved(page);
  await takeIn(page, submission(folder));
  await toForm(page);
  await page.getByRole('button', { name: '填写验收' }).click();
  await fillAll(page, answers);
  await saved(page);
  const paper = page.getByRole('region', { name: form });
  await paper.getByText('台账项目按期销号，同意晋位升级').waitFor();
  const { pages } = await printed(page, folder, 'accepted');
  assert.equal(pages.length, 1);
  const accepted = ['验收结论', answers.验收结论, '验收人', '验收组组长', '现等次', '较好', '局党委意见', '同意验收结论', '（盖章）', '2012年12月29日'];
  inOrder(pages[0].text, accepted);
  await assertAccessible(page);

  await page.reload();
  await heading(page, form);
  await paper.getByText('验收组组长').waitFor();
  assert.equal(await page.getByRole('button', { name: '填写验收' }).count(), 0, 'there is one acceptance a branch');

  await go(page, '收到的方案');
  await page.getByRole('link', { name: '考核验收', exact: true }).click();
  await page.getByRole('group', { name: rear, exact: true }).getByLabel('验收人', { exact: true }).waitFor();
  await assertAccessible(page);

  const kept = await backup(office, page);
  assert.deepEqual(breaches(kept.bundle), []);
  const [book] = kept.bundle.documents;
  assert.equal(book.kind, 'office_book');
  assert.deepEqual(book.acceptances.map(({ branch, branch_name, final_grade }) => [branch, branch_name, final_grade]), [
    ['sample-branch-1', rear, 'fairly_good'],
  ]);
  const elsewhere = await (await computer({ viewport: narrow })).open('', { today: yearEnd });
  await restore(elsewhere, kept.path);
  await toForm(elsewhere);
  await elsewhere.getByRole('region', { name: form }).getByText('验收组组长').waitFor();
  await assertFitsWidth(elsewhere);
  await assertAccessible(elsewhere);
});

journey('solved problems of received plans become cases', async ({ computer, folder }) => {
  const page = await (await computer()).open('', { today: yearEnd });
  await startOffice(page);
  await takeIn(page, submission(folder));
  await go(page, '收到的方案');
  await page.getByRole('link', { name: '典型案例', exact: true }).click();
  await heading(page, '典型案例');
  const panel = page.locator('section', { has: page.getByRole('heading', { name: '可以收集的案例' }) });
  await assertAccessible(page);
  await panel.getByRole('link', { name: '经费投入不足（1 项）' }).click();
  await heading(page, '共性问题');
  const problem = '支部全年活动没有经费预算，开展活动临时凑钱';
  const candidates = page.getByRole('region', { name: '可以收为案例的' });
  await candidates.getByRole('listitem').filter({ hasText: problem }).getByRole('button', { name: '收为案例' }).click();
  await candidates.getByText('没有还没收集的已销号项目。').waitFor();
  await page.locator('section.cases').getByRole('link', { name: problem }).click();
  await heading(page, '典型案例');
  const made = page.getByRole('group', { name: '典型案例 1', exact: true });
  const values = {
    单位和支部: '示例中学高中部党支部',
    问题: problem,
    解决办法: '在公用经费中列出党建专项预算，每学期公布一次支出情况',
    成效: '问题已解决，措施形成制度',
    来源项目销号日期: '2012-09-29',
  };
  for (const [label, value] of Object.entries(values)) {
    assert.equal(await made.getByLabel(label, { exact: true }).inputValue(), value);
  }
  assert.equal(await panel.getByText('经费投入不足').count(), 0, 'a case is collected once');
  await fill(made, '印发日期', '2012-12-30');
  await saved(page);
  await page.reload();
  await made.waitFor();
  assert.equal(await made.getByLabel('印发日期', { exact: true }).inputValue(), '2012-12-30');
});

journey('an office from before it kept a book gets one', async ({ computer, folder }) => {
  const page = await (await computer()).open('', { today: yearEnd });
  const old = {
    format: 'jinwei', version: 1, kind: 'backup', bundle_id: 'office-of-old', programme: 'huajiaofa-2012-12',
    created_at: '2012-07-10T09:00:00+08:00', created_by: { desk: 'office', unit: '局党委办公室' },
    generator: 'jinwei journeys', revision: 1, findings: [], documents: [],
  };
  await restore(page, { name: '备份.json', text: sealed(old) });
  await takeIn(page, submission(folder));
  await toForm(page);
  await page.getByRole('button', { name: '填写验收' }).click();
  await fill(page, '验收人', '验收组组长');
  await saved(page);
  await page.reload();
  await page.getByRole('region', { name: form }).getByText('验收组组长').waitFor();
});
