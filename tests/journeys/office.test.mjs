// The office opens everybody's submissions at once, sees what its own check says of each, and changes none of them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { asAnotherUnit, digestOf, fixture, project } from './bundles.mjs';
import {
  choose, go, heading, mendSample, receive, startOffice, startSample, submit, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

/** The day after the last one. */
const late = '2012-07-10';

journey('the office opens several submissions at once, and reads them', async ({ computer, folder }) => {
  const files = [
    { unit: '示例中学党总支', path: fixture('bundles/three-branches.json'), state: '已报' },
    { unit: '示例小学党支部', path: fixture('bundles/single-branch.json'), state: '已报' },
    { unit: '湖滨学校党支部', path: join(folder, '湖滨.json'), state: '逾期' },
  ].map((file) => ({ ...file, name: file.path.split('/').at(-1) }));
  writeFileSync(files[2].path, asAnotherUnit(read(fixture('bundles/late.json')), files[2].unit, 'lakeside'));

  const page = await (await computer()).open('', { today: late });
  await startOffice(page);
  await page.getByRole('link', { name: '导入报送文件' }).click();
  await choose(page, files.map(({ path }) => path));

  await page.locator('[data-import-state=looked]').waitFor();
  for (const { name, path, unit } of files) {
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText('新收到的单位').waitFor();
    await row.getByText(unit).waitFor();
    await row.getByRole('button', { name }).click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
    await page.locator('#letter').getByText(read(path).digest).waitFor();
  }
  await go(page, '收到的方案');
  await page.getByText('还没有收到方案').waitFor();

  await receive(page, files.map(({ path }) => path));
  await go(page, '收到的方案');
  for (const { unit, path, state } of files) {
    const said = findings(path, late);
    const count = (severity) => said.filter((finding) => finding.severity === severity).length;
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: unit }) });
    await row.getByText(state).waitFor();
    await row.getByText(count('error') ? `✕ 错误 ${count('error')}` : '✓ 没有错误').waitFor();
    await row.getByText(`提醒 ${count('warning')}`, { exact: true }).waitFor();
  }

  for (const { unit, path } of files) {
    await go(page, '收到的方案');
    await page.getByRole('link', { name: unit }).first().click();
    await page.getByText(`${unit}（只读）`).waitFor();
    assert.deepEqual(await findingsOnPage(page), told(findings(path, late)), `findings on ${unit}`);
    await nothingToChange(page);
  }
});

journey('the office takes the same file once, and a newer version in its place', async ({ computer, folder }) => {
  const school = await computer();
  const theirs = await school.open('', { today });
  await startSample(theirs);
  await mendSample(theirs);
  await go(theirs, '报送');
  const first = await submit(school, theirs);
  const second = await submit(school, theirs);

  const office = await computer();
  const page = await office.open('', { today: late });
  await startOffice(page);
  await receive(page, first.path);
  await go(page, '导入');
  await choose(page, first.path);
  await page.getByText('已经收过，内容相同').waitFor();
  assert.equal(await page.getByRole('button', { name: /^全部接收/ }).count(), 0, 'there is nothing to accept');

  await page.getByRole('button', { name: '清空列表' }).click();
  await go(page, '收到的方案');
  await go(page, '导入');
  await choose(page, second.path);
  await page.getByText('比已收的第1版新，接收后以它为准').waitFor();
  await page.getByRole('button', { name: /^全部接收/ }).click();
  await page.locator('[data-import-state=done]').waitFor();
  // The whole sitting can be taken back, and taken in again.
  await page.getByRole('button', { name: '撤回本次接收（1 个文件）' }).click();
  await page.getByText('等待接收').waitFor();
  await page.getByRole('button', { name: /^全部接收/ }).click();
  await page.getByText('✓ 已接收').waitFor();
  await go(page, '收到的方案');
  await page.getByText('第2版').first().waitFor();
});

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What the rules say of a file outside the page. */
function findings(path, day) {
  const { status, stdout, stderr } = spawnSync(
    process.env.CARGO ?? 'cargo',
    ['run', '--quiet', '--example', 'check', '--', path, '--today', day],
    { cwd: project, encoding: 'utf8' },
  );
  assert.ok(status === 0 || status === 1, stderr);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** Findings as a comparable list. */
const told = (all) => all.map(({ rule, severity, message }) => `${severity} ${rule} ${message}`).sort();

/** The findings of a received plan, as its page of findings lists them. */
async function findingsOnPage(page) {
  await page.getByRole('link', { name: '检查结果' }).click();
  await heading(page, '检查');
  const lines = await page.locator('main [data-rule]').evaluateAll((all) =>
    all.map((line) => {
      return { ...line.dataset, message: line.querySelector('a').textContent };
    }),
  );
  return told(lines);
}

/** Goes through every page of a received plan: what can be typed or pressed is the office’s own word on it, and changes nothing
 * of the plan. */
async function nothingToChange(page) {
  await page.getByRole('link', { name: '内容', exact: true }).click();
  await heading(page, '方案内容');
  const topics = await page.locator('details[open] .task a').evaluateAll((links) => links.map((link) => link.textContent));
  assert.ok(topics.length >= 12);
  for (const [at, topic] of topics.entries()) {
    await page.locator('details[open] .task a').nth(at).click();
    await heading(page, topic);
    if (topic === '整改问题台账') {
      // An item opens, to be read.
      await page.getByRole('button', { name: '第1项，打开' }).click();
      await page.getByText('产生原因（问题根源）').waitFor();
    }
    const editable = page.getByRole('main').locator('input, textarea, select, button, [contenteditable]').and(page.locator(':visible'));
    const left = await editable.evaluateAll((all) =>
      all.filter((control) => !control.closest('[role=search], [aria-label=审阅]')).map(({ tagName, textContent }) => `${tagName} ${textContent}`),
    );
    assert.deepEqual(left.filter((control) => !/^BUTTON (\d+|收起|.*写意见.*)$/.test(control)), [], topic);
    await page.getByRole('link', { name: '内容', exact: true }).click();
    await heading(page, '方案内容');
  }
}
