// The browser that the journeys run in is the one that they say they run in, and it runs the page, or it is one that
// really cannot and says what it lacks.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { heading, today } from './desks.mjs';
import { capable, engine, expected } from './engine.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow, photograph } from './harness.mjs';
import { dist } from './site.mjs';

const names = { chromium: /(Chrom)e\/(\S+)/, firefox: /(Firefox)\/(\S+)/, webkit: /(AppleWebKit).*Version\/(\S+)/ };

const places = (site) => [site.url, pathToFileURL(join(dist, 'jinwei.html')).href];

/** Fails when the browser is another than the journeys say, and notes which it is. */
async function identified(page, diagnose) {
  const [, , version] = names[engine].exec(await page.evaluate(() => navigator.userAgent));
  diagnose(`version: ${version}`);
  if (expected) assert.equal(version.split('.')[0], expected);
}

if (capable) {
  journey('the browser is the one that was asked for, and opens the page and the file', async ({ computer, site, diagnose }) => {
    const clerk = await computer({ viewport: narrow });
    for (const at of places(site)) {
      const page = await clerk.open('', { today, at });
      await identified(page, diagnose);
      await heading(page, '晋位台账');
      assert.equal(await page.locator('#incapable').count(), 0);
      await assertFitsWidth(page);
    }
  });
} else {
  journey('the browser is the one that was asked for, and says why it cannot open the page', async ({
    computer, site, diagnose, expect,
  }) => {
    // It is older than this word of the policy.
    expect(/wasm-unsafe-eval/);
    const clerk = await computer({ viewport: narrow });
    for (const at of places(site)) {
      // Playwright cannot tell what is visible in a browser this old; it is asked in the page's own words.
      const page = await clerk.context.newPage();
      await page.goto(`${at}?today=${today}`);
      await page.waitForFunction(() => document.getElementById('incapable') !== null);
      await identified(page, diagnose);
      const words = await page.evaluate(() => document.body.innerText);
      assert.match(words, /^这个浏览器打不开晋位台账/);
      assert.match(words, /缺少：\s*WebAssembly：浏览器有，但是不让本页使用。浏览器太旧/);
      assert.match(words, /Chrome 109/);
      assert.match(words, /火狐 115 ESR/);
      assert.match(words, /没有改动这台电脑上的任何内容/);
      assert.equal(await page.evaluate(() => document.querySelectorAll('button, input, #boot').length), 0, 'nothing to press that cannot work');
      await assertFitsWidth(page);
      await assertAccessible(page);
      if (process.env.JINWEI_PHOTOGRAPHS === '1') await photograph(page, `too old ${new URL(at).protocol}`);
    }
    assert.deepEqual(site.requests.filter((file) => /\.(js|wasm)$/.test(file)), [], 'the program is not even loaded');
  });
}
