// Runs `kills` or `tabs` and writes their table: `node run.mjs kills 200 [--seed=7] kills.md`. It fails when anything was lost.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';

import { freshSeed } from './chance.mjs';
import { kills } from './kills.mjs';
import { tabs } from './tabs.mjs';

const [name, much, ...rest] = process.argv.slice(2);
const seed = Number(rest.find((word) => word.startsWith('--seed='))?.slice('--seed='.length) ?? freshSeed());
const place = rest.at(-1);

const { chromium } = createRequire(new URL('../journeys/package.json', import.meta.url))('playwright-core');

/** The browser's name and number. */
async function browserName() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromiumSandbox: process.getuid?.() !== 0 });
  const version = browser.version();
  await browser.close();
  return `Chromium ${version.split('.')[0]}`;
}

const lines = (rows) => rows.map((row) => `| ${row.join(' | ')} |`);

/** The table of a run of kills. */
function tableOfKills({ times, kinds, acts, missing, ages, failures }) {
  const most = (list) => list.reduce((most, one) => Math.max(most, one), 0);
  const some = missing.filter((count) => count > 0).length;
  const words = { work: 'at work', aimed: 'within a quarter of a second after a certain act', start: 'while the page opened', new: 'while a workspace was made of a backup' };
  return [
    '| | |',
    '|---|---|',
    ...lines([
      ['kills', `${times} (${Object.entries(kinds).map(([kind, count]) => `${words[kind]} ${count}`).join(', ')})`],
      ['acts in between, a key counted as one', acts],
      ['pages that did not open afterwards', failures.length === 0 ? 0 : 'see below'],
      ['last acts not on the disk yet', `after ${some} kills, at most ${most(missing)}, the oldest done ${most(ages)} ms before the kill`],
      ['older than half a second and lost, half there, history that does not fit the books, no step back', failures.length],
    ]),
  ];
}

const browsers = { locks: 'with Web Locks', 'no locks': 'without Web Locks', 'no locks, no words': 'without Web Locks and BroadcastChannel' };

/** The table of a run of tabs. */
function tableOfTabs({ kinds, failures }) {
  return [
    '| browser | sittings | seconds | fields written | steps of the history | clashes, shown and kept | other acts |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...lines(Object.entries(kinds).map(([kind, { sittings, seconds, texts, steps, clashes, other }]) =>
      [browsers[kind], sittings, Math.round(seconds), texts, steps, clashes, other])),
    '',
    failures.length === 0 ? 'Lost: 0.' : `Sittings with a loss: ${failures.length}.`,
  ];
}

const tell = (words) => console.log(`${new Date().toTimeString().slice(0, 8)} ${words}`);
console.log(`seed ${seed}`);
const start = Date.now();
const figures = await (name === 'kills'
  ? kills({ times: Number(much), seed, tell })
  : tabs({ milliseconds: Number(much) * 60_000, seed, tell }));
const minutes = Math.round((Date.now() - start) / 60_000);
const table = name === 'kills' ? tableOfKills(figures) : tableOfTabs(figures);
const day = new Date().toISOString().slice(0, 10);
const where = `${day}, ${await browserName()}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, seed ${seed}, ${minutes} minutes`;
writeFileSync(place, [`${where}:`, '', ...table, ''].join('\n'));
console.log(table.join('\n'));
if (figures.failures.length > 0) {
  console.error(figures.failures.join('\n\n'));
  process.exitCode = 1;
}
