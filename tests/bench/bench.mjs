// Measures the office's desk with the files of a whole province, beside a floor of plain JavaScript, in one run of one
// browser; `cargo xtask bench` makes the files and runs this. It never fails for being slow. It fails when a file is lost.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as desk from './desk.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { chromium } = createRequire(here('../journeys/package.json'))('playwright-core');

/** The folder of the files, and that of the finished page. */
const folder = resolve(process.env.JINWEI_BENCH_FILES);
const dist = resolve(process.env.JINWEI_DIST);
/** The day on which the files were written. */
const today = '2012-08-06';
/** What the page's side is told of the desk. */
const plain = { marks: desk.marks, kept: desk.kept, overview: desk.overview, search: desk.search };
/** How long anything may take before it counts as hanging, in milliseconds. */
const patience = 1_200_000;

const names = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
const paths = names.map((name) => join(folder, name));
const expected = paths.map((path) => JSON.parse(readFileSync(path, 'utf8')).bundle_id).sort();
assert.equal(new Set(expected).size, paths.length, 'two files of the set have one id');
// What else the machine does shows in every figure.
const [load] = loadavg();
const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);

// Both lie on one host, so that both have the same disk below them.
const root = mkdtempSync(join(tmpdir(), 'jinwei-bench-'));
cpSync(dist, join(root, 'site/page'), { recursive: true });
mkdirSync(join(root, 'site/floor'));
cpSync(here('floor.html'), join(root, 'site/floor/index.html'));
process.env.JINWEI_DIST = join(root, 'site');
const { serve } = await import('../journeys/site.mjs');

const site = await serve();
const context = await chromium.launchPersistentContext(join(root, 'profile'), {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
  // Root has no sandbox to start.
  chromiumSandbox: process.getuid?.() !== 0,
  viewport: { width: 1280, height: 800 },
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce',
  acceptDownloads: true,
});
context.setDefaultTimeout(patience);
let outcome;
try {
  const before = await floor();
  const page = await measured();
  const after = await floor();
  // The quicker of both: what else the machine did meanwhile is not the floor's.
  outcome = {
    browser: `Chromium ${context.browser()?.version() ?? (await versionOf(context))}`,
    floor: Math.min(before.single, after.single),
    batched: Math.min(before.batched, after.batched),
    page,
  };
} finally {
  await context.close();
  await site.close();
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
const table = written(outcome);
console.log(table);
if (process.env.JINWEI_BENCH_FIGURES) putInto(process.env.JINWEI_BENCH_FIGURES, table);

/** The floor: a file a transaction, and fifty. */
async function floor() {
  const page = await context.newPage();
  await page.goto(`${site.url}floor/index.html`);
  await page.setInputFiles('input', paths);
  const run = async (batch) => {
    const { took, count } = await page.evaluate((batch) => floor(`floor-${batch}-${Math.random()}`, batch), batch);
    assert.equal(count, paths.length, 'the floor lost a file');
    return took;
  };
  const figures = { single: await run(1), batched: await run(50) };
  await page.close();
  return figures;
}

/** The office's desk, from the choice of the files to the backup. */
async function measured() {
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript({ path: here('watch.js') });
  await page.goto(`${site.url}page/index.html?today=${today}`);
  await desk.begin(page);
  await desk.toImport(page);
  const figures = {};

  // From the moment at which the files are there, to the last of them in the table.
  await page.evaluate(({ marks }) => {
    const watch = globalThis.benchWatch;
    document.querySelector(marks.files).addEventListener('change', () => (watch.start = watch.from()), { capture: true, once: true });
    watch.seen = 0;
  }, plain);
  const looked = page.evaluate(({ marks }) =>
    benchWatch.until(() => {
      if (document.querySelector(marks.progress)) benchWatch.seen += 1;
      return document.querySelector(marks.told)?.getAttribute(marks.state) === 'looked';
    }), plain);
  await page.setInputFiles(desk.marks.files, paths);
  const lookedAt = await looked;
  const [start, seen] = await page.evaluate(() => [benchWatch.start, benchWatch.seen]);
  figures.look = { took: lookedAt - start, ...(await since(page)) };
  const told = await page.locator(desk.marks.told).getAttribute(desk.marks.count);
  assert.equal(Number(told), paths.length, 'the table does not account for every file');
  assert.ok(seen > 0, 'no progress was shown');

  // From the press on the button to the word that all is on the disk.
  const button = desk.takeAll(page);
  assert.match(await button.textContent(), new RegExp(`\\b${paths.length}\\b`), 'not every file can be taken in');
  const done = page.evaluate(({ marks }) =>
    benchWatch.until(() => document.querySelector(marks.told)?.getAttribute(marks.state) === 'done'), plain);
  const pressed = await button.evaluate((element) => {
    const now = benchWatch.from();
    element.click();
    return now;
  });
  figures.take = { took: (await done) - pressed, ...(await since(page)) };
  await nothingIsLost(page);

  // The first overview of a page that is loaded again.
  await page.evaluate(({ overview }) => history.replaceState(null, '', overview.hash), plain);
  await page.reload();
  const there = await page.evaluate(({ overview }) => benchWatch.until(() => document.querySelector(overview.ready)), plain);
  figures.overview = { took: there, ...(await since(page)) };

  figures.search = await sought(page);
  figures.backup = await backedUp(page);
  assert.deepEqual(complaints, [], 'the page complained');
  await page.close();
  return figures;
}

/** How awake the page was since the watch began anew. */
function since(page) {
  return page.evaluate(() => benchWatch.since());
}

/** What is on the disk, by the bundles' ids, and not by the page's word. */
async function nothingIsLost(page) {
  const there = await page.evaluate(async ({ kept }) => {
    const asked = (request) =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const found = { [kept.summaries]: [], [kept.files]: [] };
    for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith(kept.database))) {
      const database = await asked(indexedDB.open(name));
      for (const store of Object.keys(found)) {
        found[store].push(...(await asked(database.transaction(store).objectStore(store).getAllKeys())));
      }
      database.close();
    }
    return found;
  }, plain);
  for (const [store, keys] of Object.entries(there)) {
    assert.deepEqual(keys.sort(), expected, `${store}: files are lost`);
  }
}

/** From a name typed into the overview's field to the one row that it belongs to; nothing where there is no field. */
async function sought(page) {
  if ((await page.locator(desk.search.field).count()) === 0) return undefined;
  const name = names[names.length >> 1].split('_')[1];
  const [typed, found] = await page.evaluate(async ({ search, name }) => {
    const field = document.querySelector(search.field);
    const start = benchWatch.from();
    field.value = name;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const rows = () => [...document.querySelectorAll(search.rows)];
    const only = () => rows().length > 0 && rows().every((row) => row.textContent.includes(name));
    return [start, await benchWatch.until(only)];
  }, { search: desk.search, name });
  return { took: found - typed, ...(await since(page)) };
}

/** From the press on the button to the file; what the page said instead, where it made none. */
async function backedUp(page) {
  await desk.backup.open(page);
  const start = Date.now();
  await page.evaluate(() => benchWatch.from());
  const file = page.waitForEvent('download').then((download) => ({ download }));
  const refused = page.locator(desk.backup.failed).first().waitFor().then(async () => ({
    refused: await page.locator(desk.backup.failed).first().textContent(),
  }));
  file.catch(() => {});
  refused.catch(() => {});
  await desk.backup.button(page).click();
  const { download, refused: words } = await Promise.race([file, refused]);
  const took = Date.now() - start;
  const figures = { took, words, ...(await since(page)) };
  if (download) {
    const { documents, attachments } = JSON.parse(readFileSync(await download.path(), 'utf8'));
    assert.ok(documents && attachments.length >= paths.length, 'the backup lacks files');
  }
  return figures;
}

async function versionOf(context) {
  const page = context.pages()[0] ?? (await context.newPage());
  return page.evaluate(() => navigator.userAgent.match(/Chrome\/([\d.]+)/)?.[1] ?? '');
}

/** The figures as a table, with the machine that they are of. */
function written({ browser, floor, batched, page }) {
  const { look, take, overview, search, backup } = page;
  const each = (ms) => (ms / paths.length).toFixed(2);
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const ratio = (ms) => (ms / floor).toFixed(2);
  const awake = ({ longest, over, gap }) => `${Math.round(longest)} ms (${over} over 100 ms), ${Math.round(gap)} ms`;
  const total = {
    took: look.took + take.took,
    longest: Math.max(look.longest, take.longest),
    over: look.over + take.over,
    gap: Math.max(look.gap, take.gap),
  };
  const row = (what, { took, words, ...rest }) =>
    `| ${what} | ${words ? `refused: ${words.trim()}` : seconds(took)} | ${each(took)} ms | ${ratio(took)} | ${rest.gap === undefined ? '' : awake(rest)} |`;
  const rows = [
    row('floor, a transaction a file', { took: floor }),
    row('floor, fifty files a transaction', { took: batched }),
    row('looking: read, checked, summarised, in the table', look),
    row('taking in: on the disk, at most eight files a transaction', take),
    row('**import, both together**', total),
    row('first overview after loading again', overview),
    ...(search ? [row('search by name', search)] : []),
    row('backup with every file', backup),
  ];
  const native = process.env.JINWEI_BENCH_NATIVE?.trim();
  return [
    `${paths.length} files of ${Math.round(bytes / paths.length / 1000)} KB on average. ${browser}, headless; ${cpus()[0].model.trim()},`
      + ` ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load.toFixed(1)} before it began.`,
    '',
    '| | time | a file | of the floor | longest task, longest wait |',
    '|---|--:|--:|--:|---|',
    ...rows,
    ...(native ? ['', 'The core alone, compiled for this machine:', '', '```text', native, '```'] : []),
  ].join('\n');
}

/** Puts the figures between the marks of a document. */
function putInto(path, table) {
  const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];
  const text = readFileSync(path, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  assert.ok(from >= 0 && to > from, `${path} has no place for the figures`);
  writeFileSync(path, `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`);
}
