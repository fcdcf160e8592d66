// Steps that journeys share: what a person does at a desk, by the words and roles on the page.

import assert from 'node:assert/strict';

/** The day on which most journeys play: the Tuesday after the notice came. */
export const today = '2012-07-03';

/** Says once more, for up to `patience` milliseconds, until it holds. */
export async function eventually(holds, patience = 6_000) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await holds();
    } catch (failure) {
      if (Date.now() > end) throw failure;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** The heading of the page, once it is there. */
export const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Begins at the unit's desk, from the first page. */
export async function startUnit(page, name, kind) {
  await page.getByLabel('单位名称', { exact: true }).fill(name);
  await page.getByLabel(kind, { exact: true }).check();
  await page.getByRole('button', { name: '以“单位”开始' }).click();
  await heading(page, '任务清单');
}

/** Begins at a branch's own desk, from the first page. */
export async function startBranch(page, name) {
  await page.getByLabel('支部名称', { exact: true }).fill(name);
  await page.getByRole('button', { name: '以“支部”开始' }).click();
  await heading(page, '任务清单');
}

/** Begins at the office's desk, from the first page. */
export async function startOffice(page) {
  await page.getByRole('button', { name: '以“局党委办公室”开始' }).click();
  await heading(page, '收到的方案');
}

/** Opens the sample, from the first page. */
export async function startSample(page) {
  await page.getByRole('button', { name: '看示例' }).click();
  await heading(page, '任务清单');
}

/** Mends the two mistakes that the sample holds on purpose, each by its line in the list of what the check found. */
export async function mendSample(page) {
  const mistakes = [
    ['item-without-root-cause', '产生原因（问题根源）', '原任宣传委员调走后没有及时补选'],
    ['item-without-measure', '主要措施', '结合教研日安排活动，每月一次'],
  ];
  for (const [rule, label, words] of mistakes) {
    await go(page, '检查');
    await page.locator(`[data-rule=${rule}]`).getByRole('link').first().click();
    await heading(page, '整改问题台账');
    await field(page, label).fill(words);
    await isSilent(field(page, label), rule);
  }
  await saved(page);
}

/** Leaves the open workspace for the first page. */
export async function leave(page) {
  await go(page, '工作区与设置');
  await page.getByRole('button', { name: '新建或选择工作区' }).click();
  await heading(page, '晋位台账');
}

/** Goes to one of the desk's pages by the navigation. */
export async function go(page, name) {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('navigation', { name: '主导航' }).locator('[aria-current=page]', { hasText: name }).waitFor();
}

/** Opens a topic from the task list; `of` is the unit or the branch when both have a topic of that name. */
export async function openTopic(page, name, of) {
  await go(page, '任务清单');
  const tasks = of ? page.locator('section', { has: page.getByRole('heading', { level: 2, name: of }) }) : page;
  // What is not worked on now is folded away.
  await tasks.locator('details').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
  await tasks.getByRole('link', { name, exact: true }).click();
  await heading(page, name);
}

/** The field with this label. */
export const field = (scope, label) => scope.getByLabel(label, { exact: true });

/** Types into the field with this label, or chooses from it. */
export async function fill(scope, label, value) {
  const control = field(scope, label);
  const tag = await control.evaluate((element) => element.tagName);
  if (tag === 'SELECT') await control.selectOption({ label: value });
  else await control.fill(value);
}

/** Fills several fields, in order. */
export async function fillAll(scope, answers) {
  for (const [label, value] of Object.entries(answers)) await fill(scope, label, value);
}

/** Ticks boxes by their words. */
export async function tick(scope, ...labels) {
  for (const label of labels) await scope.getByRole('checkbox', { name: label }).check();
}

/** Adds a record and returns its form. */
export async function add(page, title) {
  const before = await page.getByRole('group', { name: new RegExp(`^${title} \\d+$`) }).count();
  await page.getByRole('button', { name: `＋ 添加${title}`, exact: true }).click();
  const form = page.getByRole('group', { name: `${title} ${before + 1}`, exact: true });
  await form.waitFor();
  return form;
}

/** An item of the ledger, by its number; both rows of it, when it is open. */
export const item = (page, number) =>
  page.getByRole('rowgroup').filter({ has: page.getByRole('button', { name: new RegExp(`^第${number}项，`) }) });

/** Adds an item to the end of the open ledger and returns it. */
export async function addItem(page) {
  await page.getByRole('button', { name: '＋ 新增一项' }).click();
  const added = page.getByRole('rowgroup').filter({ has: page.getByRole('button', { name: /^第\d+项，收起$/ }) });
  await added.waitFor();
  return added;
}

/** Opens an item of the ledger, if it is not open. */
export async function openItem(page, number) {
  const shut = page.getByRole('button', { name: `第${number}项，打开`, exact: true });
  if (await shut.isVisible()) await shut.click();
  return item(page, number);
}

/** The rules that speak at a control: in what it points to with `aria-describedby`. */
export function rulesAt(control) {
  return control.evaluate((element) => {
    const note = document.getElementById(element.getAttribute('aria-describedby'));
    return [...note.querySelectorAll('[data-rule]')].map(({ dataset }) => dataset.rule);
  });
}

/** Waits until this rule speaks at the control, and fails when it does not. */
export const speaks = (control, rule) =>
  eventually(async () => assert.ok((await rulesAt(control)).includes(rule), `${rule} should speak here`));

/** Waits until this rule is silent at the control, and fails when it is not. */
export const isSilent = (control, rule) =>
  eventually(async () => assert.ok(!(await rulesAt(control)).includes(rule), `${rule} should be silent here`));

/** The rules that speak anywhere on the page, by severity. */
export function rulesOnPage(page, severity) {
  const lines = page.locator(severity ? `[data-rule][data-severity=${severity}]` : '[data-rule]');
  return lines.evaluateAll((all) => all.map(({ dataset }) => dataset.rule));
}

/** Waits until the page says that everything is on the disk. */
export const saved = (page) => page.locator('[data-save-state=saved]').waitFor();

/** Gives the page files, as the file dialogue does: places on the disk, or `{ name, text }`. */
export async function choose(page, files) {
  const given = [files].flat().map((file) =>
    typeof file === 'string' ? file : { name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.text ?? file.bytes) },
  );
  if (given.every((file) => typeof file === 'string') || given.every((file) => typeof file !== 'string')) {
    await page.getByLabel(/^选择文件/).setInputFiles(given);
  } else {
    throw new TypeError('places and contents cannot be mixed');
  }
}

/** Drops files on the page's place for files: `[{ name, bytes }]`. */
export async function drop(page, files) {
  const given = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    }
    return transfer;
  }, given);
  await page.getByText(/或把文件.*拖到这里/).dispatchEvent('drop', { dataTransfer: transfer });
}

/** What the page says of a file that came in, by the file's name. */
export const incoming = (page, name) =>
  page.locator('[data-import-state]', { has: page.getByRole('heading', { level: 3, name, exact: true }) });

/** Accepts a file that came in. */
export async function accept(page, name) {
  await incoming(page, name).getByRole('button', { name: '接收', exact: true }).click();
}

/** Looks at files at the office's desk, without taking any in. */
export async function lookAt(page, files) {
  await go(page, '导入');
  await choose(page, files);
  await page.locator('[data-import-state=looked]').waitFor();
}

/** A file's row at the office's desk. */
export const letter = (page, name) => page.locator('tr', { has: page.getByRole('button', { name, exact: true }) });

/** Takes files in at the office's desk, all at once. */
export async function receive(page, files) {
  await lookAt(page, files);
  await page.getByRole('button', { name: /^全部接收/ }).click();
  await page.locator('[data-import-state=done]').waitFor();
}

/** The same, and back to what was received. */
export async function takeIn(page, files) {
  await receive(page, files);
  await go(page, '收到的方案');
  await heading(page, '收到的方案');
}

/** Restores a backup from the first page or the desk's page of backups: the new workspace is open afterwards. */
export async function restore(page, file) {
  await choose(page, file);
  await page.getByRole('button', { name: '接收', exact: true }).click();
  await page.locator('.where', { hasText: '恢复自备份' }).waitFor();
}

/** Exports a backup at an open desk, and reads it. */
export async function backup(computer, page) {
  await go(page, '备份');
  const file = await computer.download(page, () => page.getByRole('button', { name: '导出备份文件' }).click());
  return { ...file, bundle: JSON.parse(file.text()) };
}

/** Exports the submission, on its page. */
export const submit = (computer, page) =>
  computer.download(page, () => page.getByRole('button', { name: '导出报送文件' }).click());
