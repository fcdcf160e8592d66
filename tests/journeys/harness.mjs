// What a journey stands on: a host that serves the finished page, and computers that open it. A computer is a
// browser with a profile of its own, so that it can be restarted or killed and be asked what it kept.
//
// Every computer is watched. A journey fails when a page logs an error, throws, breaks its security policy, asks
// another host for anything, or its own for anything after it has loaded, unless the journey said beforehand that it
// expects so. Browsers that are driven by WebDriver tell of requests to other hosts alone; what they ask the page's own
// for, the host tells.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

import { engine, program, switches } from './engine.mjs';
import { serve } from './site.mjs';
import { launch } from './webdriver/context.mjs';

/** A desk's screen. */
export const wide = { width: 1280, height: 800 };

/** The narrowest screen that must do. */
export const narrow = { width: 360, height: 740 };

/** How long one journey may take, in milliseconds, on a busy machine. */
const patience = engine === 'chromium' ? 300_000 : 600_000;

const out = fileURLToPath(new URL('out/', import.meta.url));

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A test that gets a stage: `journey('…', async ({ site, computer, expect }) => { … })`.
 *
 * - `site`: the host, see `serve`;
 * - `computer({ viewport, keeps })`: a new computer, see `Computer`; one that keeps no page asks the host each time;
 * - `expect(pattern)`: from here on, complaints that match the pattern do not fail the journey;
 * - `livesAt(origin)`: from here on, the page may come from this origin too, and is watched there as it is at the host;
 * - `complaints`: what the page complained of until now, or was complained of, in words;
 * - `diagnose(words)`: says something beside the results;
 * - `folder`: a temporary folder of the journey's own.
 *
 * When it fails, every open page is photographed into `out/`.
 *
 * @param {string} name
 * @param {(stage: object) => Promise<void>} body
 * @param {object} [host] as for `serve`
 * @param {string} [host.cannot] why the browser's driver cannot carry it out, if it cannot
 */
export function journey(name, body, { cannot = false, ...host } = {}) {
  test(name, { timeout: patience, skip: cannot }, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'jinwei-journey-'));
    const site = await serve(host);
    const computers = [];
    const watch = { complaints: [], expected: [], origins: [site.origin] };
    const stage = {
      site,
      folder,
      complaints: watch.complaints,
      diagnose: (words) => context.diagnostic(words),
      expect: (pattern) => watch.expected.push(pattern),
      livesAt: (origin) => watch.origins.push(origin),
      computer: async ({ viewport = wide, keeps = true } = {}) => {
        const profile = join(folder, `computer-${computers.length + 1}`);
        const computer = new Computer({ site, watch, profile, viewport, keeps });
        computers.push(computer);
        await computer.start();
        return computer;
      },
    };
    try {
      await body(stage);
      for (const computer of computers) await computer.context?.hear?.();
      if (engine !== 'chromium') watch.complaints.push(...strays(site));
      const unexpected = watch.complaints.filter((words) => !watch.expected.some((pattern) => pattern.test(words)));
      assert.deepEqual(unexpected, [], 'the page complained');
    } catch (failure) {
      for (const computer of computers) await computer.photograph(name);
      if (watch.complaints.length > 0) console.error(`Complaints of the page:\n${watch.complaints.join('\n')}`);
      throw failure;
    } finally {
      for (const computer of computers) await computer.stop();
      await site.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

/** A browser with a profile that outlives it, at somebody's desk; a journey gets its computers from its stage. */
export class Computer {
  #site;
  #watch;
  #profile;
  #viewport;
  #keeps;
  #context;

  /** What its pages asked for since a journey last emptied the list: paths below the page's own, whoever answered. */
  asked = [];

  constructor({ site, watch, profile, viewport, keeps }) {
    this.#keeps = keeps;
    this.#site = site;
    this.#watch = watch;
    this.#profile = profile;
    this.#viewport = viewport;
  }

  /** Playwright's context, for what this class does not offer (`setOffline`, say). */
  get context() {
    return this.#context;
  }

  /** Starts the browser. */
  async start() {
    if (engine !== 'chromium') {
      const driver = await import(`./webdriver/${engine}.mjs`);
      const complain = (words) => this.#watch.complaints.push(words);
      this.#context = await launch(driver, this.#profile, { viewport: this.#viewport, complain });
      this.#context.setDefaultTimeout(40_000);
      return;
    }
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: program,
      args: [...quiet, ...switches],
      // Root has no sandbox to start.
      chromiumSandbox: process.getuid?.() !== 0,
      viewport: this.#viewport,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      serviceWorkers: this.#keeps ? 'allow' : 'block',
    });
    this.#context.setDefaultTimeout(20_000);
    watchOver(this.#context, this.#watch);
    this.#context.on('request', (request) => {
      if (request.serviceWorker() === null && request.url().startsWith(this.#site.url)) {
        this.asked.push(request.url().slice(this.#site.url.length).replace(/[?#].*/, ''));
      }
    });
  }

  /** Closes the browser as a person does. */
  async stop() {
    await this.#context?.close().catch(() => {});
    this.#context = undefined;
  }

  /** Closes the browser and starts it again: what is on disk is all that is left. */
  async restart() {
    await this.stop();
    await this.start();
  }

  /**
   * Pulls the plug: every process of the browser ends at once, without a word. `start` starts it again.
   *
   * @returns {Promise<number>} when, in milliseconds
   */
  async kill() {
    const context = this.#context;
    this.#context = undefined;
    // It may have said so before: then nothing more is heard of it.
    const closed = context && new Promise((done) => {
      context.once('close', done);
      setTimeout(done, 5_000).unref();
    });
    let groups = groupsOf(processesOf(this.#profile));
    const at = Date.now();
    await context?.kill?.();
    while (groups.size > 0) {
      for (const group of groups) {
        try {
          process.kill(-group, 'SIGKILL');
        } catch {
          // It went with its parent.
        }
      }
      await closed;
      groups = groupsOf(processesOf(this.#profile));
    }
    // The lock of a browser that was killed names a process that is no more.
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
      rmSync(join(this.#profile, name), { force: true });
    }
    return at;
  }

  /**
   * Opens the page in a new tab and waits until it is there.
   *
   * @param {string} [route] the address after the `#`
   * @param {object} [options]
   * @param {string} [options.today] the fixed 基准日, as 2012-07-03
   * @param {string} [options.ready] a selector of what shows that the page has come up
   * @param {string} [options.at] another address than the host's
   */
  async open(route = '', { today, ready = 'main', at = this.#site.url } = {}) {
    const page = await this.#context.newPage();
    const query = today ? `?today=${today}` : '';
    const hash = route ? `#${route.replace(/^#/, '')}` : '';
    await page.goto(at + query + hash);
    await page.locator(ready).first().waitFor();
    return page;
  }

  /**
   * Does something that makes the page hand out a file, and keeps the file.
   *
   * @param {import('playwright-core').Page} page
   * @param {() => Promise<void>} act
   * @returns {Promise<{ name: string, path: string, text: () => string }>} the file's suggested name and its place
   */
  async download(page, act) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()]);
    const name = download.suggestedFilename();
    const path = join(this.#profile, '..', `${Date.now()}-${name}`);
    await download.saveAs(path);
    return { name, path, text: () => readFileSync(path, 'utf8') };
  }

  /** Photographs every open tab into `out/`. */
  async photograph(name) {
    for (const [index, page] of (this.#context?.pages() ?? []).entries()) {
      if (page.url() === 'about:blank') continue;
      await photograph(page, `failed ${name} ${index}`).catch(() => {});
    }
  }
}

/** Photographs the whole page into `out/`, under this name. */
export async function photograph(page, name) {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: join(out, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`), fullPage: true });
}

/** Fails with the rules, the elements and what to do, when axe finds anything serious or critical. */
export async function assertAccessible(page) {
  const { violations } = await (page.analyse?.(axe) ?? new AxeBuilder({ page }).analyze());
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = grave.map(({ id, help, impact, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `    ${target.join(' ')}\n      ${failureSummary}`);
    return `${impact}: ${id}: ${help}\n${places.join('\n')}`;
  });
  assert.equal(grave.length, 0, `not accessible at ${page.url()}\n${told.join('\n')}`);
}

/** Fails when the page has to be moved sideways to be read. */
export async function assertFitsWidth(page) {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  assert.ok(content <= screen, `the page is ${content} px wide on a screen of ${screen} px`);
}

/**
 * A look at the page as it is: for everybody, and within the width. Photographed when JINWEI_PHOTOGRAPHS is 1.
 *
 * @returns {(name: string) => Promise<void>}
 */
export function looker(page, size) {
  return async (name) => {
    // Two frames, so that what was just changed is there.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (process.env.JINWEI_PHOTOGRAPHS === '1') await photograph(page, `${size} ${name}`);
    try {
      await assertFitsWidth(page);
      await assertAccessible(page);
    } catch (failure) {
      failure.message = `${name}: ${failure.message}`;
      throw failure;
    }
  };
}

/**
 * Presses a key again and again in the focused control.
 *
 * @returns {Promise<{ median: number, longest: number }>} milliseconds from a key to the first frame after what it
 * changed
 */
export async function keyToFrame(page, keys = 30) {
  await page.evaluate(() => {
    globalThis.waits = [];
    globalThis.watched = new AbortController();
    document.activeElement.addEventListener(
      'keydown',
      (event) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.waits.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      }),
      { capture: true, signal: globalThis.watched.signal },
    );
  });
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press('a');
    await new Promise((done) => setTimeout(done, 60));
  }
  const waits = (await page.evaluate(() => (globalThis.watched.abort(), globalThis.waits))).sort((one, other) => one - other);
  return { median: waits[waits.length >> 1], longest: waits.at(-1) };
}

function watchOver(context, watch) {
  const complain = (words) => watch.complaints.push(words);
  context.on('console', (message) => {
    // A breach of the policy is logged as an error too.
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`thrown: ${error.error()?.stack ?? error.error()}`));
  watchNetwork(context, watch.origins, complain);
}

/** What a page loads: its style, and the script and the code of one program. */
const loads = /^(style-[0-9a-f]{16}\.css|(jinwei|office)-[0-9a-f]{16}(\.js|_rearranged\.wasm))$/;

/** What the browser itself asks for when it has seen a page, to show its tab and to offer to install it. */
const shows = /^(icon\.svg|icon-192\.png|manifest\.webmanifest)$/;

/** What the browser is told to keep for later, by a worker: its own script, the page, and the files of both programs. */
const keeps = /^(worker\.js||icon-[a-z0-9-]+\.png)$/;

/**
 * Complains of every request but those by which a page loads, each once: after that, the network has nothing to tell.
 * What keeps the page for later asks for the files of the page alone.
 */
function watchNetwork(context, origins, complain) {
  const documents = new WeakMap();
  const askers = new WeakMap();
  context.on('page', (page) => page.on('websocket', (socket) => complain(`a socket: ${socket.url()}`)));
  context.on('request', (request) => {
    const url = request.url();
    const { origin, protocol, pathname, search } = new URL(url);
    if (['data:', 'blob:', 'about:'].includes(protocol)) return;
    if (!origins.includes(origin) && protocol !== 'file:') {
      complain(`another host: ${url}`);
      return;
    }
    const file = pathname.split('/').pop();
    if (request.serviceWorker() !== null) {
      // What a page was opened with it passes on.
      if (![loads, shows, keeps].some((pattern) => pattern.test(file))) complain(`kept for later: ${url}`);
      return;
    }
    const page = request.frame().page();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      documents.set(page, { asked: [], loaded: false });
      return;
    }
    const document = documents.get(page);
    askers.set(request, document);
    // The parts of the page are asked for by name alone: behind a question mark, books could leave.
    const asked = file + search;
    if (document === undefined || protocol === 'file:') complain(`beside the page: ${url}`);
    else if (document.asked.includes(url)) complain(`asked for twice: ${url}`);
    else if (!(loads.test(asked) && !document.loaded) && !shows.test(asked)) complain(`after the page has loaded: ${url}`);
    document?.asked.push(url);
  });
  context.on('requestfinished', (request) => {
    if (request.serviceWorker() !== null || !request.url().endsWith('_rearranged.wasm')) return;
    // The one that asked for it: the page may have been loaded anew since.
    const document = askers.get(request);
    // The code comes last of all that a page loads: whatever is asked for now, the program asked for.
    if (document !== undefined) document.loaded = true;
  });
}

/** What a browser asks for by itself where it knows of no icon; Playwright keeps it to itself. */
const guesses = /^\/?favicon\.ico$/;

/** Complaints of everything that a host (see `serve`) was asked for and that is no part of the page. */
export function strays({ requests, kept }) {
  const loaded = [/^index\.html$/, loads, shows, guesses];
  const stray = (files, patterns) => files.filter((file) => !patterns.some((pattern) => pattern.test(file)));
  return [
    ...stray(requests, loaded).map((file) => `beside the page: ${file}`),
    ...stray(kept, [...loaded, keeps]).map((file) => `kept for later: ${file}`),
  ];
}

/** The processes of the browser that uses this profile (Linux only). */
function processesOf(profile) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes(`--user-data-dir=${profile}`);
      } catch {
        return false;
      }
    });
}

/** The groups that these processes are in, this program's own left out (Linux only). */
function groupsOf(ids) {
  // After the name, which may hold anything: state, parent, group.
  const group = (id) => Number(readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[2]);
  const groups = new Set();
  for (const id of ids) {
    try {
      groups.add(group(id));
    } catch {
      // It is gone.
    }
  }
  groups.delete(group(process.pid));
  return groups;
}
