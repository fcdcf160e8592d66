// The office opens everybody's submissions at once, sees what its own check says of each, and changes none of them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { asAnotherUnit, digestOf, fixture, project } from './bundles.mjs';
import {
  go, heading, letter, lookAt, mendSample, startOffice, startSample, submit, takeIn, takeLooked, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

/** The day after the last one. */
const late = '2012-07-10';

journey('the office opens several submissions at once, and reads them', async ({ computer, folder }) => {
  const files = [
    { unit: '示例中学党总支', path: fixture('bundles/three-branches.json') },
    { unit: '示例小学党支部', path: fixture('bundles/single-branch.json') },
    { unit: '湖滨学校党支部', path: join(folder, '湖滨.json'), late: 3 },
  ].map((file) => ({ ...file, name: file.path.split('/').at(-1) }));
  writeFileSync(files[2].path, asAnotherUnit(read(fixture('bundles/late.json')), files[2].unit, 'lakeside'));

  const page = await (await computer()).open('', { today: late });
  await startOffice(page);
  await lookAt(page, files.map(({ path }) => path));
  for (const { name, path, unit } of files) {
    await letter(page, name).getByText('新收到的单位').waitFor();
    await letter(page, name).getByRole('button', { name, exact: true }).click();
    await page.locator('#letter').getByText(unit).first().waitFor();
    await page.locator('#letter').getByText(read(path).digest).waitFor();
  }
  // Nothing is taken in by looking.
  await go(page, '收到的方案');
  await page.getByText('还没有收到方案').waitFor();

  await takeIn(page, files.map(({ path }) => path));
  await page.getByText('收到 3 个单位的方案（逾期 1 个），5 个支部。').waitFor();

  for (const { unit, path, late: days } of files) {
    const said = findings(path, late);
    const count = (severity) => said.filter((finding) => finding.severity === severity).length;
    const row = page.locator('.units tbody tr', { has: page.getByRole('link', { name: unit }) });
    const cells = await row.locator('td').evaluateAll((all) => all.map(({ textContent }) => textContent));
    assert.equal(cells[1], days ? `！ 逾期迟${days}天` : '● 已报', unit);
    assert.ok(cells[2].endsWith(`第1版，${read(path).digest.slice(0, 8)}`), cells[2]);
    assert.equal(digestOf(read(path)), read(path).digest, 'the digest is the file’s own');
    const errors = count('error') ? `✕ 错误 ${count('error')}` : '✓ 没有错误';
    assert.equal(cells[4], `${errors}提醒 ${count('warning')}`, unit);
  }

  for (const { unit, path } of files) {
    await go(page, '收到的方案');
    await page.getByRole('link', { name: unit }).click();
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
  await takeIn(page, first.path);
  const name = first.path.split('/').at(-1);
  const row = page.locator('.units tbody tr', { has: page.getByRole('link', { name: '示例中学党总支' }) });
  await row.getByText('第1版，').waitFor();

  await lookAt(page, first.path);
  await letter(page, name).getByText('已经收过，内容相同').waitFor();
  assert.equal(await page.getByRole('button', { name: /^全部接收/ }).count(), 0, 'there is nothing to accept');
  await go(page, '收到的方案');
  await page.getByText('收到 1 个单位的方案').waitFor();

  await lookAt(page, second.path);
  await letter(page, second.path.split('/').at(-1)).getByText('比已收的第1版新，接收后以它为准').waitFor();
  await takeLooked(page, 1);
  await row.getByText('第2版，共 2 份').waitFor();
  await page.getByText('收到 1 个单位的方案').waitFor();
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

/** Goes through every page of a received plan: nobody can type or press anything that would change it. */
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
      all.filter((control) => !control.closest('[role=search]')).map(({ tagName, textContent }) => `${tagName} ${textContent}`),
    );
    // What the office says to the plan it says beside it.
    const beside = /^BUTTON (\d+|收起|退回修改|已审阅|对.*写意见|写意见)$/;
    assert.deepEqual(left.filter((control) => !beside.test(control)), [], topic);
    await page.getByRole('link', { name: '内容', exact: true }).click();
    await heading(page, '方案内容');
  }
}
