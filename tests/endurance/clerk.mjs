// Somebody who works at a unit's desk without plan or pause: types, adds, deletes, moves, copies, closes out, takes files in and
// takes steps back, each through the page's own controls, and knows what the books must hold after every one.

import assert from 'node:assert/strict';

import { accept, choose, incoming, item } from '../journeys/desks.mjs';
import { branch, submissionFile, unit, viewOf } from './books.mjs';
import { booksOf } from './disk.mjs';

const ledger = `#/branch/${branch}/ledger`;

/** What is kept beside the books: which files came, and how many states from before. */
export const stateOf = (workspace) => ({
  ...viewOf(Object.values(booksOf(workspace))),
  received: workspace.received.map(([id]) => id).sort(),
  points: workspace.restore_points.length,
});

export class Clerk {
  #page;
  #diary;
  #chance;
  #mark;
  /** States from before the steps that can be taken back, and those that can be done again. */
  #back = [];
  #again = [];
  /** Where was typed last: typing on there would be the same step. */
  #place;
  /** The last removal's state from before, while the page offers to undo it. */
  #removed;
  /** Versions that each other branch has sent. */
  #sent = new Map();
  /** States from before imports, the newest first, as the page lists them. */
  #points;
  /** The import of this visit of the page of files, while it can be taken back. */
  #taken;
  /** Hears what is begun. */
  began = () => {};

  constructor({ page, diary, chance, workspace, mark }) {
    this.#page = page;
    this.#diary = diary;
    this.#chance = chance;
    this.#mark = mark;
    this.#points = workspace.restore_points
      .map(([, point]) => point)
      .sort((one, other) => (one.at < other.at ? 1 : -1))
      .map(({ text }) => {
        const { documents, attachments = [] } = JSON.parse(text);
        return { ...viewOf(documents), files: attachments.map(({ id }) => id) };
      });
    for (const [, { name }] of workspace.received) {
      const [, number, version] = /第(\d+)支部第(\d+)版/.exec(name);
      this.#sent.set(Number(number), Math.max(Number(version), this.#sent.get(Number(number)) ?? 0));
    }
  }

  get #state() {
    return this.#diary.state;
  }

  get #own() {
    return this.#state.branches.find(({ id }) => id === branch);
  }

  /** Does one thing after the other, for ever. */
  async work() {
    for (;;) {
      const act = this.#chance.weighed([
        [10, () => this.#typeInItem()],
        [5, () => this.#typeInProfile()],
        [3, () => this.#addTask()],
        [4, () => this.#addItem()],
        [3, () => this.#removeItem()],
        [2, () => this.#moveItem()],
        [1, () => this.#copyItem()],
        [3, () => this.#addProgress()],
        [4, () => this.#closeOut()],
        [4, () => this.takeIn()],
        [1, () => this.#goBackTo()],
        [1, () => this.#removeBranch()],
        [4, () => this.#stepBack()],
        [2, () => this.#undoRemoval()],
      ]);
      await act();
    }
  }

  /** Goes to a place of the page. */
  async #goTo(hash, ready) {
    await this.#page.evaluate((hash) => {
      if (location.hash !== hash) location.hash = hash;
    }, hash);
    await ready.waitFor();
  }

  /** A command that a person gives: one step of the history. */
  async #command(what, change, act) {
    const before = this.#state;
    this.began(what);
    await this.#diary.act(what, change, act);
    this.#back.push(before);
    this.#again = [];
    this.#place = undefined;
  }

  /** What passes by the steps: from here on, none before it is taken back. */
  async #passing(what, change, act) {
    this.began(what);
    await this.#diary.act(what, change, act);
    this.#back = [];
    this.#again = [];
    this.#place = undefined;
  }

  /** Types some keys at the end of a control, and deletes some again: one step, a key each time. */
  async #type(what, control, get, set) {
    // Books of both kinds have a control of one name.
    const place = await control.evaluate((element) => `${location.hash} ${element.id}`);
    if (place === this.#place) return;
    await control.focus();
    await control.press('Control+End');
    const before = this.#state;
    this.began('typing');
    for (let keys = this.#chance.whole(2, 14); keys > 0; keys -= 1) {
      const held = get(this.#state);
      const erase = held.length > 0 && this.#chance.happens(0.15);
      const key = this.#chance.words(1);
      const after = erase ? held.slice(0, -1) : held + key;
      await this.#diary.act(what, (state) => set(state, after), () =>
        erase ? this.#page.keyboard.press('Backspace') : this.#page.keyboard.type(key));
      if (this.#chance.happens(0.3)) await this.#page.waitForTimeout(this.#chance.whole(0, 120));
    }
    assert.equal(await control.inputValue(), get(this.#state), 'the control does not hold what was typed');
    this.#place = place;
    // What was erased again is no step.
    if (get(this.#state) === get(before)) return;
    this.#back.push(before);
    this.#again = [];
  }

  /** Opens one of the items that may be worked on; its number from 1, if there is one. */
  async #openItem(fits = () => true) {
    await this.#goTo(ledger, this.#page.getByRole('button', { name: '＋ 新增一项' }));
    const items = this.#own.items;
    const known = items.map((_, at) => at).filter((at) => !isClosed(items[at]) && fits(items[at]));
    if (known.length === 0) return undefined;
    const at = this.#chance.of(known);
    const shut = this.#page.getByRole('button', { name: `第${at + 1}项，打开`, exact: true });
    if (await shut.isVisible()) await shut.click();
    await this.#page.getByRole('button', { name: `第${at + 1}项，收起`, exact: true }).waitFor();
    return { at, row: item(this.#page, at + 1) };
  }

  async #typeInItem() {
    const open = await this.#openItem();
    if (open === undefined) return;
    const [label, field] = this.#chance.of([
      ['具体项目（要解决的问题）', 'project'],
      ['产生原因（问题根源）', 'root_cause'],
      ['主要措施', 'measures'],
    ]);
    const of = (state) => state.branches.find(({ id }) => id === branch).items[open.at];
    await this.#type(`typing ${field}`, open.row.getByLabel(label, { exact: true }), (state) => of(state)[field], (state, text) => {
      of(state)[field] = text;
    });
  }

  async #typeInProfile() {
    const [hash, of] = this.#chance.of([
      [`#/branch/${branch}/profile`, (state) => state.branches.find(({ id }) => id === branch)],
      ['#/unit/profile', (state) => state],
    ]);
    const control = this.#page.locator('#f-profile-secretary');
    const scope = this.#page.locator(hash.startsWith('#/unit') ? 'h1:has-text("单位情况")' : 'h1:has-text("支部情况")');
    await this.#goTo(hash, scope);
    await this.#type('typing the secretary', control, (state) => of(state).secretary, (state, text) => {
      of(state).secretary = text;
    });
  }

  async #addTask() {
    const [hash, of] = this.#chance.of([
      [`#/branch/${branch}/tasks`, (state) => state.branches.find(({ id }) => id === branch).tasks],
      ['#/unit/analysis', (state) => state.unitTasks],
    ]);
    await this.#goTo(hash, this.#page.locator(hash.startsWith('#/unit') ? 'h1:has-text("自身问题")' : 'h1:has-text("重点任务")'));
    const at = of(this.#state).length;
    const form = this.#page.getByRole('group', { name: `重点任务 ${at + 1}`, exact: true });
    await this.#command('adding a task', (state) => of(state).push(''), async () => {
      await this.#page.getByRole('button', { name: '＋ 添加重点任务', exact: true }).click();
      await form.waitFor();
    });
    await this.#type('typing a task', form.getByLabel('重点任务', { exact: true }), (state) => of(state)[at], (state, text) => {
      of(state)[at] = text;
    });
  }

  async #addItem() {
    await this.#goTo(ledger, this.#page.getByRole('button', { name: '＋ 新增一项' }));
    if (this.#own.items.length > 12) return;
    const of = (state) => state.branches.find(({ id }) => id === branch).items;
    const at = of(this.#state).length;
    await this.#command('adding an item', (state) => of(state).push(blank()), async () => {
      await this.#page.getByRole('button', { name: '＋ 新增一项' }).click();
      await this.#page.getByRole('button', { name: `第${at + 1}项，收起`, exact: true }).waitFor();
    });
    const project = item(this.#page, at + 1).getByLabel('具体项目（要解决的问题）', { exact: true });
    await this.#type('typing project', project, (state) => of(state)[at].project, (state, text) => {
      of(state)[at].project = text;
    });
  }

  async #removeItem() {
    if (this.#own.items.length < 4) return;
    const open = await this.#openItem();
    if (open === undefined) return;
    const before = this.#state;
    await this.#command('deleting an item', (state) => state.branches.find(({ id }) => id === branch).items.splice(open.at, 1), () =>
      open.row.getByRole('button', { name: '删除', exact: true }).last().click());
    this.#removed = before;
  }

  async #undoRemoval() {
    const undo = this.#page.getByRole('button', { name: '撤销' });
    if (this.#removed === undefined || !(await undo.isVisible())) return;
    const was = this.#removed;
    this.#removed = undefined;
    // Only where nothing else was done since: what came after it would have to be put beside it.
    if (this.#back.at(-1) !== was) return;
    await this.#command('undoing a removal', (state) => Object.assign(state, structuredClone(was)), () => undo.click());
  }

  async #moveItem() {
    const open = await this.#openItem();
    if (open === undefined || open.at === 0) return;
    const project = open.row.getByLabel('具体项目（要解决的问题）', { exact: true });
    await project.focus();
    await this.#command('moving an item', (state) => {
      const { items } = state.branches.find(({ id }) => id === branch);
      items.splice(open.at - 1, 0, ...items.splice(open.at, 1));
    }, () => this.#page.keyboard.press('Alt+ArrowUp'));
  }

  async #copyItem() {
    if (this.#own.items.length > 10) return;
    const open = await this.#openItem();
    if (open === undefined) return;
    await this.#command('copying an item', (state) => {
      const { items } = state.branches.find(({ id }) => id === branch);
      items.splice(open.at + 1, 0, { ...items[open.at], progress: [], closing: [] });
    }, () => open.row.getByRole('button', { name: '复制', exact: true }).last().click());
  }

  async #addProgress() {
    const open = await this.#openItem(({ closing }) => closing.length === 0);
    if (open === undefined) return;
    const part = await unfolded(open.row, '进展');
    const of = (state) => state.branches.find(({ id }) => id === branch).items[open.at].progress;
    const at = of(this.#state).length;
    await this.#command('adding progress', (state) => of(state).push(''), async () => {
      await part.getByRole('button', { name: '＋ 记一条进展', exact: true }).click();
      await part.getByLabel('进展情况', { exact: true }).nth(at).waitFor();
    });
    // The newest is on top.
    const control = part.getByLabel('进展情况', { exact: true }).first();
    await this.#type('typing progress', control, (state) => of(state)[at], (state, text) => {
      of(state)[at] = text;
    });
  }

  /** From the slip to the item crossed off: seven steps. */
  async #closeOut() {
    const whole = ({ closing, project, root_cause, measures }) => closing.length === 0 && project && root_cause && measures;
    const open = await this.#openItem(whole);
    if (open === undefined) return;
    const { row, at } = open;
    const of = (state) => state.branches.find(({ id }) => id === branch).items[at];
    const part = await unfolded(row, '销号');
    const slip = row.getByRole('group', { name: '销号单', exact: true });
    const press = (name) => slip.getByRole('button', { name, exact: true }).click();
    const begun = { result: '', evidence: '', verifier: '', stage: 'begun' };
    await this.#command('beginning a close-out', (state) => of(state).closing.push({ ...begun }), async () => {
      await part.getByRole('button', { name: '＋ 办理销号', exact: true }).click();
      await slip.waitFor();
    });
    const now = (state) => of(state).closing[0];
    for (const [label, field] of [['整改结果', 'result'], ['佐证材料', 'evidence'], ['核验人', 'verifier']]) {
      const control = slip.getByLabel(label, { exact: true });
      await this.#type(`typing ${field}`, control, (state) => now(state)[field], (state, text) => {
        now(state)[field] = text;
      });
      if (now(this.#state)[field] === '') return;
    }
    for (const [words, stage] of [['申请销号', 'applied'], ['确认销号', 'closed']]) {
      // Copied and half-filled items are not let through; that is the rules' own matter.
      const button = slip.getByRole('button', { name: words, exact: true });
      const before = await slip.evaluate((element) => element.textContent);
      await this.#command(words, (state) => (now(state).stage = stage), () => press(words));
      await button.waitFor({ state: 'detached', timeout: 3_000 }).catch(async () => {
        assert.fail(`${words} was not let through: ${before}`);
      });
    }
  }

  /** Takes a file in: a new branch's, or a later version of one that was taken in. */
  async takeIn() {
    const known = this.#state.branches.filter(({ id }) => id !== branch).length;
    const number = this.#chance.whole(2, Math.min(known + 2, 4));
    const version = (this.#sent.get(number) ?? 0) + 1;
    this.#sent.set(number, version);
    const file = submissionFile(number, version, this.#mark);
    const [came] = viewOf(file.documents).branches;
    await this.#goTo('#/', this.#page.locator('h1').first());
    await this.#goTo('#/import', this.#page.getByLabel(/^选择文件/));
    await choose(this.#page, { name: file.name, text: file.text });
    const card = incoming(this.#page, file.name);
    await card.getByRole('button', { name: '接收', exact: true }).waitFor();
    const before = this.#state;
    await this.#passing('importing', (state) => {
      state.branches = [...state.branches.filter(({ id }) => id !== file.branch), structuredClone(came)]
        .sort((one, other) => (one.id < other.id ? -1 : 1));
      state.received = [...state.received, file.id].sort();
      state.points += 1;
    }, async () => {
      await accept(this.#page, file.name);
      await card.getByText('✓ 已接收').waitFor();
    });
    this.#points.unshift({ ...before, files: [] });
    this.#taken = { file, before };
    if (this.#chance.happens(0.3)) await this.#giveBack(card);
  }

  /** Takes the import back that was just made. */
  async #giveBack(card) {
    const { before, file } = this.#taken;
    const now = this.#state;
    await this.#passing('taking an import back', (state) => {
      state.branches = structuredClone(before.branches);
      state.received = before.received;
      state.points += 1;
    }, async () => {
      await card.getByRole('button', { name: '撤回这次接收', exact: true }).click();
      await card.getByRole('button', { name: '撤回这次接收', exact: true }).waitFor({ state: 'detached' });
    });
    this.#points.unshift({ ...now, files: [file.id] });
  }

  /** Goes back to the state before an import. */
  async #goBackTo() {
    if (this.#points.length === 0) return;
    const at = this.#chance.whole(0, Math.min(this.#points.length - 1, 2));
    await this.#goTo('#/backup', this.#page.getByRole('button', { name: '导出备份文件' }));
    const { secretary, unitTasks, branches, files } = this.#points[at];
    const before = this.#state;
    await this.#passing('going back to a restore point', (state) => {
      Object.assign(state, structuredClone({ secretary, unitTasks, branches }));
      state.received = [...new Set([...state.received, ...files])].sort();
      state.points += 1;
    }, async () => {
      await this.#page.getByRole('button', { name: '退回到这个状态' }).nth(at).click();
      await this.#page.getByText(/^✓ 已退回到/).waitFor();
    });
    this.#points.unshift({ ...before, files: [] });
    // Which versions are known here is another question now: the next file is of a new version in any case.
    this.#removed = undefined;
  }

  async #removeBranch() {
    const others = this.#state.branches.filter(({ id }) => id !== branch);
    if (others.length < 2) return;
    const { id } = this.#chance.of(others);
    await this.#goTo('#/', this.#page.locator('h1:has-text("任务清单")'));
    const number = id.replace('branch-', '');
    const section = this.#page.locator('section', {
      has: this.#page.getByRole('heading', { level: 2, name: `河东中学第${number}党支部` }),
    });
    const before = this.#state;
    await this.#command('removing a branch', (state) => {
      state.branches = state.branches.filter((branch) => branch.id !== id);
    }, () => section.getByRole('button', { name: '移除这个支部' }).click());
    this.#removed = before;
  }

  /** Takes the last step back, perhaps another, and perhaps does it again. */
  async #stepBack() {
    for (let steps = this.#chance.whole(1, 3); steps > 0 && this.#back.length > 0; steps -= 1) {
      const [before, now] = [this.#back.pop(), this.#state];
      this.began('taking back');
      await this.#diary.act('taking back', (state) => Object.assign(state, structuredClone(before)), () =>
        this.#page.getByRole('button', { name: '退一步' }).click());
      this.#again.push(now);
      this.#place = undefined;
    }
    while (this.#again.length > 0 && this.#chance.happens(0.5)) {
      const [after, now] = [this.#again.pop(), this.#state];
      await this.#diary.act('doing again', (state) => Object.assign(state, structuredClone(after)), () =>
        this.#page.getByRole('button', { name: '重做' }).click());
      this.#back.push(now);
      this.#place = undefined;
    }
    this.#removed = undefined;
  }
}

const blank = () => ({ project: '', root_cause: '', measures: '', progress: [], closing: [] });

const isClosed = ({ closing }) => closing.some(({ stage }) => stage !== 'begun');

/** A part of an open row, unfolded. */
async function unfolded(row, title) {
  const part = row.locator('.work-part').filter({ has: row.page().locator('summary strong', { hasText: title }) });
  if ((await part.getAttribute('open')) === null) await part.locator('summary').first().click();
  return part;
}
