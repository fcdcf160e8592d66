// A program that stops by itself: it says so, writes no more, and what it kept can be carried away without it.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { breaches, digestOf, fixture } from './bundles.mjs';
import {
  backup, eventually, field, fill, go, heading, leave, openTopic, restore, saved, startBranch, startOffice, startSample, takeIn,
  today,
} from './desks.mjs';
import { tellsOfTraps } from './engine.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

/**
 * Holds on to the program, so that a journey can make it trap; the product has no way in for that. With
 * `globalThis.stopNow` set, it stops at its next call of the browser.
 */
const holdProgram = (context, { atStart = false } = {}) =>
  context.addInitScript((atStart) => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (module, imports) => {
      const watched = (call) => (...given) => {
        // What the program asks for in vain it may get over; the first thing that it counts on stops it.
        if (globalThis.stopNow) throw new WebAssembly.RuntimeError('unreachable');
        return call(...given);
      };
      for (const part of Object.values(imports)) {
        for (const [name, call] of Object.entries(part)) if (typeof call === 'function') part[name] = watched(call);
      }
      const made = await instantiate.call(WebAssembly, module, imports);
      globalThis.program = (made.instance ?? made).exports;
      // The way in for the browser's callbacks, whatever it is called in this build.
      const callback = Object.entries(globalThis.program).find(([name]) => /func_elem|closures/.test(name))[1];
      globalThis.beyondMemory = () => callback(0xfffffff0, 0xfffffff0);
      if (atStart) globalThis.beyondMemory();
      return made;
    };
  }, atStart);

/** Makes the program trap: it is sent beyond the end of its memory. */
const trap = (page) =>
  page.evaluate(() => void setTimeout(globalThis.beyondMemory));

const screen = (page) => page.getByRole('alertdialog', { name: '程序出错，已经停下' });

/** What a file of a rescue holds, once anybody's tools have found it good. */
async function rescued(clerk, page, name) {
  const file = await clerk.download(page, () => page.getByRole('button', { name: `导出备份：${name}`, exact: true }).click());
  const bundle = JSON.parse(file.text());
  assert.equal(bundle.digest, digestOf(bundle), 'the digest is that of RFC 8785 and SHA-256');
  assert.deepEqual(breaches(bundle), []);
  return { ...file, bundle };
}

const byId = (documents) => documents.toSorted((one, other) => (one.id < other.id ? -1 : 1));

journey('a program that stops says so, writes no more, and its books are carried away and come back', async ({
  computer, expect,
}) => {
  expect(/unreachable|out of bounds|null function|the program stopped/);
  const clerk = await computer({ viewport: narrow });
  await holdProgram(clerk.context);
  const page = await clerk.open('', { today });
  await startSample(page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await field(page, '党员人数').fill('24');
  await saved(page);
  const before = await backup(clerk, page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  const secretary = field(page, '支部书记');
  await secretary.fill('还没有存上的姓名');
  await trap(page);

  await screen(page).waitFor();
  await screen(page).getByText('已经保存的都在这台电脑上').waitFor();
  assert.equal(await screen(page).getByLabel('刚才正在填的内容').inputValue(), '还没有存上的姓名');
  await assertFitsWidth(page);
  await assertAccessible(page);
  // By keyboard alone, and no key leads out of it.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await screen(page).waitFor();
  assert.ok(await screen(page).evaluate((all) => all.contains(document.activeElement)));

  const report = await screen(page).getByLabel('报告').inputValue();
  assert.match(report, /jinwei-[0-9a-f]{16}_rearranged\.wasm/, 'which build');
  assert.match(report, tellsOfTraps ? /RuntimeError[^]*wasm-function/ : /RuntimeError: Script error\. \(wasm\?\)/, 'where in it');
  assert.match(report, /Chrome/, 'in which browser');
  assert.doesNotMatch(report, /示例|姓名|127\.0\.0\.1/, 'and nothing else');
  await screen(page).getByRole('button', { name: '复制报告' }).click();
  await screen(page).getByText('✓ 已复制').waitFor();

  // The saver's timer is long over. What was on the disk when the program stopped is there, and no more.
  await page.waitForTimeout(1_000);
  const kept = await rescued(clerk, page, '示例单位');
  await screen(page).getByText('✓ 已导出').waitFor();
  assert.match(kept.name, /^晋位台账_示例单位_备份_\d{4}-\d\d-\d\d_\d{4}\.json$/);
  assert.deepEqual(byId(kept.bundle.documents), byId(before.bundle.documents));

  await screen(page).getByRole('button', { name: '重新打开' }).click();
  await heading(page, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(page, '党员人数').inputValue(), '24'));
  await go(page, '备份');
  await restore(page, kept.path);
  const after = await backup(clerk, page);
  assert.deepEqual(byId(after.bundle.documents), byId(before.bundle.documents));
});

journey('a program that traps at every start still lets the books go, every workspace and every file', async ({
  site, computer, expect,
}) => {
  expect(/unreachable|out of bounds|null function|the program stopped/);
  const clerk = await computer();
  let page = await clerk.open('', { today });
  await startBranch(page, '河西/小学党支部');
  await openTopic(page, '支部情况与责任制');
  await field(page, '支部书记').fill('校长甲');
  await saved(page);
  const branch = await backup(clerk, page);
  await leave(page);
  await startOffice(page);
  await takeIn(page, [fixture('bundles/single-branch.json')]);
  const office = await backup(clerk, page);
  // A name that came with a file may hold what turns words around.
  await page.evaluate(async () => {
    const done = (asked) => new Promise((told) => Object.assign(asked, { onsuccess: () => told(asked.result) }));
    const db = await done(indexedDB.open('jinwei-catalogue'));
    const rows = db.transaction('workspaces', 'readwrite').objectStore('workspaces');
    for (const key of await done(rows.getAllKeys())) {
      const row = await done(rows.get(key));
      await done(rows.put(row.replace('"name":"河西', '"name":"\u202e河西'), key));
    }
    db.close();
  });
  await page.close();

  await holdProgram(clerk.context, { atStart: true });
  page = await clerk.open('', { today, ready: '.stopped' });
  await screen(page).waitFor();
  const one = await rescued(clerk, page, '\ufffd河西/小学党支部');
  assert.match(one.name, /^晋位台账__河西_小学党支部_备份_/);
  assert.deepEqual(one.bundle.documents, branch.bundle.documents);
  const other = await rescued(clerk, page, '局党委办公室');
  assert.deepEqual(byId(other.bundle.documents), byId(office.bundle.documents));
  assert.deepEqual(other.bundle.attachments, office.bundle.attachments);

  // At another computer, where the program runs.
  const next = await (await computer()).open('', { today });
  await restore(next, other.path);
  await heading(next, '收到的方案');
  await next.getByRole('link', { name: '示例小学党支部' }).first().waitFor();
  await go(next, '备份');
  await restore(next, one.path);
  await openTopic(next, '支部情况与责任制');
  await eventually(async () => assert.equal(await field(next, '支部书记').inputValue(), '校长甲'));
});

journey('a write that the program had not finished when it stopped is taken back whole', async ({ computer, expect }) => {
  expect(/unreachable|out of bounds|null function|the program stopped/);
  const clerk = await computer();
  await holdProgram(clerk.context);
  const page = await clerk.open('', { today });
  await startSample(page);
  await saved(page);
  const before = await backup(clerk, page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  // It stops between two requests of one transaction.
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const asked = put.apply(this, given);
      globalThis.stopNow ||= this.name === 'documents';
      return asked;
    };
  });
  await fill(page, '支部书记', '写到一半的姓名');
  await screen(page).waitFor();
  const kept = await rescued(clerk, page, '示例单位');
  assert.deepEqual(byId(kept.bundle.documents), byId(before.bundle.documents));
});

journey('where the program does not come, the books can be carried away', async ({ computer, expect }) => {
  expect(/Failed to fetch|net::ERR_FAILED/);
  const clerk = await computer({ keeps: false });
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await saved(page);
  const kept = await backup(clerk, page);
  await clerk.context.route('**/*_rearranged.wasm', (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').getByText('没有丢').waitFor();
  const { bundle } = await rescued(clerk, page, '河西小学党支部');
  assert.deepEqual(bundle.documents, kept.bundle.documents);
});

journey('the page that is one file says so too, and hands the books over', async ({ computer, expect }) => {
  expect(/unreachable|out of bounds|null function|the program stopped/);
  const clerk = await computer();
  await holdProgram(clerk.context);
  const page = await clerk.open('', { today, at: pathToFileURL(join(dist, 'jinwei.html')).href });
  await startBranch(page, '河西小学党支部');
  await saved(page);
  const kept = await backup(clerk, page);
  await trap(page);
  await screen(page).waitFor();
  const report = await screen(page).getByLabel('报告').inputValue();
  assert.match(report, /jinwei\.html [0-9a-f]{16}\n/, 'which build');
  assert.ok(!report.includes(dist), 'and not where it lies');
  const { bundle } = await rescued(clerk, page, '河西小学党支部');
  assert.deepEqual(bundle.documents, kept.bundle.documents);
});
