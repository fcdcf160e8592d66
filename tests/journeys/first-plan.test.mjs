// A school opens the page for the first time on 3 July, types its plan, mends every error that it is told of, and
// exports one file that holds outside the page as well.

import assert from 'node:assert/strict';

import { breaches, countsOf, digestOf } from './bundles.mjs';
import { fill, go, heading, openTopic, rulesOnPage, saved, startUnit, submit, today } from './desks.mjs';
import { journey } from './harness.mjs';
import { branch, reason, refused, school, typePlan } from './plan.mjs';

journey('a branch types its plan by hand, mends every error, and exports it', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, school, '党支部（直属局党委）');

  // The branch's part comes first, though the unit's stands first in the list.
  const next = page.getByText('现在做：').getByRole('link');
  assert.equal(await next.textContent(), `${branch}：支部情况与责任制`);
  await page.getByText('单位、支部两部分都由您填写').waitFor();

  const firstSummary = await refused(page);
  // What is mended on one page stands together, in the order of the task list.
  assert.deepEqual(await page.locator('#blocked h3').allTextContents(), [
    '单位：单位会议，逐一研究支部',
    ...['支部情况与责任制', '征求群众意见', '整改问题台账', '支部专题会议', '重点任务', '晋级目标', '赶超对象与措施', '好事实事', '党员承诺']
      .map((topic) => `${branch}：${topic}`),
  ]);
  assert.ok(firstSummary.includes('empty-ledger') && firstSummary.includes('no-key-task'));

  await typePlan(page);

  await go(page, '任务清单');
  await page.getByText('各项都已填好。').waitFor();
  await page.getByRole('link', { name: '核对并报送' }).click();
  await heading(page, '报送方案');
  assert.deepEqual(await rulesOnPage(page, 'error'), [], 'every error is mended');
  const first = await exported(clerk, page, 1);
  assert.equal(first.bundle.supersedes, undefined);
  const passed = first.bundle.findings.find(({ rule }) => rule === 'direct-branch-without-bureau-link');
  assert.equal(passed.reason, reason, 'the reason travels with the file');

  await openTopic(page, '重点任务');
  await fill(page.getByRole('group', { name: '重点任务 1' }), '重点任务', '健全组织生活制度并按月检查');
  await saved(page);
  await go(page, '报送');
  const second = await exported(clerk, page, 2);
  assert.equal(second.bundle.supersedes, first.bundle.bundle_id);
  assert.notEqual(second.bundle.bundle_id, first.bundle.bundle_id);

  for (const { name, text } of [first, second]) {
    const line = page.getByRole('listitem').filter({ hasText: name });
    await line.getByText('查看原文').click();
    assert.equal(await line.locator('pre').textContent(), text, `${name} can be read again word for word`);
    const again = await clerk.download(page, () => line.getByRole('button', { name: '再次下载' }).click());
    assert.equal(again.text(), text);
  }
});

/** Exports, compares what the page says of the file with the file, and the file with the published format. */
async function exported(clerk, page, revision) {
  const file = await submit(clerk, page);
  const text = file.text();
  const bundle = JSON.parse(text);
  assert.equal(file.name, `晋位台账_${school}_报送_${today}_第${revision}版.json`);
  assert.deepEqual(breaches(bundle), [], 'the file keeps to the published schema');
  assert.equal(bundle.digest, digestOf(bundle), 'its digest can be computed with standard tools');
  assert.deepEqual([bundle.kind, bundle.revision], ['submission', revision]);

  const panel = page.getByRole('status').filter({ has: page.getByRole('heading', { name: '文件已导出' }) });
  await panel.getByText(file.name, { exact: true }).waitFor();
  await panel.getByText(bundle.digest, { exact: true }).waitFor();
  const { branches, items, records } = countsOf(bundle);
  assert.deepEqual([branches, items], [1, 3]);
  await panel.getByText(`${branches} 个支部，${items} 项台账，共 ${records} 条记录`, { exact: true }).waitFor();
  return { name: file.name, text, bundle };
}
