// The finished page comes up, wherever it is put and however badly it is served, and keeps to its policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { kept, policyIn } from './builds.mjs';
import { eventually } from './desks.mjs';
import { assertAccessible, assertFitsWidth, journey, narrow, strays } from './harness.mjs';
import { dist } from './site.mjs';

const hosts = [
  { base: '/', wasmType: 'application/wasm' },
  { base: '/dangjian/jinwei/', wasmType: 'application/octet-stream' },
  { base: '/教育局/晋位台账/', wasmType: 'text/plain' },
];

for (const host of hosts) {
  journey(
    `the page comes up in ${host.base} of a host that serves wasm as ${host.wasmType}`,
    async ({ site, computer }) => {
      const page = await (await computer()).open();
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
      assert.match(await page.title(), /晋位台账/);
      assert.equal(await page.locator('#boot').count(), 0, 'the line that says 正在打开 is gone');
      const repeated = site.requests.filter((file, index) => site.requests.indexOf(file) < index);
      assert.deepEqual(repeated, [], 'every file travels once');
    },
    host,
  );
}

journey('the page comes up on the narrowest screen, and for everybody', async ({ computer }) => {
  const page = await (await computer({ viewport: narrow })).open();
  await assertFitsWidth(page);
  await assertAccessible(page);
});

journey('the page runs nobody else’s code and sends nothing anywhere', async ({ computer, expect }) => {
  expect(/Content Security Policy|another host: missing:/);
  const page = await (await computer()).open();
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.intruded = true';
    document.body.append(script);
    const host = document.createElement('div');
    host.innerHTML = '<img src="missing:" onerror="globalThis.intruded = true"><b style="color: red">b</b>';
    document.body.append(host);
    const sent = await fetch('https://example.org/').then(() => true, () => false);
    // What a test tool sends may use eval until it first waits.
    await new Promise((done) => setTimeout(done, 100));
    let evaluated = true;
    try {
      (0, eval)('1');
    } catch {
      evaluated = false;
    }
    const styled = host.querySelector('b').style.color !== '';
    return { intruded: globalThis.intruded === true, evaluated, sent, styled };
  });
  assert.deepEqual(outcome, { intruded: false, evaluated: false, sent: false, styled: false });
});

test('both pages run what is in them alone, and load from nobody else', () => {
  for (const file of ['index.html', 'jinwei.html']) {
    const policy = policyIn(readFileSync(join(dist, file), 'utf8'));
    assert.match(policy, /^default-src 'none'; /, file);
    const sources = policy.split('; ').flatMap((rule) => rule.split(' ').slice(1));
    const odd = sources.filter((source) => !/^'(none|self|wasm-unsafe-eval|sha256-[\w+/]{43}=)'$|^data:$/.test(source));
    assert.deepEqual(odd, [], `${file}: ${policy}`);
  }
});

for (const { what, ask } of [
  { what: 'a file of its own', ask: () => fetch('./schema/bundle-1.schema.json') },
  { what: 'what it has loaded before', ask: () => fetch(document.querySelector('link[rel=stylesheet]').href) },
  { what: 'a picture', ask: () => new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: 'icon-512.png' })) },
  { what: 'nothing, and sends something', ask: () => navigator.sendBeacon('./beacon', 'x') },
  { what: 'its icon, and tells something', ask: () => fetch('./icon.svg?x') },
]) {
  journey(`a page that asks the network for ${what} after it has loaded is seen`, async ({ computer, complaints, expect }) => {
    expect(/after the page has loaded|asked for twice|404|net::/);
    const page = await (await computer()).open();
    assert.deepEqual(complaints, []);
    await page.evaluate(ask);
    await eventually(() => assert.match(complaints.join(), /after the page has loaded|asked for twice/));
  });
}

journey('a host tells what it was asked for beside the page', async ({ site, computer, expect }) => {
  expect(/after the page has loaded|404/);
  const page = await (await computer()).open();
  await kept(page);
  assert.ok(site.requests.length > 3 && site.kept.length > 3);
  assert.deepEqual(strays(site), []);
  await page.evaluate(async () => {
    for (const address of ['./beacon', './icon.svg?x']) await fetch(address);
  });
  assert.deepEqual(strays(site), ['beside the page: beacon', 'beside the page: icon.svg?x']);
});

journey('a computer whose plug is pulled comes back', async ({ computer }) => {
  const clerk = await computer();
  await clerk.open();
  await clerk.kill();
  await clerk.start();
  await clerk.open();
  await clerk.restart();
  await clerk.open();
});
