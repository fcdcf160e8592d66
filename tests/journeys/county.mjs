// A county at the office: the files that its units hand in, the register that names them all, and what they add up to,
// counted here from their JSON alone.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { project, sealed } from './bundles.mjs';
import { restore, takeIn } from './desks.mjs';

/** The day on which the invented county's books stand as they are. */
export const countyDay = '2012-08-06';

/** The files of so many units, written into the folder: `[{ path, name, bundle }]` in their order. */
export function countyFiles(folder, units) {
  const out = join(folder, `county-${units}`);
  const { status, stderr } = spawnSync(
    process.env.CARGO ?? 'cargo',
    ['run', '--quiet', '--example', 'county', '--', '--units', String(units), '--out', out],
    { cwd: project, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  return readdirSync(out).sort().map((name) => {
    const path = join(out, name);
    return { path, name, bundle: JSON.parse(readFileSync(path, 'utf8')) };
  });
}

export const unitOf = ({ bundle }) => bundle.documents.find(({ kind }) => kind === 'unit_book');
export const branchesOf = ({ bundle }) => bundle.documents.filter(({ kind }) => kind === 'branch_book');

/** A backup of an office's desk whose register enters the units of these files. */
export function officeWithRegister(files) {
  const units = files.map(unitOf);
  return sealed({
    format: 'jinwei', version: 1, kind: 'backup', bundle_id: 'office-of-the-county', programme: 'huajiaofa-2012-12',
    created_at: '2012-07-02T09:00:00+08:00', created_by: { desk: 'office', unit: '局党委办公室' },
    generator: 'jinwei journeys', revision: 1, findings: [],
    documents: [
      { kind: 'office_book', id: 'office-book-1' },
      {
        kind: 'register',
        id: 'register-1',
        units: units.map(({ id, profile }) => ({ id, name: profile.name, kind: profile.kind })),
        branches: files.flatMap((file) =>
          branchesOf(file).map(({ id, profile }) => ({
            id, unit: unitOf(file).id, name: profile.name, initial_grade: profile.initial_grade,
          })),
        ),
      },
    ],
  });
}

/** Opens an office's desk with a register of `entered`, and takes in the files of `came`. */
export async function officeOf(computer, entered, came) {
  const page = await computer.open('', { today: countyDay });
  await restore(page, { name: '办公室备份.json', text: officeWithRegister(entered) });
  await takeIn(page, came.map(({ path }) => path));
  return page;
}

/** What the files add up to on a day, counted from the JSON. Days in this form are ordered as texts are. */
export function counted(files, day) {
  const count = {
    late: 0, branches: 0, grades: {}, items: 0, open: 0, overdue: 0, waiting: 0, closed: 0, types: {}, terms: {}, categories: {},
    weeks: { done: 0, due: 0 }, firstWeek: 0,
  };
  const add = (by, code, state) => {
    by[code ?? ''] ??= { all: 0, open: 0, overdue: 0, waiting: 0, closed: 0 };
    for (const name of state) by[code ?? ''][name] += 1;
  };
  // Mondays of the weeks of the stage that are over.
  const weeks = Array.from({ length: 26 }, (_, at) => new Date(Date.UTC(2012, 6, 2 + 7 * at)).toISOString().slice(0, 10));
  const sunday = (monday) => new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
  for (const file of files) {
    count.late += Number((unitOf(file).responsibility.submitted_on ?? '') > '2012-07-06');
    for (const branch of branchesOf(file)) {
      count.branches += 1;
      count.grades[branch.profile.initial_grade] = (count.grades[branch.profile.initial_grade] ?? 0) + 1;
      for (const item of branch.items) {
        const close = (branch.close_outs ?? []).filter((close) => close.item === item.id && !close.reopened_on);
        const extended = (branch.extensions ?? []).filter((one) => one.item === item.id && one.new_due).at(-1);
        const due = extended?.new_due ?? item.due ?? '';
        const waits = close.at(-1)?.applied_on && close.at(-1)?.completed_on;
        const closed = close.some(({ closed_on }) => closed_on);
        const state = closed ? ['all', 'closed'] : ['all', 'open'];
        if (!closed && waits) state.push('waiting');
        else if (!closed && due && due < day) state.push('overdue');
        count.items += 1;
        for (const name of state.slice(1)) count[name] += 1;
        add(count.types, item.problem_type, state);
        add(count.terms, item.term, state);
        add(count.categories, item.task_category, state);
      }
      const written = new Set((branch.weekly_summaries ?? []).filter(({ done, pending, next }) => done || pending || next).map(({ week }) => week));
      for (const monday of weeks) {
        const done = written.has(monday) && monday <= day;
        count.weeks.done += Number(done);
        count.firstWeek += Number(done && monday === weeks[0]);
        count.weeks.due += Number(done || sunday(monday) < day);
      }
    }
  }
  return count;
}
