// The ledger is worked in all day: by keyboard alone, sorted and sifted, and as quick with two hundred items as with two.

import assert from 'node:assert/strict';

import { backupWithLedger } from './bundles.mjs';
import { eventually, field, fill, heading, isSilent, item, openItem, openTopic, restore, saved, startBranch, today } from './desks.mjs';
import { journey, keyToFrame } from './harness.mjs';

const project = '具体项目（要解决的问题）';

/** The projects that the table shows, in its order. */
const projects = (page) =>
  page.locator('tbody.item').evaluateAll((all) =>
    all.map((one) => one.querySelector('td textarea')?.value ?? one.querySelector('td').textContent.trim()),
  );

/** Waits until the table shows exactly these projects. */
const shows = (page, expected) => eventually(async () => assert.deepEqual(await projects(page), expected));

const focused = (page) =>
  page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent);

/** Waits until the focus is on what has this label. */
const hasFocus = (page, label) => eventually(async () => assert.equal(await focused(page), label));

journey('items are added, moved, left and copied by keyboard alone', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '整改问题台账');
  await page.getByRole('button', { name: '＋ 新增一项' }).focus();
  const keys = page.keyboard;
  await keys.press('Enter');
  for (const [at, words] of ['甲', '乙', '丙'].entries()) {
    await hasFocus(page, project);
    await keys.type(words);
    if (at < 2) await keys.press('Control+Enter');
  }
  await shows(page, ['甲', '乙', '丙']);

  await keys.press('Alt+ArrowUp');
  await shows(page, ['甲', '丙', '乙']);
  await hasFocus(page, project);
  await keys.press('Alt+ArrowUp');
  await shows(page, ['丙', '甲', '乙']);
  await hasFocus(page, project);
  await keys.press('Alt+ArrowDown');
  await shows(page, ['甲', '丙', '乙']);

  await keys.press('Escape');
  await hasFocus(page, '第2项，打开');
  await keys.press('ArrowDown');
  await hasFocus(page, '第3项，打开');
  await keys.press('ArrowUp');
  await keys.press('ArrowUp');
  await hasFocus(page, '第1项，打开');
  await keys.press('ArrowUp');
  await hasFocus(page, '第1项，打开');
  await keys.press('Enter');
  await hasFocus(page, '第1项，收起');
  await keys.press('Tab');
  await hasFocus(page, project);
  // A new item goes below the one that is open, not to the end.
  await keys.press('Control+Enter');
  await hasFocus(page, project);
  await keys.type('丁');
  await shows(page, ['甲', '丁', '丙', '乙']);

  await saved(page);
  await page.reload();
  await shows(page, ['甲', '丁', '丙', '乙']);
});

journey('an item is copied with its plan, deleted and put back', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await restore(page, { name: '备份.json', text: backupWithLedger(3) });
  await openTopic(page, '整改问题台账');
  const before = await projects(page);
  const second = await openItem(page, 2);
  await fill(second, '长、中、短期', '长期');
  await second.getByRole('button', { name: '＋ 添加整改计划节点' }).click();
  await fill(second, '节点目标', '会议室挂牌共用');
  await second.getByRole('button', { name: '复制', exact: true }).last().click();
  await shows(page, [before[0], before[1], before[1], before[2]]);
  const copy = item(page, 3);
  assert.equal(await field(copy, '节点目标').inputValue(), '会议室挂牌共用');

  // Changing the copy leaves the original alone.
  await field(copy, project).fill('改过的抄件');
  await shows(page, [before[0], before[1], '改过的抄件', before[2]]);
  await copy.getByRole('button', { name: '删除', exact: true }).last().click();
  await shows(page, before);
  await page.getByRole('button', { name: '撤销' }).click();
  await shows(page, [before[0], before[1], '改过的抄件', before[2]]);
  assert.equal(await field(await openItem(page, 3), '节点目标').inputValue(), '会议室挂牌共用');
});

journey('the ledger is sifted by type, term, state and words', async ({ computer }) => {
  const page = await (await computer()).open('', { today: '2012-07-24' });
  await restore(page, { name: '备份.json', text: backupWithLedger(8) });
  await openTopic(page, '整改问题台账');
  const all = await projects(page);
  const sift = page.getByRole('search');
  const choose = (name, label) => sift.getByRole('combobox', { name, exact: true }).selectOption({ label });
  const numbers = (...those) => those.map((number) => all[number - 1]);

  await choose('问题类型', '组织活动开展少');
  await shows(page, numbers(2, 6));
  await page.getByText('共 8 项，显示其中 2 项').waitFor();
  await choose('问题类型', '全部');
  await choose('期限', '短期');
  await shows(page, numbers(1, 3, 5, 7));
  await choose('状态', '近期到期');
  await shows(page, numbers(1, 3, 5, 7));
  await choose('期限', '中期');
  await shows(page, []);
  await choose('期限', '全部');
  await choose('状态', '全部');
  const words = sift.getByRole('searchbox', { name: '查找' });
  await words.fill('第7条措施');
  await shows(page, numbers(7));

  // The row that is being edited stays, whatever is typed into it.
  const seventh = await openItem(page, 7);
  await field(seventh, '主要措施').fill('改写的措施');
  await field(seventh, '产生原因（问题根源）').fill('');
  await shows(page, numbers(7));
  await page.keyboard.press('Escape');
  await shows(page, []);
  await words.fill('');
  await choose('状态', '还缺内容');
  await shows(page, numbers(7));
  await field(await openItem(page, 7), '产生原因（问题根源）').fill('原因');
  await isSilent(field(item(page, 7), '产生原因（问题根源）'), 'item-without-root-cause');
});

journey('with two hundred items no row is made anew for a key', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await restore(page, { name: '备份.json', text: backupWithLedger(200) });
  await openTopic(page, '整改问题台账');
  await page.getByText('共 200 项').waitFor();
  const hundredth = await openItem(page, 100);
  const box = field(hundredth, project);
  await box.focus();
  await page.keyboard.press('Control+End');

  await page.evaluate(() => {
    for (const row of document.querySelectorAll('tbody.item')) {
      row.marked = true;
      row.querySelector('button').marked = true;
    }
  });
  const waits = await keyToFrame(page);
  await eventually(async () => assert.match(await box.inputValue(), /a{30}$/));
  const kept = await page.evaluate(() =>
    [...document.querySelectorAll('tbody.item')].filter((row) => row.marked && row.querySelector('button').marked).length,
  );
  assert.equal(kept, 200, 'every row is the one it was before the typing');

  const [median, longest] = [waits.median, waits.longest].map((wait) => wait.toFixed(1));
  console.log(`200 items, 30 keys: to the next frame ${median} ms as a rule, ${longest} ms at most`);
  await saved(page);
  await page.reload();
  await heading(page, '整改问题台账');
  await page.getByText(/a{30}/).first().waitFor();
});
