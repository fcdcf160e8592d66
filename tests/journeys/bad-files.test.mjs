// Files that people choose by mistake, and files that went wrong on the way: each gets words of its own, nothing
// changes, and none keeps the good ones out.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

import { backupWithLedger, fixture, sealed } from './bundles.mjs';
import {
  accept, backup, choose, drop, eventually, go, incoming, leave, openTopic, startOffice, startSample, startUnit, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

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
