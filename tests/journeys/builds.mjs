// Another build of the page, made from the one that there is: what differs is named anew, as the build tools do it.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dist } from './site.mjs';

const begin = (content) => createHash('sha256').update(content).digest('hex').slice(0, 16);

/** The texts of the page's own scripts. */
export const scriptsIn = (html) => [...html.matchAll(/<script(?: type="?module"?)?>([^]*?)<\/script>/g)].map(([, text]) => text);

/** The page's policy. */
export const policyIn = (html) => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];

/**
 * Writes into the folder a build whose style says `--build: <name>`, and whose scripts have changed too.
 *
 * @returns {string} the folder
 */
export function anotherBuild(folder, name) {
  cpSync(dist, folder, { recursive: true });
  const at = (file) => join(folder, file);
  let page = readFileSync(at('index.html'), 'utf8');
  let worker = readFileSync(at('worker.js'), 'utf8');
  const [, version] = /const version = '([0-9a-f]{16})'/.exec(worker);
  for (const file of readdirSync(folder).filter((file) => /-[0-9a-f]{16}\.(js|css)$/.test(file))) {
    const more = file.endsWith('.css') ? `:root{--build:${name}}` : `// ${name}\n`;
    const content = readFileSync(at(file), 'utf8') + more;
    const [, before] = /-([0-9a-f]{16})\./.exec(file);
    const after = begin(content);
    writeFileSync(at(file), content);
    renameSync(at(file), at(file.replace(before, after)));
    page = page.replaceAll(before, after);
    worker = worker.replaceAll(before, after);
  }
  const next = begin(name + version);
  const policy = policyIn(page);
  page = page.replaceAll(version, next);
  const hashes = scriptsIn(page).map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  page = page.replace(policy, policy.replace(/('sha256-[^']+' ?)+/, hashes.join(' ')));
  worker = worker.replaceAll(version, next).replace(/\['', '[0-9a-f]{16}'\]/, `['', '${begin(page)}']`);
  writeFileSync(at('index.html'), page);
  writeFileSync(at('worker.js'), worker);
  return folder;
}

/** Which build a page is. */
export const buildOf = (page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--build').trim() || 'first');

/** Waits until the browser keeps a page that it can open without a host. */
export const kept = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active.state !== 'activated') await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
  });
