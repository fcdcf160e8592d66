// What is on the disk, read past the program, and whether it is whole: the history, walked back from the books as they stand,
// must lead to the books as they were in the beginning.

import assert from 'node:assert/strict';

/** An address of the host's that is no page: there the databases can be read and nobody else has them open. */
export const bare = 'icon.svg';

/**
 * Everything that the program keeps, by stores; rows of text are read as JSON.
 *
 * @param {import('playwright-core').Page} page any page of the host's
 */
export function readDisk(page) {
  return page.evaluate(async () => {
    const done = (request) =>
      new Promise((yes, no) => {
        request.onsuccess = () => yes(request.result);
        request.onerror = () => no(request.error);
        request.onblocked = () => no(new Error('blocked'));
      });
    // Around what a row holds stands the version of its data.
    const held = (row) => {
      const { data_version: version, row: inner } = row;
      return version !== undefined && inner !== undefined ? inner : row;
    };
    const disk = { catalogue: [], workspaces: {} };
    for (const { name } of await indexedDB.databases()) {
      const [, id] = /^jinwei-workspace-(.*)$/.exec(name) ?? [];
      if (id === undefined && name !== 'jinwei-catalogue') continue;
      const database = await done(indexedDB.open(name));
      const stores = {};
      if (database.objectStoreNames.length > 0) {
        const transaction = database.transaction([...database.objectStoreNames]);
        for (const store of database.objectStoreNames) {
          const keys = await done(transaction.objectStore(store).getAllKeys());
          const rows = await done(transaction.objectStore(store).getAll());
          stores[store] = keys.map((key, at) => [key, store === 'turns' ? rows[at] : held(JSON.parse(rows[at]))]);
        }
      }
      database.close();
      if (id === undefined) disk.catalogue = (stores.workspaces ?? []).map(([, row]) => row);
      else disk.workspaces[id] = stores;
    }
    return disk;
  });
}

/** The books of a workspace that was read, by their ids. */
export const booksOf = (workspace) => Object.fromEntries(workspace.documents ?? []);

/** The steps of its history, the oldest first. */
export const stepsOf = (workspace) => (workspace.steps ?? []).map(([, step]) => step);

/**
 * Fails where something of a workspace is there and what belongs to it is not.
 *
 * @param {object} workspace as it was read
 * @param {object} beginning its books as they were when it was made, by their ids
 */
export function assertWhole(workspace, beginning) {
  const steps = stepsOf(workspace);
  for (const [what, numbers] of [
    ['steps', steps.map(({ number }) => number)],
    ['transactions', workspace.turns.map(([key]) => Number(key))],
  ]) {
    assert.deepEqual(numbers, numbers.map((_, at) => at + 1), `${what} are missing: ${numbers}`);
  }
  const many = (...names) => steps.filter(({ what }) => names.includes(what)).length;
  assert.equal(workspace.received.length, many('import') - many('take_back'), 'files and steps of imports');
  // From the eleventh on, old ones may go.
  const points = many('import', 'restore');
  if (points <= 10) assert.equal(workspace.restore_points.length, points, 'restore points and steps');
  const books = structuredClone(booksOf(workspace));
  for (const step of steps.toReversed()) {
    try {
      takeBack(books, step);
    } catch (failure) {
      failure.message = `step ${step.number} (${step.what}) does not lead to the books: ${failure.message}`;
      throw failure;
    }
  }
  assert.deepEqual(books, beginning, 'the history does not lead back to the beginning');
}

/** Takes a step back in these books, and fails where they are not as it left them. */
export function takeBack(books, { what, differences }) {
  // What another tab overwrote is told, and was never done.
  if (what === 'clash') return;
  const came = (one) => one.record !== undefined && one.fields === undefined && one.after !== undefined;
  const went = (one) => one.record !== undefined && one.fields === undefined && one.after === undefined;
  const turn = (one) => (came(one) ? 1 : one.order_after ? 2 : went(one) ? 3 : 0);
  for (const now of [0, 1, 2, 3]) {
    for (const one of differences.filter((one) => turn(one) === now)) takeOneBack(books, one);
  }
}

const heads = ['version_id', 'parent_version_id', 'ancestors', 'set_aside'];

function takeOneBack(books, one) {
  const { document, collection, record } = one;
  if (collection === undefined) {
    if (one.head_after !== undefined) {
      const [before, after] = [JSON.parse(one.head_before), JSON.parse(one.head_after)];
      for (const key of heads) {
        assert.deepEqual(books[document][key], after[key], `${document} ${key}`);
        put(books[document], key, before[key]);
      }
    } else {
      assert.deepEqual(books[document], one.book_after && JSON.parse(one.book_after), `the book ${document}`);
      put(books, document, one.book_before && JSON.parse(one.book_before));
    }
    return;
  }
  const book = books[document];
  assert.ok(book, `there is no book ${document}`);
  const place = `${collection} ${record ?? ''}`;
  if (one.order_after) {
    const standing = book[collection].map(({ id }) => id).filter((id) => one.order_after.includes(id));
    assert.deepEqual(standing, one.order_after, `the order of ${place}`);
    const [by, ids] = [Object.fromEntries(book[collection].map((record) => [record.id, record])), [...one.order_before]];
    book[collection] = book[collection].map((record) => (one.order_after.includes(record.id) ? by[ids.shift()] : record));
    return;
  }
  // What a document has once is an object, named after its collection.
  const single = record === collection;
  const list = single ? undefined : (book[collection] ??= []);
  if (one.fields === undefined) {
    const at = list.findIndex(({ id }) => id === record);
    if (one.after !== undefined) {
      assert.deepEqual(list[at], { id: record, ...one.after }, place);
      list.splice(at, 1);
    } else {
      assert.equal(at, -1, `${place} is still there`);
      list.splice(one.index, 0, { id: record, ...one.before });
    }
    if (list.length === 0) delete book[collection];
    return;
  }
  const held = single ? (book[collection] ??= {}) : list.find(({ id }) => id === record);
  assert.ok(held, `there is no ${place}`);
  for (const name of new Set([...one.fields, ...Object.keys(one.before), ...Object.keys(one.after)])) {
    assert.deepEqual(held[name], one.after[name], `${place} ${name}`);
    put(held, name, one.before[name]);
  }
  if (single && Object.keys(held).length === 0) delete book[collection];
}

function put(object, key, value) {
  if (value === undefined) delete object[key];
  else object[key] = value;
}
