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
  const words = { work: '做事时', aimed: '做某一件事以后四分之一秒内', start: '打开网页时', new: '新建工作区（恢复备份）时' };
  return [
    '| | |',
    '|---|---|',
    ...lines([
      ['杀掉浏览器', `${times} 次（${Object.entries(kinds).map(([kind, count]) => `${words[kind]} ${count}`).join('，')}）`],
      ['其间做的事（一个键算一件）', acts],
      ['重新打开以后：网页打不开', failures.length === 0 ? 0 : '见下'],
      ['最后的事有没来得及存的', `${some} 次，最多 ${most(missing)} 件，做了最久的 ${most(ages)} 毫秒`],
      ['超过半秒的丢失、只有一半的、历史与账本不符的、不能退一步的', failures.length],
    ]),
  ];
}

const browsers = { locks: '有 Web Locks', 'no locks': '没有 Web Locks', 'no locks, no words': '没有 Web Locks，也没有 BroadcastChannel' };

/** The table of a run of tabs. */
function tableOfTabs({ kinds, failures }) {
  return [
    '| 浏览器 | 次 | 秒 | 写的字段 | 历史的步骤 | 冲突，已显示并留下 | 其他操作 |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...lines(Object.entries(kinds).map(([kind, { sittings, seconds, texts, steps, clashes, other }]) =>
      [browsers[kind], sittings, Math.round(seconds), texts, steps, clashes, other])),
    '',
    failures.length === 0 ? '丢失：0。' : `有丢失的：${failures.length} 次。`,
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
