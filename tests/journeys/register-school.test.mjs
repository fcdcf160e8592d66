// The bureau's register at a school: it is begun with, or matched afterwards by a person who sees first what changes.

import assert from 'node:assert/strict';

import { breaches, sealed } from './bundles.mjs';
import { backup, choose, field, go, heading, openTopic, saved, startSample } from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';

const today = '2012-07-03';

/** A register of as many units as a county has, or as nobody has; the second is that of the sample. */
function register(count = 45) {
  const units = Array.from({ length: count }, (_, at) => ({
    id: `unit-${at}`, name: at === 1 ? '示例中学 党总支' : `第${at + 1}学校党总支`, kind: 'general_branch', secretary: '总支书记',
  }));
  const branches = units.flatMap(({ id, name }) => [
    { id: `${id}-a`, unit: id, name: name.startsWith('示例') ? '示例中学行政后勤党支部' : `${name}第一支部`, secretary: '支部书记', initial_grade: 'average' },
    { id: `${id}-b`, unit: id, name: name.startsWith('示例') ? '示例中学（初中部）党支部' : `${name}第二支部`, secretary: '支部书记', initial_grade: 'good' },
  ]);
  return {
    name: '花名册.json',
    text: sealed({
      format: 'jinwei', version: 1, kind: 'register', bundle_id: 'register-of-journeys', programme: 'huajiaofa-2012-12',
      created_at: '2012-07-02T09:00:00+08:00', created_by: { desk: 'office', unit: '局党委办公室' },
      generator: 'jinwei journeys', revision: 1, findings: [],
      documents: [{ kind: 'register', id: 'register', issue: { pass_mark: 80, office_contact: '基层办 2222222' }, units, branches }],
    }),
  };
}

/** A list to choose from, by its name. */
const list = (page, name) => page.getByRole('combobox', { name, exact: true });

const settled = '由花名册确定，有误请与办公室联系。';

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`a school begins with the register, ${size}`, async ({ computer }) => {
    const desk = await computer({ viewport });
    const page = await desk.open('', { today });
    const look = looker(page, size);
    await page.getByRole('heading', { name: '从文件开始：花名册或备份' }).waitFor();
    await choose(page, register(1000));
    await field(page, '查找单位').fill('第37');
    const units = list(page, '花名册里的单位');
    await units.getByText('请选择（11 个单位）').waitFor({ state: 'attached' });
    await units.selectOption({ label: '第37学校党总支' });
    await page.getByText('第37学校党总支第二支部（好）').waitFor();
    await look('register pick');
    // By keyboard: every other press here is a mouse's.
    await page.getByRole('button', { name: '就是本单位，开始填写' }).press('Enter');
    await heading(page, '任务清单');
    await page.getByRole('heading', { level: 2, name: '第37学校党总支第一支部（一般）' }).waitFor();

    // The grade is the register's; nothing else is settled.
    await openTopic(page, '支部情况与责任制', '第37学校党总支第一支部');
    const grade = page.locator('[data-field=initial_grade]');
    await grade.getByText('一般', { exact: true }).waitFor();
    await grade.getByText(settled).waitFor();
    assert.equal(await grade.getByRole('combobox').count(), 0);
    await field(page, '支部书记').fill('新任书记');
    await saved(page);
    await look('register grade');
    await go(page, '工作区与设置');
    assert.equal(await field(page, '领导小组办公室联系方式').inputValue(), '基层办 2222222');
    assert.equal(await field(page, '满意率参考线（%）').inputValue(), '80');
    const { bundle } = await backup(desk, page);
    assert.deepEqual(breaches(bundle), []);
    assert.deepEqual(bundle.documents.map(({ id }) => id), ['unit-36', 'unit-36-a', 'unit-36-b']);
    assert.equal(bundle.documents[1].profile.register_branch, 'unit-36-a');
  });
}

journey('a branch begins alone with the register', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await choose(page, register());
  await list(page, '花名册里的单位').selectOption({ label: '第3学校党总支' });
  const branch = page.getByRole('listitem').filter({ hasText: '第3学校党总支第二支部（好）' });
  await branch.getByRole('button', { name: '只填这个支部' }).click();
  await heading(page, '任务清单');
  await page.locator('.where', { hasText: '支部　第3学校党总支第二支部' }).waitFor();
});

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`a school that began without the register is matched by a person, and it can be undone, ${size}`, async ({ computer }) => {
    const desk = await computer({ viewport });
    const page = await desk.open('', { today });
    const look = looker(page, size);
    await startSample(page);
    await go(page, '导入');
    await choose(page, register());

    // Suggested by name, but for blanks and brackets; nothing is done yet.
    await page.waitForFunction(() => [...document.querySelectorAll('select')].some((one) => one.value === 'unit-1'));
    const chosen = (name) => list(page, `“${name}”是花名册里的`);
    assert.equal(await chosen('示例中学行政后勤党支部').inputValue(), 'unit-1-a');
    assert.equal(await chosen('示例中学初中部党支部').inputValue(), 'unit-1-b');
    assert.equal(await chosen('示例中学高中部党支部').inputValue(), '');
    await page.getByText('“示例中学初中部党支部”的原定等次：原来填“较好”，对应以后按花名册改为“好”。').waitFor();
    await look('register match');

    await chosen('示例中学高中部党支部').selectOption('unit-1-b');
    await page.getByRole('button', { name: '按所选的对应' }).click();
    await page.getByRole('alert').getByText('两个支部选了花名册里的同一个').waitFor();
    await chosen('示例中学高中部党支部').selectOption('');
    await page.getByRole('button', { name: '按所选的对应' }).click();
    await page.locator('.accepted').getByText('✓ 已与花名册对应。').waitFor();
    await saved(page);

    const grade = page.locator('[data-field=initial_grade]');
    await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
    await grade.getByText('好', { exact: true }).waitFor();
    await grade.getByText(settled).waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await saved(page);
    await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
    assert.equal(await field(page, '原定等次').inputValue(), 'fairly_good');
    // The state before it stays, to go back to after other work as well.
    await go(page, '备份');
    await page.getByText('与花名册对应之前').waitFor();
  });
}
