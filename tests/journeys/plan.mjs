// A whole plan, typed by hand from nothing at the desk of a branch that is its own unit, as it is due on 6 July.

import assert from 'node:assert/strict';

import { add, addItem, eventually, field, fill, fillAll, go, heading, isSilent, openTopic, rulesOnPage, speaks, tick } from './desks.mjs';

/** The school that hands it in, and its only branch. */
export const school = '河东小学';
export const branch = '河东小学党支部';

/** With what the one warning that is left is passed. */
export const reason = '局党委正在安排联系委员，确定后补报';

/** Types it, from the page of the refused export on, until nothing is in the way of handing it in. */
export async function typePlan(page) {
  await secretary(page);
  await ledger(page);
  await meeting(page);
  await others(page);
  await unit(page);
  await warning(page);
}

/** Tries to export, is refused, and returns the rules of the summary, which has the focus. */
export async function refused(page) {
  await go(page, '报送');
  await page.getByRole('button', { name: '导出报送文件' }).click();
  await page.getByRole('heading', { name: /^报送前，还有 \d+ 处错误要改正/ }).waitFor();
  await eventually(async () => {
    const focused = await page.evaluate(() => document.activeElement.textContent);
    assert.match(focused, /^报送前，还有/, 'the summary of errors has the focus');
  });
  return rulesOnPage(page, 'error');
}

async function secretary(page) {
  // The way from a line of the summary to its field.
  await page.getByRole('link', { name: /没有填支部书记/ }).click();
  await heading(page, '支部情况与责任制');
  const name = field(page, '支部书记');
  await eventually(async () => assert.ok(await name.evaluate((box) => box === document.activeElement)));
  await speaks(name, 'secretary-not-responsible');
  await name.fill('校长');
  await isSilent(name, 'secretary-not-responsible');
  await fillAll(page, { 党员人数: '12', 原定等次: '一般' });

  const responsible = field(page, '负总责人');
  await responsible.fill('支部副书记');
  await speaks(responsible, 'secretary-not-responsible');
  await responsible.fill('校长');
  await isSilent(responsible, 'secretary-not-responsible');
  await fillAll(page, { 建立日期: '2012-07-03', 责任制内容或文件名: '《河东小学党支部整改工作责任制》' });
}

async function ledger(page) {
  await openTopic(page, '整改问题台账');
  const short = await addItem(page);
  await fillAll(short, {
    '具体项目（要解决的问题）': '支部会与校长办公会合开',
    问题类型: '党组织制度坚持难',
    主要措施: '每月首周五为组织生活日，单独记录',
    任务类别: '完善工作制度',
    难易程度: '易',
  });
  // What the category says is offered, one click away.
  await short.getByRole('button', { name: '填入“短期”' }).click();
  await short.getByRole('button', { name: '填入“2012年7月31日”' }).click();
  const cause = field(short, '产生原因（问题根源）');
  await speaks(cause, 'item-without-root-cause');
  await cause.fill('书记由校长兼，未定固定日');
  await isSilent(cause, 'item-without-root-cause');
  const handler = field(short, '承办责任人');
  await speaks(handler, 'item-without-handler');
  await handler.fill('全体党员');
  await isSilent(handler, 'item-without-handler');
  await speaks(handler, 'handler-not-a-person');
  await handler.fill('组织委员');
  await isSilent(handler, 'handler-not-a-person');
  await short.getByText('✓ 已填全').waitFor();

  const medium = await addItem(page);
  await fillAll(medium, {
    '具体项目（要解决的问题）': '全年活动无预算',
    问题类型: '经费投入不足',
    '产生原因（问题根源）': '公用经费未列党建项',
    主要措施: '列专项预算，每学期公布支出',
    任务类别: '其他',
    难易程度: '中',
    '长、中、短期': '中期',
    完成时限: '2012-07-20',
    承办责任人: '总务主任',
  });
  const due = field(medium, '完成时限');
  await speaks(due, 'term-contradicts-due');
  await due.fill('2012-09-30');
  await isSilent(due, 'term-contradicts-due');

  const long = await addItem(page);
  await fillAll(long, {
    '具体项目（要解决的问题）': '无党员活动室',
    问题类型: '经费投入不足',
    '产生原因（问题根源）': '校舍紧张',
    主要措施: '先共用会议室，分三步改造',
    任务类别: '加强基础设施建设',
    难易程度: '难',
    '长、中、短期': '长期',
    完成时限: '2013-08-31',
    承办责任人: '副校长',
  });
  const explanation = field(long, '向群众说明的内容');
  await speaks(explanation, 'long-item-without-explanation');
  await explanation.fill('校舍紧张，先共用会议室，明年暑假改造');
  await isSilent(explanation, 'long-item-without-explanation');
  await fillAll(long, { 说明对象: '教职工代表', 说明方式: '教代会', 说明日期: '2012-07-02' });
  const step = await add(page, '整改计划节点');
  await fillAll(step, { 节点目标: '会议室挂牌共用', 节点责任人: '副校长' });
  await speaks(field(step, '节点时限'), 'milestone-without-date');
  await fill(step, '节点时限', '2012-09-30');
  await isSilent(field(step, '节点时限'), 'milestone-without-date');
  await page.getByText('共 3 项').waitFor();
}

async function meeting(page) {
  await openTopic(page, '支部专题会议');
  assert.deepEqual(await rulesOnPage(page, 'error'), ['no-special-meeting']);
  const held = await add(page, '支部专题会议');
  await fillAll(held, { 会议日期: '2012-07-03', 地点: '会议室', 主持人: '校长', 记录人: '组织委员', 参加人员: '全体党员' });
  await fill(held, '会议决定', '一个问题一个措施，逐项落实');
  await tick(held, /支部会与校长办公会合开/, /无党员活动室/);
  const discussed = held.getByRole('group', { name: '逐个研究的问题' });
  await speaks(discussed, 'item-not-discussed');
  await tick(held, /全年活动无预算/);
  await isSilent(discussed, 'item-not-discussed');
}

async function others(page) {
  await openTopic(page, '征求群众意见');
  await fillAll(await add(page, '征求群众意见'), {
    日期: '2012-07-02', 方式: '座谈会', 征求对象: '教师代表', 意见建议: '活动要定日子', 采纳情况: '已列入台账',
  });

  await openTopic(page, '重点任务');
  const tasks = [
    ['健全组织生活制度', '加强班子建设'],
    ['党员上示范课', '搞好教育教学'],
    ['办好家长接待日', '解决学生家长和师生反映的突出问题'],
  ];
  for (const [task, focus] of tasks) {
    const form = await add(page, '重点任务');
    await fill(form, '重点任务', task);
    await tick(form, focus);
  }

  await openTopic(page, '晋级目标');
  const target = field(page, '目标等次');
  await fill(page, '目标等次', '一般');
  await speaks(target, 'weak-target-not-higher');
  await fill(page, '目标等次', '较好');
  await isSilent(target, 'weak-target-not-higher');
  await fillAll(page, { 目标任务: '健全制度，活动经常', 主要措施: '逐项销号' });
  await page.getByRole('button', { name: '填入“2012年12月31日”' }).click();

  await openTopic(page, '赶超对象与措施');
  const model = await add(page, '赶超对象');
  await fillAll(model, { 赶超对象名称: '城关小学党支部', 层级: '县教育系统内其他单位', 对方等次: '好', 可学可比的理由: '规模相近' });
  await fillAll(page, { 赶超措施: '每月到对方支部学习一次', 赶超时限: '2012-12-20' });

  await openTopic(page, '好事实事');
  await fillAll(await add(page, '好事实事'), {
    好事实事名称: '为住校教师装热水器', '需求来源（所需所盼）': '教师座谈会', 受益对象: '住校教师', 责任人: '总务主任', 计划完成日期: '2012-09-10',
  });

  await openTopic(page, '党员承诺');
  const pledge = await add(page, '党员承诺');
  await fillAll(pledge, { 党员: '教务主任', 承诺内容: '帮扶两名学困生', 兑现时限: '2012-12-20' });
  await tick(pledge, '带头服务群众');

  await openTopic(page, '重点整顿与转化升级');
  await fillAll(page, { 整顿目标: '年内转化为较好', 整顿责任人: '校长', 整顿措施: '健全制度，配齐支委', 完成时限: '2012-12-20' });
}

async function unit(page) {
  await openTopic(page, '单位会议，逐一研究支部');
  const held = await add(page, '单位专题会议');
  await fillAll(held, { 会议日期: '2012-07-03', 地点: '会议室', 主持人: '校长', 参加人员: '支委会成员', 会议决定: '按期上报具体方案' });
  await page.getByRole('button', { name: '＋ 一次加上这 1 条' }).click();
  const studied = page.getByRole('group', { name: '逐一研究支部 1' });
  assert.equal(await field(studied, '支部').locator('option:checked').textContent(), branch);
  await speaks(field(studied, '整改思路'), 'branch-not-discussed');
  await fillAll(studied, { 整改思路: '先立制度，再改条件', 整改措施: '书记每周检查一次' });
  await isSilent(field(studied, '整改思路'), 'branch-not-discussed');

  await openTopic(page, '一类一策');
  assert.equal((await rulesOnPage(page, 'error')).length, 2, 'a set of answers is missing for each type in the ledger');
  await page.getByRole('button', { name: '＋ 一次加上这 2 条' }).click();
  for (const number of [1, 2]) {
    const form = page.getByRole('group', { name: `类型解决方案 ${number}` });
    await fillAll(form, { 解决办法: `第${number}类问题的解决办法`, 具体措施: `第${number}类问题的具体措施` });
    await tick(form, branch);
  }
  await eventually(async () => assert.deepEqual(await rulesOnPage(page, 'error'), []));
}

/** What is left is a warning: it is passed with a reason. */
async function warning(page) {
  await go(page, '报送');
  await page.getByRole('button', { name: '导出报送文件' }).click();
  await page.getByRole('heading', { name: '报送前，还有 1 处提醒要改正或说明理由' }).waitFor();
  const line = page.locator('[data-rule=direct-branch-without-bureau-link]');
  await line.getByText('填写理由').click();
  await line.getByLabel('理由（随报送文件一起上报）').fill(reason);
  await line.getByLabel('理由（随报送文件一起上报）').blur();
  await page.getByRole('heading', { name: '随文件上报的提醒' }).waitFor();
}
