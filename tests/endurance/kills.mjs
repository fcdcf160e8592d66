// Kills a browser again and again while somebody works, and looks each time what is left. `cargo xtask endure kills` runs it.
//
// What is killed is the browser's whole group of processes, at once (SIGKILL). What the system had taken from it by then
// reaches the disk: a power cut is worse, and can only be had with a real plug.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { choose, eventually, heading, incoming, saved } from '../journeys/desks.mjs';
import { Computer, photograph, wide } from '../journeys/harness.mjs';
import { serve } from '../journeys/site.mjs';
import { backupFile, branch } from './books.mjs';
import { Chance } from './chance.mjs';
import { Clerk, stateOf } from './clerk.mjs';
import { Diary } from './diary.mjs';
import { assertWhole, bare, booksOf, readDisk, stepsOf, takeBack } from './disk.mjs';

const today = '2012-07-18';

/** What a kill can be aimed at: it comes up to a quarter of a second after such a thing was begun. */
const aims = [
  'typing', 'typing', 'importing', 'importing', 'taking an import back', 'going back to a restore point', 'deleting an item',
  'adding an item', 'taking back', '确认销号',
];

/** How long nothing of it may have come before the kill comes all the same, in milliseconds. */
const impatience = 8_000;

/** After how many kills another computer is taken; or before restore points are so many that old ones go. */
const worn = 12;
const manyPoints = 6;

/** What happens in a round, and how often. */
const kinds = [
  [60, 'work'],
  [28, 'aimed'],
  [12, 'start'],
];

/**
 * @param {object} options
 * @param {number} options.times how many kills
 * @param {number} options.seed
 * @param {(words: string) => void} [options.tell]
 * @returns {Promise<object>} the figures; `failures` in words
 */
export async function kills({ times, seed, tell = () => {} }) {
  const chance = new Chance(seed);
  const folder = mkdtempSync(join(tmpdir(), 'jinwei-kills-'));
  const site = await serve();
  const figures = { times: 0, kinds: {}, acts: 0, missing: [], ages: [], failures: [] };
  let desk;
  try {
    while (figures.times < times) {
      if (desk === undefined || desk.kills >= worn || desk.workspace?.restore_points.length >= manyPoints) {
        await desk?.computer.stop();
        desk = new Desk({ site, chance, profile: join(folder, `computer-${figures.times}`), mark: `${seed}-${figures.times}` });
      }
      const kind = desk.workspace === undefined ? 'new' : chance.weighed(kinds);
      figures.times += 1;
      figures.kinds[kind] = (figures.kinds[kind] ?? 0) + 1;
      let outcome;
      try {
        outcome = await inTime(desk.round(kind));
        figures.acts += outcome.acts;
        figures.missing.push(outcome.missing);
        figures.ages.push(outcome.age);
      } catch (failure) {
        figures.failures.push(`kill ${figures.times} (${kind}): ${failure.stack}`);
        await desk.photograph(`kill ${figures.times}`);
      }
      tell(`${figures.times}/${times} ${kind}: ${outcome ? `${outcome.acts} acts, ${outcome.missing} missing (${outcome.age} ms)` : figures.failures.at(-1)}`);
      if (outcome === undefined) {
        await desk.computer.kill().catch(() => {});
        desk = undefined;
      }
    }
  } finally {
    await desk?.computer.stop();
    await site.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

/** The same, or a failure after a minute and a half: whatever hangs must not go unnoticed. */
async function inTime(round) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('the round hangs')), 90_000);
  });
  try {
    return await Promise.race([round, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A computer with one workspace, killed and started again. */
class Desk {
  #site;
  #chance;
  #mark;
  #page;
  #profile;
  /** The books as they were when the workspace was made. */
  #beginning;
  #complaints = [];
  computer;
  kills = 0;
  /** The workspace as it stands on the disk; none before it is there. */
  workspace;

  constructor({ site, chance, profile, mark }) {
    this.#site = site;
    this.#chance = chance;
    this.#mark = mark;
    this.#profile = profile;
    this.#sitDown();
  }

  #sitDown() {
    const watch = { complaints: this.#complaints, expected: [], origins: [this.#site.origin] };
    this.computer = new Computer({ site: this.#site, watch, profile: this.#profile, viewport: wide, keeps: true });
  }

  photograph(name) {
    return this.#page && !this.#page.isClosed() ? photograph(this.#page, name).catch(() => {}) : undefined;
  }

  /** Works, is killed, is started again and is looked at. */
  async round(kind) {
    this.kills += 1;
    const diary = new Diary(this.workspace && stateOf(this.workspace));
    const killed = await { new: () => this.#makeAndKill(), start: () => this.#startAndKill() }[kind]?.() ??
      await this.#workAndKill(diary, kind === 'aimed' ? this.#chance.of(aims) : undefined);
    const outcome = kind === 'new' ? { missing: 0, age: 0 } : undefined;
    return { acts: diary.length, ...(outcome ?? {}), ...(await this.#look(diary, killed)) };
  }

  /** Starts the browser, if it is not there, and opens a tab. */
  async #tab() {
    if (this.computer.context === undefined) await this.computer.start();
    this.#page = await this.computer.context.newPage();
    return this.#page;
  }

  async #open() {
    const page = this.#page ?? (await this.#tab());
    await page.goto(`${this.#site.url}?today=${today}`);
    await page.locator('main h1').first().waitFor();
    return page;
  }

  /** Runs something that a kill will end, and kills. */
  async #killDuring(work, wait) {
    let dead = false;
    let trouble;
    const working = work().catch((failure) => {
      if (!dead) trouble = failure;
    });
    await wait(working);
    dead = true;
    let at = await this.computer.kill();
    // Who steers a browser that is killed while it starts may never hear of it: then somebody else steers the next.
    const [heard, late] = [working.then(() => true), new Promise((done) => setTimeout(done, 10_000))];
    if (!(await Promise.race([heard, late]))) this.#sitDown();
    // A browser that was just being started may come up behind the kill.
    if (this.computer.context) at = await this.computer.kill();
    this.#page = undefined;
    if (trouble) throw trouble;
    return at;
  }

  #pause(least, most) {
    const milliseconds = this.#chance.whole(least, most);
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  async #workAndKill(diary, aim) {
    const page = this.#page;
    const clerk = new Clerk({ page, diary, chance: this.#chance, workspace: this.workspace, mark: this.#mark });
    const wait = this.#chance.whole(300, 6_000);
    const delay = this.#chance.whole(0, 250);
    let before = aim === 'typing' ? this.#chance.whole(0, 3) : 0;
    return this.#killDuring(
      () => clerk.work(),
      (working) => new Promise((done) => {
        const after = (milliseconds) => setTimeout(done, milliseconds);
        // What goes wrong by itself is told at once.
        void working.then(done);
        if (aim === undefined) {
          after(wait);
        } else {
          after(impatience);
          clerk.began = (what) => {
            if (what === aim && (before -= 1) < 0) after(delay);
          };
        }
      }),
    );
  }

  /** Kills while the browser starts and the page opens the workspace. */
  async #startAndKill() {
    await this.computer.stop();
    this.#page = undefined;
    return this.#killDuring(() => this.#open(), () => this.#pause(150, 2_500));
  }

  /** Kills while the first workspace is made of a backup; makes it in peace where it was not. */
  async #makeAndKill() {
    let begun;
    const accepted = new Promise((done) => (begun = done));
    const make = async () => {
      const page = await this.#open();
      const file = backupFile();
      await choose(page, file);
      const take = incoming(page, file.name).getByRole('button', { name: '接收', exact: true });
      await take.waitFor();
      begun();
      await take.click();
      await heading(page, '任务清单');
    };
    await this.#killDuring(make, (working) => Promise.race([accepted, working]).then(() => this.#pause(0, 400)));
    await this.#tab();
    await this.#page.goto(this.#site.url + bare);
    const { catalogue, workspaces } = await readDisk(this.#page);
    // Half of a workspace may lie there, and nobody sees it; what is listed is whole.
    for (const { id } of catalogue) assertIsBackup(booksOf(workspaces[id]));
    if (catalogue.length === 0) {
      await make();
      await saved(this.#page);
    } else {
      await this.#open();
      await heading(this.#page, '任务清单');
    }
    const disk = await readDisk(this.#page);
    [{ id: this.#id }] = disk.catalogue;
    this.workspace = disk.workspaces[this.#id];
    this.#beginning = booksOf(this.workspace);
    assertIsBackup(this.#beginning);
    return Date.now();
  }

  #id;

  /** Looks what is there after the kill: on the disk, on the screen, and whether the history goes back and forth. */
  async #look(diary, killed) {
    let outcome = { missing: 0, age: 0 };
    if (this.#page === undefined) {
      const page = await this.#tab();
      await page.goto(this.#site.url + bare);
      const disk = await readDisk(page);
      this.workspace = disk.workspaces[this.#id];
      assert.equal(disk.catalogue.length, 1, 'the list of workspaces');
      assertWhole(this.workspace, this.#beginning);
      outcome = diary.hold(stateOf(this.workspace), killed);
      await this.#open();
    }
    const page = this.#page;
    assert.equal(await page.locator('#stopped').count(), 0, 'the program stopped');
    await saved(page);
    await this.#shows(page);
    await this.#goesBack(page);
    // The address that is no page names no icon, and the host has none of the name that the browser guesses.
    const guessed = (words) => words.startsWith('console: Failed to load') && words.endsWith(`(${this.#site.origin}/favicon.ico)`);
    assert.deepEqual(this.#complaints.filter((words) => !guessed(words)), [], 'the page complained');
    return outcome;
  }

  /** What is on the screen is what is on the disk. */
  async #shows(page) {
    const own = stateOf(this.workspace).branches.find(({ id }) => id === branch);
    await page.evaluate((hash) => (location.hash = hash), `#/branch/${branch}/ledger`);
    await heading(page, '整改问题台账');
    await eventually(async () => {
      const shown = await page.locator('tbody.item').evaluateAll((rows) =>
        rows.map((row) => row.querySelector('td').textContent.trim()));
      assert.equal(shown.length, own.items.length);
      own.items.forEach(({ project }, at) => assert.ok(shown[at].includes(project.trim()), `第${at + 1}项: ${shown[at]}`));
    });
  }

  /** One step back and forth: on the disk too. */
  async #goesBack(page) {
    const read = async () => {
      await saved(page);
      this.workspace = (await readDisk(page)).workspaces[this.#id];
      assertWhole(this.workspace, this.#beginning);
      return this.workspace;
    };
    const before = booksOf(this.workspace);
    const back = page.getByRole('button', { name: '退一步' });
    if ((await back.getAttribute('aria-disabled')) === 'true') return;
    await back.click();
    if ((await page.locator('.steps [role=alert]').count()) > 0) {
      // An import or a restored state lies over that step: nothing was done, and the page says so.
      await read();
      assert.deepEqual(booksOf(this.workspace), before);
      return;
    }
    const steps = stepsOf(await read());
    const taken = steps.find(({ number }) => number === steps.at(-1).of);
    assert.equal(steps.at(-1).what, 'undo');
    const expected = structuredClone(before);
    // A place that a restored state had already led back stays; the step that took it back then says so.
    const passed = steps.slice(taken.number, -1).some(({ what }) => ['import', 'take_back', 'restore'].includes(what));
    if (!passed) {
      takeBack(expected, taken);
      assert.deepEqual(booksOf(this.workspace), expected, 'what was taken back');
    }
    await page.getByRole('button', { name: '重做' }).click();
    assert.deepEqual(booksOf(await read()), before, 'what was done again');
  }
}

/** Fails where these are not the books of the backup. */
function assertIsBackup(books) {
  const expected = Object.fromEntries(JSON.parse(backupFile().text).documents.map((book) => [book.id, book]));
  assert.deepEqual(Object.keys(books).sort(), Object.keys(expected).sort(), 'half of the backup is there');
  for (const [id, book] of Object.entries(expected)) {
    for (const [key, value] of Object.entries(book)) {
      if (Array.isArray(value)) assert.deepEqual(books[id][key], value, `${id} ${key}`);
    }
  }
}
