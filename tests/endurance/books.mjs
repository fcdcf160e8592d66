// The books that are endured, and how they are looked at: what a person would miss.

import { createHash } from 'node:crypto';

import { sealed } from '../journeys/bundles.mjs';

/** The unit's own book and the branch that it keeps itself. */
export const unit = 'unit-endured';
export const branch = 'branch-1';

const name = '河东中学党总支';
const envelope = {
  format: 'jinwei',
  version: 1,
  programme: 'huajiaofa-2012-12',
  created_at: '2012-07-03T09:00:00+08:00',
  generator: 'jinwei endurance',
  revision: 1,
  findings: [],
};

const item = (at) => ({
  id: `item-${at}`,
  project: `第${at}个问题：教学点党员活动不经常`,
  problem_type: ['funding', 'few_activities', 'rules_not_kept', 'split_from_work'][at % 4],
  root_cause: `第${at}个原因：课务重、形式单一`,
  measures: `第${at}条措施：结合教研日开展主题活动`,
  task_category: 'other',
  difficulty: 'moderate',
  term: 'short',
  due: '2012-07-25',
  handler: '组织委员',
});

/** A unit's backup, with a branch whose ledger has six items. */
export const backupFile = () => ({
  name: '备份.json',
  text: sealed({
    ...envelope,
    kind: 'backup',
    bundle_id: 'backup-endured',
    created_by: { desk: 'unit', unit: name },
    documents: [
      { kind: 'unit_book', id: unit, profile: { name, kind: 'general_branch', secretary: '总支书记' } },
      {
        kind: 'branch_book',
        id: branch,
        profile: { name: '河东中学教学党支部', unit, unit_name: name, secretary: '支部书记', initial_grade: 'good' },
        items: [1, 2, 3, 4, 5, 6].map(item),
      },
    ],
  }),
});

/**
 * What another branch hands in: its book for the first time, or a later version that grew from those before.
 *
 * @param {number} number which branch
 * @param {number} version from 1
 * @param {string} mark what makes the file one of its own
 */
export function submissionFile(number, version, mark) {
  const id = `branch-${number}`;
  const known = Array.from({ length: version }, (_, at) =>
    createHash('md5').update(`${mark}-${id}-${at + 1}`).digest('hex'));
  const documents = [
    {
      kind: 'branch_book',
      id,
      version_id: known[version - 1],
      ...(version > 1 && { parent_version_id: known[version - 2], ancestors: known.slice(0, -1).reverse() }),
      profile: { name: `河东中学第${number}党支部`, secretary: `第${version}版的书记`, initial_grade: 'good' },
      key_tasks: Array.from({ length: version }, (_, at) => ({ id: `task-${number}-${at + 1}`, task: `第${at + 1}件重点任务` })),
      items: [1, 2].map((at) => ({ ...item(at), id: `item-${number}-${at}` })),
    },
  ];
  const bundle = {
    ...envelope,
    kind: 'submission',
    bundle_id: known[version - 1],
    revision: version,
    created_by: { desk: 'branch', unit: `河东中学第${number}党支部` },
    documents,
  };
  return { id: bundle.bundle_id, branch: id, name: `第${number}支部第${version}版.json`, text: sealed(bundle), documents };
}

const texts = (records = [], ...fields) => records.map((record) => fields.map((field) => record[field] ?? ''));

function branchView(book) {
  const of = (collection, item) => (book[collection] ?? []).filter((record) => record.item === item);
  return {
    id: book.id,
    secretary: book.profile?.secretary ?? '',
    tasks: texts(book.key_tasks, 'task').flat(),
    items: (book.items ?? []).map((item) => ({
      project: item.project ?? '',
      root_cause: item.root_cause ?? '',
      measures: item.measures ?? '',
      progress: texts(of('progress', item.id), 'content').flat(),
      closing: of('close_outs', item.id).map((closing) => ({
        result: closing.result ?? '',
        evidence: closing.evidence ?? '',
        verifier: closing.verified_by ?? '',
        stage: closing.closed_on ? 'closed' : closing.applied_on ? 'applied' : 'begun',
      })),
    })),
  };
}

/** What a person would miss of these books (`documents`, in any order). */
export function viewOf(documents) {
  const of = (kind) => documents.filter((book) => book.kind === kind);
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  return {
    secretary: of('unit_book')[0]?.profile?.secretary ?? '',
    unitTasks: texts(of('unit_book')[0]?.key_tasks, 'task').flat(),
    branches: of('branch_book').map(branchView).sort(byId),
  };
}
