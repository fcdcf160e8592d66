// Two tabs on one workspace, in both of which somebody writes at random, with locks and without; and looks afterwards whether
// anything is lost. `cargo xtask endure tabs` runs it.
//
// Every text that is written has a mark of its own. Nothing is lost where
// - the history, walked back from the books, leads to the books as they were in the beginning: a change that was overwritten
//   by somebody who had not seen it is no step's “before” and breaks the chain;
// - every mark is somewhere in that history: as what a step wrote, or as what clashed and was kept aside;
// - what clashed was shown on the screen of the tab in which it was written.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accept, choose, eventually, heading, incoming, restore } from '../journeys/desks.mjs';
import { Computer, photograph, wide } from '../journeys/harness.mjs';
import { serve } from '../journeys/site.mjs';
import { backupFile, branch, submissionFile } from './books.mjs';
import { Chance } from './chance.mjs';
import { grace } from './diary.mjs';
import { assertWhole, booksOf, readDisk, stepsOf } from './disk.mjs';

const today = '2012-07-18';

/** The browsers: as they are, without locks, and without locks and without words from tab to tab. */
export const kinds = ['locks', 'no locks', 'no locks, no words'];

/** How long one sitting takes at most, in milliseconds; for each the computer is another. */
const sitting = 40_000;

/** How long a tab waits for what the other took away before it does something else, in milliseconds. */
const patience = 3_000;

/**
 * @param {object} options
 * @param {number} options.milliseconds for how long in all
 * @param {number} options.seed
 * @param {(words: string) => void} [options.tell]
 * @returns {Promise<object>} the figures by kind of browser; `failures` in words
 */
export async function tabs({ milliseconds, seed, tell = () => {} }) {
  const chance = new Chance(seed);
  const folder = mkdtempSync(join(tmpdir(), 'jinwei-tabs-'));
  const site = await serve();
  const rounds = Math.max(1, Math.ceil(milliseconds / kinds.length / sitting));
  const length = milliseconds / kinds.length / rounds;
  const figures = { kinds: {}, failures: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) {
        const mark = `${round}${kinds.indexOf(kind)}`;
        const table = new Table({ site, chance, kind, mark, profile: join(folder, `computer-${mark}`) });
        const sum = (figures.kinds[kind] ??= { sittings: 0, seconds: 0, texts: 0, steps: 0, clashes: 0, other: 0 });
        let told;
        try {
          const outcome = await table.sit(length);
          sum.sittings += 1;
          sum.seconds += length / 1_000;
          for (const [key, value] of Object.entries(outcome)) sum[key] += value;
          told = JSON.stringify(outcome);
        } catch (failure) {
          await table.photograph();
          told = `sitting ${mark} (${kind}): ${failure.stack}`;
          figures.failures.push(told);
        } finally {
          await table.computer.stop();
        }
        tell(`${kind}: ${told}`);
      }
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

/** A computer with one workspace open in two tabs. */
class Table {
  #site;
  #chance;
  #kind;
  #mark;
  #pages = [];
  #complaints = [];
  computer;

  constructor({ site, chance, kind, mark, profile }) {
    this.#site = site;
    this.#chance = chance;
    this.#kind = kind;
    this.#mark = mark;
    const watch = { complaints: this.#complaints, expected: [], origins: [site.origin] };
    this.computer = new Computer({ site, watch, profile, viewport: wide, keeps: false });
  }

  async photograph() {
    for (const [at, page] of this.#pages.entries()) {
      if (!page.isClosed()) await photograph(page, `tabs ${this.#kind} ${at}`).catch(() => {});
    }
  }

  /** Two write for so long, in milliseconds; then all is looked at. */
  async sit(length) {
    await this.computer.start();
    const { context } = this.computer;
    if (this.#kind !== 'locks') {
      await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
    }
    if (this.#kind === 'no locks, no words') {
      await context.addInitScript(() => delete globalThis.BroadcastChannel);
    }
    await context.addInitScript(rememberClashes);
    await context.addInitScript(rememberInput);
    const first = await this.computer.open('', { today });
    this.#pages.push(first);
    await restore(first, backupFile());
    await heading(first, '任务清单');
    const beginning = booksOf(Object.values((await readDisk(first)).workspaces)[0]);
    this.#pages.push(await this.computer.open('', { today }));
    const end = Date.now() + length;
    const writers = this.#pages.map((page, at) =>
      new Writer({ page, chance: new Chance(this.#chance.whole(0, 2 ** 31)), name: 'AB'[at], mark: this.#mark, kind: this.#kind }));
    await Promise.all(writers.map((writer) => writer.write(end)));
    return this.#look(beginning, writers);
  }

  async #look(beginning, writers) {
    for (const page of this.#pages) await this.#rests(page);
    const [workspace] = Object.values((await readDisk(this.#pages[0])).workspaces);
    assertWhole(workspace, beginning);
    const steps = stepsOf(workspace);
    const told = JSON.stringify(steps);
    const texts = writers.flatMap((writer) => writer.texts);
    const lost = texts.filter(({ text, unsure }) => !unsure && !told.includes(JSON.stringify(text).slice(1, -1)));
    if (lost.length > 0) {
      const near = writers.map((writer) => writer.acts.filter(({ at }) => Math.abs(at - lost[0].at) < 6_000));
      assert.fail(`texts are lost: ${JSON.stringify(lost)}\nwhat the tabs did then: ${JSON.stringify(near)}`);
    }
    const received = workspace.received.map(([id]) => id);
    for (const id of writers.flatMap((writer) => writer.files)) assert.ok(received.includes(id), `the file ${id} is lost`);
    const clashes = steps.filter(({ what }) => what === 'clash');
    const shown = (await Promise.all(this.#pages.map((page) => page.evaluate(() => sessionStorage.getItem('clashes') ?? '')))).join('\n');
    for (const { number, differences } of clashes) {
      for (const { fields = [], after = {} } of differences) {
        for (const field of fields.filter((field) => after[field])) {
          assert.ok(shown.includes(after[field]), `the clash of step ${number} was not shown: ${after[field]}`);
        }
      }
    }
    for (const page of this.#pages) await this.#shows(page, workspace);
    // Pages are loaded anew at any moment: the page's own files may then be asked for in the name of the one before, or be cut off.
    const anew = /^(asked for twice|after the page has loaded|beside the page): (\S+)\/((style|jinwei)-[0-9a-f]{16}[\w.]+|icon[\w-]*\.\w+|manifest\.webmanifest)$/;
    const cutOff = /^console: TypeError: Failed to fetch/;
    const isOwn = (words) => anew.exec(words)?.[2] === this.#site.origin || cutOff.test(words);
    assert.deepEqual(this.#complaints.filter((words) => !isOwn(words)), [], 'the page complained');
    assert.ok(texts.length > 0, 'nothing was written');
    return {
      texts: texts.length,
      steps: steps.length,
      clashes: clashes.length,
      other: writers.reduce((sum, { other }) => sum + other, 0),
    };
  }

  /** Waits until nothing is under way in a tab. */
  async #rests(page) {
    const state = page.locator('[data-save-state=saved], [data-follows]').first();
    for (let times = 0; times < 4; times += 1) {
      await state.waitFor();
      await page.waitForTimeout(250);
    }
  }

  /** Loaded anew, a tab shows what is on the disk. */
  async #shows(page, workspace) {
    await page.goto(`${this.#site.url}?today=${today}#/branch/${branch}/ledger`);
    // Whether that loads the page anew or not: it is there, and nothing that it asked for is cut off.
    await page.locator('main h1').first().waitFor();
    await page.reload();
    await heading(page, '整改问题台账');
    const items = booksOf(workspace)[branch].items;
    await eventually(async () => {
      const shown = await page.locator('tbody.item').evaluateAll((rows) =>
        rows.map((row) => row.querySelector('td').textContent.trim()));
      assert.equal(shown.length, items.length);
      items.forEach(({ project = '' }, at) => assert.ok(shown[at].includes(project.trim()), `第${at + 1}项: ${shown[at]}`));
    });
  }
}

/** In the page: notes every text that is shown as having clashed, for as long as the tab is there. */
function rememberClashes() {
  const note = () => {
    const texts = [...document.querySelectorAll('[data-clash] ins')].map((element) => element.textContent);
    if (texts.length === 0) return;
    const known = (sessionStorage.getItem('clashes') ?? '').split('\n');
    sessionStorage.setItem('clashes', [...new Set([...known, ...texts])].join('\n'));
  };
  new MutationObserver(note).observe(document, { childList: true, subtree: true });
}

/** In the page: notes what was put into which control. A text that comes when its control has just gone is nobody's. */
function rememberInput() {
  globalThis.taken = [];
  addEventListener('input', ({ target }) => globalThis.taken.push(`${target.id} ${target.value}`), true);
}

/** Somebody at one tab. */
class Writer {
  #page;
  #chance;
  #name;
  #mark;
  #kind;
  #count = 0;
  /** When the pen was taken last. */
  #took = 0;
  /** Where was written last: writing there again would be the same step, and only the last of it would be told. */
  #last;
  /** What was written: the last text that the page took, whether that is sure, and when. */
  texts = [];
  /** The ids of the files that the page said it took. */
  files = [];
  /** How much else was done. */
  other = 0;
  /** What was tried, and when: to be told when something is lost. */
  acts = [];

  constructor({ page, chance, name, mark, kind }) {
    this.#page = page;
    this.#chance = chance;
    this.#name = name;
    this.#mark = mark;
    this.#kind = kind;
    page.setDefaultTimeout(patience);
  }

  async write(end) {
    while (Date.now() < end) {
      const act = this.#chance.weighed([
        [30, () => this.#writeInItem()],
        [10, () => this.#writeInProfile()],
        [6, () => this.#addItem()],
        [3, () => this.#removeItem()],
        [2, () => this.#moveItem()],
        [4, () => this.#stepBack()],
        [2, () => this.#takeIn()],
        [2, () => this.#loadAnew()],
        [1, () => this.#page.waitForTimeout(this.#chance.whole(200, 1_500))],
      ]);
      const note = { at: Date.now(), act: String(act).replace(/.*#(\w+)\(.*/, '$1') };
      this.acts.push(note);
      try {
        if (await this.#mayWrite()) await act();
        note.done = Date.now();
      } catch (failure) {
        // The other tab took the pen, or what was to be changed: something else, then.
        if (!/Timeout|detached|not (an <input>|attached|visible)|navigation|context was destroyed/i.test(failure.message)) throw failure;
        await this.#page.keyboard.press('Escape').catch(() => {});
      }
    }
  }

  /** Where another tab has the pen: takes it, now and then. */
  async #mayWrite() {
    const follows = this.#page.locator('[data-follows]');
    if ((await follows.count()) === 0) return true;
    if (!this.#chance.happens(0.15)) {
      await this.#page.waitForTimeout(this.#chance.whole(50, 500));
      return false;
    }
    this.other += 1;
    this.#took = Date.now();
    await follows.getByRole('button', { name: '改在这里填写' }).click();
    await follows.waitFor({ state: 'detached' });
    return true;
  }

  async #goTo(hash, title) {
    await this.#page.evaluate((hash) => {
      if (location.hash !== hash) location.hash = hash;
    }, hash);
    await heading(this.#page, title);
  }

  /** Writes a text into a control, all at once or in several goes; alone, or behind what stands there. */
  async #writeInto(id) {
    if (id === this.#last) return;
    const control = this.#page.locator(`[id="${id}"]`);
    const before = this.#chance.happens(0.4) ? await control.inputValue() : '';
    const own = `${this.#name}${this.#mark}${(this.#count += 1)}.${this.#chance.words(this.#chance.whole(1, 8))}`;
    const text = { text: undefined, unsure: true, at: 0, id };
    const goes = this.#chance.whole(1, 3);
    for (let go = 1; go <= goes; go += 1) {
      const now = own.slice(0, Math.ceil((own.length * go) / goes));
      const all = before.slice(-200) + now;
      await control.fill(all);
      this.#last = id;
      if (!(await this.#page.evaluate((input) => globalThis.taken.includes(input), `${id} ${all}`))) return;
      if (text.text === undefined) this.texts.push(text);
      Object.assign(text, { text: now, unsure: false, at: Date.now() });
      if (go < goes) await this.#page.waitForTimeout(this.#chance.whole(0, 250));
    }
  }

  async #ledger() {
    await this.#goTo(`#/branch/${branch}/ledger`, '整改问题台账');
    return this.#page.locator('tbody.item').evaluateAll((rows) => rows.length);
  }

  /** Opens an item, and returns its row. */
  async #openItem() {
    const count = await this.#ledger();
    if (count === 0) return undefined;
    // Both are drawn to one place.
    const number = this.#chance.happens(0.5) ? 1 : this.#chance.whole(1, count);
    const shut = this.#page.getByRole('button', { name: `第${number}项，打开`, exact: true });
    if (await shut.isVisible()) await shut.click();
    return this.#page.locator('tbody.item', {
      has: this.#page.getByRole('button', { name: `第${number}项，收起`, exact: true }),
    });
  }

  async #writeInItem() {
    const row = await this.#openItem();
    const id = await row?.locator('[id^="f-"][id$="-project"]').first().getAttribute('id');
    if (id) await this.#writeInto(id.replace(/project$/, this.#chance.of(['project', 'project', 'root_cause', 'measures'])));
  }

  async #writeInProfile() {
    await this.#goTo(`#/branch/${branch}/profile`, '支部情况与责任制');
    await this.#writeInto('f-profile-secretary');
  }

  async #addItem() {
    if ((await this.#ledger()) > 10) return;
    this.#last = undefined;
    this.other += 1;
    await this.#page.getByRole('button', { name: '＋ 新增一项' }).click();
    const id = await this.#page.locator('[id^="f-"][id$="-project"]').first().getAttribute('id');
    await this.#writeInto(id);
  }

  async #removeItem() {
    if ((await this.#ledger()) < 4) return;
    const row = await this.#openItem();
    this.#last = undefined;
    this.other += 1;
    await row.getByRole('button', { name: '删除', exact: true }).last().click();
  }

  async #moveItem() {
    const row = await this.#openItem();
    this.#last = undefined;
    this.other += 1;
    await row.locator('[id^="f-"][id$="-project"]').first().press('Alt+ArrowUp');
  }

  async #stepBack() {
    this.#last = undefined;
    this.other += 1;
    await this.#page.getByRole('button', { name: this.#chance.happens(0.7) ? '退一步' : '重做' }).click();
  }

  async #takeIn() {
    const number = Number(`${this.#name.charCodeAt(0)}${(this.#count += 1)}`);
    const file = submissionFile(number, 1, `${this.#mark}-${number}`);
    await this.#goTo('#/import', '导入');
    await choose(this.#page, { name: file.name, text: file.text });
    const card = incoming(this.#page, file.name);
    await card.getByRole('button', { name: '接收', exact: true }).waitFor();
    this.#last = undefined;
    await accept(this.#page, file.name);
    await card.getByText('✓ 已接收').waitFor();
    this.other += 1;
    this.files.push(file.id);
  }

  /** Loads the page anew, in the middle of whatever was typed. */
  async #loadAnew() {
    // Where another tab may write at the same time, also one from which the pen was just taken, half a second is not sure.
    if (this.#kind !== 'locks' || Date.now() - this.#took < 5_000) {
      const now = Date.now();
      for (const text of this.texts) text.unsure ||= now - text.at < grace;
    }
    this.#last = undefined;
    this.other += 1;
    await this.#page.reload();
    await this.#page.locator('main h1').first().waitFor({ timeout: 20_000 });
  }
}
