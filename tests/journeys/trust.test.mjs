// From whom a file is: signatures, what a person says where one changed, passphrases, and a key that moves to another
// computer. What the page writes is checked outside it, with Node's own cryptography.

import assert from 'node:assert/strict';
import {
  createCipheriv, createDecipheriv, createHash, createPublicKey, hkdfSync, pbkdf2Sync, randomBytes, verify,
} from 'node:crypto';
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { basename, join } from 'node:path';

import canonicalize from 'canonicalize';

import { breaches, digestOf, fixture, sealed as digested } from './bundles.mjs';
import {
  backup, choose, eventually, go, heading, incoming, letter, lookAt, mendSample, openItem, openTopic, receive, restore,
  saved, startOffice, startSample,
} from './desks.mjs';
import { journey, looker, narrow, wide } from './harness.mjs';
import { dist } from './site.mjs';

const today = '2012-07-04';
const passphrase = '六月飞雪-2012';
const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();
const panel = (page) => page.locator('#letter');

/** Whether the owner of the key in a bundle signed it. */
function isSigned({ digest: _, ...bundle }) {
  const { algorithm, key, value } = bundle.signature;
  assert.equal(algorithm, 'ES256');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const signed = canonicalize({ ...bundle, signature: { algorithm, key } });
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  return verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64url'));
}

/** The number that is read out over the telephone. */
function numberOf(key) {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64url')).digest();
  return [0, 4, 8, 12, 16, 20].map((at) => `${hash.readUInt32BE(at) % 10_000}`.padStart(4, '0')).join(' ');
}

const iterations = 600_000;

/** What a passphrase and a salt come to: bytes, by what they are for. */
function derivation(passphrase, salt) {
  const secret = pbkdf2Sync(passphrase.normalize('NFKC'), salt, iterations, 32, 'sha256');
  return (info, length) => Buffer.from(hkdfSync('sha256', secret, '', info, length));
}

/** Opens a sealed file. */
function unsealed(text, passphrase) {
  const file = JSON.parse(text);
  assert.deepEqual([file.format, file.version, file.iterations], ['jinwei-sealed', 1, iterations]);
  assert.equal(file.digest, digestOf(file));
  const bytes = (name) => Buffer.from(file[name], 'base64url');
  const derived = derivation(passphrase, bytes('salt'));
  assert.deepEqual(derived('jinwei-sealed check', 16), bytes('check'));
  const ciphertext = bytes('ciphertext');
  assert.equal(ciphertext.length, file.length);
  const opening = createDecipheriv('aes-256-gcm', derived('jinwei-sealed encryption', 32), bytes('iv'));
  opening.setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([opening.update(ciphertext.subarray(0, -16)), opening.final()]).toString('utf8');
}

/** Seals a text, as the page does. */
function enclosed(text, passphrase) {
  const [salt, iv] = [16, 12].map((length) => randomBytes(length));
  const derived = derivation(passphrase, salt);
  const sealing = createCipheriv('aes-256-gcm', derived('jinwei-sealed encryption', 32), iv);
  const ciphertext = Buffer.concat([sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()]);
  const [check, length] = [derived('jinwei-sealed check', 16), ciphertext.length];
  const bytes = Object.entries({ salt, check, iv, ciphertext }).map(([name, bytes]) => [name, bytes.toString('base64url')]);
  return digested({
    format: 'jinwei-sealed', version: 1, holds: 'bundle', kdf: 'PBKDF2-HMAC-SHA-256', iterations, cipher: 'AES-256-GCM', length,
    ...Object.fromEntries(bytes),
  });
}

/** Exports by a press, and reads what came. */
async function exported(computer, page, name) {
  const file = await computer.download(page, () => press(page, name));
  const bundle = JSON.parse(file.text());
  assert.deepEqual(breaches(bundle), []);
  assert.equal(bundle.digest, digestOf(bundle));
  return { ...file, suggested: file.name, name: basename(file.path), bundle };
}

/** What stands in a sealed file for everybody to read: nothing of what is in it. */
const legible = ['check', 'cipher', 'ciphertext', 'digest', 'format', 'holds', 'iterations', 'iv', 'kdf', 'length', 'salt', 'version'];

/** Exports under the passphrase by a press: without it nobody reads a word, with it the file is one like any other. */
async function exportedClosed(computer, page, name) {
  const file = await computer.download(page, () => press(page, name));
  const text = file.text();
  assert.match(file.name, /_第\d+版_加口令\.json$/);
  assert.deepEqual(Object.keys(JSON.parse(text)).sort(), legible);
  assert.doesNotMatch(text, /\p{Script=Han}|\\u/u, 'no word of the books');
  const inside = unsealed(text, passphrase);
  const bundle = JSON.parse(inside);
  assert.match(inside, /\p{Script=Han}/u);
  assert.deepEqual(breaches(bundle), []);
  assert.equal(bundle.digest, digestOf(bundle));
  assert.ok(isSigned(bundle));
  await page.locator('#exported', { hasText: bundle.digest }).getByText('文件加了口令').waitFor();
  return { ...file, name: basename(file.path), inside, bundle };
}

/** A file that was chosen at a school waits for its passphrase, and another one does not open it; opens it. */
async function opensClosed(page, file) {
  await choose(page, file.path);
  const card = incoming(page, file.name);
  await card.getByText('这个文件加了口令').waitFor();
  assert.equal(await card.getByRole('button', { name: '接收', exact: true }).count(), 0);
  await unlock(card, '不是这个口令');
  await card.getByText('口令不对').waitFor();
  await unlock(card, passphrase);
  await card.locator('[data-trust]').waitFor();
  return card;
}

/** A unit with the sample's plan, mended. */
async function unit(computer, page) {
  await startSample(page);
  await mendSample(page);
  await go(page, '报送');
  return exported(computer, page, '导出报送文件');
}

/** The same unit's workspace at another computer, from a backup. */
async function moved(computer, file) {
  const page = await computer.open('', { today });
  await restore(page, file.path);
  return page;
}

/** Writes something, so that there is another version. */
async function goOn(page, words) {
  await openTopic(page, '整改问题台账', '示例中学行政后勤党支部');
  const item = await openItem(page, 1);
  await item.getByLabel('备注', { exact: true }).fill(words);
  await saved(page);
  await go(page, '报送');
}

/** Types a passphrase for files that leave. */
async function typePassphrase(page, words, again = words) {
  if (!(await page.getByLabel('再输一遍口令').isVisible())) await page.getByText(/^加口令/).click();
  await page.getByLabel('口令', { exact: true }).fill(words);
  await page.getByLabel('再输一遍口令').fill(again);
}

/** Opens a sealed file with a passphrase. */
async function unlock(scope, words) {
  await scope.getByLabel('口令', { exact: true }).fill(words);
  await press(scope, '打开');
}

/** Text with one letter of its ciphertext changed; with the digest that belongs to it, or the old one. */
function flipped(text, redo) {
  const file = JSON.parse(text);
  const at = 100;
  const other = file.ciphertext[at] === 'A' ? 'B' : 'A';
  file.ciphertext = file.ciphertext.slice(0, at) + other + file.ciphertext.slice(at + 1);
  return redo ? digested(file) : JSON.stringify(file, null, 2);
}

journey('the office knows a unit again by its signature, asks where it changed, and remembers the answer', async ({ computer }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  const first = await unit(school, atSchool);
  assert.ok(isSigned(first.bundle), 'signed, as Node sees it');
  await atSchool.locator('#exported').getByText(numberOf(first.bundle.signature.key)).waitFor();
  const look = { wide: looker(atSchool, 'wide'), narrow: looker(atSchool, 'narrow') };
  await atSchool.getByText('加口令（可选）').click();
  await look.wide('trust submit');
  await atSchool.setViewportSize(narrow);
  await look.narrow('trust submit');
  await atSchool.setViewportSize(wide);
  const copy = await backup(school, atSchool);
  assert.ok(!copy.bundle.documents.some(({ kind }) => kind === 'key_book'), 'nothing came yet');

  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await lookAt(atOffice, first.path);
  await letter(atOffice, first.name).getByText('首次收到').waitFor();
  await press(atOffice, first.name);
  await panel(atOffice).locator('[data-trust=first]').getByText(numberOf(first.bundle.signature.key)).waitFor();
  await press(atOffice, '全部接收（1 个文件）');
  await letter(atOffice, first.name).getByText('✓ 同一来源').waitFor();

  await goOn(atSchool, '第二版');
  const second = await exported(school, atSchool, '导出报送文件');
  assert.equal(second.bundle.signature.key, first.bundle.signature.key, 'one key a workspace');
  await receive(atOffice, second.path);
  await letter(atOffice, second.name).getByText('✓ 同一来源').waitFor();

  // The same unit, from another computer: another key.
  const elsewhere = await computer();
  const atOther = await moved(elsewhere, copy);
  await goOn(atOther, '换了电脑');
  const third = await exported(elsewhere, atOther, '导出报送文件');
  const number = numberOf(third.bundle.signature.key);
  assert.notEqual(number, numberOf(first.bundle.signature.key));
  await go(atOther, '工作区与设置');
  await atOther.locator('#own-number', { hasText: number }).waitFor();
  await looker(atOther, 'wide')('trust settings');
  await atOther.setViewportSize(narrow);
  await looker(atOther, 'narrow')('trust settings');

  await lookAt(atOffice, third.path);
  const row = letter(atOffice, third.name);
  await row.getByText('！签名变了').waitFor();
  await row.getByText('点开，先确认来源').waitFor();
  assert.equal(await atOffice.getByRole('button', { name: /^全部接收/ }).count(), 0, 'not before somebody said so');
  await press(row, third.name);
  const asked = panel(atOffice).locator('[data-trust=changed]');
  await asked.getByText(/换了电脑、重装或清理了浏览器，也可能不是对方/).waitFor();
  await asked.getByText(number).waitFor();
  await looker(atOffice, 'wide')('trust changed');
  await atOffice.setViewportSize(narrow);
  await looker(atOffice, 'narrow')('trust changed');
  await atOffice.setViewportSize(wide);
  await press(asked, '不认这个签名');
  await row.getByText('✕ 不认的签名').waitFor();
  await press(panel(atOffice).locator('[data-trust=refused]'), '核对过，是对方的，以后认它');
  await row.getByText('✓ 同一来源').waitFor();
  await press(atOffice, '全部接收（1 个文件）');
  await row.getByText('✓ 已接收').waitFor();

  // The answer is on the disk, in the history and in the backup.
  await office.restart();
  const again = await office.open('', { today });
  await heading(again, '收到的方案');
  await goOn(atOther, '再报一次');
  const fourth = await exported(elsewhere, atOther, '导出报送文件');
  await lookAt(again, fourth.path);
  await letter(again, fourth.name).getByText('✓ 同一来源').waitFor();
  await press(again, '全部接收（1 个文件）');
  await letter(again, fourth.name).getByText('✓ 已接收').waitFor();
  const { bundle } = await backup(office, again);
  assert.deepEqual(breaches(bundle), []);
  const { known_keys: keys } = bundle.documents.find(({ kind }) => kind === 'key_book');
  assert.deepEqual(
    keys.map(({ whose, key, state }) => ({ whose, key, state })),
    [first, third].map(({ bundle }) => ({ whose: `unit:${bundle.created_by.unit_id}`, key: bundle.signature.key, state: 'known' })),
  );
  await go(again, '历史');
  await again.getByText(/确认来源/).first().waitFor();
  await go(again, '工作区与设置');
  await again.getByText('认得的对方签名（2）').click();
  const known = again.locator('#known-keys li', { hasText: number });
  await press(known, '改为不认');
  await known.getByText('，不认（').waitFor();
  await saved(again);
  await looker(again, 'wide')('trust known keys');
  await go(again, '导入');
  await letter(again, fourth.name).getByText('✕ 不认的签名').waitFor();
  await go(again, '历史');
  await again.getByText(/认不认/).first().waitFor();
  await looker(again, 'wide')('trust history');
  await go(again, '工作区与设置');
  await again.getByText('认得的对方签名（2）').click();
  await press(known, '改为认得');
  await known.getByText('，认得（').waitFor();
  await saved(again);

  // Altered, and signed by nobody: neither is taken without a word.
  const altered = structuredClone(fourth.bundle);
  altered.documents.find(({ kind }) => kind === 'branch_book').items[0].remark = '改过的备注';
  altered.bundle_id = 'altered';
  const { signature: _, ...bare } = { ...altered, bundle_id: 'unsigned' };
  await go(again, '导入');
  await choose(again, [
    { name: '改过.json', text: digested(altered) },
    { name: '没签.json', text: digested(bare) },
  ]);
  await letter(again, '改过.json').getByText('✕ 签名不符').waitFor();
  await letter(again, '没签.json').getByText('！这次没有签名').waitFor();
  assert.equal(await again.getByRole('button', { name: /^全部接收/ }).count(), 0);
  await press(letter(again, '没签.json'), '没签.json');
  await press(panel(again), '问清楚了，仍要采用');
  await press(again, '全部接收（1 个文件）');
  await letter(again, '没签.json').getByText('✓ 已接收').waitFor();
  assert.equal(await letter(again, '改过.json').getByText('✓ 已接收').count(), 0);
});

journey('a school sees that a review is the office’s, by the key that came with the register', async ({ computer }) => {
  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await go(atOffice, '花名册');
  await atOffice.getByLabel(/^在表格里选中并复制/).fill(
    ['单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次', '城关小学党总支\t党总支\t总支书记\t城关小学教学党支部\t支部书记\t较好'].join('\n'),
  );
  await press(atOffice, '放入花名册');
  await saved(atOffice);
  await go(atOffice, '下发');
  const register = await exported(office, atOffice, '下发花名册');
  assert.ok(isSigned(register.bundle));

  const school = await computer();
  const atSchool = await school.open('', { today });
  await choose(atSchool, register.path);
  await atSchool.locator('[data-trust=first]').getByText(numberOf(register.bundle.signature.key)).waitFor();
  await looker(atSchool, 'wide')('trust register');
  await atSchool.getByLabel('花名册里的单位').selectOption({ label: '城关小学党总支' });
  await press(atSchool, '就是本单位，开始填写');
  await heading(atSchool, '任务清单');

  // Accepted on paper: there is a review to hand down.
  const unitId = register.bundle.documents[0].units[0].id;
  const own = await backup(office, atOffice);
  const judged = structuredClone(own.bundle);
  judged.documents.push({
    kind: 'review_sheet', id: `review-${unitId}`,
    verdict: { unit: unitId, unit_name: '城关小学党总支', state: 'returned', opinion: '请补齐', reviewed_on: today },
  });
  const second = await computer();
  const atSecond = await second.open('', { today });
  await restore(atSecond, { name: '办公室.json', text: digested(judged) });
  await go(atSecond, '下发');
  const stranger = await exported(second, atSecond, '下发审阅（1 个单位，一个文件）');

  // The office's other computer has another key: the school is asked, and by telephone it is the office's.
  await go(atSchool, '导入');
  await choose(atSchool, stranger.path);
  const card = incoming(atSchool, stranger.name);
  const asked = card.locator('[data-trust=changed]');
  await asked.getByText(numberOf(stranger.bundle.signature.key)).waitFor();
  assert.equal(await card.getByRole('button', { name: '接收', exact: true }).count(), 0);
  await looker(atSchool, 'wide')('trust school asked');
  await atSchool.setViewportSize(narrow);
  await looker(atSchool, 'narrow')('trust school asked');
  await atSchool.setViewportSize(wide);
  await press(asked, '核对过，是对方的，以后认它');
  await card.locator('[data-trust=same]').waitFor();
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  // Taken back, the key stays known.
  await press(card, '撤回这次接收');
  await card.locator('[data-trust=same]').waitFor();
  const { bundle } = await backup(school, atSchool);
  const { known_keys: keys } = bundle.documents.find(({ kind }) => kind === 'key_book');
  assert.deepEqual(keys.map(({ whose }) => whose), ['office', 'office']);

  // What is sent up says nothing of whom the school trusts.
  await go(atSchool, '导入');
  await choose(atSchool, stranger.path);
  await incoming(atSchool, stranger.name).locator('[data-trust=same]').first().waitFor();
  // The very file, altered.
  const altered = { ...stranger.bundle, bundle_id: 'altered' };
  await choose(atSchool, { name: '改过.json', text: digested(altered) });
  const wrong = incoming(atSchool, '改过.json');
  await wrong.locator('[data-trust=wrong]').getByText('签名不符').waitFor();
  assert.equal(await wrong.getByRole('button', { name: '接收', exact: true }).count(), 0);
  await press(wrong, '问清楚了，仍要采用');
  await wrong.getByRole('button', { name: '接收', exact: true }).waitFor();
});

journey('a passphrase closes any file; wrong, damaged, altered and cut off are told apart', async ({ computer }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  await startSample(atSchool);
  await mendSample(atSchool);
  await go(atSchool, '报送');
  await typePassphrase(atSchool, '短口令');
  await press(atSchool, '导出报送文件');
  await atSchool.getByText(/没有导出：口令太短/).waitFor();
  await typePassphrase(atSchool, passphrase, '另一个口令-2012');
  await press(atSchool, '导出报送文件');
  await atSchool.getByText(/没有导出：两次输入的口令不一样/).waitFor();
  await typePassphrase(atSchool, passphrase);
  const file = await school.download(atSchool, () => press(atSchool, '导出报送文件'));
  assert.match(file.name, /_第1版_加口令\.json$/);
  await atSchool.locator('#exported').getByText('文件加了口令').waitFor();
  const inside = JSON.parse(unsealed(file.text(), passphrase));
  assert.ok(isSigned(inside));
  assert.ok(!file.text().includes('示例中学'));
  // Kept open, and handed over closed once more.
  const again = await school.download(atSchool, () => press(atSchool, '再次下载'));
  assert.equal(unsealed(again.text(), passphrase), unsealed(file.text(), passphrase));
  assert.notEqual(again.text(), file.text(), 'each with a salt of its own');
  await go(atSchool, '备份');
  await typePassphrase(atSchool, passphrase);
  const copy = await school.download(atSchool, () => press(atSchool, '导出备份文件'));

  // At another school's first page: a backup.
  const other = await computer();
  const atOther = await other.open('', { today });
  const name = basename(copy.path);
  await choose(atOther, copy.path);
  const card = incoming(atOther, name);
  await unlock(card, '不是这个口令');
  await card.getByText('口令不对').waitFor();
  assert.equal(await card.getAttribute('data-import-error'), 'wrong_passphrase');
  await looker(atOther, 'wide')('trust passphrase');
  await atOther.setViewportSize(narrow);
  await looker(atOther, 'narrow')('trust passphrase');
  await atOther.setViewportSize(wide);
  const text = copy.text();
  const tooMany = digested({ ...JSON.parse(text), iterations: 4_000_000_000 });
  for (const [words, bad, code] of [
    ['坏了', flipped(text, false), 'wrong_digest'],
    ['断了', text.slice(0, text.length / 2), 'truncated'],
    ['缺了', JSON.stringify({ ...JSON.parse(text), ciphertext: JSON.parse(text).ciphertext.slice(0, 1000) }), 'truncated'],
    ['太慢', tooMany, 'envelope_field'],
  ]) {
    await choose(atOther, { name: `${words}.json`, text: bad });
    await incoming(atOther, `${words}.json`).waitFor();
    assert.equal(await incoming(atOther, `${words}.json`).getAttribute('data-import-error'), code, words);
  }
  // Full-width letters are the same letters.
  await unlock(card, '六月飞雪－２０１２');
  await card.getByRole('button', { name: '接收', exact: true }).waitFor();
  // The next is tried with what opened this one.
  await choose(atOther, { name: '改了.json', text: flipped(text, true) });
  const altered = incoming(atOther, '改了.json');
  await altered.getByText('口令对，但文件里加密的内容被改动过').waitFor();
  assert.equal(await altered.getAttribute('data-import-error'), 'altered');
  await press(card, '接收');
  await atOther.locator('.where', { hasText: '恢复自备份' }).waitFor();

  // At the office, among others, once for all that have it.
  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await lookAt(atOffice, [file.path, again.path]);
  const asked = atOffice.locator('[data-import-sealed="2"]');
  await asked.getByText('有 2 个文件加了口令').waitFor();
  await unlock(asked, '不是这个口令');
  await asked.getByText('有 2 个文件这个口令打不开').waitFor();
  await looker(atOffice, 'wide')('trust office sealed');
  await atOffice.setViewportSize(narrow);
  await looker(atOffice, 'narrow')('trust office sealed');
  await atOffice.setViewportSize(wide);
  await unlock(asked, passphrase);
  await letter(atOffice, basename(file.path)).getByText('首次收到').waitFor();
  await press(atOffice, '全部接收（2 个文件）');
  await letter(atOffice, basename(file.path)).getByText('✓ 已接收').waitFor();
  // The next one with the same needs no word.
  await goOn(atSchool, '第二版');
  await typePassphrase(atSchool, passphrase);
  const next = await school.download(atSchool, () => press(atSchool, '导出报送文件'));
  await go(atOffice, '导入');
  await choose(atOffice, next.path);
  await letter(atOffice, basename(next.path)).getByText('✓ 同一来源').waitFor();
});

journey('the office’s review and register go down under a passphrase, and schools take them in with it', async ({ computer }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  const plan = await unit(school, atSchool);

  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await receive(atOffice, plan.path);
  await go(atOffice, '收到的方案');
  await atOffice.getByRole('link', { name: '示例中学党总支' }).first().click();
  const bar = atOffice.getByRole('region', { name: '审阅' });
  await atOffice.getByText('总的意见（还没有写）').click();
  await atOffice.getByLabel('总的意见').fill('措施要写明由谁检查');
  await press(bar, '退回修改');
  await bar.getByText('已退回修改').waitFor();
  await go(atOffice, '花名册');
  await atOffice.getByLabel(/^在表格里选中并复制/).fill(
    ['单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次', '城关小学党总支\t党总支\t总支书记\t城关小学教学党支部\t支部书记\t较好'].join('\n'),
  );
  await press(atOffice, '放入花名册');
  await saved(atOffice);
  await go(atOffice, '下发');
  await typePassphrase(atOffice, passphrase);
  const review = await exportedClosed(office, atOffice, '下发审阅（1 个单位，一个文件）');
  assert.equal(review.bundle.kind, 'review');
  assert.match(review.inside, /措施要写明由谁检查/);
  const register = await exportedClosed(office, atOffice, '下发花名册');
  assert.equal(register.bundle.kind, 'register');
  assert.match(register.inside, /城关小学教学党支部/);
  // What is handed over once more is closed as well; the newest stands first.
  const again = await office.download(atOffice, () => atOffice.getByRole('button', { name: '再次下载' }).first().click());
  assert.equal(unsealed(again.text(), passphrase), register.inside);
  assert.notEqual(again.text(), register.text(), 'each with a salt of its own');

  // The review at the unit's desk, the register at another school's first page.
  await go(atSchool, '导入');
  const card = await opensClosed(atSchool, review);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  await go(atSchool, '任务清单');
  const back = atSchool.locator('section', { has: atSchool.getByRole('heading', { name: '退回给我的' }) });
  await back.getByText('措施要写明由谁检查').waitFor();

  const other = await computer();
  const atOther = await other.open('', { today });
  await opensClosed(atOther, register);
  await atOther.getByLabel('花名册里的单位').selectOption({ label: '城关小学党总支' });
  await press(atOther, '就是本单位，开始填写');
  await heading(atOther, '任务清单');
  await atOther.getByRole('heading', { level: 2, name: '城关小学教学党支部' }).waitFor();
});

journey('a unit hands a branch’s book back under a passphrase, and the branch goes on from it', async ({ computer }) => {
  const name = '示例中学行政后勤党支部';
  const school = await computer();
  const atSchool = await school.open('', { today });
  await startSample(atSchool);
  await go(atSchool, '报送');
  await typePassphrase(atSchool, passphrase);
  const first = await exportedClosed(school, atSchool, name);
  assert.equal(first.bundle.kind, 'review');
  const books = first.bundle.documents.filter(({ kind }) => kind === 'branch_book');
  assert.deepEqual(books.map(({ profile }) => profile.name), [name], 'no other branch’s book');

  const branch = await computer();
  const atBranch = await branch.open('', { today });
  const start = {
    format: 'jinwei', version: 1, kind: 'backup', bundle_id: 'branch-start', programme: first.bundle.programme,
    created_at: '2012-07-04T08:00:00+08:00', created_by: { desk: 'branch', unit: name },
    generator: 'jinwei journeys', revision: 1, findings: [], documents: books,
  };
  await restore(atBranch, { name: '开始.json', text: digested(start) });

  await goOn(atSchool, '单位补的备注');
  await typePassphrase(atSchool, passphrase);
  const second = await exportedClosed(school, atSchool, name);
  await go(atBranch, '导入');
  const card = await opensClosed(atBranch, second);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  await openTopic(atBranch, '整改问题台账');
  const item = await openItem(atBranch, 1);
  assert.equal(await item.getByLabel('备注', { exact: true }).inputValue(), '单位补的备注');
});

/** Chooses a file that is sealed twice, types the passphrase of both at a school's desk, and returns what is said then. */
async function opensTwice(page, content) {
  const twice = enclosed(enclosed(content, passphrase), passphrase);
  await go(page, '导入');
  await choose(page, { name: '两层.json', text: twice });
  await unlock(incoming(page, '两层.json'), passphrase);
  const told = page.locator('[data-import-state=unreadable]', { hasText: '两层.json' });
  await told.getByText('✕ 不能导入。').waitFor();
  return told;
}

journey('a sealed file in a sealed file is not opened, and changes nothing', async ({ computer }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  await startSample(atSchool);
  const before = await backup(school, atSchool);
  const told = await opensTwice(atSchool, before.text());
  assert.equal(await told.getAttribute('data-import-error'), 'sealed');
  assert.match(await told.textContent(), /加了口令.*文件没有导入，本页已有的内容没有任何改动/);
  assert.equal(await told.getByRole('button').count(), 0);
  assert.equal(await told.getByLabel('口令', { exact: true }).count(), 0, 'the one inside is not asked about');
  // The very content, sealed once, is a file like any other, opened by what was typed.
  await choose(atSchool, { name: '一层.json', text: enclosed(before.text(), passphrase) });
  await incoming(atSchool, '一层.json').getByRole('button', { name: '接收', exact: true }).waitFor();
  assert.equal(await told.count(), 1, 'nor by what is known by now');
  const after = await backup(school, atSchool);
  assert.deepEqual(after.bundle.documents, before.bundle.documents);

  const plan = readFileSync(fixture('bundles/single-branch.json'), 'utf8');
  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await lookAt(atOffice, { name: '两层.json', text: enclosed(enclosed(plan, passphrase), passphrase) });
  await unlock(atOffice.locator('[data-import-sealed="1"]'), passphrase);
  const row = letter(atOffice, '两层.json');
  await row.getByText('✕ 不能导入').waitFor();
  await row.getByText(/加了口令.*文件没有导入，本页已有的内容没有任何改动/).waitFor();
  assert.equal(await atOffice.locator('[data-import-sealed]').count(), 0);
  await choose(atOffice, { name: '一层.json', text: enclosed(plan, passphrase) });
  await letter(atOffice, '一层.json').getByText('新收到的单位').waitFor();
  await atOffice.getByRole('button', { name: '全部接收（1 个文件）' }).waitFor();
  await go(atOffice, '收到的方案');
  await atOffice.getByText('还没有收到方案').waitFor();
});

journey('what is said of a sealed file in a sealed file is no way in a circle', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  await startSample(page);
  const words = await (await opensTwice(page, '{}')).textContent();
  // It was opened under 导入, and the passphrase was typed: neither can be the thing to do now.
  assert.doesNotMatch(words, /请在“导入”里打开它|按提示输入口令/);
  assert.match(words, /里面|两次|两层/);
});

journey('a key moves to another computer with its passphrase, and the office sees no difference', async ({ computer }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  const first = await unit(school, atSchool);
  const copy = await backup(school, atSchool);
  await go(atSchool, '工作区与设置');
  await atSchool.getByText('另存签名密钥（换电脑用）').click();
  await atSchool.getByLabel('口令', { exact: true }).fill(passphrase);
  await atSchool.getByLabel('再输一遍口令').fill(passphrase);
  const key = await school.download(atSchool, () => press(atSchool, '另存签名密钥'));
  assert.match(key.name, /_签名密钥_加口令\.json$/);
  assert.equal(JSON.parse(unsealed(key.text(), passphrase)).public, first.bundle.signature.key);
  await looker(atSchool, 'wide')('trust key saved');

  const elsewhere = await computer();
  const atOther = await moved(elsewhere, copy);
  // A key is no bundle.
  await go(atOther, '导入');
  await choose(atOther, key.path);
  await incoming(atOther, basename(key.path)).getByText('这是签名密钥的文件').waitFor();
  await go(atOther, '工作区与设置');
  await atOther.getByText('取回签名密钥', { exact: true }).click();
  await atOther.getByLabel('签名密钥的文件').setInputFiles(key.path);
  const form = atOther.locator('form');
  await unlock(form, '不是这个口令');
  await atOther.getByText('口令不对').waitFor();
  await unlock(form, passphrase);
  await atOther.getByText('✓ 已取回，以后用这把密钥签名。').waitFor();
  await atOther.locator('#own-number', { hasText: numberOf(first.bundle.signature.key) }).waitFor();
  await looker(atOther, 'narrow')('trust key taken');
  // It can be had out again from here, and the key in use cannot.
  await goOn(atOther, '换了电脑');
  const second = await exported(elsewhere, atOther, '导出报送文件');
  assert.equal(second.bundle.signature.key, first.bundle.signature.key);
  assert.ok(isSigned(second.bundle));
  const inUse = await atOther.evaluate(
    () =>
      new Promise((told) => {
        indexedDB.open('jinwei-keys').onsuccess = ({ target: { result: db } }) => {
          db.transaction('keys').objectStore('keys').getAll().onsuccess = ({ target: { result } }) => {
            told(result.map(([key, , wrapping]) => [key.extractable, wrapping.extractable]));
          };
        };
      }),
  );
  assert.deepEqual(inUse, [[false, false]]);

  const office = await computer();
  const atOffice = await office.open('', { today });
  await startOffice(atOffice);
  await receive(atOffice, first.path);
  await lookAt(atOffice, second.path);
  await letter(atOffice, second.name).getByText('✓ 同一来源').waitFor();
});

journey('without cryptography files go unsigned, and all else goes on', async ({ computer, expect, livesAt, site, folder }) => {
  const school = await computer();
  const atSchool = await school.open('', { today });
  const signed = await unit(school, atSchool);
  await typePassphrase(atSchool, passphrase);
  const closed = await school.download(atSchool, () => press(atSchool, '再次下载'));
  const copy = await backup(school, atSchool);
  const kept = join(folder, 'unit.json');
  writeFileSync(kept, copy.text());

  const host = await plainHost();
  livesAt(new URL(host.url).origin);
  expect(/^console: .*(Cross-Origin-Opener-Policy|insecure)/i);
  const plain = await computer();
  const page = await plain.open('', { today, at: host.url });
  assert.equal(await page.evaluate(() => globalThis.crypto.subtle === undefined), true, 'no cryptography here');
  await restore(page, kept);
  await goOn(page, '没有加密的网址');
  await page.getByText('加口令（可选）').click();
  await page.getByText('不能加口令，也不带签名').waitFor();
  const file = await exported(plain, page, '导出报送文件');
  assert.equal(file.bundle.signature, undefined);
  await go(page, '工作区与设置');
  await page.getByText('浏览器不提供签名').waitFor();
  await looker(page, 'wide')('trust plain');
  await go(page, '导入');
  await choose(page, closed.path);
  await incoming(page, basename(closed.path)).getByText('浏览器不提供解密').waitFor();
  await choose(page, signed.path);
  await incoming(page, signed.name).locator('[data-trust=unverified]').waitFor();
  await host.close();
  assert.ok(existsSync(kept) && site.origin !== host.url);
});

/** The page at an address that is not the computer's own, without https: as a school's server may have it. */
async function plainHost() {
  const outside = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal);
  assert.ok(outside, 'this machine has an address');
  const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json' };
  const server = createServer((request, response) => {
    const path = join(dist, new URL(request.url, 'http://host').pathname.slice(1) || 'index.html');
    if (!path.startsWith(dist) || !existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': types[path.split('.').pop()] ?? 'text/plain' }).end(readFileSync(path));
  });
  await new Promise((listening) => server.listen(0, outside.address, listening));
  const { port } = server.address();
  return {
    url: `http://${outside.address}:${port}/`,
    close: () => new Promise((closed) => (server.close(closed), server.closeAllConnections())),
  };
}
