// What is printed follows from the books: the form, the ledger, the poster for the wall, the slip of a close-out.

import assert from 'node:assert/strict';

import { backupWithLedger, fixture } from './bundles.mjs';
import { eventually, field, heading, restore, saved } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow, wide } from './harness.mjs';
import { inOrder, nowhere, printed } from './paper.mjs';

const yearEnd = '2012-12-31';
const rear = '示例中学行政后勤党支部';

/** What belongs to the screen alone. */
const screenOnly = ['任务清单', '返回', '打印', '基准日', '内容都从账本里取'];

/** The branch's topic, by its address. */
const topic = (slug) => `/branch/sample-branch-1/${slug}`;

/** Goes to an address and waits for its heading. */
async function visit(page, route, name) {
  await page.evaluate((route) => { location.hash = route; }, route);
  await heading(page, name);
}

/** A unit's desk with the half-year's books, on the last day of the year. */
async function atYearEnd(computer, options) {
  const clerk = await computer(options);
  const page = await clerk.open('', { today: yearEnd });
  await restore(page, fixture('bundles/half-year.json'));
  return page;
}

/** Follows a link of the topic to a paper. */
async function toPaper(page, route, title, link, name) {
  await visit(page, route, title);
  await page.getByRole('link', { name: link, exact: true }).click();
  await heading(page, name);
}

journey('the form is printed on one sheet, and lacks only hands and seals', async ({ computer, folder }) => {
  const page = await atYearEnd(computer);
  await toPaper(page, topic('year-end'), '年终情况与情况表', '情况表', '党支部整改提高晋位升级情况表');
  assert.equal(await page.getByText('草稿').count(), 0);

  await page.evaluate(() => { window.print = () => { window.asked = (window.asked ?? 0) + 1; }; });
  await page.getByRole('button', { name: '打印', exact: true }).click();
  assert.equal(await page.evaluate(() => window.asked), 1, 'the button asks the browser to print');

  const { pages } = await printed(page, folder, 'form');
  assert.deepEqual(pages.map(({ upright }) => upright), [true]);
  inOrder(pages[0].text, [
    '党支部整改提高晋位升级情况表', '华教发[2012]12号', '填报单位：示例中学党总支', '填报日期：2012年12月31日',
    '党支部名称', rear, '书记', '行政后勤支部书记', '党员数', '17', '联系领导', '党总支书记',
    '原定等次', '一般', '较好（2012年12月20日前）',
    '主要问题', '1．支部会经常与校长办公会合开', '2．支部宣传委员缺额半年', '3．没有党员活动室',
    '原因', '1．书记由校长兼任', '3．校舍紧张，改造经费一时难以落实',
    '整改措施', '完成时限', '承办责任人',
    '1．每月首周星期五定为组织生活日', '2012年7月20日', '组织委员', '2．召开支部党员大会补选宣传委员', '2012年7月25日',
    '3．先与会议室共用并挂牌', '2013年8月31日', '分管后勤副校长',
    '3．说明：活动室改造要等旧库房腾空和经费到位', '计划：与会议室共用，挂牌并配齐书报',
    '赶超对象', '示例二中行政党支部', '赶超措施', '上门学习两次', '时限', '2012年11月30日',
    '总数', '3项', '销号', '2项', '未完', '1项',
    '好事实事', '1．为学困生开设免费周末辅导', '承诺兑现', '承诺1条，已兑现1条',
    '评议', '满意率', '97.1%', '发出票数', '37张', '收回票数', '35张',
    '党支部意见', '已按台账完成整改，申请验收', '书记签名：', '同意上报验收', '年月日',
    '验收结论', '验收人', '现等次', '局党委意见', '（盖章）', '年月日',
  ]);
  nowhere(pages[0].text, screenOnly);
  // At this desk nobody writes what is the bureau's.
  assert.equal(await page.getByRole('button', { name: '填写验收' }).count(), 0);
  assert.equal(await page.locator('main').locator('input, select, textarea').count(), 0);
});

journey('a form that is not ready says so, on the screen and on paper', async ({ computer, folder }) => {
  const page = await atYearEnd(computer);
  await visit(page, topic('year-end'), '年终情况与情况表');
  const improvements = field(page, '新的提高');
  const told = await improvements.inputValue();
  await improvements.fill('');
  await saved(page);
  await toPaper(page, topic('year-end'), '年终情况与情况表', '情况表', '党支部整改提高晋位升级情况表');
  await page.getByRole('heading', { name: '还有 1 处没有办好，现在打印的是草稿' }).waitFor();
  inOrder((await printed(page, folder, 'draft')).pages[0].text, ['草稿', '党支部整改提高晋位升级情况表', '填报单位']);

  await page.locator('[data-rule=improvement-not-recorded]').getByRole('link').first().click();
  await heading(page, '年终情况与情况表');
  await eventually(async () => assert.equal(await improvements.evaluate((it) => it === document.activeElement), true));
  await improvements.fill(told);
  await saved(page);
  await page.getByRole('link', { name: '情况表', exact: true }).click();
  await page.locator('.paper').getByText('填报单位').waitFor();
  nowhere((await printed(page, folder, 'clean')).pages[0].text, ['草稿']);
});

journey('the ledger lies across its sheets, and no row is cut', async ({ computer, folder }) => {
  const page = await atYearEnd(computer);
  await toPaper(page, topic('ledger'), '整改问题台账', '台账、销号单', '打印台账');
  const { pages } = await printed(page, folder, 'ledger');
  assert.deepEqual(pages.map(({ upright }) => upright), [false]);
  inOrder(pages[0].text, [
    '整改问题台账', '单位：示例中学党总支', `党支部：${rear}`, '负总责人：行政后勤支部书记', '日期：2012年12月31日',
    '序号', '问题类型', '具体项目', '原因', '主要措施', '难易', '完成时限', '倒计时', '承办责任人', '责任领导', '进展', '完成日期',
    '公示日期', '群众反馈', '备注', '党组织制度坚持难', '支部会经常与校长办公会合开', '短期', '2012年7月20日', '组织委员',
    '措施已落实，申请核验', '党总支组织委员', '2012年7月31日', '还有243天', '说明情况', '教代会', '节点计划', '腾空旧库房',
  ]);
  nowhere(pages[0].text, screenOnly);

  const many = await (await computer()).open('', { today: '2012-07-10' });
  await restore(many, { name: '备份.json', text: backupWithLedger(60) });
  await visit(many, '/branch/branch-of-many/print/ledger', '打印台账');
  const long = (await printed(many, folder, 'long-ledger')).pages;
  assert.ok(long.length >= 3, `${long.length} sheets`);
  for (const [at, { upright, text }] of long.entries()) {
    assert.equal(upright, false);
    inOrder(text, ['序号', '具体项目', '备注']);
    nowhere(text, at === 0 ? [] : ['整改问题台账']);
  }
  for (let number = 1; number <= 60; number += 1) {
    const on = (words) => long.findIndex(({ text }) => text.includes(words));
    const sheet = on(`第${number}个问题:教学点党员活动不经常`);
    assert.notEqual(sheet, -1, `item ${number}`);
    assert.equal(on(`第${number}条措施:结合教研日开展主题活动`), sheet, `item ${number} is not cut`);
  }
});

journey('the poster shows the month, and nobody’s name', async ({ computer, folder }) => {
  const page = await atYearEnd(computer);
  await toPaper(page, topic('notices'), '每月公示', '2012年7月公示', '打印公示');
  const { pages } = await printed(page, folder, 'poster');
  assert.deepEqual(pages.map(({ upright }) => upright), [true]);
  inOrder(pages[0].text, [
    '党支部整改情况公示', rear, '2012年7月', '已经解决的问题', '支部会经常与校长办公会合开', '问题已解决，措施形成制度', '2012年7月19日',
    '支部宣传委员缺额半年', '正在整改的问题', '没有党员活动室', '2013年8月31日', '请在公示期内向本党支部或上级党组织反映',
    '公示地点：校务公开栏', '公示时间：2012年7月31日至2012年8月6日',
  ]);
  nowhere(pages[0].text, [...screenOnly, '党总支组织委员', '行政后勤支部书记', '分管后勤副校长', '档案柜']);
});

journey('a slip is printed for one close-out', async ({ computer, folder }) => {
  const page = await atYearEnd(computer);
  await toPaper(page, topic('ledger'), '整改问题台账', '台账、销号单', '打印台账');
  await page.getByRole('link', { name: '第1项 2012年7月19日', exact: true }).click();
  await heading(page, '打印销号单');
  const { pages } = await printed(page, folder, 'slip');
  assert.deepEqual(pages.map(({ upright }) => upright), [true]);
  inOrder(pages[0].text, [
    '整改问题销号单', '单位', '示例中学党总支', '党支部', rear, '第1项', '党组织制度坚持难', '具体项目', '支部会经常与校长办公会合开',
    '原因', '主要措施', '完成时限', '2012年7月20日', '承办责任人', '组织委员', '完成日期', '2012年7月19日', '核验人', '党总支组织委员',
    '整改结果', '佐证材料', '申请日期', '销号日期', '申请人签名', '核验人签名', '单位党组织', '签名：', '年月日',
  ]);
  nowhere(pages[0].text, screenOnly);
});

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`every paper on the screen, ${size}`, async ({ computer }) => {
    const page = await atYearEnd(computer, { viewport });
    const papers = {
      form: '党支部整改提高晋位升级情况表',
      ledger: '打印台账',
      'poster/2012-07-01': '打印公示',
      'slip/sample-item-1-1-close-out': '打印销号单',
      'slip/nowhere': '没有这一页',
    };
    for (const [paper, title] of Object.entries(papers)) {
      await visit(page, topic(`print/${paper}`), title);
      await assertFitsWidth(page);
      await assertAccessible(page);
    }
    // A paper that is wider than the screen moves within its frame, by keyboard too.
    await visit(page, topic('print/ledger'), '打印台账');
    const frame = page.getByRole('region', { name: '打印台账' });
    await frame.focus();
    const [content, width] = await frame.evaluate((it) => [it.scrollWidth, it.clientWidth]);
    if (size === 'narrow') {
      assert.ok(content > width);
      await page.keyboard.press('ArrowRight');
      await eventually(async () => assert.ok((await frame.evaluate((it) => it.scrollLeft)) > 0));
    }
  });
}
