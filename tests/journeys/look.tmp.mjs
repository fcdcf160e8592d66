import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, sealed } from './bundles.mjs';
import * as d from './desks.mjs';
import { journey, narrow, photograph, assertAccessible, assertFitsWidth } from './harness.mjs';
const fits = async (page, name) => {
  await photograph(page, name);
  try { await assertFitsWidth(page); await assertAccessible(page); } catch (e) { console.error(name, e.message); }
};
for (const [size, viewport] of [['wide', undefined], ['narrow', narrow]]) {
  journey(`look ${size}`, async ({ computer, folder }) => {
    const bundle = JSON.parse(readFileSync(fixture('bundles/three-branches.json'), 'utf8'));
    const page = await (await computer(viewport ? { viewport } : {})).open('', { today: '2012-07-10' });
    await d.startOffice(page);
    await d.receive(page, [fixture('bundles/three-branches.json'), fixture('bundles/single-branch.json')]);
    await fits(page, `${size} import`);
    await d.go(page, '收到的方案');
    await page.getByRole('link', { name: '示例中学党总支' }).first().click();
    await page.getByText('（只读）').waitFor();
    await fits(page, `${size} plan`);
    await page.getByRole('button', { name: '退回修改' }).click();
    await fits(page, `${size} refused`);
    await page.locator('.task a', { hasText: '整改问题台账' }).first().click();
    await page.getByRole('button', { name: '第1项，打开' }).click();
    await page.getByRole('button', { name: '写意见：产生原因（问题根源）' }).click();
    await page.getByLabel('审阅意见').fill('原因写得太笼统，请具体到人和事');
    await page.getByRole('button', { name: '存为常用语' }).click();
    await fits(page, `${size} writing`);
    await page.getByRole('button', { name: '完成', exact: true }).click();
    await page.getByRole('button', { name: '写意见：主要措施' }).first().click();
    await fits(page, `${size} phrases`);
    await page.locator('.remark-form .phrases button').first().click();
    await page.getByRole('button', { name: '完成', exact: true }).click();
    await fits(page, `${size} remarks`);
    await page.getByRole('button', { name: '退回修改' }).click();
    await page.getByText('全部意见').click();
    await fits(page, `${size} returned`);
    await d.go(page, '花名册');
    await fits(page, `${size} register empty`);
    await page.locator('#paste').fill('单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次\n示例中学党总支\t党总支\t书记甲\t示例中学行政后勤党支部\t书记乙\t一般\n\t\t\t示例中学高中部党支部\t书记丙\t好\n示例小学\t党支部\t书记丁\t示例小学党支部\t书记丁\t优秀\n示例小学\t\t\t示例小学党支部\t\t好\n合计\n');
    await fits(page, `${size} register paste`);
    await page.getByRole('button', { name: '放入花名册' }).click();
    await page.locator('#put-in').waitFor();
    await page.getByRole('button', { name: '示例中学党总支', exact: true }).click();
    await page.locator('#unit-editor').waitFor();
    await fits(page, `${size} register`);
    await d.go(page, '对应');
    await fits(page, `${size} matches`);
    await d.go(page, '下发');
    await fits(page, `${size} issue`);
    await d.go(page, '集中验收');
    await fits(page, `${size} accept`);
  });
}
