// The county at the office: who has handed in, what it adds up to, and the rows behind every figure.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sealed } from './bundles.mjs';
import { branchesOf, counted, countyDay, countyFiles, officeOf, unitOf } from './county.mjs';
import { eventually, go, heading, saved, startOffice, takeIn } from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';

/** Fifteen units of the register, of which the last two do not hand in. */
function county(folder) {
  const entered = countyFiles(folder, 15);
  return { entered, came: entered.slice(0, 13) };
}

const toggle = (page, code) => page.locator(`[data-units="${code}"]`);
const countAt = async (page, code) => Number(await toggle(page, code).locator('strong').textContent());
const unitRows = (page) => page.getByRole('region', { name: '单位', exact: true }).locator('tbody tr:not(.space)');

/** Goes to a page of the office's by its address. */
async function visit(page, slug, title) {
  await page.evaluate((slug) => (location.hash = `#/office/${slug}`), slug);
  await heading(page, title);
}

/** The rows of a table on the page: the words of its cells, without those that a narrow screen adds. */
const table = (section) =>
  section.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
  );

journey('the first page says who handed in, what to do now, and opens every unit', async ({ computer, folder }) => {
  const { entered, came } = county(folder);
  const page = await officeOf(await computer(), entered, came);
  const { late, branches } = counted(came, countyDay);
  assert.ok(late > 0 && late < came.length, 'the county has units in time and late ones');
  await page
    .getByText(`应报 15 个单位：已报 13 个（逾期 ${late} 个），${branches} 个支部；未报 2 个。2012年7月6日的期限已过31天。`)
    .waitFor();
  assert.deepEqual(
    await Promise.all(['all', 'missing', 'received', 'late', 'returned', 'reviewed', 'unread'].map((code) => countAt(page, code))),
    [15, 2, 13 - late, late, 0, 0, 13],
  );

  // What to do now leads to the units that it speaks of.
  await page.getByRole('button', { name: '2 个单位过了期限还没有报' }).click();
  await eventually(async () => assert.equal(await unitRows(page).count(), 2));
  for (const { bundle } of entered.slice(13)) await unitRows(page).filter({ hasText: bundle.created_by.unit }).getByText('迟31天').waitFor();
  await toggle(page, 'late').click();
  await eventually(async () => assert.equal(await unitRows(page).count(), late));

  await toggle(page, 'all').click();
  const sought = came[4].bundle.created_by.unit;
  await page.getByLabel('按名称查找单位').fill(sought);
  await eventually(async () => assert.equal(await unitRows(page).count(), 1));
  await page.getByRole('button', { name: '详情' }).click();
  const details = page.getByRole('region', { name: sought });
  await details.getByText(came[4].bundle.digest).waitFor();
  await details.getByRole('link', { name: '整改项目 45 项，未销号' }).click();
  await heading(page, `整改项目：${sought}`);
  await page.getByText('共 45 条').waitFor();

  // The way back finds the page as it was left.
  await page.goBack();
  await eventually(async () => assert.equal(await unitRows(page).count(), 1));
  await unitRows(page).getByRole('link', { name: sought }).click();
  await page.getByText(`${sought}（只读）`).waitFor();
  assert.match(page.url(), new RegExp(`#/received/${came[4].bundle.bundle_id}/`));
});

journey('versions of one plan are listed, each to be read, and forks are for a person to see', async ({ computer, folder }) => {
  const { entered, came } = county(folder);
  const page = await officeOf(await computer(), entered, came.slice(0, 2));
  const [{ bundle }] = came;
  const version = (name, change) => {
    const copy = change(structuredClone(bundle));
    const path = join(folder, `${name}.json`);
    writeFileSync(path, sealed(copy));
    return path;
  };
  // One grew from what is here; then another person went on from the same state by themselves.
  const grown = (mark) => (copy) => {
    for (const book of copy.documents) {
      book.parent_version_id = book.version_id;
      book.version_id = `${mark}-${book.version_id}`;
    }
    return { ...copy, bundle_id: `bundle-${mark}`, supersedes: bundle.bundle_id, revision: 3, created_at: `2012-08-06T1${mark}:00:00+08:00` };
  };
  await takeIn(page, [version('新版', grown('1'))]);
  const name = bundle.created_by.unit;
  const row = unitRows(page).filter({ hasText: name });
  await row.getByText('第3版，共 2 份').waitFor();
  await takeIn(page, [version('另一版', grown('2'))]);
  await page.getByRole('button', { name: '1 个单位有各改各的版本' }).click();
  await eventually(async () => assert.equal(await unitRows(page).count(), 1));
  await row.getByText('版本要核对').waitFor();
  await row.getByRole('button', { name: '详情' }).click();
  const versions = page.getByRole('region', { name }).locator('section', { hasText: '收到的各版' });
  assert.deepEqual(
    (await table(versions)).map(([number, relation]) => [number, relation]).sort(),
    [['第2版', '已被新版代替'], ['第3版', '以这一版为准'], ['第3版', '各改各的，请核对']].sort(),
  );
  await versions.getByRole('link', { name: '第2版' }).click();
  await page.getByText(`${name}（只读）`).waitFor();
  assert.ok(page.url().includes(bundle.bundle_id));
});

journey('every figure of the county is what the files hold, and opens to as many rows', async ({ computer, folder }) => {
  const { entered, came } = county(folder);
  const page = await officeOf(await computer(), entered, came);
  await go(page, '全县情况');
  await heading(page, '全县情况');
  const count = counted(came, countyDay);
  const { grades } = counted(entered, countyDay);

  const totals = page.locator('section', { has: page.getByRole('heading', { name: /^支部和等次/ }) });
  const expected = { good: ['好', 13], fairly_good: ['较好', 26], average: ['一般', 5], poor: ['较差', 1] };
  const shortfall = (found, wanted) => (found === wanted ? '✓ 相符' : `！少${wanted - found}个`);
  assert.deepEqual(await table(totals), [
    ...Object.entries(expected).map(([code, [label, wanted]]) => {
      const received = count.grades[code] ?? 0;
      return [label, String(wanted), String(grades[code]), String(received), shortfall(received, wanted)];
    }),
    ['合计', '45', '45', '39', '！少6个'],
  ]);
  await totals.getByText('还没有报来的支部：6 个').waitFor();
  const missing = await totals.locator('.names li').evaluateAll((all) => all.map(({ textContent }) => textContent));
  assert.equal(missing.length, 6);
  for (const file of entered.slice(13)) {
    assert.equal(missing.filter((words) => words.includes(unitOf(file).profile.name)).length, 3);
  }

  const items = page.locator('section', { has: page.getByRole('heading', { name: '整改项目', exact: true }) });
  const labels = { funding: '经费投入不足', few_activities: '组织活动开展少', rules_not_kept: '党组织制度坚持难', split_from_work: '党建与业务工作“两张皮”', other: '其他类型', '': '没有填' };
  const line = (label, { all, open, overdue, waiting, closed }) => [label, all, open, overdue, waiting, closed].map(String);
  const whole = line('合计', { ...count, all: count.items });
  const [byType, byCategory, byTerm] = await Promise.all([0, 1, 2].map((at) => table(items.locator('table').nth(at))));
  const lines = (by, names) => Object.keys(names).filter((code) => by[code]).map((code) => line(names[code], by[code]));
  assert.deepEqual(byType, [...lines(count.types, labels), whole]);
  assert.deepEqual(byTerm, [...lines(count.terms, { short: '短期', medium: '中期', long: '长期', '': '没有填' }), whole]);
  assert.deepEqual(byCategory.at(-1), whole);
  assert.equal(byCategory.slice(0, -1).reduce((sum, [, all]) => sum + Number(all), 0), count.items);

  const weeks = (await table(page.locator('section', { has: page.getByRole('heading', { name: /^日程完成/ }) })))[0];
  assert.deepEqual(weeks.slice(0, 3), ['周总结', String(count.weeks.due), String(count.weeks.done)]);

  // Every number of the tables and of the tiles leads to its rows.
  const figures = await page.locator('main a.figure, main .tiles a').evaluateAll((links) =>
    links.map((link) => ({ href: link.hash, words: (link.querySelector('strong') ?? link).textContent, shown: link.textContent })),
  );
  assert.ok(figures.length > 60, `${figures.length} figures`);
  const seen = new Set();
  for (const { href, words, shown } of figures) {
    const number = Number(/^\d+/.exec(words)?.[0]);
    // Good deeds, pledges and votes are sums over the rows they open to, and are no counts of rows.
    if (seen.has(href) || /^看全部|好事|承诺|满意率/.test(shown)) continue;
    seen.add(href);
    await page.evaluate((href) => (location.hash = href), href);
    await eventually(async () => assert.equal(await page.locator('[data-rows]').textContent(), `共 ${number} 条`, `${href} ${shown}`));
  }

  // A long list is as long as its rows are many, and its last row is at its end.
  await visit(page, 'items', '全部整改项目');
  const list = page.getByRole('region', { name: '整改项目' });
  await list.locator('tbody tr:not(.space)').nth(20).waitFor();
  const height = await list.evaluate((list) => list.querySelector('table').offsetHeight - list.querySelector('thead').offsetHeight);
  assert.equal(height, count.items * 68);
  await list.evaluate((list) => (list.scrollTop = list.scrollHeight));
  const last = list.locator(`tr[aria-rowindex="${count.items + 1}"]`);
  await last.waitFor();
  assert.ok((await last.locator('td').nth(1).textContent()).includes(came.at(-1).bundle.created_by.unit));

  // From the figure to the rows, and from a row to the item in its ledger.
  await visit(page, 'items~type=funding~state=overdue', '整改项目：经费投入不足，超期未完成');
  await page.getByText(`共 ${count.types.funding.overdue} 条`).waitFor();
  const first = page.getByRole('region', { name: '整改项目' }).locator('tbody tr:not(.space) a').first();
  const project = (await first.textContent()).replace(/^\d+\. /, '');
  await first.click();
  await heading(page, '整改问题台账');
  await page.locator('tbody.item.open, .below').first().waitFor();
  await eventually(async () => assert.ok((await page.locator('main').textContent()).includes(project)));
});

journey('the map, the key branches, the duties and a search lead to the books', async ({ computer, folder }) => {
  const { entered, came } = county(folder);
  const page = await officeOf(await computer(), entered, came);
  await go(page, '全县情况');
  await page.getByRole('link', { name: '支部图' }).click();
  await heading(page, '支部图');
  const cells = page.locator('.branch-cell');
  assert.equal(await cells.count(), 45);
  assert.equal(await page.locator('.branch-cell[data-branch-state=missing]').count(), 6);
  const key = (file) => branchesOf(file).filter(({ profile }) => ['poor', 'average'].includes(profile.initial_grade));
  const weak = entered.flatMap(key);
  assert.equal(weak.length, 6);
  const known = new Set(came.flatMap(key).map(({ id }) => id));
  assert.equal(await page.locator('.branch-cell[data-branch-state=key], .branch-cell[data-branch-state=risen]').count(), known.size);
  await page.locator('a.branch-cell').first().click();
  await heading(page, '晋级目标');

  await visit(page, 'key', '重点整顿支部');
  assert.equal(await page.locator('.key-branch').count(), 6);
  for (const branch of came.flatMap(key)) {
    const card = page.locator('.key-branch', { hasText: branch.profile.name });
    await card.getByText(branch.turnaround_plan.goal, { exact: true }).waitFor();
  }

  await visit(page, 'duties', '日程完成');
  const { weeks } = counted(came, countyDay);
  const all = page.locator('.matrix tbody tr', { hasText: '全部单位' });
  assert.equal(await all.locator('td').nth(1).textContent(), `${weeks.done}/${weeks.due}缺 ${weeks.due - weeks.done}`);
  const cell = all.locator('a.cell').first();
  const [done, due] = /完成 (\d+)，应做 (\d+)/.exec(await cell.getAttribute('aria-label')).slice(1).map(Number);
  assert.deepEqual([done, due], [counted(came, countyDay).firstWeek, 39]);
  await cell.click();
  await heading(page, '周总结：第1周');
  await page.getByText(`共 ${due} 条`).waitFor();
  assert.equal(await page.locator('.periods tbody tr', { hasText: '✓ 已完成' }).count(), done);

  await go(page, '收到的方案');
  const name = branchesOf(came[7])[1].profile.name;
  await page.getByRole('search', { name: '全县查找' }).getByRole('searchbox').fill(name);
  await page.getByRole('button', { name: '查找', exact: true }).click();
  await heading(page, '全县查找');
  await page.getByRole('heading', { name: '支部：1 条' }).waitFor();
  await page.getByRole('region', { name: '支部', exact: true }).getByRole('link', { name, exact: true }).click();
  await heading(page, '晋级目标');
});

journey('common problems show all answers, and what was solved becomes a case that goes out', async ({ computer, folder }) => {
  const { entered, came } = county(folder);
  const page = await officeOf(await computer(), entered, came);
  const { types } = counted(came, countyDay);
  await visit(page, 'problems', '共性问题');
  const rows = await table(page.locator('main'));
  const funding = rows.find(([name]) => name.startsWith('经费投入不足'));
  assert.deepEqual(funding.slice(3, 7), ['all', 'open', 'overdue', 'closed'].map((state) => String(types.funding[state])));

  await page.getByRole('link', { name: '经费投入不足', exact: true }).click();
  const answers = came.flatMap((file) => unitOf(file).type_solutions.filter(({ problem_type }) => problem_type === 'funding'));
  await page.getByRole('heading', { name: `各单位的解决方案（${answers.length}）` }).waitFor();
  assert.equal(await page.locator('.side-by-side').first().locator('li').count(), Math.min(answers.length, 24));

  const candidates = page.getByRole('region', { name: '可以收为案例的' });
  await candidates.getByRole('heading', { name: `已经解决、可以收为案例的（${types.funding.closed}）` }).waitFor();
  const problem = await candidates.locator('h4').first().textContent();
  await candidates.getByRole('button', { name: '收为案例' }).first().click();
  await candidates.getByRole('heading', { name: `已经解决、可以收为案例的（${types.funding.closed - 1}）` }).waitFor();
  const cases = page.locator('section.cases');
  await cases.getByRole('link', { name: problem }).waitFor();
  await cases.getByRole('button', { name: '下发', exact: true }).click();
  await cases.getByText('✓ 2012年8月6日下发').waitFor();
  await saved(page);
  await page.reload();
  await cases.getByText('✓ 2012年8月6日下发').waitFor();
  await cases.getByRole('link', { name: problem }).click();
  await heading(page, '典型案例');
  assert.equal(await page.getByLabel('印发日期', { exact: true }).inputValue(), countyDay);
});

journey('without a register the office is told what it cannot know', async ({ computer, folder }) => {
  const { came } = county(folder);
  const page = await (await computer()).open('', { today: countyDay });
  await startOffice(page);
  await page.getByText('还没有花名册').waitFor();
  await page.getByText('还没有收到方案').waitFor();
  await takeIn(page, came.slice(0, 2).map(({ path }) => path));
  await page.getByText('收到 2 个单位的方案').waitFor();
  assert.equal(await page.getByRole('link', { name: '建立花名册' }).getAttribute('href'), '#/office/register');
});

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`every page of the county, ${size}`, async ({ computer, folder }) => {
    const { entered, came } = county(folder);
    const page = await officeOf(await computer({ viewport }), entered, came);
    const look = looker(page, size);
    await look('county home');
    await page.getByRole('button', { name: '详情' }).first().click();
    await look('county home with a unit’s details');
    for (const [slug, title] of [
      ['county', '全县情况'],
      ['map', '支部图'],
      ['key', '重点整顿支部'],
      ['duties', '日程完成'],
      ['duties~duty=bulletin', '日程完成'],
      ['problems', '共性问题'],
      ['problems~type=funding', '共性问题'],
      ['units~is=came-late', '报来时已逾期的单位'],
      ['branches', '全部支部'],
      ['items', '全部整改项目'],
      ['items~state=overdue', '整改项目：超期未完成'],
      ['periods~duty=weekly_summary~mark=missing', '周总结：缺'],
      ['search', '全县查找'],
      ['search~words=%E7%BB%8F%E8%B4%B9', '全县查找'],
      ['cases', '典型案例'],
    ]) {
      await visit(page, slug, title);
      await look(`county ${slug.replaceAll(/[~=%]/g, ' ')}`);
    }
  });
}
