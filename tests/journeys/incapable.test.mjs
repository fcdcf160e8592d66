// A browser that cannot run the program says what it lacks, and which browsers can; it does so without the program.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { parse } from 'acorn';

import { policyIn, scriptsIn } from './builds.mjs';
import { today } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow } from './harness.mjs';
import { dist } from './site.mjs';

for (const file of ['index.html', 'jinwei.html']) {
  test(`the first script of ${file} is read by every browser that ever ran scripts`, () => {
    const html = readFileSync(join(dist, file), 'utf8');
    const [probe] = scriptsIn(html);
    assert.match(probe, /WebAssembly/);
    parse(probe, { ecmaVersion: 3 });
    assert.ok(html.indexOf(probe) < html.indexOf('type="module"') || html.indexOf(probe) < html.indexOf('type=module'));
  });
}

for (const file of ['index.html', 'jinwei.html']) {
  test(`${file} has words for a browser in which scripts are switched off`, () => {
    const html = readFileSync(join(dist, file), 'utf8');
    const told = [...html.matchAll(/<noscript>([^]*?)<\/noscript>/g)];
    assert.equal(told.length, 1);
    const words = told[0][1].replace(/<[^>]*>/g, '');
    // What is lacking, what to do, and what of the books.
    assert.match(words, /JavaScript/);
    assert.match(words, /请在浏览器设置中允许.*刷新/);
    assert.match(words, /数据只保存在这台电脑上/);
  });

  journey(`a browser in which scripts are switched off shows the words of ${file}`, async ({ site, computer }) => {
    const clerk = await computer({ viewport: narrow });
    const at = file === 'index.html' ? site.url : pathToFileURL(join(dist, file)).href;
    const page = await clerk.context.newPage();
    const session = await clerk.context.newCDPSession(page);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await page.goto(at);
    // Playwright passes over such words when it looks for a text.
    const words = page.locator('noscript p');
    await words.waitFor();
    assert.match(await words.innerText(), /请在浏览器设置中允许本页面运行脚本，然后刷新/);
    await assertFitsWidth(page);
    assert.deepEqual(clerk.asked.filter((file) => /\.wasm$/.test(file)), [], 'the program is not even loaded');
    // Allowed, and loaded anew, as it says.
    await session.send('Emulation.setScriptExecutionDisabled', { value: false });
    await page.reload();
    await page.locator('main').waitFor();
    assert.equal(await words.isVisible(), false);
  });
}

const lacking = [
  { what: 'WebAssembly', lacks: () => delete globalThis.WebAssembly, told: 'WebAssembly：程序要靠它运行' },
  {
    what: 'the right to use WebAssembly',
    lacks: () => {
      WebAssembly.Module = function () {
        throw new WebAssembly.CompileError('the policy says no');
      };
    },
    told: '不让本页使用',
  },
  {
    what: 'reference types',
    lacks: () => {
      const { Module } = WebAssembly;
      WebAssembly.Module = function (bytes) {
        if (bytes.includes(0x6f)) throw new WebAssembly.CompileError('invalid value type 0x6f');
        return new Module(bytes);
      };
    },
    told: 'WebAssembly 的引用类型',
  },
  {
    what: 'a database',
    lacks: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
    told: 'IndexedDB：账本要存在里面',
  },
  {
    what: 'the right to use a database',
    lacks: () =>
      Object.defineProperty(globalThis, 'indexedDB', {
        get() {
          throw new DOMException('the user said no', 'SecurityError');
        },
      }),
    told: 'IndexedDB：账本要存在里面',
  },
  { what: 'large numbers', lacks: () => delete globalThis.BigInt, told: '新版的 JavaScript' },
  { what: 'modules', lacks: () => delete HTMLScriptElement.prototype.noModule, told: '新版的 JavaScript' },
];

for (const { what, lacks, told } of lacking) {
  journey(`a browser without ${what} is told so, and which browsers have it`, async ({ computer }) => {
    const clerk = await computer({ viewport: narrow });
    await clerk.context.addInitScript(lacks);
    const page = await clerk.open('', { today, ready: '#incapable' });
    await page.getByRole('heading', { level: 1, name: '这个浏览器打不开晋位台账' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: told }).waitFor();
    await page.getByText('Chrome 109').waitFor();
    await page.getByText('极速模式').last().waitFor();
    await assertFitsWidth(page);
    await assertAccessible(page);
    assert.deepEqual(clerk.asked.filter((file) => /\.(js|wasm)$/.test(file)), [], 'the program is not even loaded');
  });
}

journey('a browser that cannot unpack the file is told so', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => delete globalThis.DecompressionStream);
  const at = pathToFileURL(join(dist, 'jinwei.html')).href;
  const page = await clerk.open('', { today, at, ready: '#incapable' });
  await page.getByRole('listitem').filter({ hasText: 'DecompressionStream' }).waitFor();
});

journey('a browser that cannot read the scripts is told so', async ({ site, computer, folder, expect }) => {
  expect(/SyntaxError|Unexpected token|^thrown: $/);
  const future = join(folder, 'future');
  cpSync(dist, future, { recursive: true });
  let html = readFileSync(join(future, 'index.html'), 'utf8');
  const boot = scriptsIn(html).at(-1);
  // What this browser makes of the syntax of a later one is what an older one makes of today's.
  html = html.replace(policyIn(html), "default-src 'self'; script-src 'unsafe-inline'").replace(boot, () => 'let a = 1 ??? 2;');
  writeFileSync(join(future, 'index.html'), html);
  site.folder = future;
  const page = await (await computer()).open('', { today, ready: '#incapable' });
  await page.getByRole('listitem').filter({ hasText: '新版的 JavaScript' }).waitFor();
});

journey('a window in which nothing can be stored says so, and what to do', async ({ computer }) => {
  const clerk = await computer();
  await clerk.context.addInitScript(() => {
    IDBFactory.prototype.open = function () {
      throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError');
    };
  });
  const page = await clerk.open('', { today });
  await page.getByRole('heading', { level: 1, name: '打不开存储' }).waitFor();
  await page.getByRole('alert').getByText('无痕（隐私）').waitFor();
  await page.getByText(/能用的浏览器：.*Chrome 109/).waitFor();
});
