// What is left when the program is not: a screen that says so, and backups made without it. Runs before everything else
// in the page, and needs nothing but the browser.
//
// Invariant: a program that stopped writes no more, as nobody knows what it holds by then; what it had not handed to the
// browser as a whole is taken back.
{
  let dead = false;
  const unfinished = new Set();
  if (globalThis.IDBDatabase) {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...asked) {
      const writes = asked[1] === 'readwrite';
      if (dead && writes) throw new DOMException('the program stopped', 'InvalidStateError');
      // Every write is asked to be on the disk itself before it counts as done, also where a library does not know the word.
      if (writes) asked[2] = { durability: 'strict' };
      const begun = transaction.apply(this, asked);
      if (writes) {
        unfinished.add(begun);
        for (const end of ['complete', 'abort']) begun.addEventListener(end, () => unfinished.delete(begun));
      }
      return begun;
    };
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function () {
      unfinished.delete(this);
      commit.call(this);
    };
  }

  const make = (tag, given, ...children) => {
    const element = Object.assign(document.createElement(tag), given);
    element.append(...children);
    return element;
  };
  const button = (words, press) => make('button', { type: 'button', onclick: press }, words);

  // SHA-256 (FIPS 180-4) by hand: browsers have it only where a page comes by https.
  const sha256 = (bytes) => {
    const [hash, round] = [[], []];
    for (let n = 2; round.length < 64; n++) {
      let divisor = 2;
      while (n % divisor) divisor++;
      if (divisor < n) continue;
      if (hash.length < 8) hash.push((Math.sqrt(n) * 2 ** 32) | 0);
      round.push((Math.cbrt(n) * 2 ** 32) | 0);
    }
    const padded = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
    new Uint8Array(padded.buffer).set(bytes);
    padded.setUint8(bytes.length, 128);
    padded.setUint32(padded.byteLength - 8, bytes.length / 2 ** 29);
    padded.setUint32(padded.byteLength - 4, bytes.length << 3);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    const words = new Int32Array(64);
    for (let at = 0; at < padded.byteLength; at += 64) {
      let [a, b, c, d, e, f, g, h] = hash;
      for (let n = 0; n < 64; n++) {
        const [early, late] = [words[n - 15], words[n - 2]];
        words[n] = n < 16
          ? padded.getInt32(at + 4 * n)
          : words[n - 16] + words[n - 7]
            + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + round[n] + words[n]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      for (const [n, more] of [a, b, c, d, e, f, g, h].entries()) hash[n] = (hash[n] + more) | 0;
    }
    return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  };

  // Canonical JSON (RFC 8785), which the digest of a bundle is taken over.
  const canonical = (value) => {
    if (Array.isArray(value)) return `[${value.map(canonical)}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
  };

  // Every row of these stores, as far as they are there: `{ store: [[key, row], …] }`. A database that is not there is
  // not made.
  const rows = async (name, stores) => {
    const db = await new Promise((done, failed) => {
      const asked = indexedDB.open(name);
      asked.onupgradeneeded = () => asked.transaction.abort();
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    const found = {};
    for (const store of stores) {
      found[store] = [];
      if (!db.objectStoreNames.contains(store)) continue;
      await new Promise((done, failed) => {
        const asked = db.transaction(store).objectStore(store).openCursor();
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
          const at = asked.result;
          if (!at) return done();
          found[store].push([at.key, at.value]);
          at.continue();
        };
      });
    }
    db.close();
    return found;
  };

  // The object with this key that a row holds, whatever is put around it; rows are JSON text.
  const within = (row, key) => {
    if (typeof row === 'string') {
      try {
        row = JSON.parse(row);
      } catch {
        return undefined;
      }
    }
    if (row === null || typeof row !== 'object' || ArrayBuffer.isView(row)) return undefined;
    if (Object.hasOwn(row, key)) return row;
    for (const inner of Object.values(row)) {
      const found = within(inner, key);
      if (found) return found;
    }
    return undefined;
  };

  const workspace = 'jinwei-workspace-';

  // The version of the data in a row (see src/bundle/stored.rs), and the newest that goes as documents and files; what is
  // newer is carried along verbatim.
  const versionOf = (row) => Number(/^{"data_version":(\d+),/.exec(row)?.[1] ?? 1);
  const known = 2;

  // The workspaces on this computer: those of the catalogue, and databases that it has lost.
  const workspaces = async () => {
    const known = (await rows('jinwei-catalogue', ['workspaces']).catch(() => ({ workspaces: [] }))).workspaces;
    const all = new Map(known.map(([id, row]) => [id, { id, name: id, ...within(row, 'desk') }]));
    for (const { name } of (await indexedDB.databases?.()) ?? []) {
      const id = name.startsWith(workspace) && name.slice(workspace.length);
      if (id && !all.has(id)) all.set(id, { id, name: id });
    }
    return [...all.values()];
  };

  // The text of a backup of a workspace, as the program writes it and `bundle::read` takes it.
  const backup = async ({ id, name, desk }) => {
    const kept = await rows(workspace + id, ['documents', 'sent', 'received', 'summaries', 'files']);
    const now = new Date().toISOString();
    const [documents, attachments] = [[], []];
    const asItIs = (store, key, row) => {
      const text = typeof row === 'string' ? row : JSON.stringify(row);
      attachments.push({ store: `row:${store}`, id: `${key}`, at: now, name: '', text });
    };
    for (const [key, row] of kept.documents) {
      const book = versionOf(row) > known ? undefined : within(row, 'kind');
      if (book) documents.push(book);
      else asItIs('documents', key, row);
    }
    for (const store of ['sent', 'received']) {
      for (const [key, row] of kept[store]) {
        const { id, at, name, text } = (versionOf(row) > known ? undefined : within(row, 'text')) ?? {};
        if (text === undefined) asItIs(store, key, row);
        else attachments.push({ store, id, at, name, text });
      }
    }
    const summaries = new Map(kept.summaries);
    for (const [id, bytes] of kept.files) {
      const { file, unit } = within(summaries.get(id), 'file') ?? {};
      const text = new TextDecoder().decode(bytes);
      attachments.push({ store: 'received', id, at: file?.received_at ?? now, name: `${unit?.name ?? id}.json`, text });
    }
    const has = (kind) => documents.some((book) => book.kind === kind);
    const bundle = {
      format: 'jinwei',
      version: 1,
      kind: 'backup',
      bundle_id: `rescued-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`,
      programme: 'huajiaofa-2012-12',
      created_at: now,
      created_by: { desk: desk ?? (has('office_book') ? 'office' : has('unit_book') ? 'unit' : 'branch'), unit: name },
      generator: 'jinwei rescue',
      revision: 1,
      findings: [],
      documents,
      attachments,
    };
    const text = canonical(bundle);
    return `${text.slice(0, -1)},"digest":"${sha256(new TextEncoder().encode(text))}"}`;
  };

  // For the program, of a workspace that is not open.
  globalThis.backupWithoutOpening = backup;

  const handOver = async (of, said) => {
    try {
      const text = await backup(of);
      const name = of.name.replace(/[<>:"/\\|?*\p{C}]/gu, '_').slice(0, 40);
      const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
      const link = make('a', {
        href: URL.createObjectURL(new Blob([text], { type: 'application/json' })),
        download: `晋位台账_${name}_备份_${time.slice(0, 10)}_${time.slice(11, 16).replace(':', '')}.json`,
      });
      link.click();
      said.textContent = `✓ 已导出“${link.download}”。请在“下载”里找到它，放到U盘上；以后在开始页或“备份”里选它就能恢复。`;
    } catch (failure) {
      said.textContent = `✕ 没有导出（${failure.name}）。账本没有改动。请关闭全部浏览器窗口再打开本页，重试一次。`;
    }
  };

  // A button a workspace, and a line that says what came of it.
  globalThis.offerBackups = async (place) => {
    const said = make('p', { role: 'status' });
    try {
      const all = await workspaces();
      place.append(...all.map((one) => button(`导出备份：${one.name.replace(/\p{C}/gu, '\ufffd')}`, () => handOver(one, said))), said);
    } catch (failure) {
      place.append(`读不到这台电脑上的账本（${failure.name}）。`);
    }
  };

  // Whether it was the program that failed: a trap, or something thrown through its code, after which it is in disorder.
  const isProgram = (failure) =>
    failure instanceof (globalThis.WebAssembly?.RuntimeError ?? Array)
    || (failure instanceof Error && !(failure instanceof DOMException) && /wasm/.test(failure.stack)
      && !/closure invoked/.test(failure.message));

  // Which build it is: the names of its programs have their hashes; one file has its program within.
  const build = () => {
    const whole = document.getElementById('program')?.textContent;
    if (whole) return `jinwei.html ${sha256(new TextEncoder().encode(whole)).slice(0, 16)}`;
    return [...document.scripts].map((script) => script.text.match(/[\w-]+\.wasm/g)).join(' ');
  };

  // What to report: which build, where in it, in which browser; no word of the books and no folder's name.
  const reportOf = (failure) => [
    `晋位台账 ${build()}`,
    new Date().toISOString(),
    navigator.userAgent,
    location.hash.split('?')[0].replace(/%\w\w|[^#/\w-]/g, ''),
    `${failure.stack ?? failure}`.replace(/\w+:\/\/\S*\//g, ''),
  ].join('\n');

  // Says that the program stopped, if it did.
  globalThis.hasStopped = (failure) => {
    if (!isProgram(failure)) return false;
    if (dead) return true;
    dead = true;
    for (const half of unfinished) {
      try {
        half.abort();
      } catch {
        // It came to its end by itself.
      }
    }
    for (const call of ['hashchange', 'visibilitychange', 'pagehide', 'beforeunload']) {
      addEventListener(call, (event) => event.stopImmediatePropagation(), true);
    }
    document.getElementById('boot')?.remove();
    const typed = document.activeElement?.value;
    const report = make('textarea', { readOnly: true, rows: 6, value: reportOf(failure) });
    const copied = make('p', { role: 'status' });
    const copy = () => {
      report.select();
      const done = document.execCommand('copy');
      copied.textContent = done ? '✓ 已复制。' : '✕ 浏览器没有复制，请选中报告，按 Ctrl+C。';
    };
    const backups = make('p', {});
    const screen = make(
      'dialog',
      { className: 'stopped', oncancel: (event) => event.preventDefault(), onclose: () => screen.showModal() },
      make('h1', { id: 'stopped' }, '程序出错，已经停下'),
      make(
        'p',
        { id: 'stopped-words' },
        '这一页遇到了没有料到的情况，不再运行，也不会再改动任何内容。已经保存的都在这台电脑上；只有出错前一秒之内输入的，可能没有存上。',
        '请点“重新打开”接着做。又出错的，先导出备份，再把下面的报告发给办公室。',
      ),
      make('p', {}, button('重新打开', () => location.reload())),
      backups,
    );
    if (typed) {
      screen.append(make('label', {}, '刚才正在填的内容（没有存上的可以从这里复制）', make('textarea', { readOnly: true, value: typed })));
    }
    screen.append(make('label', {}, '报告（不含账本内容）', report), make('p', {}, button('复制报告', copy)), copied);
    screen.setAttribute('role', 'alertdialog');
    screen.setAttribute('aria-labelledby', 'stopped');
    screen.setAttribute('aria-describedby', 'stopped-words');
    document.body.append(screen);
    screen.showModal();
    offerBackups(backups);
    return true;
  };
  // Chromium 109 takes WebAssembly for the script of another host, and says nothing of its traps but that there was an
  // error. No script of another host runs here: the policy forbids it.
  const unnamed = (message) => message === 'Script error.' && new WebAssembly.RuntimeError(`${message} (wasm?)`);
  addEventListener('error', ({ error, message }) => hasStopped(error ?? unnamed(message)));
  addEventListener('unhandledrejection', ({ reason }) => hasStopped(reason));
}
