// The half-year after the plan: what comes back every week and month is begun from the calendar with words that the
// ledger knows, the vote is held, and everything stays quick and usable with all of it written.

import assert from 'node:assert/strict';

import { fixture } from './bundles.mjs';
import {
  eventually, field, fill, fillAll, go, heading, isSilent, mendSample, openItem, openTopic, restore, saved, speaks,
  startSample, submit,
} from './desks.mjs';
import { journey, keyToFrame, looker, narrow, wide } from './harness.mjs';
import { inOrder, printed } from './paper.mjs';

const unit = '示例中学党总支（单位）';
const branch = '示例中学行政后勤党支部';

/** Two frames of a screen, in milliseconds: what nobody feels. */
const twoFrames = 33;

/** A duty of the unit or a branch in the calendar. */
const duty = (page, of, title) =>
  page
    .locator('.duties', { has: page.getByRole('heading', { level: 2, name: of }) })
    .locator('.duty', { has: page.getByRole('heading', { level: 3, name: new RegExp(`^${title}`) }) });

/** The open record of a folded list, by its title. */
const record = (page, title) => page.getByRole('group', { name: new RegExp(`^${title} \\d+$`) });

/** Visits the page again on another day. */
async function onDay(clerk, page, day) {
  await saved(page);
  await page.close();
  const later = await clerk.open('', { today: day });
  await heading(later, '任务清单');
  return later;
}

/** A unit's desk with the half-year's books. */
async function halfYear(clerk, today) {
  const page = await clerk.open('', { today });
  await restore(page, fixture('bundles/half-year.json'));
  return page;
}

/** Goes to an address and waits for its heading. */
async function visit(page, route, name) {
  await page.evaluate((route) => { location.hash = route; }, route);
  await heading(page, name);
}

journey('weeks and months are begun from the calendar with what the ledger knows', async ({ computer }) => {
  const clerk = await computer();
  let page = await clerk.open('', { today: '2012-07-05' });
  await startSample(page);
  await mendSample(page);
  await go(page, '报送');
  await submit(clerk, page);
  page = await onDay(clerk, page, '2012-07-19');

  // The plan is sent: it is folded away, and the ledger goes along into the daily work.
  await page.getByText('已于 2012年7月5日 报送').waitFor();
  const open = page.locator('.tasks', { has: page.getByRole('heading', { level: 2, name: branch }) }).locator('details[open]');
  assert.deepEqual(await open.locator('summary').allTextContents(), ['日常整改', '年终验收']);
  await open.getByRole('link', { name: '整改问题台账', exact: true }).click();
  await heading(page, '整改问题台账');
  await closeOut(page);

  // The running week is drafted from the ledger; it is corrected and counts.
  await go(page, '日程');
  await duty(page, branch, '周总结').getByRole('button', { name: /^第3周（7月16日—22日）：.*起草$/ }).click();
  await heading(page, '周总结');
  const done = field(record(page, '周总结'), '本周完成');
  const drafted = await done.inputValue();
  assert.match(drafted, /第1项“支部会经常与校长办公会合开.*已销号（7月19日）：每月首周星期五单独过组织生活/);
  const corrected = drafted.replace('单独过组织生活', '单独过一次组织生活');
  await done.fill(corrected);
  await go(page, '日程');
  await duty(page, branch, '周总结').getByRole('link', { name: '第3周（7月16日—22日）：已完成' }).waitFor();

  // A week that was left out cannot be made up, but it can be told why.
  await duty(page, branch, '周总结').getByRole('button', { name: '第2周（7月9日—15日）：缺，起草' }).waitFor();
  await openTopic(page, '周总结', branch);
  const missed = page.locator('.wanted li').filter({ hasText: '第2周（7月9日—15日）' });
  await missed.getByText('没有开展？说明理由').click();
  await missed.getByLabel('理由（随账本一起上报）').fill('全校中考阅卷，下周一并总结');
  await missed.getByText('已说明理由').waitFor();
  await go(page, '日程');
  await duty(page, branch, '周总结').getByRole('link', { name: '第2周（7月9日—15日）：没有开展，已说明理由' }).click();
  await heading(page, '周总结');
  await missed.getByText('没有开展？说明理由').click();
  assert.equal(await missed.getByLabel('理由（随账本一起上报）').inputValue(), '全校中考阅卷，下周一并总结');

  await monthly(clerk, page, corrected);
});

/** Crosses the first item off, as close-out.test.mjs does in detail. */
async function closeOut(page) {
  const row = await openItem(page, 1);
  const closing = row.locator('.work-part').filter({ has: page.locator('summary strong', { hasText: '销号' }) });
  await closing.locator('summary').first().click();
  const press = (name) => row.getByRole('button', { name, exact: true }).click();
  await press('＋ 办理销号');
  await fillAll(row.getByRole('group', { name: '销号单', exact: true }), {
    整改结果: '每月首周星期五单独过组织生活，已开两次',
    佐证材料: '会议记录本，存支部档案柜',
    核验人: '党总支组织委员',
  });
  await press('申请销号');
  await press('确认销号');
  await row.locator('tr').first().getByText('✓ 已销号 2012-07-19').waitFor();
}

/** On the month's last day: the notice and the meeting; and everything is kept. */
async function monthly(clerk, before, corrected) {
  const page = await onDay(clerk, before, '2012-07-31');
  await go(page, '日程');
  await duty(page, branch, '每月公示').getByRole('button', { name: /^2012年7月：.*起草$/ }).click();
  await heading(page, '每月公示');
  const notice = record(page, '每月公示');
  const shown = notice.getByRole('checkbox', { name: /支部会经常与校长办公会合开/ });
  assert.ok(await shown.isChecked(), 'what was closed is shown');
  assert.equal(await notice.getByRole('checkbox', { checked: true }).count(), 1);
  await fillAll(notice, { 公示开始日期: '2012-07-31', 公示结束日期: '2012-08-06', 公示地点: '校务公开栏' });
  await page.getByRole('link', { name: '2012年7月公示', exact: true }).click();
  await heading(page, '打印公示');
  const poster = page.getByRole('region', { name: '打印公示' });
  await poster.getByText('支部会经常与校长办公会合开').first().waitFor();
  await poster.getByText('公示时间：2012年7月31日至2012年8月6日').waitFor();

  await go(page, '日程');
  await duty(page, branch, '每月公示').getByRole('link', { name: '2012年7月：已完成' }).waitFor();
  await duty(page, unit, '调度会').getByRole('button', { name: /^2012年7月：.*起草$/ }).click();
  await heading(page, '调度会');
  const meeting = record(page, '调度会');
  assert.equal(await field(meeting, '主持人').inputValue(), '党总支书记');
  assert.match(await field(meeting, '调度的事项').inputValue(), new RegExp(`^${branch}：`));
  await fillAll(meeting, { 会议日期: '2012-07-31', 会议决定: '八月底前补选到位' });

  await saved(page);
  await page.reload();
  await heading(page, '调度会');
  await go(page, '日程');
  await duty(page, unit, '调度会').getByRole('link', { name: '2012年7月：已完成' }).waitFor();
  await duty(page, branch, '每月公示').getByRole('link', { name: '2012年7月：已完成' }).waitFor();
  await duty(page, branch, '周总结').getByRole('link', { name: '第2周（7月9日—15日）：没有开展，已说明理由' }).waitFor();
  await duty(page, branch, '周总结').getByRole('link', { name: '第3周（7月16日—22日）：已完成' }).click();
  await heading(page, '周总结');
  assert.equal(await field(record(page, '周总结'), '本周完成').inputValue(), corrected);
}

journey('the vote is held, counted, and printed in the form', async ({ computer, folder }) => {
  const page = await halfYear(await computer(), '2012-12-20');
  await openTopic(page, '群众评议', branch);
  const vote = record(page, '群众评议').first();
  await fill(vote, '群众代表：满意', '14');
  const counted = field(vote, '群众代表：满意');
  await speaks(counted, 'ballots-do-not-add-up');
  await vote.getByText('合计18张，与收回的19张不符').first().waitFor();
  await fill(vote, '群众代表：基本满意', '2');
  await fill(vote, '群众代表：不满意', '3');
  await isSilent(counted, 'ballots-do-not-add-up');
  await page.getByText('满意率 91.4%').waitFor();

  await openTopic(page, '年终情况与情况表', branch);
  await fill(page, '党支部意见', '整改任务已经完成，申请验收');
  await saved(page);
  await page.getByRole('link', { name: '情况表', exact: true }).click();
  const form = page.getByRole('region', { name: '党支部整改提高晋位升级情况表' });
  await form.getByText('91.4%').waitFor();
  const { pages } = await printed(page, folder, 'form');
  assert.equal(pages.length, 1);
  inOrder(pages[0].text, ['评议', '满意率', '91.4%', '发出票数', '37张', '收回票数', '35张', '党支部意见', '整改任务已经完成，申请验收']);

  await go(page, '统计');
  const chart = page.locator('section', { has: page.getByRole('heading', { level: 2, name: branch }) });
  const picture = chart.getByRole('img', { name: /每周末未销号项目数，实线是实际，虚线是计划/ });
  await picture.waitFor();
  assert.match(await picture.getAttribute('aria-label'), /台账 3 项，未销号 1 项，逾期 0 项/);
  await chart.getByText('看数字').click();
  const rows = chart.getByRole('row');
  assert.ok((await rows.count()) > 20, 'a row for each week');
  await rows.filter({ hasText: '第1周' }).first().getByRole('cell', { name: '3', exact: true }).first().waitFor();
});

journey('with the half-year written, a key is answered within two frames', async ({ computer }) => {
  const page = await halfYear(await computer(), '2012-12-20');
  const told = [];
  const type = async (name, box) => {
    await box.focus();
    await page.keyboard.press('Control+End');
    // On a busy machine a run may be disturbed by others: the quietest of three is the page's own.
    const runs = [];
    do runs.push(await keyToFrame(page)); while (runs.at(-1).median >= twoFrames && runs.length < 3);
    await eventually(async () => assert.match(await box.inputValue(), /a{30}$/));
    const best = runs.reduce((one, other) => (other.median < one.median ? other : one));
    told.push(`${name} ${best.median.toFixed(1)} ms as a rule, ${best.longest.toFixed(1)} ms at most`);
    console.log(`half-year: to the next frame: ${told.at(-1)}`);
    assert.ok(best.median < twoFrames, told.at(-1));
  };

  await openTopic(page, '周总结', branch);
  await page.locator('.fold-line').first().click();
  await type('weekly summary', field(record(page, '周总结'), '本周完成'));
  await openTopic(page, '整改问题台账', branch);
  const row = await openItem(page, 3);
  await type('open row', field(row, '具体项目（要解决的问题）'));
  await saved(page);
  await page.reload();
  await page.getByText(/a{30}/).first().waitFor();
});

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  for (const [owner, of] of Object.entries({ 'the unit': unit, 'a branch': branch })) {
    journey(`the half-year’s topics of ${owner}, ${size}`, async ({ computer }) => {
      const page = await halfYear(await computer({ viewport }), '2012-12-20');
      const look = looker(page, `half-year ${size}`);
      const tasks = page.locator('.tasks', { has: page.getByRole('heading', { level: 2, name: of }) });
      const later = tasks.locator('details').filter({ hasNot: page.locator('summary', { hasText: '报送方案' }) });
      const unfold = () => tasks.locator('details').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
      await unfold();
      const topics = await later.locator('.task a').allTextContents();
      assert.ok(topics.includes('年终自查') || topics.includes('群众评议'), topics.join());
      for (const topic of topics) {
        await unfold();
        await later.getByRole('link', { name: topic, exact: true }).click();
        await heading(page, topic);
        const folded = page.locator('.fold-line').first();
        if (topic === '整改问题台账') await openItem(page, 1);
        else if (await folded.count()) await folded.click();
        await look(`${of} ${topic}`);
        await page.getByRole('link', { name: '← 任务清单', exact: true }).click();
        await heading(page, '任务清单');
      }
    });
  }

  journey(`the half-year at a glance and on paper, ${size}`, async ({ computer }) => {
    const page = await halfYear(await computer({ viewport }), '2012-12-20');
    const look = looker(page, `half-year ${size}`);
    await look('home folded');
    await page.locator('main details').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
    await look('home');
    for (const name of ['日程', '统计', '检查', '工作区与设置']) {
      await go(page, name);
      await page.locator('main details').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
      await look(name);
    }
    const papers = {
      form: '党支部整改提高晋位升级情况表',
      ledger: '打印台账',
      'poster/2012-07-01': '打印公示',
      'slip/sample-item-1-1-close-out': '打印销号单',
    };
    for (const [paper, title] of Object.entries(papers)) {
      await visit(page, `/branch/sample-branch-1/print/${paper}`, title);
      await look(title);
    }
  });
}
