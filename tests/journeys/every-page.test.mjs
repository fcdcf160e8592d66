// Every page, wide and narrow: nothing serious for somebody who cannot see or use a mouse, nothing wider than the
// screen, nothing logged, and nothing asked of the network once the page has loaded.

import assert from 'node:assert/strict';

import { backupWithLedger, fixture } from './bundles.mjs';
import {
  accept, backup, choose, eventually, go, heading, incoming, leave, mendSample, startBranch, startOffice, startSample,
  startUnit, submit, today,
} from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';

for (const [size, viewport] of Object.entries({ wide, narrow })) {
  journey(`every page of the unit’s and the branch’s desk, ${size}`, async ({ site, computer }) => {
    const clerk = await computer({ viewport });
    const page = await clerk.open('', { today });
    const loaded = site.requests.length;
    const look = looker(page, size);

    await look('start');
    await page.getByRole('button', { name: '以“单位”开始' }).click();
    await look('start refused');
    await page.getByRole('link', { name: '查看通知原文和全部检查规则' }).click();
    await look('rules from the start');
    await page.getByRole('link', { name: '晋位台账', exact: true }).click();

    await startUnit(page, '河东小学', '党支部（直属局党委）');
    await everyTopic(page, look, 'empty');
    await go(page, '报送');
    await page.getByRole('button', { name: '导出报送文件' }).click();
    await page.getByRole('heading', { name: /^报送前，还有/ }).waitFor();
    await look('submit with errors');
    await go(page, '检查');
    await look('check with errors');
    await leave(page);

    await startSample(page);
    await everyTopic(page, look, 'sample');
    await go(page, '检查');
    await look('check of the sample');
    await mendSample(page);
    await go(page, '报送');
    await look('submit');
    await submit(clerk, page);
    await page.getByRole('heading', { name: '文件已导出' }).waitFor();
    await page.getByText('查看原文').click();
    await look('submit after the export');
    await go(page, '检查');
    await look('check');
    const kept = await backup(clerk, page);
    await look('backup');
    await go(page, '导入');
    await choose(page, [kept.path, fixture('bad/truncated.json'), fixture('bad/one-bad-record.json')]);
    await incoming(page, 'one-bad-record.json').waitFor();
    await look('import');
    await go(page, '规则与依据');
    await look('rules');
    await go(page, '工作区与设置');
    await look('workspaces');
    await page.getByRole('button', { name: '删除', exact: true }).first().click();
    await look('workspaces asking');
    await leave(page);
    await look('start with workspaces');

    await startBranch(page, '初中部党支部');
    await look('home of a branch');
    await go(page, '报送');
    await look('submit of a branch');
    await leave(page);

    await choose(page, { name: '备份.json', text: backupWithLedger(12) });
    await accept(page, '备份.json');
    await heading(page, '任务清单');
    assert.deepEqual(site.requests.slice(loaded), [], 'the page asks for nothing after it has loaded');
  });

  journey(`every page of the office’s desk, ${size}`, async ({ site, computer }) => {
    const page = await (await computer({ viewport })).open('', { today: '2012-07-10' });
    const look = looker(page, `office ${size}`);
    await startOffice(page);
    await look('empty');
    // The office's desk is a program of its own, which has come by now.
    const loaded = site.requests.length;
    await go(page, '导入');
    const files = ['three-branches.json', 'late.json'];
    await choose(page, files.map((name) => fixture(`bundles/${name}`)));
    await look('import');
    await page.getByRole('button', { name: /^全部接收/ }).click();
    await page.locator('[data-import-state=done]').waitFor();
    await look('import accepted');
    await go(page, '收到的方案');
    await look('units');
    await page.getByRole('link', { name: '示例中学党总支' }).first().click();
    await heading(page, '方案内容');
    await everyTopic(page, look, 'received', '方案内容');
    await page.getByRole('link', { name: '检查结果' }).click();
    await heading(page, '检查');
    await look('findings');
    for (const name of ['备份', '规则与依据', '工作区与设置']) {
      await go(page, name);
      await look(name);
    }
    assert.deepEqual(site.requests.slice(loaded), [], 'the page asks for nothing after it has loaded');
  });
}

/** Goes from the task list to every topic of the unit and of its first branch, and back; opens the ledger's last item. */
async function everyTopic(page, look, name, home = '任务清单') {
  await look(`${name} home`);
  // What is worked on now lies open; the rest of the year has a journey of its own.
  const links = page.locator('details[open] .task a');
  const topics = (await links.allTextContents()).slice(0, 15);
  for (const [at, topic] of topics.entries()) {
    await links.nth(at).click();
    await heading(page, topic);
    await look(`${name} ${at} ${topic}`);
    if (topic === '整改问题台账') {
      const add = page.getByRole('button', { name: '＋ 新增一项' });
      const rows = page.getByRole('button', { name: /^第\d+项，打开$/ });
      if (await rows.count()) await rows.last().click();
      else await add.click();
      await eventually(async () => assert.equal(await page.getByRole('button', { name: /^第\d+项，收起$/ }).count(), 1));
      await look(`${name} ${at} ${topic} open`);
    } else {
      const adds = page.getByRole('button', { name: /^＋ 添加/ });
      if (name === 'empty') {
        for (const add of await adds.all()) await add.click();
        await look(`${name} ${at} ${topic} added`);
      }
    }
    await page.getByRole('link', { name: `← ${home}`, exact: true }).click();
    await heading(page, home);
  }
}
