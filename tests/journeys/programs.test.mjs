// The page is two programs: the schools', and the office's, which can do everything. Which one comes is decided by the
// desk that was open last.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  add, backup, eventually, fill, field, go, heading, leave, openTopic, restore, saved, startOffice, startUnit, today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

/** What a program is made of, as it lies on the host. */
function program(name) {
  const file = readdirSync(dist).find((file) => new RegExp(`^${name}-[0-9a-f]{16}_rearranged\\.wasm$`).test(file));
  return readFileSync(join(dist, file));
}

/** The programs that the computer's pages asked for since the last time, in order. */
function asked(clerk) {
  const files = clerk.asked.splice(0).filter((file) => file.endsWith('_rearranged.wasm'));
  return files.map((file) => file.replace(/-[0-9a-f]{16}_rearranged\.wasm$/, ''));
}

const open = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();

test('the schools’ program carries nothing of the office’s', () => {
  const [school, office] = [program('jinwei'), program('office')];
  for (const words of ['收为案例', '还没有收到方案', '与通知核对', '已经收过，内容相同']) {
    assert.ok(office.includes(words), `the office has “${words}”`);
    assert.ok(!school.includes(words), `a school has no “${words}”`);
  }
});

journey('the office’s desk is another program, from the press that chooses it', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  assert.deepEqual(asked(clerk), ['jinwei']);
  await startOffice(page);
  assert.deepEqual(asked(clerk), ['office']);
  assert.equal(new URL(page.url()).search, `?today=${today}`, 'the address stays as it was');

  await clerk.restart();
  const next = await clerk.open('', { today });
  await heading(next, '收到的方案');
  assert.deepEqual(asked(clerk), ['office'], 'the next visit goes straight there');

  // It opens a school's books itself, and leaves the next visit to the schools' program.
  await leave(next);
  await startUnit(next, '红星小学党支部', '党支部（直属局党委）');
  assert.deepEqual(asked(clerk), []);
  await next.reload();
  await heading(next, '任务清单');
  assert.deepEqual(asked(clerk), ['jinwei']);

  await go(next, '工作区与设置');
  await open(next, '局党委办公室');
  await heading(next, '收到的方案');
  assert.deepEqual(asked(clerk), ['office']);
  await next.reload();
  await heading(next, '收到的方案');
  assert.deepEqual(asked(clerk), ['office']);
});

journey('a place of the office’s is found again by its address', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startOffice(page);
  await page.getByRole('link', { name: '典型案例' }).click();
  await heading(page, '典型案例');
  asked(clerk);
  await page.reload();
  await heading(page, '典型案例');
  assert.deepEqual(asked(clerk), ['office']);
});

journey('what was typed is on the disk before the other program comes', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await leave(page);
  await startUnit(page, '红星小学党支部', '党支部（直属局党委）');
  await page.reload();
  await openTopic(page, '重点任务');
  const task = await add(page, '重点任务');
  const before = page.url();
  await fill(task, '重点任务', '把组织生活会开好');
  // No time for the page to write by itself.
  await page.evaluate(() => (location.hash = '#/workspaces'));
  await open(page, '局党委办公室');
  await heading(page, '收到的方案');

  await go(page, '工作区与设置');
  await open(page, '红星小学党支部');
  await heading(page, '任务清单');
  await page.evaluate((hash) => (location.hash = hash), new URL(before).hash);
  const kept = field(page.getByRole('group', { name: '重点任务 1' }), '重点任务');
  await eventually(async () => assert.equal(await kept.inputValue(), '把组织生活会开好'));
});

journey('what cannot be written keeps the page that holds it', async ({ computer, expect }) => {
  expect(/QuotaExceededError|disk/);
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await leave(page);
  await startUnit(page, '红星小学党支部', '党支部（直属局党委）');
  await page.reload();
  await heading(page, '任务清单');
  await go(page, '工作区与设置');
  await page.getByLabel('工作区名称').waitFor();
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name !== 'documents') return put.apply(this, given);
      throw new DOMException('the disk is full', 'QuotaExceededError');
    };
  });
  await openTopic(page, '重点任务');
  const task = await add(page, '重点任务');
  await fill(task, '重点任务', '把组织生活会开好');
  await page.locator('[data-save-state=failed]').waitFor();
  await go(page, '工作区与设置');
  await open(page, '局党委办公室');
  await page.getByRole('alert').getByText('还有内容没有存上').waitFor();
  await heading(page, '工作区与设置');
});

journey('where the browser remembers nothing, the address does', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('the user said no', 'SecurityError');
      },
    });
  });
  const page = await clerk.open('', { today });
  await startUnit(page, '红星小学党支部', '党支部（直属局党委）');
  await saved(page);
  await leave(page);
  assert.deepEqual(asked(clerk), ['jinwei']);
  await startOffice(page);
  assert.deepEqual(asked(clerk), ['office']);
  const query = new URL(page.url()).searchParams;
  assert.equal(query.get('program'), 'office');
  assert.equal(query.get('today'), today, 'what else stood in the address stays');
  await page.getByText('基准日：').waitFor();

  await page.reload();
  await heading(page, '收到的方案');
  assert.deepEqual(asked(clerk), ['office']);
  await go(page, '工作区与设置');
  await open(page, '红星小学党支部');
  await heading(page, '任务清单');
});

journey('a backup of the office’s, restored on a school’s first page, opens in the office’s program', async ({ computer }) => {
  const office = await computer();
  const theirs = await office.open('', { today });
  await startOffice(theirs);
  const kept = await backup(office, theirs);

  const clerk = await computer();
  const page = await clerk.open('', { today });
  asked(clerk);
  await restore(page, kept.path);
  await heading(page, '收到的方案');
  assert.deepEqual(asked(clerk), ['office']);
});

for (const { what, lost } of [
  { what: 'code', lost: '**/*_rearranged.wasm' },
  { what: 'script', lost: '**/*.js' },
]) {
  journey(`a program whose ${what} does not come says so, and comes when asked again`, async ({ computer, expect }) => {
    expect(/Failed to fetch|net::ERR_FAILED/);
    const clerk = await computer({ viewport: narrow, keeps: false });
    await clerk.context.route(lost, (route) => route.abort());
    const page = await clerk.open('', { today, ready: '#boot[role=alert]' });
    await page.getByRole('alert').getByText('没有丢').waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
    await clerk.context.unroute(lost);
    await page.getByRole('button', { name: '重新打开' }).click();
    await heading(page, '晋位台账');
    await page.locator('#boot').waitFor({ state: 'detached' });
  });
}

for (const { what, answer, told } of [
  { what: 'that the host has not got any more', answer: { status: 404, body: 'no such file' }, told: /404|not ok/ },
  { what: 'in whose place another page comes', answer: { body: '<!doctype html><p>请先登录' }, told: /no program/ },
]) {
  journey(`a program ${what} is told in words too`, async ({ computer, expect }) => {
    expect(told);
    const clerk = await computer({ keeps: false });
    const page = await clerk.open('', { today });
    await startOffice(page);
    await clerk.context.route('**/office-*_rearranged.wasm', (route) => route.fulfill(answer));
    await page.reload();
    await page.getByRole('alert').getByText('程序没有下载完整').waitFor();
  });
}
