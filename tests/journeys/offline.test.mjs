// The cable is pulled out, the host goes away, a newer page comes: the page that a person has goes on working, and the
// books stay.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { anotherBuild, buildOf, kept } from './builds.mjs';
import {
  add, backup, eventually, field, fill, go, heading, leave, openTopic, saved, startOffice, startUnit, today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

const unit = ['红星小学党支部', '党支部（直属局党委）'];

/** What a browser says when its host does not answer. */
const noHost = /net::ERR_CONNECTION_REFUSED|net::ERR_INTERNET_DISCONNECTED|Failed to fetch|error occurred when fetching the script/;

const bar = (page) => page.getByRole('status').filter({ hasText: '有新版本' });

/** The names of what the browser keeps, without the page's address. */
const builds = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(' ').pop()).sort());

/** Opens the page until the browser has seen that there is another build. */
async function openUntilNewer(page) {
  await eventually(async () => {
    if (await bar(page).count()) return;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    await bar(page).waitFor({ timeout: 2_000 });
  }, 20_000);
}

for (const base of ['/', '/教育局/晋位台账/']) {
  journey(
    `after one visit the page opens, works and hands out files without its host, in ${base}`,
    async ({ site, computer, expect }) => {
      expect(noHost);
      const clerk = await computer();
      let page = await clerk.open('', { today });
      await startUnit(page, ...unit);
      await openTopic(page, '重点任务');
      const route = new URL(page.url()).hash;
      await kept(page);
      await clerk.context.setOffline(true);
      await site.close();

      await page.reload();
      const task = await add(page, '重点任务');
      await fill(task, '重点任务', '把组织生活会开好');
      await saved(page);
      const file = await backup(clerk, page);
      assert.match(file.text(), /把组织生活会开好/);

      // An address that leads into the page, in a browser that was started anew.
      await clerk.restart();
      page = await clerk.open(route, { today });
      await eventually(async () => {
        const form = page.getByRole('group', { name: '重点任务 1', exact: true });
        assert.equal(await field(form, '重点任务').inputValue(), '把组织生活会开好');
      });
      // The page's own name is an address too.
      await page.close();
      page = await clerk.open('', { today, at: `${site.url}index.html` });
      await heading(page, '任务清单');

      // The other program is there as well.
      await leave(page);
      await startOffice(page);
      await page.reload();
      await heading(page, '收到的方案');
    },
    { base },
  );
}

journey('what is kept is downloaded once, and a line that broke goes on where it stopped', async ({
  site, computer, folder, expect,
}) => {
  expect(/404|worker/);
  const broken = anotherBuild(join(folder, 'broken'), 'one');
  const whole = anotherBuild(join(folder, 'whole'), 'one');
  const office = readFileSync(join(broken, 'worker.js'), 'utf8').match(/office-[0-9a-f]{16}_rearranged\.wasm/)[0];
  rmSync(join(broken, office));
  site.folder = broken;
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await eventually(() => assert.ok(site.kept.includes(office)), 20_000);
  await eventually(async () => assert.equal(await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return Boolean(registration?.installing ?? registration?.active);
  }), false));

  site.folder = whole;
  const before = site.kept.splice(0).filter((file) => !['worker.js', office].includes(file));
  assert.ok(before.length > 5, before.join());
  await page.reload();
  await heading(page, '晋位台账');
  await kept(page);
  assert.deepEqual(site.kept.filter((file) => before.includes(file)), []);
  site.kept.splice(0);
  await page.reload();
  await kept(page);
  assert.deepEqual(site.kept.filter((file) => file !== 'worker.js'), []);
});

journey('a newer page is announced, waits for a yes, and keeps the books', async ({ site, computer, folder }) => {
  const clerk = await computer({ viewport: narrow });
  let page = await clerk.open('', { today });
  await startUnit(page, ...unit);
  await kept(page);
  const [first] = await builds(page);

  site.folder = anotherBuild(join(folder, 'two'), 'two');
  await page.reload();
  await heading(page, '任务清单');
  await openUntilNewer(page);
  await assertFitsWidth(page);
  await assertAccessible(page);
  // What did not change was not downloaded again.
  assert.ok(!site.kept.splice(0).slice(-6).some((file) => file.endsWith('.wasm')), 'the programs travel once');

  // Nobody said yes: the page that was there goes on, over reloads and restarts, with its host and without.
  assert.equal(await buildOf(page), 'first');
  await page.reload();
  await bar(page).waitFor();
  assert.equal(await buildOf(page), 'first');
  await clerk.restart();
  page = await clerk.open('', { today });
  await bar(page).waitFor();
  assert.equal(await buildOf(page), 'first');
  assert.ok((await builds(page)).includes(first));

  // Yes, with a text that is not on the disk yet.
  await openTopic(page, '重点任务');
  const task = await add(page, '重点任务');
  await fill(task, '重点任务', '把组织生活会开好');
  await page.getByRole('button', { name: '换用新版本' }).click();
  await eventually(async () => assert.equal(await buildOf(page), 'two'));
  const same = page.getByRole('group', { name: '重点任务 1', exact: true });
  await eventually(async () => assert.equal(await field(same, '重点任务').inputValue(), '把组织生活会开好'));
  assert.equal(await bar(page).count(), 0);
  await eventually(async () => assert.ok(!(await builds(page)).includes(first), 'what nobody needs is gone'));
  await clerk.restart();
  page = await clerk.open('', { today });
  await heading(page, '任务清单');
  assert.equal(await buildOf(page), 'two');
});

journey('a newer page does not come while something is unsaved', async ({ site, computer, folder, expect }) => {
  expect(/QuotaExceededError|disk/);
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, ...unit);
  await kept(page);
  site.folder = anotherBuild(join(folder, 'two'), 'two');
  await page.reload();
  await heading(page, '任务清单');
  await openUntilNewer(page);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    globalThis.mend = () => (IDBObjectStore.prototype.put = put);
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name !== 'documents') return put.apply(this, given);
      throw new DOMException('the disk is full', 'QuotaExceededError');
    };
  });
  await openTopic(page, '重点任务');
  const task = await add(page, '重点任务');
  await fill(task, '重点任务', '把组织生活会开好');
  await page.locator('[data-save-state=failed]').waitFor();
  await page.getByRole('button', { name: '换用新版本' }).click();
  await page.getByRole('alert').getByText('还有内容没有存上').waitFor();
  assert.equal(await buildOf(page), 'first');
  assert.equal(await field(task, '重点任务').inputValue(), '把组织生活会开好');

  await page.evaluate(() => globalThis.mend());
  await saved(page);
  await page.getByRole('button', { name: '换用新版本' }).click();
  await eventually(async () => assert.equal(await buildOf(page), 'two'));
  await eventually(async () => {
    const same = page.getByRole('group', { name: '重点任务 1', exact: true });
    assert.equal(await field(same, '重点任务').inputValue(), '把组织生活会开好');
  });
});

journey('a tab with the page before goes on beside one with the newer', async ({ site, computer, folder }) => {
  const clerk = await computer();
  const old = await clerk.open('', { today });
  await startUnit(old, ...unit);
  await kept(old);
  const [first] = await builds(old);
  await old.reload();
  await heading(old, '任务清单');
  site.folder = anotherBuild(join(folder, 'two'), 'two');
  const page = await clerk.open('', { today });
  await openUntilNewer(page);
  await bar(old).waitFor();
  await page.getByRole('button', { name: '换用新版本' }).click();
  await eventually(async () => assert.equal(await buildOf(page), 'two'));
  await heading(page, '任务清单');

  assert.equal(await buildOf(old), 'first');
  await go(old, '规则与依据');
  await bar(old).waitFor();
  assert.ok((await builds(page)).includes(first), 'what the old tab may need is there');
  await old.close();
  await page.reload();
  await heading(page, '任务清单');
  await eventually(async () => assert.ok(!(await builds(page)).includes(first)));
});

for (const { what, spoil } of [
  { what: 'of which one file is missing', spoil: (folder, file) => rmSync(join(folder, file)) },
  {
    what: 'whose place another page takes',
    spoil: (folder, file) => writeFileSync(join(folder, file), '<!doctype html><p>请先登录'),
  },
]) {
  journey(`a newer page ${what} is not taken for one`, async ({ site, computer, folder, expect }) => {
    expect(/404|worker/);
    const clerk = await computer();
    const page = await clerk.open('', { today });
    await startUnit(page, ...unit);
    await kept(page);
    const next = anotherBuild(join(folder, 'two'), 'two');
    const style = readFileSync(join(next, 'worker.js'), 'utf8').match(/style-[0-9a-f]{16}\.css/)[0];
    spoil(next, style);
    site.folder = next;
    await page.reload();
    await heading(page, '任务清单');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));
    await eventually(() => assert.ok(site.kept.includes(style)));
    await page.reload();
    await heading(page, '任务清单');
    assert.equal(await bar(page).count(), 0);
    assert.equal(await buildOf(page), 'first');
  });
}

journey('where browsers keep nothing, on a host in plain http, the page works as ever', async ({ site, computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const page = await clerk.open('', { today });
  assert.equal(await page.evaluate(() => 'serviceWorker' in navigator), false);
  await startUnit(page, ...unit);
  await page.reload();
  await heading(page, '任务清单');
  assert.deepEqual(site.kept, []);
});

journey('the page can be installed, under its own name and picture', async ({ site, computer }) => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
  assert.equal(manifest.name, '晋位台账');
  for (const address of [manifest.start_url, manifest.scope, ...manifest.icons.map(({ src }) => src)]) {
    assert.doesNotMatch(address, /^\/|:/, 'an address is relative to the page');
  }
  for (const { src, sizes } of manifest.icons) {
    const png = readFileSync(join(dist, src));
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src);
  }
  assert.deepEqual(manifest.icons.map(({ purpose }) => purpose).sort(), ['any', 'any', 'maskable']);

  const clerk = await computer();
  const page = await clerk.open();
  await kept(page);
  const session = await clerk.context.newCDPSession(page);
  const { errors, url } = await session.send('Page.getAppManifest');
  assert.equal(url, `${site.url}manifest.webmanifest`);
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Private windows, as tools open them, install nothing; nothing else may stand in the way.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
});
