// What the office sends back, at the school's desk: remarks stand at their fields and are answered there, receipts are
// held against what was sent, and nothing of it is called an approval.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { breaches, fixture, sealed } from './bundles.mjs';
import {
  backup, eventually, field, go, heading, item, openItem, openTopic, restore, saved,
} from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';

const today = '2012-07-10';
const submission = readFileSync(fixture('bundles/three-branches.json'), 'utf8');
const branch = 'sample-branch-1';

const idOf = (words) => createHash('md5').update(words).digest('hex');

/** A remark at a place of the weak branch's book. */
const remark = (text, place, at = {}) => ({
  id: idOf(text), document: branch, place, text, written_on: '2012-07-09', ...at,
});

/** A later version of the submission, as it was sent. */
function version(revision) {
  const { digest: _, ...bundle } = JSON.parse(submission);
  return sealed({ ...bundle, bundle_id: idOf(`version ${revision}`), revision });
}

const receipt = (text, digest) => ({
  id: idOf(`receipt ${text.length} ${digest}`), bundle: JSON.parse(text).bundle_id, digest,
  revision: JSON.parse(text).revision, branches: 3, items: 8, set_aside: 0, received_on: '2012-07-06', timeliness: 'on_time',
});

const remarks = {
  measures: remark('措施要写清每月哪一天', '行政后勤支部台账第1项“主要措施”', {
    collection: 'items', record: 'sample-item-1-1', field: 'measures', quoted: '每月首周五为组织生活日',
  }),
  tasks: remark('目标任务要能检查', '行政后勤支部晋级目标“目标任务”', {
    collection: 'promotion_goal', record: 'promotion_goal', field: 'tasks',
  }),
  book: remark('整本账请再核对一遍', '行政后勤支部'),
  gone: remark('这一项与上一项重复', '行政后勤支部台账第9项', { collection: 'items', record: 'item-of-long-ago' }),
  settled: remark('请补党员人数', '行政后勤支部支部情况“党员人数”', {
    collection: 'profile', record: 'profile', field: 'member_count', answer: '已补', answered_on: '2012-07-09', resolved_on: '2012-07-10',
  }),
};

/** A backup of the unit's desk after the office has read its first version, and three versions that it sent. */
function reviewed({ verdict = {}, comments = Object.values(remarks) } = {}) {
  const { documents, digest, ...envelope } = JSON.parse(submission);
  const sent = [submission, version(2), version(3)];
  const sheet = {
    kind: 'review_sheet', id: 'sheet-of-sample',
    verdict: {
      unit: 'sample-unit', unit_name: '示例中学党总支', revision: 3, state: 'returned', reviewed_on: '2012-07-09',
      opinion: '总体可行，措施再具体一些。', ...verdict,
    },
    comments,
    receipts: [receipt(sent[0], digest), receipt(sent[1], 'ab'.repeat(32))],
    acceptances: [{ id: idOf('accepted'), branch, branch_name: '示例中学行政后勤党支部', acceptor: '验收组组长', final_grade: 'fairly_good' }],
    typical_cases: [{ id: idOf('case'), branch_name: '示例小学党支部', problem: '活动经费没有着落', method: '在公用经费中列专项' }],
  };
  return sealed({
    ...envelope, kind: 'backup', bundle_id: idOf('backup'), findings: [], documents: [...documents, sheet],
    attachments: sent.map((text, at) => ({
      store: 'sent', id: JSON.parse(text).bundle_id, at: `2012-07-0${at + 4}T09:00:00+08:00`, name: `报送_第${at + 1}版.json`, text,
    })),
  });
}

const panel = (page) => page.locator('section', { has: page.getByRole('heading', { name: '退回给我的' }) });
const card = (page, { text }) => page.locator('.comment').filter({ hasText: text });

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`what was sent back is mended and answered where it stands, ${size}`, async ({ computer }) => {
    const desk = await computer({ viewport });
    const page = await desk.open('', { today });
    const look = looker(page, size);
    await restore(page, { name: '备份.json', text: reviewed() });
    await heading(page, '任务清单');

    // First of all, and before how far the plan is.
    await panel(page).getByText('没有解决的意见 4 条：已答复 0 条，待答复 4 条').waitFor();
    await panel(page).getByText('总体可行，措施再具体一些。').waitFor();
    const order = await page.locator('main section').evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label') ?? one.querySelector('h2')?.textContent));
    assert.deepEqual(order.slice(0, 2), ['退回给我的', '进度']);
    await panel(page).getByText('（这一处已经删去）').waitFor();
    await panel(page).getByRole('link', { name: '改好以后重新报送' }).waitFor();
    await look('review returned');

    // A line leads to its field, in the row of its item.
    await panel(page).getByRole('link', { name: remarks.measures.place }).click();
    await heading(page, '整改问题台账');
    await eventually(async () =>
      assert.equal(await page.evaluate(() => document.activeElement.id), 'f-sample-item-1-1-measures'));
    const row = item(page, 1);
    assert.equal(await row.getByText(remarks.measures.text).count(), 2, 'in its cell, and with its answer below');
    await look('review ledger');
    await field(row, '答复（随下一次报送一起交）').fill('已改为每月首周五');
    await row.getByText('有意见，已答复').waitFor();
    await saved(page);
    await row.getByRole('button', { name: '第1项，收起' }).click();
    await row.getByText('有意见，已答复').waitFor();
    await look('review ledger closed');

    // One of its kind; and the book as a whole, on each of its pages.
    await openTopic(page, '晋级目标', '示例中学行政后勤党支部');
    await card(page, remarks.book).waitFor();
    const goal = page.locator('[data-field=tasks]');
    await goal.getByText(remarks.tasks.text).waitFor();
    await field(goal, '答复（随下一次报送一起交）').fill('改好了');
    await card(page, remarks.tasks).getByText('✓ 已答复').waitFor();
    await look('review goal');

    // Everything on one page: what waits first, what is settled last.
    await go(page, '审阅');
    await heading(page, '审阅意见与回执');
    const told = await page.locator('.comment').allTextContents();
    assert.equal(told.length, 5);
    assert.match(told.at(-1), /✓ 已解决.*请补党员人数.*答复：已补/s);
    await card(page, remarks.gone).getByText('（这一处已经删去）').waitFor();
    await card(page, remarks.measures).getByText('当时的内容：每月首周五为组织生活日').waitFor();
    assert.equal(await field(card(page, remarks.measures), '答复（随下一次报送一起交）').inputValue(), '已改为每月首周五');
    for (const words of ['退回修改', '验收组组长', '活动经费没有着落', '✓ 办公室已收到（2012年7月6日，按时），与报送的一致。', '✕ 办公室收到的与报送的不一致']) {
      await page.getByText(words).first().waitFor();
    }
    assert.doesNotMatch(await page.locator('main').innerText(), /批准|通过|同意/);
    await look('review page');

    await go(page, '报送');
    const line = (at) => page.locator('.sent > li').filter({ hasText: `报送_第${at}版.json` });
    await line(1).getByText('✓ 办公室已收到（2012年7月6日，按时），与报送的一致。').waitFor();
    await line(2).getByText('✕ 办公室收到的与报送的不一致').waitFor();
    await line(3).getByText('还没有回执。').waitFor();
    await look('review receipts');

    // What was answered is on the disk, goes out with its day, and fits the schema.
    await page.reload();
    await go(page, '任务清单');
    await panel(page).getByText('已答复 2 条，待答复 2 条').waitFor();
    const { bundle } = await backup(desk, page);
    assert.deepEqual(breaches(bundle), []);
    const sheet = bundle.documents.find(({ kind }) => kind === 'review_sheet');
    const answered = sheet.comments.find(({ id }) => id === remarks.measures.id);
    assert.deepEqual([answered.answer, answered.answered_on], ['已改为每月首周五', today]);

    // Acceptance stands on the year-end page and in the printed form.
    await openTopic(page, '年终情况与情况表', '示例中学行政后勤党支部');
    await page.locator('section', { has: page.getByRole('heading', { name: '考核验收' }) }).getByText('验收组组长').waitFor();
    await page.locator('.papers').getByRole('link', { name: '情况表' }).click();
    await page.getByRole('region', { name: '党支部整改提高晋位升级情况表' }).getByText('验收组组长').waitFor();
  });
}

journey('what was only read is a quiet line, and a newer version waits for the office', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await restore(page, { name: '备份.json', text: reviewed({ verdict: { state: 'reviewed', opinion: '已看，继续抓好落实。' }, comments: [] }) });
  await heading(page, '任务清单');
  await page.locator('section', { has: page.getByRole('heading', { name: '审阅', exact: true }) }).getByText('已看，继续抓好落实。').waitFor();
  assert.equal(await panel(page).count(), 0);

  const elsewhere = await (await computer()).open('', { today });
  await restore(elsewhere, { name: '备份.json', text: reviewed({ verdict: { revision: 2 } }) });
  await panel(elsewhere).getByText('✓ 已重新报送第3版，等办公室审阅。').waitFor();
  await openTopic(elsewhere, '整改问题台账', '示例中学行政后勤党支部');
  await item(elsewhere, 1).getByText('！有意见 1 条').waitFor();
  await openItem(elsewhere, 1);
});

journey('a school that nobody has read sees nothing of it', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await page.getByRole('button', { name: '看示例' }).click();
  await heading(page, '任务清单');
  assert.equal(await page.getByRole('link', { name: '审阅', exact: true }).count(), 0);
  await page.goto(page.url().replace(/#.*|$/, '#/review'));
  await heading(page, '没有这一页');
});
