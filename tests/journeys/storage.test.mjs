// What befalls the disk while somebody types, takes files in or sends them: it is full, gives up, is taken away, comes back empty,
// or is a newer page's. The page says which, keeps what was typed, and goes on when the cause is gone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { backupFile, submissionFile } from '../endurance/books.mjs';
import { assertWhole, booksOf, readDisk } from '../endurance/disk.mjs';
import { fixture } from './bundles.mjs';
import {
  accept, backup, choose, eventually, field, fill, go, heading, incoming, leave, lookAt, mendSample, openTopic, receive, restore,
  saved, startBranch, startOffice, startSample, submit, today,
} from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, looker, narrow } from './harness.mjs';

/** The line that says whether all is on the disk, when it says that it is not. */
const failed = (page, words) => page.locator('[data-save-state=failed]', { hasText: words });

/** The banner over what a newer page wrote. */
const newer = (page) => page.locator('[data-newer]');

/** A page of the same host without the program, for what somebody else does to the databases. */
async function besides(clerk, site) {
  const page = await clerk.context.newPage();
  const address = `${site.url}besides.html`;
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>besides</title><link rel="icon" href="data:,">' }));
  await page.goto(address);
  return page;
}

/** Every database of the host, row by row. */
const databases = (page) =>
  page.evaluate(async () => {
    const done = (request) => new Promise((yes, no) => {
      request.onsuccess = () => yes(request.result);
      request.onerror = () => no(request.error);
    });
    const all = {};
    for (const { name, version } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      const stores = {};
      for (const store of db.objectStoreNames) {
        const rows = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
        stores[store] = keys.map((key, at) => [key, values[at]]);
      }
      db.close();
      all[name] = { version, stores };
    }
    return all;
  });

/** The workspace's database among them. */
const workspace = (all) => Object.entries(all).find(([name]) => name.startsWith('jinwei-workspace-'))[1];

/** Puts databases there, row by row. */
const putBack = (page, all) =>
  page.evaluate(async (all) => {
    for (const [name, { version, stores }] of Object.entries(all)) {
      const db = await new Promise((done) => {
        const asked = indexedDB.open(name, version);
        asked.onupgradeneeded = () => Object.keys(stores).forEach((store) => asked.result.createObjectStore(store));
        asked.onsuccess = () => done(asked.result);
      });
      const tx = db.transaction(Object.keys(stores), 'readwrite');
      for (const [store, rows] of Object.entries(stores)) {
        for (const [key, row] of rows) tx.objectStore(store).put(row, key);
      }
      await new Promise((done) => (tx.oncomplete = done));
      db.close();
    }
  }, all);

/** The databases that the program of the third version left. */
const third = () => JSON.parse(readFileSync(fixture('databases/version-3.json'), 'utf8'));

/** Writes a book as a page of a later version does, and tells the other tabs of it or not. */
const writeAsNewer = (page, tells) =>
  page.evaluate(async (tells) => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    const done = (request) => new Promise((yes) => (request.onsuccess = () => yes(request.result)));
    const db = await done(indexedDB.open(name));
    const tx = db.transaction(['documents', 'turns'], 'readwrite');
    const next = Number((await done(tx.objectStore('turns').getAllKeys())).at(-1)) + 1;
    tx.objectStore('documents').put('{"data_version":99,"row":{}}', 'of-the-future');
    tx.objectStore('turns').put('another', String(next).padStart(12, '0'));
    await new Promise((done) => (tx.oncomplete = done));
    db.close();
    if (tells) new BroadcastChannel(name.replace('workspace', 'tabs')).postMessage(`wrote ${next}`);
  }, tells);

/** What a row holds, without what stands around it. */
const held = (row) => {
  const json = JSON.parse(row);
  return json.data_version ? json.row : json;
};

const byId = (documents) => documents.toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** How a browser says that there is no room: of each row that is put, or only when all are to be committed. */
const fullness = ['at once', 'at the end'];

/** Lets no write of this page onto the disk until there is `room`. */
const fillUp = (page, when) =>
  page.evaluate((when) => {
    const full = () => new DOMException('full', 'QuotaExceededError');
    const { put, add } = IDBObjectStore.prototype;
    const { commit } = IDBTransaction.prototype;
    const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error');
    globalThis.refused = 0;
    if (when === 'at once') {
      IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
        globalThis.refused += 1;
        throw full();
      };
    } else {
      const taken = new WeakSet();
      IDBTransaction.prototype.commit = function () {
        globalThis.refused += 1;
        taken.add(this);
        this.abort();
      };
      Object.defineProperty(IDBTransaction.prototype, 'error', {
        ...error,
        get() {
          return taken.has(this) ? full() : error.get.call(this);
        },
      });
    }
    globalThis.roomAgain = () => {
      Object.assign(IDBObjectStore.prototype, { put, add });
      IDBTransaction.prototype.commit = commit;
      Object.defineProperty(IDBTransaction.prototype, 'error', error);
    };
  }, when);

const room = (page) => page.evaluate(() => globalThis.roomAgain());

/** Does something that a full disk refuses, and waits until the page says that it is full, and what to do. */
async function meetsNoRoom(page, act) {
  const refused = () => page.evaluate(() => globalThis.refused);
  const before = await refused();
  await act();
  await eventually(async () => assert.ok((await refused()) > before, 'the disk is asked'));
  const said = page.locator('main').getByRole('alert').filter({ hasText: '空间已满，存储里还是原来的内容' });
  await said.filter({ hasText: '先导出备份文件' }).filter({ hasText: '清理磁盘' }).waitFor();
  return said;
}

const pressed = (scope, name) => () => scope.getByRole('button', { name, exact: true }).click();

/** What the list of tasks shows, and what could be taken back. */
async function shown(page) {
  await go(page, '任务清单');
  await heading(page, '任务清单');
  const steps = ['退一步', '重做'].map((name) => page.getByRole('button', { name }).getAttribute('title'));
  return Promise.all([page.locator('main').innerText(), ...steps]);
}

/** Every database but that of the keys, which is there as soon as somebody looks for a key. */
async function withoutKeys(page) {
  const { 'jinwei-keys': _, ...all } = await databases(page);
  return all;
}

/** The only workspace as it is on the disk, past the program. */
const onDisk = async (page) => Object.values((await readDisk(page)).workspaces)[0];

/** Fails where the history does not lead from the beginning to the books. How its steps are numbered is another matter. */
function assertLeadsBack(workspace, beginning) {
  const steps = workspace.steps.map(([key, step], at) => [key, { ...step, number: at + 1 }]);
  assertWhole({ ...workspace, steps }, beginning);
}

/** Deletes the workspace's database under the page that has it open. */
const deleteWorkspace = (page) =>
  page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    await new Promise((done, refused) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onerror: refused }));
  });

/** The sample at work: a plan that was sent, and a review that came. */
async function atWork(clerk) {
  const page = await clerk.open('', { today });
  await startSample(page);
  await mendSample(page);
  await go(page, '报送');
  await submit(clerk, page);
  await go(page, '导入');
  await choose(page, fixture('bundles/review.json'));
  await accept(page, 'review.json');
  await page.getByText('✓ 已接收').waitFor();
  await saved(page);
  return page;
}

journey('everything that is written is asked to be on the disk itself', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    globalThis.written = [];
    IDBDatabase.prototype.transaction = function (...asked) {
      const begun = transaction.apply(this, asked);
      if (begun.mode === 'readwrite') globalThis.written.push(`${this.name.replace(/-workspace-.*/, '-workspace')} ${begun.durability}`);
      return begun;
    };
  });
  const page = await atWork(clerk);
  await go(page, '工作区与设置');
  await field(page, '工作区名称').fill('改了名');
  await field(page, '工作区名称').blur();
  await page.locator('.where', { hasText: '改了名' }).waitFor();
  const written = await page.evaluate(() => globalThis.written);
  assert.ok(written.length > 5, written.join('\n'));
  assert.deepEqual([...new Set(written)].sort(), ['jinwei-catalogue strict', 'jinwei-keys strict', 'jinwei-workspace strict']);
});

journey('a full disk is said, and what was typed goes there when it has room again', async ({ site, computer }) => {
  const clerk = await computer({ viewport: narrow });
  let page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await saved(page);
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage);
  // A browser that has just started asks anew how much room there is.
  await clerk.restart();
  const browser = await clerk.context.newCDPSession(clerk.context.pages()[0]);
  const quota = (quotaSize) => browser.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize });
  await quota(usage + 60_000);
  page = await clerk.open('', { today });
  await openTopic(page, '支部情况与责任制');

  // A whole page of words at a time, then fewer, until the disk takes not even a few; a browser may tidy up and find room
  // once more.
  let length = 6_000;
  for (let turn = 1; turn < 200 && length > 5; turn += 1) {
    await field(page, '支部书记').fill(`第${turn}次${'写'.repeat(length)}`);
    await page.locator('[data-save-state=saved], [data-save-state=failed]').waitFor();
    if (await failed(page, '空间已满').isVisible()) {
      await page.waitForTimeout(4_000);
      if (await failed(page, '空间已满').isVisible()) length = Math.floor(length / 4);
    }
  }
  await failed(page, '空间已满').waitFor();
  await failed(page, '清理磁盘').waitFor();
  await fill(page, '支部书记', '校长乙');
  await fill(page, '党员人数', '24');
  await page.waitForTimeout(600);
  // More of it does not change what is said, and a backup holds all.
  await failed(page, '空间已满').waitFor();
  await looker(page, 'narrow')('a full disk');
  const file = await clerk.download(page, () =>
    page.locator('[data-save-state]').getByRole('button', { name: '导出备份文件' }).click());
  const { profile } = JSON.parse(file.text()).documents[0];
  assert.deepEqual([profile.secretary, profile.member_count], ['校长乙', 24]);

  await quota();
  await saved(page);
  await page.reload();
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长乙'));
  assert.equal(await field(page, '党员人数').inputValue(), '24');
});

journey('with room again, the next key is enough', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    globalThis.roomAgain = () => (IDBObjectStore.prototype.put = put);
  });
  await fill(page, '支部书记', '校长甲');
  await failed(page, '空间已满').waitFor();
  // Between two tries of its own.
  await page.waitForTimeout(300);
  await page.evaluate(() => globalThis.roomAgain());
  const start = Date.now();
  await field(page, '支部书记').press('End');
  await field(page, '支部书记').pressSequentially('乙');
  await saved(page);
  assert.ok(Date.now() - start < 2_000, `${Date.now() - start} ms`);
});

for (const when of fullness) {
  journey(`a disk that is full, said ${when}, takes no file in and gives none back; with room it does both`, async ({ site, computer }) => {
    const clerk = await computer();
    const page = await clerk.open('', { today });
    await restore(page, backupFile());
    const other = await besides(clerk, site);
    const beginning = booksOf(await onDisk(other));
    await openTopic(page, '单位情况与负责人');
    await fill(page, '党组织书记', '总支书记甲');
    await saved(page);
    const before = [await shown(page), await databases(other)];
    const file = submissionFile(2, 1, when);
    const card = incoming(page, file.name);
    const look = async () => {
      await go(page, '导入');
      await choose(page, file);
      await card.getByRole('button', { name: '接收', exact: true }).waitFor();
    };
    await look();
    await fillUp(page, when);
    const refusal = await meetsNoRoom(page, pressed(card, '接收'));
    await refusal.filter({ hasText: '没有接收。' }).waitFor();
    await saved(page);
    await looker(page, 'wide')('a full disk takes no file in');
    assert.equal(await card.getByText('✓ 已接收').count(), 0);
    assert.deepEqual(await shown(page), before[0]);
    assert.deepEqual(await databases(other), before[1]);

    // The same press, once there is room.
    await look();
    await meetsNoRoom(page, pressed(card, '接收'));
    await room(page);
    await accept(page, file.name);
    await card.getByText('✓ 已接收').waitFor();
    assert.equal(await card.getByRole('alert').count(), 0);
    await saved(page);
    const after = await databases(other);
    const taken = await onDisk(other);
    assertLeadsBack(taken, beginning);
    assert.deepEqual(booksOf(taken)[file.branch].items, file.documents[0].items);

    // The disk has to take the way back as well.
    await fillUp(page, when);
    const stays = await meetsNoRoom(page, pressed(card, '撤回这次接收'));
    await stays.filter({ hasText: '没有撤回。' }).waitFor();
    await card.getByText('✓ 已接收').waitFor();
    assert.deepEqual(await databases(other), after);
    await room(page);
    await pressed(card, '撤回这次接收')();
    await card.getByRole('button', { name: '接收', exact: true }).waitFor();
    assert.deepEqual(await shown(page), before[0]);
    assertLeadsBack(await onDisk(other), beginning);
    await look();
    await accept(page, file.name);
    await card.getByText('✓ 已接收').waitFor();
    await saved(page);
    await page.reload();
    await go(page, '任务清单');
    await page.getByRole('heading', { level: 2, name: '河东中学第2党支部' }).waitFor();
    await openTopic(page, '单位情况与负责人');
    assert.equal(await field(page, '党组织书记').inputValue(), '总支书记甲');
    assertLeadsBack(await onDisk(other), beginning);
  });

  journey(`a disk that is full, said ${when}, lets no submission go out; with room the first one goes`, async ({ site, computer }) => {
    const clerk = await computer();
    const page = await clerk.open('', { today });
    await startSample(page);
    const other = await besides(clerk, site);
    const beginning = booksOf(await onDisk(other));
    await mendSample(page);
    const handedOut = [];
    page.on('download', (file) => handedOut.push(file.suggestedFilename()));
    const before = [await shown(page), await withoutKeys(other)];

    await fillUp(page, when);
    // A branch gets its book back as little as the office gets the plan.
    for (const name of ['导出报送文件', '示例中学初中部党支部']) {
      await go(page, '报送');
      await meetsNoRoom(page, pressed(page, name));
      await looker(page, 'wide')('a full disk lets nothing go out');
      await page.getByText('还没有报送过。').waitFor();
      assert.equal(await page.locator('#exported').count(), 0);
      assert.deepEqual(await shown(page), before[0]);
      assert.deepEqual(await withoutKeys(other), before[1]);
      assert.deepEqual(handedOut, []);
    }

    // Nothing of what was refused counts: it is the first version, and takes no other's place.
    await go(page, '报送');
    await meetsNoRoom(page, pressed(page, '导出报送文件'));
    await room(page);
    const file = await submit(clerk, page);
    assert.match(file.name, /第1版/);
    const bundle = JSON.parse(file.text());
    assert.equal(bundle.revision, 1);
    assert.equal(bundle.supersedes, undefined);
    await page.locator('#exported', { hasText: bundle.digest }).waitFor();
    assert.equal(await page.locator('main').getByRole('alert').count(), 0);
    await saved(page);
    await page.reload();
    const again = page.getByRole('button', { name: '再次下载' });
    await again.waitFor();
    assert.equal(await again.count(), 1);
    assert.deepEqual(handedOut, [file.name]);
    const now = await onDisk(other);
    assertLeadsBack(now, beginning);
    assert.deepEqual(now.sent.map(([, { text }]) => text), [file.text()]);
    assert.deepEqual(byId(Object.values(booksOf(now))), byId(bundle.documents), 'what stands in the books is what went out');
  });

  journey(`a disk that is full, said ${when}, leaves a workspace its name and its day; with room it gets others`, async ({ site, computer }) => {
    const clerk = await computer();
    const page = await clerk.open('');
    await startBranch(page, '河西小学党支部');
    await openTopic(page, '支部情况与责任制');
    await fill(page, '支部书记', '校长甲');
    await saved(page);
    const other = await besides(clerk, site);
    const before = await withoutKeys(other);
    const called = (name) => page.locator('.where', { hasText: name });
    const fixed = page.getByText('本页按这一天计算期限');
    const set = (label, value) => async () => {
      await field(page, label).fill(value);
      await field(page, label).blur();
    };

    await fillUp(page, when);
    for (const [label, value, was] of [['工作区名称', '中心小学党支部', '河西小学党支部'], ['基准日', '2012-07-05', '']]) {
      await go(page, '工作区与设置');
      await meetsNoRoom(page, set(label, value));
      await called('河西小学党支部').waitFor();
      assert.equal(await fixed.count(), 0);
      await looker(page, 'wide')('a full disk leaves the settings');
      // Who comes back finds what is so.
      await go(page, '备份');
      await go(page, '工作区与设置');
      assert.equal(await field(page, label).inputValue(), was);
      await go(page, '备份');
    }
    assert.deepEqual(await withoutKeys(other), before);

    await room(page);
    await go(page, '工作区与设置');
    await set('工作区名称', '中心小学党支部')();
    await called('中心小学党支部').waitFor();
    await set('基准日', '2012-07-05')();
    await fixed.waitFor();
    assert.equal(await page.locator('main').getByRole('alert').count(), 0);
    await page.reload();
    await called('中心小学党支部').waitFor();
    await fixed.waitFor();
    assert.equal(await field(page, '工作区名称').inputValue(), '中心小学党支部');
    assert.deepEqual(workspace(await databases(other)), workspace(before));
  });

  journey(`a disk that is full, said ${when}, makes no workspace and keeps nobody from the others; with room it makes each`, async ({ site, computer }) => {
    const clerk = await computer();
    const page = await clerk.open('', { today });
    await restore(page, backupFile());
    const other = await besides(clerk, site);
    const beginning = booksOf(await onDisk(other));
    await openTopic(page, '单位情况与负责人');
    await fill(page, '党组织书记', '总支书记甲');
    await saved(page);
    const before = await databases(other);
    const [of] = Object.keys(before).filter((name) => name.startsWith('jinwei-workspace-'));
    const holds = async () => {
      await page.getByRole('button', { name: '河东中学党总支（恢复自备份）（单位）' }).click();
      await openTopic(page, '单位情况与负责人');
      assert.equal(await field(page, '党组织书记').inputValue(), '总支书记甲');
    };
    const untouched = async () => {
      const now = await databases(other);
      assert.deepEqual(now[of], before[of]);
      assert.deepEqual(now['jinwei-catalogue'], before['jinwei-catalogue']);
    };
    const all = page.getByRole('button', { name: /（(支部|单位|局党委办公室)）$/ });

    await fillUp(page, when);
    for (const name of ['看示例', '以“支部”开始', '以“局党委办公室”开始']) {
      await leave(page);
      assert.equal(await page.locator('main').getByRole('alert').count(), 0);
      await field(page, '支部名称').fill('河西小学党支部');
      await meetsNoRoom(page, pressed(page, name));
      await heading(page, '晋位台账');
      assert.equal(await field(page, '支部名称').inputValue(), '河西小学党支部');
      assert.equal(await all.count(), 1);
      await untouched();
      await holds();
    }
    await leave(page);
    const file = backupFile();
    await choose(page, file);
    const refusal = await meetsNoRoom(page, pressed(incoming(page, file.name), '接收'));
    await refusal.filter({ hasText: '没有接收。' }).waitFor();
    await looker(page, 'wide')('a full disk makes no workspace');
    assert.equal(await all.count(), 1);
    await untouched();

    await room(page);
    await accept(page, file.name);
    await heading(page, '任务清单');
    await leave(page);
    await startBranch(page, '河西小学党支部');
    await leave(page);
    await startSample(page);
    await leave(page);
    assert.equal(await page.locator('main').getByRole('alert').count(), 0);
    // What was not made is not missed.
    assert.equal(await page.locator('[data-lost]').count(), 0);
    assert.equal(await all.count(), 4);
    const { workspaces, catalogue } = await readDisk(other);
    assert.equal(catalogue.length, 4);
    for (const { id, name } of catalogue) assert.ok(workspaces[id].documents.length > 0, name);
    assertLeadsBack(workspaces[of.replace('jinwei-workspace-', '')], beginning);
    assert.deepEqual((await databases(other))[of], before[of]);
  });
}

journey('what a full disk refused leaves no gap in the history', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await restore(page, backupFile());
  const other = await besides(clerk, site);
  const beginning = booksOf(await onDisk(other));
  await openTopic(page, '单位情况与负责人');
  await fill(page, '党组织书记', '总支书记甲');
  await saved(page);
  await go(page, '导入');
  const file = submissionFile(2, 1, 'numbers');
  await choose(page, file);
  await fillUp(page, 'at once');
  await meetsNoRoom(page, pressed(incoming(page, file.name), '接收'));
  await room(page);
  await accept(page, file.name);
  await incoming(page, file.name).getByText('✓ 已接收').waitFor();
  await go(page, '历史');
  const steps = page.locator('[data-step]');
  await steps.first().waitFor();
  assert.deepEqual(await steps.evaluateAll((all) => all.map(({ dataset }) => dataset.step)), ['2', '1']);
  assertWhole(await onDisk(other), beginning);
});

journey('of a workspace that a full disk did not take, nothing is left on it', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await leave(page);
  const other = await besides(clerk, site);
  const before = await databases(other);
  await fillUp(page, 'at once');
  await meetsNoRoom(page, pressed(page, '看示例'));
  const left = Object.keys(await databases(other)).filter((name) => before[name] === undefined);
  assert.deepEqual(left, []);
  assert.deepEqual(await databases(other), before);
});

journey('what the disk did not take is not left by one click, nor by loading the page anew without being asked', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    globalThis.roomAgain = () => (IDBObjectStore.prototype.put = put);
  });
  await fill(page, '支部书记', '校长甲');
  await failed(page, '空间已满').waitFor();
  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  assert.equal(await field(page, '支部书记').inputValue(), '校长甲');

  await go(page, '工作区与设置');
  const leave = page.getByRole('button', { name: '新建或选择工作区' });
  await leave.click();
  await page.getByRole('alert').getByText('还有内容没有存上').waitFor();
  await heading(page, '工作区与设置');
  assert.equal(await page.getByRole('button', { name: '照样离开' }).count(), 0, 'it may be mended');
  await page.evaluate(() => globalThis.roomAgain());
  await saved(page);
  await leave.click();
  await heading(page, '晋位台账');
  await page.getByRole('button', { name: '河西小学党支部（支部）' }).click();
  await openTopic(page, '支部情况与责任制');
  assert.equal(await field(page, '支部书记').inputValue(), '校长甲');
});

journey('a write that the browser takes back is said and written again', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  await page.evaluate(() => {
    const { commit } = IDBTransaction.prototype;
    globalThis.aborted = 0;
    IDBTransaction.prototype.commit = function () {
      globalThis.aborted += 1;
      this.abort();
    };
    globalThis.commitAgain = () => (IDBTransaction.prototype.commit = commit);
  });
  await fill(page, '支部书记', '校长乙');
  await failed(page, '浏览器撤回了写入').waitFor();
  await assertAccessible(page);
  // It tries again by itself, and says the same until it succeeds.
  await eventually(async () => assert.ok((await page.evaluate(() => globalThis.aborted)) > 1));
  await failed(page, '浏览器撤回了写入').waitFor();
  assert.equal(await field(page, '支部书记').inputValue(), '校长乙');
  await page.evaluate(() => globalThis.commitAgain());
  await saved(page);
  await page.reload();
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长乙'));
});

journey('a database that is deleted under the page is written again as a whole', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await atWork(clerk);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  const before = await backup(clerk, page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  const other = await besides(clerk, site);
  const old = workspace(await databases(other)).stores;
  // What is typed at this very moment is not lost either.
  await field(page, '支部书记').fill('刚刚填的');
  await deleteWorkspace(other);
  await failed(page, '连接断了').waitFor();
  assert.equal(await field(page, '支部书记').inputValue(), '刚刚填的');
  await field(page, '党员人数').fill('25');
  await saved(page);
  await page.getByRole('alert').getByText('已经重新存上').waitFor();

  const now = workspace(await databases(other)).stores;
  for (const store of ['documents', 'sent', 'received', 'restore_points', 'steps']) {
    const keys = (rows) => rows.map(([key]) => key);
    assert.deepEqual(keys(now[store]).slice(0, old[store].length), keys(old[store]), store);
  }
  await page.reload();
  await eventually(async () => assert.equal(await field(page, '党员人数').inputValue(), '25'));
  assert.equal(await field(page, '支部书记').inputValue(), '刚刚填的');
  const after = await backup(clerk, page);
  assert.deepEqual(after.bundle.attachments, before.bundle.attachments);
  assert.equal(after.bundle.documents.length, before.bundle.documents.length);
});

for (const [when, anew] of [['at once', false], ['after the page is loaded anew', true]]) {
  journey(`an office whose database is deleted under the page has its own books again, and takes in ${when} what the units sent`, async ({ site, computer }) => {
    const office = await computer();
    const page = await office.open('', { today });
    await startOffice(page);
    const plan = { name: '示例中学.json', text: readFileSync(fixture('bundles/three-branches.json'), 'utf8') };
    const { bundle_id: id, created_by: { unit } } = JSON.parse(plan.text);
    await receive(page, plan);
    await go(page, '花名册');
    await page.getByLabel(/^在表格里选中并复制/).fill(
      '单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次\n城关小学党总支\t党总支\t总支书记\t城关小学教学党支部\t支部书记\t较好',
    );
    await page.getByRole('button', { name: '放入花名册', exact: true }).click();
    const said = page.getByRole('region', { name: '审阅' });
    const read = async () => {
      await go(page, '收到的方案');
      await page.getByRole('link', { name: unit }).first().click();
      await page.getByText(`${unit}（只读）`).waitFor();
    };
    await read();
    await said.getByRole('button', { name: '已审阅', exact: true }).click();
    await said.getByText('已审阅（').waitFor();
    await saved(page);
    const other = await besides(office, site);
    const old = workspace(await databases(other)).stores;
    const keys = (rows) => rows.map(([key]) => key);
    assert.deepEqual([keys(old.summaries), keys(old.files)], [[id], [id]]);

    await deleteWorkspace(other);
    await failed(page, '连接断了').waitFor();
    await saved(page);
    const told = page.getByRole('alert').filter({ hasText: '屏幕上的全部内容已经重新存上' });
    await told.filter({ hasText: '各单位报来的文件不在内存里' }).filter({ hasText: '请再导入一次，或者从备份恢复' }).waitFor();
    await looker(page, 'wide')('an office that lost what was sent to it');
    const now = workspace(await databases(other)).stores;
    for (const store of ['documents', 'restore_points', 'steps', 'sent', 'received']) assert.deepEqual(now[store], old[store], store);
    assert.deepEqual([now.summaries, now.files], [[], []], 'there is nothing of them to be written again');

    if (anew) await page.reload();
    await lookAt(page, plan);
    assert.equal(await page.getByText('已经收过').count(), 0, 'what was lost is not taken for received');
    await page.getByRole('button', { name: /^全部接收/ }).click();
    await page.locator('[data-import-state=done]').waitFor();
    await saved(page);
    const again = workspace(await databases(other)).stores;
    assert.deepEqual(again.files.map(([key, bytes]) => [key, Buffer.from(Object.values(bytes)).toString('utf8')]), [[id, plan.text]]);
    assert.deepEqual(keys(again.summaries), [id]);
    // What was said of it still is, and it was received once.
    await page.reload();
    await read();
    await said.getByText('已审阅（').waitFor();
    const sheet = again.documents.map(([, row]) => held(row)).find(({ kind }) => kind === 'review_sheet');
    assert.deepEqual(sheet.receipts.map(({ bundle }) => bundle), [id]);
  });
}

journey('a write that gives an emptied disk everything back has none beside it, also when the page is left meanwhile', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await atWork(clerk);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  const other = await besides(clerk, site);
  const books = workspace(await databases(other)).stores.documents.length;
  // The first write is taken back while the page is said to be about to go; what is committed then is told, with its books.
  await page.evaluate(() => {
    const { commit } = IDBTransaction.prototype;
    const { put } = IDBObjectStore.prototype;
    const puts = new Map();
    globalThis.committed = [];
    IDBObjectStore.prototype.put = function (...row) {
      if (this.name === 'documents') puts.set(this.transaction, (puts.get(this.transaction) ?? 0) + 1);
      return put.apply(this, row);
    };
    let first = true;
    IDBTransaction.prototype.commit = function () {
      if (!this.db.name.startsWith('jinwei-workspace-')) return commit.call(this);
      this.addEventListener('complete', () => globalThis.committed.push(puts.get(this) ?? 0));
      if (!first) return commit.call(this);
      first = false;
      const rows = this.objectStore('documents');
      const until = performance.now() + 200;
      const wait = () => {
        if (performance.now() < until) rows.get('').onsuccess = wait;
        else this.abort();
      };
      wait();
      setTimeout(() => dispatchEvent(new Event('pagehide')), 50);
    };
  });
  await deleteWorkspace(other);
  await failed(page, '浏览器撤回了写入').waitFor();
  await saved(page);
  await page.getByRole('alert').getByText('已经重新存上').waitFor();
  assert.equal((await page.evaluate(() => globalThis.committed))[0], books);
});

journey('data that are cleared away, and a disk that is gone for a while: nothing on the screen is lost', async ({ site, computer }) => {
  const clerk = await computer({ viewport: narrow });
  const page = await atWork(clerk);
  const before = await backup(clerk, page);
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await page.evaluate(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('no disk', 'UnknownError');
    };
    globalThis.diskAgain = () => (IDBFactory.prototype.open = open);
  });
  const browser = await clerk.context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes: 'indexeddb' });
  // Nobody typed; it is said all the same.
  await failed(page, '连接断了').waitFor();
  await failed(page, '不要关闭本页').waitFor();
  await looker(page, 'narrow')('a disk that is gone');
  await fill(page, '党员人数', '26');
  await page.waitForTimeout(4_000);
  await failed(page, '连接断了').waitFor();
  assert.equal(await field(page, '党员人数').inputValue(), '26');
  const held = await clerk.download(page, () =>
    page.locator('[data-save-state]').getByRole('button', { name: '导出备份文件' }).click());
  assert.equal(JSON.parse(held.text()).attachments.length, before.bundle.attachments.length);

  await page.evaluate(() => globalThis.diskAgain());
  await saved(page);
  await page.getByRole('alert').getByText('已经重新存上').waitFor();
  await assertFitsWidth(page);
  await clerk.restart();
  const again = await clerk.open('', { today });
  await heading(again, '任务清单');
  await openTopic(again, '支部情况与责任制', '示例中学初中部党支部');
  assert.equal(await field(again, '党员人数').inputValue(), '26');
  const after = await backup(clerk, again);
  assert.deepEqual(after.bundle.attachments, before.bundle.attachments);
  assert.equal(after.bundle.documents.length, before.bundle.documents.length);
});

journey('a connection that the browser cuts while the books stay is taken up again', async ({ computer }) => {
  const clerk = await computer();
  // The browser's own word for it, from the page itself.
  await clerk.context.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    globalThis.connections = new Set();
    IDBDatabase.prototype.transaction = function (...asked) {
      if (this.name.startsWith('jinwei-workspace-')) globalThis.connections.add(this);
      return transaction.apply(this, asked);
    };
    globalThis.cut = () => {
      for (const db of globalThis.connections) {
        db.close();
        db.dispatchEvent(new Event('close'));
      }
      globalThis.connections.clear();
    };
  });
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  await page.evaluate(() => globalThis.cut());
  await failed(page, '连接断了').waitFor();
  await fill(page, '党员人数', '24');
  await saved(page);
  assert.equal(await page.getByText('重新存上').count(), 0, 'nothing was lost, and nothing is said of it');
  // Without a word, too.
  await page.evaluate(() => globalThis.connections.forEach((db) => db.close()));
  await fill(page, '支部书记', '校长乙');
  await saved(page);
  await page.reload();
  await eventually(async () => assert.equal(await field(page, '支部书记').inputValue(), '校长乙'));
  assert.equal(await field(page, '党员人数').inputValue(), '24');
});

journey('a workspace that is deleted in another tab is not written again behind its back', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  const other = await clerk.open('', { today });
  await go(other, '工作区与设置');
  await other.getByRole('button', { name: '新建或选择工作区' }).click();
  await startSample(other);
  await go(other, '工作区与设置');
  const line = other.getByRole('listitem').filter({ hasText: '河西小学党支部（支部）' });
  await line.getByRole('button', { name: '删除', exact: true }).click();
  await line.getByRole('button', { name: '确定删除' }).click();
  await failed(page, '在另一个标签页里删除了').waitFor();
  const bin = other.locator('section', { has: other.getByRole('heading', { name: '回收站' }) }).getByRole('listitem');
  await bin.getByRole('button', { name: '彻底删除' }).click();
  await bin.getByLabel(/请输入工作区名称/).fill('河西小学党支部');
  await bin.getByRole('button', { name: '彻底删除' }).click();
  await bin.waitFor({ state: 'detached' });
  await fill(page, '支部书记', '校长乙');
  await page.waitForTimeout(4_000);
  await failed(page, '在另一个标签页里删除了').waitFor();
  const names = await other.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.equal(names.filter((name) => name.startsWith('jinwei-workspace-')).length, 1, names.join());
  const file = await clerk.download(page, () =>
    page.locator('[data-save-state]').getByRole('button', { name: '导出备份文件' }).click());
  assert.equal(JSON.parse(file.text()).documents[0].profile.secretary, '校长乙');

  // It is left only by somebody who was told twice.
  await go(page, '工作区与设置');
  await page.getByRole('button', { name: '新建或选择工作区' }).click();
  await page.getByRole('alert').getByText('先导出备份文件').waitFor();
  await page.getByRole('button', { name: '不再存盘，照样离开' }).click();
  await heading(page, '晋位台账');
});

journey('what was typed a moment before the workspace was put into the bin elsewhere goes along into it', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  const other = await besides(clerk, site);
  const [name] = Object.keys(await databases(other)).filter((name) => name.startsWith('jinwei-workspace-'));
  await field(page, '支部书记').evaluate((input, name) => {
    input.value = '校长乙';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    new BroadcastChannel(name).postMessage('removed');
  }, name.replace('workspace', 'tabs'));
  await failed(page, '在另一个标签页里删除了').waitFor();
  const [[, row]] = workspace(await databases(other)).stores.documents;
  assert.equal(held(row).profile.secretary, '校长乙');
});

journey('what a newer page writes while the books are open is shown at once, and nothing is written from then on', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  const other = await besides(clerk, site);
  await writeAsNewer(other, true);
  await newer(page).waitFor();
  const before = workspace(await databases(other));
  await page.waitForTimeout(1_000);
  assert.deepEqual(workspace(await databases(other)), before);
});

journey('what is typed over what a newer page wrote stays on the screen, to be carried away', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  const other = await besides(clerk, site);
  // Nobody tells of it.
  await writeAsNewer(other, false);
  const before = workspace(await databases(other));
  await field(page, '支部书记').fill('校长乙');
  await failed(page, '先导出备份文件，再刷新').waitFor();
  assert.equal(await field(page, '支部书记').inputValue(), '校长乙');
  await field(page, '党员人数').fill('24');
  await page.waitForTimeout(4_000);
  assert.deepEqual(workspace(await databases(other)), before);
  const file = await clerk.download(page, () =>
    page.locator('[data-save-state]').getByRole('button', { name: '导出备份文件' }).click());
  const { profile } = JSON.parse(file.text()).documents[0];
  assert.deepEqual([profile.secretary, profile.member_count], ['校长乙', 24]);
});

journey('the database of an earlier version opens whole, is raised, and can be gone back to', async ({ site, computer }) => {
  const clerk = await computer();
  const other = await besides(clerk, site);
  await putBack(other, third());
  const old = workspace(third()).stores;
  const page = await clerk.open('', { today });
  await heading(page, '任务清单');
  await saved(page);
  const { version, stores } = workspace(await databases(other));
  assert.equal(version, 4);
  for (const [key, row] of stores.documents) {
    assert.equal(JSON.parse(row).data_version, 2, key);
    assert.deepEqual(held(row), JSON.parse(old.documents.find(([known]) => known === key)[1]));
  }
  assert.equal(stores.documents.length, old.documents.length);
  assert.deepEqual(stores.sent, old.sent);
  // In the same transaction as the state before.
  assert.equal(stores.turns.length, old.turns.length + 1);
  const points = stores.restore_points.map(([, row]) => held(row));
  const point = JSON.parse(points.find(({ name }) => name.includes('数据格式')).text);
  const rows = point.attachments.filter(({ store }) => store === 'row:documents').map(({ id, text }) => [id, text]);
  assert.deepEqual(rows, old.documents, 'row by row, as they were');

  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await fill(page, '党员人数', '30');
  await go(page, '备份');
  await page.getByRole('listitem').filter({ hasText: '数据格式升级' }).getByRole('button', { name: '退回到这个状态' }).click();
  await page.getByText('✓ 已退回').waitFor();
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  assert.equal(await field(page, '党员人数').inputValue(), '24');
  // Once.
  await page.reload();
  await saved(page);
  const names = workspace(await databases(other)).stores.restore_points.map(([, row]) => held(row).name);
  assert.equal(names.filter((name) => name.startsWith('数据格式')).length, 1);
});

journey('a newer page’s database is shown and carried away, and not a row of it is changed', async ({ site, computer }) => {
  const clerk = await computer();
  const all = third();
  const of = workspace(all);
  of.version = 9;
  of.stores.seals = [['one', 'of the future']];
  const other = await besides(clerk, site);
  await putBack(other, all);
  const page = await clerk.open('', { today });
  await newer(page).getByText('只能看').waitFor();
  await looker(page, 'wide')('a newer database');
  await openTopic(page, '支部情况与责任制', '示例中学初中部党支部');
  await page.getByText('24').first().waitFor();
  assert.equal(await page.getByLabel('党员人数', { exact: true }).count(), 0, 'nothing can be typed');
  const file = await clerk.download(page, () => newer(page).getByRole('button', { name: '导出备份文件' }).click());
  const bundle = JSON.parse(file.text());
  assert.deepEqual(byId(bundle.documents), byId(of.stores.documents.map(([, row]) => JSON.parse(row))));
  const seal = bundle.attachments.find(({ store }) => store === 'row:seals');
  assert.deepEqual([seal.id, seal.text], ['one', 'of the future']);
  await go(page, '备份');
  await page.reload();
  await newer(page).waitFor();
  assert.deepEqual(workspace(await databases(other)), of);
});

journey('a book of a newer page is carried away verbatim and comes back as it was', async ({ site, computer }) => {
  const clerk = await computer();
  const all = third();
  const of = workspace(all);
  of.version = 4;
  const later = '{"data_version":7,"row":{"kind":"branch_book","id":"sample-branch-2","chapters":["新的样子"]}}';
  of.stores.documents = of.stores.documents.map(([key, row]) => [key, key === 'sample-branch-2' ? later : row]);
  const other = await besides(clerk, site);
  await putBack(other, all);
  const page = await clerk.open('', { today });
  await newer(page).waitFor();
  await page.getByRole('alert').getByText('第7版').waitFor();
  await page.getByRole('heading', { level: 2, name: /高中部/ }).waitFor();
  const file = await clerk.download(page, () => newer(page).getByRole('button', { name: '导出备份文件' }).click());
  assert.deepEqual(workspace(await databases(other)), of);

  // Restored at another computer with the same old page, it still is what only a newer one reads.
  const next = await (await computer()).open('', { today });
  await restore(next, file.path);
  await newer(next).waitFor();
  const restored = workspace(await databases(next)).stores.documents;
  assert.deepEqual(restored.find(([key]) => key === 'sample-branch-2'), ['sample-branch-2', later]);
});

journey('a newer page beside an old tab: the old one writes what was typed, lets go and says so', async ({ site, computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startBranch(page, '河西小学党支部');
  await openTopic(page, '支部情况与责任制');
  await fill(page, '支部书记', '校长甲');
  await saved(page);
  const other = await besides(clerk, site);
  await field(page, '支部书记').pressSequentially('乙', { delay: 5 });
  const blocked = await other.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    const asked = indexedDB.open(name, 9);
    await new Promise((done) => (asked.onsuccess = done));
    asked.result.close();
    return false;
  });
  assert.equal(blocked, false);
  await newer(page).getByText('刷新本页').waitFor();
  await assertAccessible(page);
  await page.getByText('校长甲乙').first().waitFor();
  const { version, stores } = workspace(await databases(other));
  assert.equal(version, 9);
  assert.equal(held(stores.documents[0][1]).profile.secretary, '校长甲乙');
});

journey('where a page of an earlier version holds the database, the new one says so and waits', async ({ site, computer }) => {
  const clerk = await computer();
  const other = await besides(clerk, site);
  await putBack(other, third());
  await other.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('jinwei-workspace-'));
    const asked = indexedDB.open(name);
    await new Promise((done) => (asked.onsuccess = done));
    globalThis.holds = asked.result;
  });
  const page = await clerk.open('', { today });
  await page.getByRole('status').getByText('“示例单位”还在另一个标签页').waitFor();
  await looker(page, 'wide')('waiting for an old tab');
  await other.evaluate(() => globalThis.holds.close());
  await heading(page, '任务清单');
  await saved(page);
});

journey('a damaged row stays where it is and goes with every backup', async ({ site, computer }) => {
  const clerk = await computer();
  const all = third();
  const torn = '{"kind":"branch_book","id":"sample-branch-2","pro';
  const of = workspace(all);
  of.stores.documents = of.stores.documents.map(([key, row]) => [key, key === 'sample-branch-2' ? torn : row]);
  const other = await besides(clerk, site);
  await putBack(other, all);
  const page = await clerk.open('', { today });
  await page.getByRole('alert').getByText('sample-branch-2').waitFor();
  await saved(page);
  const { bundle } = await backup(clerk, page);
  const row = bundle.attachments.find(({ store }) => store === 'row:documents');
  assert.deepEqual([row.id, row.text], ['sample-branch-2', torn]);
  const kept = workspace(await databases(other)).stores.documents;
  assert.deepEqual(kept.find(([key]) => key === 'sample-branch-2'), ['sample-branch-2', torn]);
});
