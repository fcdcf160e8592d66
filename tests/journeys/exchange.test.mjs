// Three workspaces at three computers: the office, a unit, and one of its branches. The register goes down, books go up, come
// back with remarks, are corrected, go up again, are read, and receipts come down; then the same files twice, in the wrong
// order, from an old copy, and changed on both sides.

import assert from 'node:assert/strict';
import { basename } from 'node:path';

import { breaches, digestOf, sealed } from './bundles.mjs';
import {
  backup, choose, eventually, fill, go, heading, incoming, mendSample, openItem, openTopic, receive, restore, saved,
  startOffice, startSample,
} from './desks.mjs';
import { assertAccessible, journey } from './harness.mjs';

const today = '2012-07-04';
const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();
const bar = (page) => page.getByRole('region', { name: '审阅' });
const branchName = '示例中学行政后勤党支部';
const unitName = '示例中学党总支';

/** Takes a file in at a school's desk and waits until it is in. */
async function takeIn(page, file) {
  await go(page, '导入');
  await choose(page, file.path);
  const card = incoming(page, file.name);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
}

/** What the page says of a file that is not needed. */
async function isNotNeeded(page, file, words) {
  await go(page, '导入');
  await choose(page, file.path);
  const card = incoming(page, file.name);
  await card.getByText('不用接收。').waitFor();
  await card.getByText(words).waitFor();
  assert.equal(await card.getByRole('button').count(), 0);
}

/** Exports by pressing a button, and checks the file outside the page. */
async function exported(computer, page, name) {
  const file = await computer.download(page, () => press(page, name));
  const bundle = JSON.parse(file.text());
  assert.deepEqual(breaches(bundle), []);
  assert.equal(bundle.digest, digestOf(bundle));
  // The computer that it is carried to knows it by its place.
  return { ...file, bundle, name: basename(file.path) };
}

/** Opens an item of a branch's ledger and fills one of its fields. */
async function write(page, branch, number, label, words) {
  await openTopic(page, '整改问题台账', branch);
  const item = await openItem(page, number);
  await fill(item, label, words);
  await saved(page);
}

/** What a field of an item of a branch's ledger holds. */
async function held(page, branch, number, label) {
  await openTopic(page, '整改问题台账', branch);
  const item = await openItem(page, number);
  return item.getByLabel(label, { exact: true }).inputValue();
}

journey('register, books, remarks, corrections and receipts go up and down', async ({ computer }) => {
  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await go(atOffice, '花名册');
  await atOffice.getByLabel(/^在表格里选中并复制/).fill(
    [
      '单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次',
      '城关小学党总支\t党总支\t总支书记\t城关小学教学党支部\t支部书记\t较好',
      '\t\t\t城关小学后勤党支部\t支部书记\t一般',
    ].join('\n'),
  );
  await press(atOffice, '放入花名册');
  await saved(atOffice);
  await go(atOffice, '下发');
  const register = await exported(office, atOffice, '下发花名册');

  // The unit begins from the register; grades and ids are fixed.
  const school = await computer();
  const atUnit = await school.open('', { today });
  await choose(atUnit, register.path);
  await atUnit.getByLabel('花名册里的单位').selectOption({ label: '城关小学党总支' });
  await press(atUnit, '就是本单位，开始填写');
  await heading(atUnit, '任务清单');
  await atUnit.getByRole('heading', { level: 2, name: '城关小学教学党支部' }).waitFor();
  await openTopic(atUnit, '支部情况与责任制', '城关小学教学党支部');
  await atUnit.getByText('由花名册确定').waitFor();

  // A branch begins from it as well, on a computer of its own.
  const branch = await computer();
  const atBranch = await branch.open('', { today });
  await choose(atBranch, register.path);
  await atBranch.getByLabel('花名册里的单位').selectOption({ label: '城关小学党总支' });
  await atBranch.getByRole('listitem').filter({ hasText: '城关小学教学党支部' }).getByRole('button', { name: '只填这个支部' }).click();
  await heading(atBranch, '任务清单');
  const [ids] = [register.bundle.documents[0]];
  const unitBook = (await backup(school, atUnit)).bundle.documents.find(({ kind }) => kind === 'unit_book');
  const branchBook = (await backup(branch, atBranch)).bundle.documents.find(({ kind }) => kind === 'branch_book');
  assert.equal(unitBook.id, ids.units[0].id);
  assert.equal(branchBook.id, ids.branches[0].id);
  assert.equal(branchBook.profile.initial_grade, 'fairly_good');
});

journey('what the office says comes to its field, is answered and read; twice, late and out of order changes nothing', async ({ computer }) => {
  // The unit's books, its own copy of a branch's among them.
  const school = await computer();
  const atUnit = await school.open('', { today });
  await startSample(atUnit);
  await mendSample(atUnit);
  await go(atUnit, '报送');
  const first = await exported(school, atUnit, '导出报送文件');
  await atUnit.getByText('还没有回执。').waitFor();

  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await receive(atOffice, first.path);
  await go(atOffice, '收到的方案');
  await atOffice.getByRole('link', { name: unitName }).first().click();
  await atOffice.getByText(`${unitName}（只读）`).waitFor();
  await atOffice.locator('.task a', { hasText: '整改问题台账' }).first().click();
  await heading(atOffice, '整改问题台账');
  await press(atOffice, '第1项，打开');
  await press(atOffice, '写意见：主要措施');
  await atOffice.getByLabel('审阅意见', { exact: true }).fill('措施要写明由谁检查');
  await press(atOffice, '完成');
  await press(bar(atOffice), '退回修改');
  await bar(atOffice).getByText('已退回修改').waitFor();
  await saved(atOffice);
  await go(atOffice, '下发');
  const returned = await exported(office, atOffice, '下发审阅（1 个单位，一个文件）');

  // At the school: first of all on the home page, at its field, answerable.
  await takeIn(atUnit, returned);
  await go(atUnit, '任务清单');
  const back = atUnit.locator('section', { has: atUnit.getByRole('heading', { name: '退回给我的' }) });
  await back.getByText('措施要写明由谁检查').waitFor();
  const order = await atUnit.locator('main section, main .panel').first().textContent();
  assert.match(order, /退回给我的/);
  await assertAccessible(atUnit);
  await back.getByRole('link', { name: /主要措施/ }).first().click();
  await heading(atUnit, '整改问题台账');
  await atUnit.getByLabel('答复（随下一次报送一起交）', { exact: true }).first().fill('已写明由支部书记每周检查');
  await saved(atUnit);
  await go(atUnit, '报送');
  await atUnit.getByText('✓ 办公室已收到').waitFor();
  // The same review again, and a damaged one.
  await isNotNeeded(atUnit, returned, /比这里的旧|完全相同/);

  const branchOfItem = JSON.parse(first.text()).documents.find(({ kind }) => kind === 'branch_book').profile.name;
  await write(atUnit, branchOfItem, 1, '主要措施', '每月首周五过组织生活，由支部书记每周检查记录');
  await go(atUnit, '报送');
  const second = await exported(school, atUnit, '导出报送文件');
  assert.equal(second.bundle.revision, 2);
  const sheet = second.bundle.documents.find(({ kind }) => kind === 'review_sheet');
  assert.equal(sheet.comments[0].answer, '已写明由支部书记每周检查', 'the answer travels with the submission');

  // Late and twice: the second, then the first once more, then the second again.
  await receive(atOffice, second.path);
  await go(atOffice, '导入');
  await choose(atOffice, [first.path, second.path]);
  await atOffice.locator('[data-import-state=looked]').waitFor();
  await eventually(async () => assert.equal(await atOffice.getByText('已经收过，内容相同').count(), 2));
  assert.equal(await atOffice.getByRole('button', { name: /^全部接收/ }).count(), 0);
  await go(atOffice, '收到的方案');
  await atOffice.getByRole('link', { name: unitName }).first().click();
  await bar(atOffice).getByText('已答复 1').waitFor();
  await press(bar(atOffice), '已审阅');
  await bar(atOffice).getByText('已审阅（').waitFor();
  await saved(atOffice);
  await go(atOffice, '下发');
  const reviewed = await exported(office, atOffice, '下发审阅（1 个单位，一个文件）');

  await takeIn(atUnit, reviewed);
  // The older review after the newer one.
  await isNotNeeded(atUnit, returned, '比这里的旧');
  await go(atUnit, '任务清单');
  await atUnit.getByText('已审阅').first().waitFor();
  await go(atUnit, '报送');
  await eventually(async () => assert.equal(await atUnit.getByText('✓ 办公室已收到').count(), 2));
});

journey('a branch and its unit both write, and an old copy goes on by itself: everything meets, and a clash is decided', async ({ computer }) => {
  const school = await computer();
  const atUnit = await school.open('', { today });
  await startSample(atUnit);
  await mendSample(atUnit);
  await go(atUnit, '报送');
  const handed = await exported(school, atUnit, branchName);

  // The branch starts from the unit's hand-back, as a backup of one would: its workspace holds that book alone.
  const branch = await computer();
  const atBranch = await branch.open('', { today });
  const book = handed.bundle.documents.find(({ kind }) => kind === 'branch_book');
  const start = {
    format: 'jinwei', version: 1, kind: 'backup', bundle_id: 'branch-start', programme: handed.bundle.programme,
    created_at: '2012-07-04T08:00:00+08:00', created_by: { desk: 'branch', unit: branchName },
    generator: 'jinwei journeys', revision: 1, findings: [], documents: [book],
    attachments: [{ store: 'received', id: handed.bundle.bundle_id, at: '2012-07-04T08:00:00Z', name: handed.name, text: handed.text() }],
  };
  await restore(atBranch, { name: '开始.json', text: sealed(start) });
  const old = await backup(branch, atBranch);

  // Both write: different fields meet, the same field is asked about.
  await write(atBranch, undefined, 1, '备注', '支部补的备注');
  await write(atBranch, undefined, 2, '主要措施', '支部写的措施');
  await write(atUnit, branchName, 1, '承办责任人', '组织委员（单位改）');
  await write(atUnit, branchName, 2, '主要措施', '单位写的措施');
  await go(atBranch, '报送');
  const up = await computerExport(branch, atBranch);
  await go(atUnit, '导入');
  await choose(atUnit, up.path);
  const card = incoming(atUnit, up.name);
  await card.getByText('两边都改过').waitFor();
  await card.getByText('还有 1 处要先决定以哪边为准').waitFor();
  const clash = card.getByRole('group', { name: /^两边都改了：.*主要措施$/ });
  await clash.getByText('单位写的措施').waitFor();
  await clash.getByText('支部写的措施').waitFor();
  await assertAccessible(atUnit);
  await clash.getByRole('radio').nth(1).check();
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  assert.equal(await held(atUnit, branchName, 1, '备注'), '支部补的备注');
  assert.equal(await held(atUnit, branchName, 1, '承办责任人'), '组织委员（单位改）');
  assert.equal(await held(atUnit, branchName, 2, '主要措施'), '支部写的措施');
  const { bundle } = await backup(school, atUnit);
  const merged = bundle.documents.find(({ id }) => id === book.id);
  assert.equal(merged.merge_decisions[0].dropped, '单位写的措施', 'what was not taken stays readable');

  // Handed back, the branch goes on from it; the same file once more is not needed.
  await go(atUnit, '报送');
  const down = await exported(school, atUnit, branchName);
  await takeIn(atBranch, down);
  assert.equal(await held(atBranch, undefined, 1, '承办责任人'), '组织委员（单位改）');
  await isNotNeeded(atBranch, down, '完全相同');

  // An old backup goes on by itself on another computer: merged, nothing of either lost.
  const elsewhere = await computer();
  const atOld = await elsewhere.open('', { today });
  await restore(atOld, old.path);
  await write(atOld, undefined, 3, '备注', '旧电脑上写的');
  await go(atOld, '报送');
  const late = await computerExport(elsewhere, atOld);
  // Another computer signs with another key: somebody has to say that it is the branch's.
  await go(atUnit, '导入');
  await choose(atUnit, late.path);
  await press(incoming(atUnit, late.name), '核对过，是对方的，以后认它');
  await press(incoming(atUnit, late.name), '接收');
  await incoming(atUnit, late.name).getByText('✓ 已接收').waitFor();
  assert.equal(await held(atUnit, branchName, 3, '备注'), '旧电脑上写的');
  assert.equal(await held(atUnit, branchName, 1, '备注'), '支部补的备注');

  // And an import is taken back while nothing else changed.
  await write(atBranch, undefined, 1, '备注', '支部又补一句');
  await go(atBranch, '报送');
  const next = await computerExport(branch, atBranch);
  await takeIn(atUnit, next);
  await press(incoming(atUnit, next.name), '撤回这次接收');
  await incoming(atUnit, next.name).getByRole('button', { name: '接收', exact: true }).waitFor();
  assert.equal(await held(atUnit, branchName, 1, '备注'), '支部补的备注');
});

/** Exports the submission of a branch. */
const computerExport = (computer, page) => exported(computer, page, '导出报送文件');

journey('what is typed while a file is sealed stays, and pressing twice makes one file', async ({ computer }) => {
  const school = await computer();
  const page = await school.open('', { today });
  await startSample(page);
  await mendSample(page);
  await go(page, '报送');
  await page.getByText('加口令（可选）').click();
  await page.getByLabel('口令', { exact: true }).fill('春风化雨润物无声');
  await page.getByLabel('再输一遍口令').fill('春风化雨润物无声');
  // An old computer takes its time.
  await page.evaluate(() => {
    for (const name of ['deriveKey', 'deriveBits']) {
      const derive = SubtleCrypto.prototype[name];
      SubtleCrypto.prototype[name] = async function slowly(...given) {
        await new Promise((done) => setTimeout(done, 1_500));
        return derive.apply(this, given);
      };
    }
  });
  const button = page.getByRole('button', { name: '导出报送文件' });
  await school.download(page, async () => {
    await button.click();
    await button.click();
    await page.getByText('上一次导出还没有做完').waitFor();
    await write(page, branchName, 1, '备注', '导出的时候写的');
  });
  await saved(page);
  assert.equal(await held(page, branchName, 1, '备注'), '导出的时候写的');
  await page.reload();
  assert.equal(await held(page, branchName, 1, '备注'), '导出的时候写的');
  await go(page, '报送');
  const sent = page.getByRole('button', { name: '再次下载' });
  await sent.first().waitFor();
  assert.equal(await sent.count(), 1);
});
