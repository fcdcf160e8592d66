// Files that people choose by mistake, and files that went wrong on the way: each gets words of its own, nothing
// changes, and none keeps the good ones out.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';

import { asAnotherUnit, backupWithLedger, fixture, sealed } from './bundles.mjs';
import {
  accept, backup, choose, drop, eventually, go, incoming, leave, openTopic, startOffice, startSample, startUnit, today,
} from './desks.mjs';
import { assertFitsWidth, journey, narrow } from './harness.mjs';

const bad = (name) => ({ name, bytes: readFileSync(fixture(`bad/${name}`)) });

/** Each file, the code of its case, and a part of its words. */
const refused = [
  [bad('empty.json'), 'empty', '是空的'],
  [bad('truncated.json'), 'truncated', '不完整'],
  [bad('gbk.json'), 'gbk', 'GBK'],
  [bad('utf-16.json'), 'utf_16', 'UTF-16'],
  [bad('syntax.json'), 'not_json', '第 14 行'],
  [bad('web-page.html'), 'not_json', '网页'],
  [bad('packed.zip'), 'other_program', '压缩文件'],
  [bad('geojson.json'), 'foreign', '别的程序'],
  [bad('newer-version.json'), 'newer_version', '更新到最新版'],
  [bad('unknown-kind.json'), 'unknown_kind', 'poll'],
  [bad('no-digest.json'), 'missing_digest', '缺少校验码'],
  [bad('wrong-digest.json'), 'wrong_digest', '与校验码不符'],
  [bad('duplicate-keys.json'), 'duplicate_key', 'handler'],
  [bad('lone-surrogate.json'), 'lone_surrogate', '半个字符'],
  [bad('deep.json'), 'too_deep', '嵌套过深'],
  [{ name: '照片.png', bytes: picture() }, 'other_program', '图片'],
  [{ name: '台账.xlsx', bytes: Buffer.from('504b030414000600080000002100', 'hex') }, 'other_program', ''],
  [{ name: 'setup.exe', bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4096, 0x90)]) }, /other_program|not_utf_8|gbk/, ''],
  [{ name: '杂音.json', bytes: noise(5000) }, /not_utf_8|gbk|not_json/, ''],
];

journey('each bad file gets its own words, changes nothing, and keeps no good one out', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startSample(page);
  const before = await backup(clerk, page);

  await go(page, '导入');
  const good = { name: '好.json', bytes: readFileSync(fixture('bundles/incomplete.json')) };
  const dropped = [...refused.slice(0, 8).map(([file]) => file), good, ...refused.slice(8).map(([file]) => file)];
  await drop(page, dropped);
  await incoming(page, refused.at(-1)[0].name).waitFor();

  for (const [{ name }, code, words] of refused) {
    const said = incoming(page, name);
    await said.getByText('✕ 不能导入。').waitFor();
    const text = await said.textContent();
    assert.match(await said.getAttribute('data-import-error'), new RegExp(`^(${code.source ?? code})$`), `${name}: ${text}`);
    assert.ok(text.includes(words), `${name}: ${text}`);
    assert.match(text, /没有任何改动.*请/, `${name} says what was kept and what to do: ${text}`);
    assert.equal(await said.getByRole('button').count(), 0);
  }
  const after = await backup(clerk, page);
  assert.deepEqual(after.bundle.documents, before.bundle.documents);

  await go(page, '导入');
  await drop(page, dropped);
  await accept(page, good.name);
  await page.locator('.where', { hasText: '恢复自备份' }).waitFor();
});

journey('a file may be mended and chosen again', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await go(page, '导入');
  await choose(page, { name: '报送.json', bytes: readFileSync(fixture('bad/truncated.json')) });
  const row = page.getByRole('row').filter({ hasText: '报送.json' });
  await row.getByText('不完整').waitFor();
  await choose(page, { name: '报送.json', bytes: readFileSync(fixture('bundles/single-branch.json')) });
  await row.getByText('新收到的单位').waitFor();
  await page.getByRole('button', { name: '全部接收（1 个文件）' }).click();
  await page.getByText('✓ 已接收').waitFor();
  // The one that was damaged is still named, and the sitting can be gone back before, later as well.
  await row.getByText('不完整').waitFor();
  await go(page, '收到的方案');
  await page.getByRole('link', { name: '示例小学党支部' }).first().waitFor();
  await go(page, '备份');
  await page.getByRole('button', { name: '退回到这个状态' }).first().click();
  await page.getByText('✓ 已退回到“导入 1 个文件之前”').waitFor();
  await go(page, '收到的方案');
  await page.getByText('还没有收到方案').waitFor();
  // And going back is itself gone back from.
  await go(page, '备份');
  await page.getByRole('button', { name: '退回到这个状态' }).first().click();
  await page.getByText('✓ 已退回到“退回到').waitFor();
  await go(page, '收到的方案');
  await page.getByRole('link', { name: '示例小学党支部' }).first().waitFor();
});

journey('one bad record is set aside and named, and the others go in', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  await startUnit(page, '示例小学', '党总支');
  await go(page, '导入');
  const name = 'one-bad-record.json';
  await choose(page, fixture(`bad/${name}`));
  const preview = incoming(page, name);
  await preview.getByText('1 条记录读不出来，已原样放在一边，其余照收').waitFor();
  await preview.getByText('“完成时限”不是有效的日期').waitFor();
  const untouched = await backup(clerk, page);
  assert.equal(untouched.bundle.documents.filter(({ kind }) => kind === 'branch_book').length, 0);

  await go(page, '导入');
  await choose(page, fixture(`bad/${name}`));
  await accept(page, name);
  await preview.getByText('✓ 已接收').waitFor();
  const after = await backup(clerk, page);
  const [branch] = after.bundle.documents.filter(({ kind }) => kind === 'branch_book');
  assert.deepEqual(branch.items.map(({ id }) => id), ['item-1', 'item-3']);
  assert.match(JSON.stringify(branch), /宣传委员缺额/, 'what was set aside is kept, whole');

  // And an import can be taken back.
  await page.getByRole('button', { name: '退回到这个状态' }).first().click();
  await page.getByText('✓ 已退回到').waitFor();
  const back = await backup(clerk, page);
  assert.deepEqual(back.bundle.documents, untouched.bundle.documents);
});

journey('a file at the wrong desk is told where it belongs, and changes nothing', async ({ computer }) => {
  const clerk = await computer();
  const page = await clerk.open('', { today });
  // Before there is a desk, only a backup has somewhere to go.
  await choose(page, fixture('bundles/single-branch.json'));
  await page.getByText('这不是备份，也不是花名册。').waitFor();
  await startSample(page);
  await go(page, '导入');
  await choose(page, fixture('bundles/single-branch.json'));
  await page.getByText('要在办公室的工作区导入').waitFor();
  await eventually(async () => assert.equal(await page.getByRole('button', { name: '接收', exact: true }).count(), 0));
  await leave(page);
  await startOffice(page);
  await go(page, '导入');
  await choose(page, fixture('bad/bom.json'));
  await page.getByText('这是支部交给单位的文件').waitFor();
});

journey('text from a file is shown as text, and never run', async ({ computer }) => {
  const markup = '<img src=x onerror="globalThis.intruded=1"><script>globalThis.intruded=1</script>';
  const bundle = JSON.parse(backupWithLedger(1));
  bundle.documents[0].items[0].project = markup;
  bundle.documents[0].profile.name = markup;
  bundle.created_by.unit = markup;
  const page = await (await computer()).open('', { today });
  await choose(page, { name: `${markup}.json`, text: sealed(bundle) });
  await incoming(page, `${markup}.json`).getByText(markup).nth(1).waitFor();
  await accept(page, `${markup}.json`);
  await openTopic(page, '整改问题台账');
  await page.getByRole('rowgroup').getByText(markup, { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.intruded), undefined);
  assert.equal(await page.locator('img').count(), 0);
});

journey('characters that are not seen are shown as a mark, and kept as they came', async ({ computer }) => {
  const hidden = '县\u202e\u2066一\u200b中\u{e0041}\u0007';
  const flood = `问题${'\u0301'.repeat(5_000)}`;
  const bundle = JSON.parse(backupWithLedger(1));
  bundle.documents[0].items[0].project = flood;
  bundle.documents[0].items[0].handler = hidden;
  bundle.documents[0].profile.name = hidden;
  bundle.created_by.unit = hidden;
  const clerk = await computer({ viewport: narrow });
  const page = await clerk.open('', { today });
  await choose(page, { name: '台账\u202egnp.json', text: sealed(bundle) });
  await page.getByRole('heading', { level: 3, name: '台账\ufffdgnp.json' }).waitFor();
  await page.getByRole('button', { name: '接收', exact: true }).click();
  const where = page.locator('.where', { hasText: '恢复自备份' });
  await where.getByText('县\ufffd一\ufffd中\ufffd').waitFor();
  await openTopic(page, '整改问题台账');
  await page.getByText('问题\u0301\u0301\u0301\ufffd', { exact: true }).waitFor();
  await assertFitsWidth(page);
  // No page shows one of them, wherever it stands.
  for (const name of ['任务清单', '检查', '报送', '导入', '备份', '工作区与设置']) {
    await go(page, name);
    const shown = await page.evaluate(() => `${document.body.innerText}${document.title}`);
    assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0000}-\u{e007f}\u0007]|\u0301{4}/u, name);
  }
  const kept = await backup(clerk, page);
  const [branch] = kept.bundle.documents;
  assert.equal(branch.profile.name, hidden);
  assert.equal(branch.items[0].handler, hidden);
  assert.equal(branch.items[0].project, flood);
  assert.doesNotMatch(kept.name, /[\u202a-\u202e\u2066-\u2069\u200b\u{e0041}\u0007]/u);
});

journey('archives made to do harm are told in words, and good files beside them are taken in', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await go(page, '导入');
  const good = readFileSync(fixture('bundles/single-branch.json'));
  const zeros = Buffer.alloc(300 * 1024 * 1024);
  const bomb = { name: 'bomb.json', bytes: zeros };
  // One says how large it becomes; the other says that it is small.
  const overlapping = archive([{ name: 'a.json', bytes: good }, { name: 'b.json', bytes: good }], { overlap: true });
  await choose(page, [
    { name: '炸弹.zip', bytes: archive([bomb, { name: '好.json', bytes: good }]) },
    { name: '谎报.zip', bytes: archive([bomb], { saysSize: 100 }) },
    { name: '重叠.zip', bytes: overlapping },
    { name: '套娃.zip', bytes: archive([{ name: '里面.zip', bytes: archive([{ name: 'x.json', bytes: good }]) }]) },
    { name: '路径.zip', bytes: archive([{ name: '../../\u202e坏\u0000.json', bytes: Buffer.from('{') }]) },
    { name: '截断.zip', bytes: overlapping.subarray(0, 100) },
  ]);
  await page.locator('[data-import-state=looked]').waitFor({ timeout: 120_000 });
  for (const [name, words] of [
    ['炸弹.zip／bomb.json', '解开以后超过了 256 MB 的上限'],
    ['谎报.zip／bomb.json', '解开以后超过了 256 MB 的上限'],
    ['重叠.zip', '几个文件叠在一起'],
    ['套娃.zip／里面.zip', '压缩文件'],
    ['路径.zip／../../\ufffd坏\ufffd.json', '不完整'],
    ['截断.zip', '不完整'],
  ]) {
    await page.getByRole('row').filter({ hasText: name }).getByText(words).waitFor();
  }
  await page.getByRole('button', { name: '全部接收（1 个文件）' }).click();
  await page.getByText('✓ 已接收').waitFor();
});

journey('an archive is unpacked up to what all of its files may come to, and what came before that stands', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startOffice(page);
  await go(page, '导入');
  const good = readFileSync(fixture('bundles/single-branch.json'));
  const unit = (name, mark) => Buffer.from(asAnotherUnit(JSON.parse(good), name, mark));
  // Each may be as large as it is; four of them leave less than another one.
  const bytes = Buffer.alloc(250 * 1024 * 1024);
  const packed = deflateRawSync(bytes, { level: 1 });
  const zeros = [1, 2, 3, 4, 5].map((at) => ({ name: `${at}.json`, bytes, packed }));
  const files = [
    { name: '前.json', bytes: good },
    ...zeros,
    { name: '小.json', bytes: unit('湖滨学校党支部', 'lakeside') },
    // This one does not say how large it becomes.
    { name: '谎报.json', bytes, packed, saysSize: 100 },
    { name: '后.json', bytes: unit('河西小学党支部', 'west') },
  ];
  await choose(page, [
    { name: '很大.zip', bytes: archive(files) },
    { name: '旁边.json', bytes: readFileSync(fixture('bundles/three-branches.json')) },
  ]);
  await page.locator('[data-import-state=looked]').waitFor({ timeout: 120_000 });
  const row = (name) => page.getByRole('row').filter({ hasText: name });
  const tooMuch = '解开以后一共超过了 1024 MB 的上限';
  for (const at of [1, 2, 3, 4]) await row(`很大.zip／${at}.json`).getByText('UTF-16').waitFor();
  for (const name of ['5', '谎报', '后']) await row(`很大.zip／${name}.json`).getByText(tooMuch).waitFor();
  await page.getByRole('button', { name: /^全部接收/ }).click();
  await page.locator('[data-import-state=done]').waitFor();
  for (const name of ['很大.zip／前.json', '旁边.json']) await row(name).getByText('✓ 已接收').waitFor();
  await row('很大.zip／后.json').getByText(tooMuch).waitFor();
  // There is room for a small one all the same.
  await row('很大.zip／小.json').getByText('✓ 已接收').waitFor();
});

/** An archive of deflated files, with a lie in it where one is asked for; what is deflated already may be given. */
function archive(files, { saysSize: allSay, overlap = false } = {}) {
  const u16 = (value) => Buffer.from([value & 255, value >> 8]);
  const u32le = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const [locals, directory] = [[], []];
  let at = 0;
  for (const { name, bytes, packed = deflateRawSync(bytes), saysSize = allSay } of files) {
    const shared = Buffer.concat([
      u16(20), u16(0x800), u16(8), u32le(0), u32le(0), u32le(packed.length), u32le(saysSize ?? bytes.length),
      u16(Buffer.byteLength(name)), u16(0),
    ]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed]);
    directory.push(Buffer.concat([
      Buffer.from('PK\x01\x02'), u16(20), shared, u16(0), u16(0), u16(0), u32le(0), u32le(overlap ? 0 : at), Buffer.from(name),
    ]));
    locals.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(directory);
  const count = u16(files.length);
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06'), u32le(0), count, count, u32le(entries.length), u32le(at), u16(0),
  ]);
  return Buffer.concat([...locals, entries, end]);
}

/** A small picture, as a camera would not make it. */
function picture() {
  const chunk = (type, data) => Buffer.concat([u32(data.length), Buffer.from(type), data, u32(0)]);
  const head = Buffer.concat([u32(1), u32(1), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(4))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Bytes without meaning, the same every time. */
function noise(length) {
  let state = 1;
  return Buffer.from(Array.from({ length }, () => (state = (state * 48271) % 2147483647) & 255));
}

const unable = {
  'no way to unpack': () => delete globalThis.DecompressionStream,
  // As Chromium 97 to 102 have it, for archives.
  'no way to unpack archives': () => {
    globalThis.DecompressionStream = class {
      constructor(format) {
        throw new TypeError(`Unsupported compression format: '${format}'`);
      }
    };
  },
};

for (const [what, lacks] of Object.entries(unable)) {
  journey(`a browser with ${what} says so, and does not call an archive damaged`, async ({ computer }) => {
    const office = await computer();
    await office.context.addInitScript(lacks);
    const page = await office.open('', { today });
    await startOffice(page);
    await go(page, '导入');
    const good = readFileSync(fixture('bundles/single-branch.json'));
    await choose(page, [
      { name: '各校.zip', bytes: archive([{ name: '好.json', bytes: good }]) },
      { name: '好.json', bytes: good },
    ]);
    await page.locator('[data-import-state=looked]').waitFor();
    const packed = page.getByRole('row').filter({ hasText: '各校.zip／好.json' });
    await packed.getByText('这个浏览器不会解压缩包（要 Chromium 103 以上），没有导入。请先解压').waitFor();
    assert.equal(await packed.getByText('损坏').count(), 0);
    await page.getByRole('button', { name: '全部接收（1 个文件）' }).click();
    await page.getByText('✓ 已接收').waitFor();
  });
}
