// A browser with a profile, and its tabs, driven by WebDriver under the names that Playwright gives them.

import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { finder } from './finder.mjs';
import { Scope } from './locator.mjs';

const keys = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Tab: '\uE004',
};

/**
 * Starts the browser.
 *
 * @param {object} driver `firefox.mjs` or `webkit.mjs`
 * @param {string} profile where the browser keeps what it knows
 * @param {object} options
 * @param {{ width: number, height: number }} options.viewport
 * @param {(words: string) => void} options.complain is told what a page complains of
 */
export async function launch(driver, profile, { viewport, complain }) {
  const downloads = join(profile, 'downloads');
  const wire = await driver.start({ profile, downloads, viewport });
  await wire.send('SetTimeouts', { script: 120_000, pageLoad: 60_000, implicit: 0 });
  const [handle] = await wire.send('GetWindowHandles');
  return new Context({ driver, wire, handle, downloads, complain });
}

class Context {
  #wire;
  #pages = [];
  #unused;
  #current;
  #patience = 20_000;
  #files = 0;
  #whenClosed = [];

  constructor({ driver, wire, handle, downloads, complain }) {
    this.#wire = wire;
    this.#unused = this.#current = handle;
    this.types = driver.types;
    this.downloads = downloads;
    this.complain = complain;
  }

  get patience() {
    return this.#patience;
  }

  setDefaultTimeout(patience) {
    this.#patience = patience;
  }

  pages() {
    return this.#pages;
  }

  once(event, listener) {
    if (event !== 'close') throw new Error(`WebDriver does not tell of ${event}`);
    this.#whenClosed.push(listener);
  }

  async newPage() {
    const handle = this.#unused ?? (await this.#wire.send('NewWindow', { type: 'tab' })).handle;
    this.#unused = undefined;
    const page = new Page(this, handle);
    this.#pages.push(page);
    return page;
  }

  /** Sends a command to one of the tabs. */
  async send(handle, command, parameters) {
    if (this.#current !== handle) {
      await this.#wire.send('SwitchToWindow', { handle });
      this.#current = handle;
    }
    return this.#wire.send(command, parameters);
  }

  /** Asks every tab what it complained of. */
  async hear() {
    for (const page of this.#pages) await page.hear();
  }

  /** Puts a file that exists nowhere onto the disk; its place. */
  lay({ name, buffer }) {
    this.#files += 1;
    const folder = join(this.downloads, '..', `laid-${this.#files}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), buffer);
    return join(folder, name);
  }

  forget(page) {
    this.#pages = this.#pages.filter((other) => other !== page);
  }

  async close() {
    await this.hear().catch(() => {});
    await this.#wire.close();
    this.#closed();
  }

  async kill() {
    await this.#wire.kill();
    this.#closed();
  }

  #closed() {
    for (const listener of this.#whenClosed.splice(0)) listener();
  }
}

class Page extends Scope {
  #context;
  #handle;
  #url = 'about:blank';

  constructor(context, handle) {
    super();
    this.#context = context;
    this.#handle = handle;
    this.tab = this;
    this.chain = [];
    this.keyboard = new Keyboard(this);
  }

  get types() {
    return this.#context.types;
  }

  context() {
    return this.#context;
  }

  /** The address, as of the last that was asked of the page. */
  url() {
    return this.#url;
  }

  send(command, parameters) {
    return this.#context.send(this.#handle, command, parameters);
  }

  async goto(url) {
    await this.hear();
    await this.send('Navigate', { url });
    await this.#listen();
  }

  async reload() {
    await this.hear();
    await this.send('Refresh');
    await this.#listen();
  }

  async goBack() {
    await this.hear();
    await this.send('Back');
    await this.#listen();
  }

  async close() {
    await this.hear();
    await this.send('CloseWindow');
    this.#context.forget(this);
  }

  evaluate(act, argument) {
    return this.run(`(${act})(argument)`, [], argument);
  }

  /** What an expression in the page comes to; it may use `find`, `isShown`, `isDisabled`, `chain` and `argument`. */
  async run(expression, chain = [], argument = null) {
    const script = `
      const [chain, argument, done] = arguments;
      (async () => {
        const { find, isShown, isDisabled } = (${finder})();
        return ${expression};
      })().then(
        (value) => done({ value: value === undefined ? null : value, url: location.href }),
        (failure) => done({ failure: String(failure), url: location.href }),
      );`;
    const { value, failure, url } = await this.send('ExecuteAsyncScript', { script, args: [chain, argument ?? null] });
    this.#url = url;
    if (failure !== undefined) throw new Error(failure);
    return value;
  }

  /** Tries until there is an answer. */
  async patiently(what, attempt) {
    const end = Date.now() + this.#context.patience;
    let reason = '';
    for (;;) {
      try {
        const answer = await attempt((words) => (reason = words));
        if (answer !== undefined && answer !== null) return answer;
      } catch (failure) {
        // The page is just being left for another.
        if (!/javascript error|no such window|stale|timeout|aborted/.test(failure.code ?? '')) throw failure;
        reason = failure.message;
      }
      if (Date.now() > end) throw new Error(`waited in vain for ${what}${reason && ` (${reason})`}`);
      await new Promise((done) => setTimeout(done, 40));
    }
  }

  async waitForEvent(event) {
    if (event !== 'download') throw new Error(`WebDriver does not tell of ${event}`);
    const folder = this.#context.downloads;
    const before = readdirSync(folder);
    let size = -1;
    const name = await this.patiently('a file', () => {
      const [name] = readdirSync(folder).filter((name) => !before.includes(name) && !/\.(part|wkdownload)$/.test(name));
      if (name === undefined) return undefined;
      const now = statSync(join(folder, name)).size;
      const whole = now > 0 && now === size && !readdirSync(folder).some((name) => /\.(part|wkdownload)$/.test(name));
      size = now;
      return whole ? name : undefined;
    });
    return { suggestedFilename: () => name, saveAs: (place) => renameSync(join(folder, name), place) };
  }

  /** What axe finds wrong with the page. */
  async analyse({ source }) {
    if (!(await this.evaluate(() => 'axe' in window))) await this.send('ExecuteScript', { script: source, args: [] });
    return this.run('await window.axe.run(document)');
  }

  async screenshot({ path }) {
    writeFileSync(path, Buffer.from(await this.send('TakeScreenshot', { full: false }), 'base64'));
  }

  /** Has the page note what goes wrong in it from here on. */
  async #listen() {
    await this.evaluate(() => {
      const heard = (window.heardByTheJourney = []);
      addEventListener('error', ({ message, error }) => heard.push(`thrown: ${error?.stack ?? message}`));
      addEventListener('unhandledrejection', ({ reason }) => heard.push(`thrown: ${reason?.stack ?? reason}`));
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => heard.push(`policy: ${effectiveDirective} ${blockedURI}`));
      const { error } = console;
      console.error = (...words) => {
        heard.push(`console: ${words.join(' ')}`);
        error.apply(console, words);
      };
    });
  }

  /** Passes on what the page noted, and which other hosts it asked. */
  async hear() {
    const heard = await this.evaluate(() => {
      const elsewhere = performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => !/^(data|blob|file|about):/.test(name) && new URL(name).origin !== location.origin)
        .map((name) => `another host: ${name}`);
      performance.clearResourceTimings();
      return [...(window.heardByTheJourney?.splice(0) ?? []), ...elsewhere];
    }).catch(() => []);
    for (const words of heard) this.#context.complain(words);
  }
}

class Keyboard {
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** Keys that are held together, such as `Control+z`. */
  async press(together) {
    const held = together.split(/(?<=.)\+/).map((key) => keys[key] ?? (key === 'Space' ? ' ' : key));
    await this.#perform([
      ...held.map((value) => ({ type: 'keyDown', value })),
      ...held.reverse().map((value) => ({ type: 'keyUp', value })),
    ]);
  }

  async type(words) {
    await this.#perform([...words].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]));
  }

  #perform(actions) {
    return this.#page.send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}
