// Files outside the page: what anybody can check of a bundle, and make of one, with standard tools alone.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import canonicalize from 'canonicalize';

/** The place of a fixture, as `bundles/late.json`. */
export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The project's folder. */
export const project = fileURLToPath(new URL('../../', import.meta.url));

const schema = JSON.parse(readFileSync(new URL('../../public/schema/bundle-1.schema.json', import.meta.url), 'utf8'));
const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
const fits = ajv.compile(schema);

/** A bundle's text, read. */
export const parse = (text) => JSON.parse(text);

/** SHA-256 of the canonical form (RFC 8785) of the bundle without its digest. */
export function digestOf({ digest: _, ...rest }) {
  return createHash('sha256').update(canonicalize(rest), 'utf8').digest('hex');
}

/** Where a bundle breaks the published schema; empty when it does not. */
export function breaches(bundle) {
  return fits(bundle) ? [] : fits.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The text of a bundle with the digest that its content has. */
export function sealed(bundle) {
  return JSON.stringify({ ...bundle, digest: digestOf(bundle) }, null, 2);
}

/** What a person fills is a record; what the program notes by itself is none. */
const noted = new Set(['submitted_on', 'unit', 'position']);

/** What the page says is in a bundle: its branches, ledger items and records in all. */
export function countsOf({ documents }) {
  const branches = documents.filter(({ kind }) => kind === 'branch_book');
  const parts = documents.flatMap(({ set_aside: _, ancestors: __, ...book }) => Object.values(book));
  const many = parts.filter(Array.isArray);
  const single = parts.filter((part) => typeof part === 'object' && !Array.isArray(part));
  return {
    branches: branches.length,
    items: branches.reduce((sum, { items = [] }) => sum + items.length, 0),
    records:
      many.reduce((sum, records) => sum + records.length, 0) +
      single.filter((record) => Object.keys(record).some((field) => !noted.has(field))).length,
  };
}

/** A submission of another unit with the same plan: every id of its own, and this name. */
export function asAnotherUnit(bundle, name, mark) {
  const text = JSON.stringify(bundle).replaceAll(bundle.created_by.unit, name).replaceAll('sample-', `${mark}-`);
  const other = JSON.parse(text);
  return sealed({ ...other, bundle_id: createHash('md5').update(mark).digest('hex') });
}

/** A backup of a branch's desk whose ledger has this many items, as the office would write it for a trial. */
export function backupWithLedger(count) {
  const items = Array.from({ length: count }, (_, at) => ({
    id: `item-${at + 1}`,
    project: `第${at + 1}个问题：教学点党员活动不经常`,
    problem_type: ['funding', 'few_activities', 'rules_not_kept', 'split_from_work'][at % 4],
    root_cause: `第${at + 1}个原因：课务重、形式单一`,
    measures: `第${at + 1}条措施：结合教研日开展主题活动`,
    task_category: 'other',
    difficulty: 'moderate',
    term: at % 2 ? 'medium' : 'short',
    due: at % 2 ? '2012-10-31' : '2012-07-25',
    handler: '组织委员',
  }));
  return sealed({
    format: 'jinwei',
    version: 1,
    kind: 'backup',
    bundle_id: `ledger-of-${count}`,
    programme: 'huajiaofa-2012-12',
    created_at: '2012-07-03T09:00:00+08:00',
    created_by: { desk: 'branch', unit: `有${count}个问题的支部` },
    generator: 'jinwei journeys',
    revision: 1,
    findings: [],
    documents: [
      { kind: 'branch_book', id: 'branch-of-many', profile: { name: `有${count}个问题的支部`, secretary: '支部书记', initial_grade: 'good' }, items },
    ],
  });
}
