// The office's post beyond the plain case: files that share an id, sittings that are gone back from, keys and passphrases of
// several files at once, files that are too large, and a file that is looked at by itself.

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import canonicalize from 'canonicalize';

import { asAnotherUnit, backupWithLedger, fixture, parse, sealed } from './bundles.mjs';
import {
  accept, backup, choose, eventually, go, incoming, letter, lookAt, mendSample, saved, startOffice, startSample, today,
} from './desks.mjs';
import { journey } from './harness.mjs';

const press = (scope, name) => scope.getByRole('button', { name, exact: true }).click();
const plan = readFileSync(fixture('bundles/single-branch.json'), 'utf8');
const bundle = JSON.parse(plan);
const unitName = bundle.created_by.unit;

/** Presses 全部接收, and waits until all is done. */
async function takeAll(page, count) {
  await press(page, `全部接收（${count} 个文件）`);
  await page.locator('[data-import-state=done]').waitFor();
}

/** Goes back to a state before an import, by its name. */
async function goBackTo(page, name) {
  await go(page, '备份');
  const point = page.getByRole('listitem').filter({ hasText: name });
  await press(point.first(), '退回到这个状态');
  await page.getByText(`✓ 已退回到“${name}”的状态。`).waitFor();
}

/** An office's desk, newly begun. */
async function officeOf(computer) {
  const page = await computer.open('', { today });
  await startOffice(page);
  await saved(page);
  return page;
}

journey('of files with one id the first is taken, another is refused, and a copy is not needed', async ({ computer }) => {
  const office = await computer();
  const page = await officeOf(office);
  await lookAt(page, [
    { name: '甲.json', text: plan },
    { name: '同号.json', text: sealed({ ...bundle, created_at: '2012-07-05T16:00:00+08:00' }) },
    { name: '副本.json', text: plan },
  ]);
  await takeAll(page, 3);
  await letter(page, '甲.json').getByText('✓ 已接收').waitFor();
  await letter(page, '同号.json').getByText('编号与已收的另一个文件相同、内容不同').waitFor();
  await letter(page, '副本.json').getByText('不用接收').waitFor();
  await letter(page, '副本.json').getByText('已经收过，内容相同').waitFor();
  // Tried once more, it is refused once more.
  await takeAll(page, 1);
  await letter(page, '同号.json').getByText('编号与已收的另一个文件相同、内容不同').waitFor();
  const { bundle: copy } = await backup(office, page);
  assert.deepEqual(copy.attachments.map(({ id, text }) => [id, text]), [[bundle.bundle_id, plan]]);
  // With the first taken back, the copy may come in.
  await go(page, '导入');
  await press(page, '撤回本次接收（1 个文件）');
  await letter(page, '副本.json').getByText('等待接收').waitFor();
});

journey('going back before a batch leaves the one before it, and a sitting taken back can be had again', async ({ computer }) => {
  const office = await computer();
  const page = await officeOf(office);
  const other = '湖滨学校党支部';
  const link = (name) => page.getByRole('link', { name }).first();
  await lookAt(page, [
    { name: '甲.json', text: plan },
    { name: '乙.json', text: asAnotherUnit(bundle, other, 'lakeside') },
  ]);
  // Looked at together, taken one after the other: the later one first.
  await page.getByRole('checkbox', { name: '接收 甲.json' }).uncheck();
  await takeAll(page, 1);
  await page.getByRole('checkbox', { name: '接收 甲.json' }).check();
  await takeAll(page, 1);
  await goBackTo(page, '导入 1 个文件之前');
  await go(page, '收到的方案');
  await link(other).waitFor();
  assert.equal(await page.getByRole('link', { name: unitName }).count(), 0);
  await go(page, '导入');
  await letter(page, '甲.json').getByText('等待接收').waitFor();
  await letter(page, '乙.json').getByText('✓ 已接收').waitFor();

  // Two versions of one unit, the one that came later taken first: both go, the last one taken before the other.
  await choose(page, { name: '又一版.json', text: sealed({ ...bundle, bundle_id: 'another-version', revision: 2 }) });
  await letter(page, '又一版.json').getByText('等待接收').waitFor();
  await page.getByRole('checkbox', { name: '接收 甲.json' }).uncheck();
  await takeAll(page, 1);
  await page.getByRole('checkbox', { name: '接收 甲.json' }).check();
  await takeAll(page, 1);
  await press(page, '撤回本次接收（3 个文件）');
  for (const name of ['甲.json', '乙.json', '又一版.json']) await letter(page, name).getByText('等待接收').waitFor();
  await go(page, '收到的方案');
  await page.getByText('还没有收到方案').waitFor();
  await goBackTo(page, '撤回 3 个文件之前');
  await go(page, '收到的方案');
  await link(other).waitFor();
  await link(unitName).waitFor();
  const { bundle: copy } = await backup(office, page);
  assert.equal(copy.attachments.length, 3);
  await go(page, '导入');
  for (const name of ['甲.json', '乙.json', '又一版.json']) await letter(page, name).getByText('不用接收').waitFor();
});

journey('a review that was written on keeps its file, and taking it back can be tried again', async ({ computer }) => {
  const page = await officeOf(await computer());
  await lookAt(page, { name: '甲.json', text: plan });
  await takeAll(page, 1);
  await go(page, '收到的方案');
  await page.getByRole('link', { name: unitName }).first().click();
  await page.getByText(`${unitName}（只读）`).waitFor();
  const bar = page.getByRole('region', { name: '审阅' });
  await press(bar, '已审阅');
  await bar.getByText('已审阅（').waitFor();
  await saved(page);
  await go(page, '导入');
  await press(page, '撤回本次接收（1 个文件）');
  await letter(page, '甲.json').getByText('审阅单又改过，没有撤回').waitFor();
  await page.getByRole('button', { name: '撤回本次接收（1 个文件）' }).waitFor();
});

/** A unit with the sample's plan, mended, at its page of submissions. */
async function schoolOf(computer) {
  const page = await computer.open('', { today });
  await startSample(page);
  await mendSample(page);
  await go(page, '报送');
  return page;
}

/** Exports the submission, sealed with a passphrase where one is given. */
async function exported(computer, page, passphrase) {
  if (passphrase) {
    if (!(await page.getByLabel('再输一遍口令').isVisible())) await page.getByText(/^加口令/).click();
    await page.getByLabel('口令', { exact: true }).fill(passphrase);
    await page.getByLabel('再输一遍口令').fill(passphrase);
  }
  const file = await computer.download(page, () => press(page, '导出报送文件'));
  return { ...file, name: basename(file.path) };
}

journey('a file without a signature is asked about where the signed one of its sender comes after it', async ({ computer }) => {
  const school = await computer();
  const atSchool = await schoolOf(school);
  const signed = (await exported(school, atSchool)).text();
  const { signature: _, ...bare } = JSON.parse(signed);
  const office = await computer();
  const page = await officeOf(office);
  await lookAt(page, [
    { name: '没签.json', text: sealed({ ...bare, bundle_id: 'unsigned' }) },
    // It lies first and has the very id of the signed one, which it keeps out no more than another.
    { name: '同号没签.json', text: sealed({ ...bare, created_at: '2012-07-05T16:00:00+08:00' }) },
    { name: '签了.json', text: signed },
  ]);
  await takeAll(page, 3);
  await letter(page, '签了.json').getByText('✓ 已接收').waitFor();
  for (const name of ['没签.json', '同号没签.json']) {
    await letter(page, name).getByText('！这次没有签名').waitFor();
    await letter(page, name).getByText('点开，先确认来源').waitFor();
  }
  const { bundle: copy } = await backup(office, page);
  assert.equal(copy.documents.filter(({ kind }) => kind === 'key_book').length, 1);
  assert.equal(copy.attachments.length, 1);
});

/** Makes somebody who signs: a bundle's text with his signature. */
function signer() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const signature = { algorithm: 'ES256', key: Buffer.concat(point).toString('base64url') };
  return ({ digest: _, ...content }) => {
    const covered = Buffer.from(canonicalize({ ...content, signature }));
    const value = sign('sha256', covered, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    return sealed({ ...content, signature: { ...signature, value } });
  };
}

/** The same plan as another unit's, unsigned, which says that it is the register's entry of the first. */
function claiming({ signature: _, ...bare }, name, mark) {
  const other = parse(asAnotherUnit(bare, name, mark));
  other.documents.find(({ kind }) => kind === 'unit_book').profile.register_unit = 'sample-unit';
  return other;
}

/** An office whose register has the sample's unit, and what that unit sends. */
async function officeAndSchool(computer) {
  const school = await computer();
  const signed = (await exported(school, await schoolOf(school))).text();
  const page = await officeOf(await computer());
  await lookAt(page, fixture('bundles/register.json'));
  await press(letter(page, 'register.json'), 'register.json');
  await press(incoming(page, 'register.json'), '接收');
  await letter(page, 'register.json').getByText('✓ 已接收').waitFor();
  return { page, signed };
}

/** Waits until a file is not taken in before somebody says so. */
async function waitsFor(page, name, trust) {
  await letter(page, name).getByText(trust).waitFor();
  await letter(page, name).getByText('点开，先确认来源').waitFor();
}

journey('a file that would take the place of one that comes with it is asked about', async ({ computer }) => {
  const { page, signed } = await officeAndSchool(computer);
  const bundle = parse(signed);
  await choose(page, [
    { name: '没签.json', text: sealed(claiming(bundle, '冒名学校', 'forged')) },
    { name: '真.json', text: signed },
    { name: '另签.json', text: signer()(claiming(bundle, '另一学校', 'another')) },
  ]);
  await takeAll(page, 3);
  await letter(page, '真.json').getByText('✓ 已接收').waitFor();
  await waitsFor(page, '没签.json', '！这次没有签名');
  await waitsFor(page, '另签.json', '！签名变了');
  await page.getByText('要先确认来源或要口令 2，').waitFor();
  // Whose place it would take is said, and a person may let it in.
  await press(letter(page, '没签.json'), '没签.json');
  const asked = page.locator('#letter [data-trust=missing]');
  await asked.getByText(`“${bundle.created_by.unit}”以前的文件有签名`).waitFor();
  await press(asked, '问清楚了，仍要采用');
  await takeAll(page, 1);
  await letter(page, '没签.json').getByText('✓ 已接收').waitFor();
  await letter(page, '没签.json').getByText('！这次没有签名').waitFor();
  await waitsFor(page, '另签.json', '！签名变了');
});

journey('a file that would take the place of one that was taken in since is asked about, also while it is read', async ({ computer }) => {
  const { page, signed } = await officeAndSchool(computer);
  const bundle = parse(signed);
  await choose(page, [
    { name: '没签.json', text: sealed(claiming(bundle, '冒名学校', 'forged')) },
    { name: '另签.json', text: signer()(claiming(bundle, '另一学校', 'another')) },
    { name: '真.json', text: signed },
  ]);
  await letter(page, '真.json').getByText('等待接收').waitFor();
  await press(letter(page, '另签.json'), '另签.json');
  await page.locator('#letter [data-trust=first]').waitFor();
  for (const name of ['没签.json', '另签.json']) await page.getByRole('checkbox', { name: `接收 ${name}` }).uncheck();
  await takeAll(page, 1);
  await letter(page, '真.json').getByText('✓ 已接收').waitFor();
  await waitsFor(page, '没签.json', '！这次没有签名');
  await waitsFor(page, '另签.json', '！签名变了');
  const asked = page.locator('#letter [data-trust=changed]');
  await asked.getByText(`“${bundle.created_by.unit}”的签名变了`).waitFor();
  await press(asked, '不认这个签名');
  await letter(page, '另签.json').getByText('✕ 不认的签名').waitFor();
  // The signed one taken back, there is nobody whose place they would take; the key that was refused is.
  await press(page, '撤回本次接收（1 个文件）');
  await letter(page, '真.json').getByText('等待接收').waitFor();
  await letter(page, '没签.json').getByText('等待接收').waitFor();
});

journey('what was allowed before something was decided about the key is not allowed after it', async ({ computer }) => {
  const page = await (await computer()).open('', { today });
  const bundle = parse(backupWithLedger(1));
  Object.assign(bundle.documents[0].profile, { unit: 'own-unit', unit_name: '本校' });
  await choose(page, { name: '备份.json', text: sealed(bundle) });
  await accept(page, '备份.json');
  await page.locator('.where', { hasText: '恢复自备份' }).waitFor();
  // The branch's own book, as each of two units hands it back.
  const from = (unit, unit_id) => ({
    ...bundle,
    kind: 'review',
    bundle_id: `from-${unit_id}`,
    created_by: { desk: 'unit', unit, unit_id },
    documents: [{ ...bundle.documents[0], version_id: `of-${unit_id}` }],
  });
  await go(page, '导入');
  await choose(page, { name: '外校.json', text: signer()(from('外校', 'other-unit')) });
  const foreign = incoming(page, '外校.json');
  await press(foreign.locator('[data-trust=elsewhere]'), '问清楚了，仍要采用');
  const take = foreign.getByRole('button', { name: '接收', exact: true });
  await take.waitFor();
  await choose(page, { name: '本校.json', text: signer()(from('本校', 'own-unit')) });
  await accept(page, '本校.json');
  await incoming(page, '本校.json').getByText('✓ 已接收').waitFor();
  await press(foreign.locator('[data-trust=changed]'), '不认这个签名');
  await foreign.locator('[data-trust=refused]').waitFor();
  await eventually(async () => assert.equal(await take.count(), 0));
});

journey('another passphrase than the one that is known is asked for, and not called wrong', async ({ computer }) => {
  const school = await computer();
  const atSchool = await schoolOf(school);
  const first = await exported(school, atSchool, '六月飞雪-2012');
  const second = await exported(school, atSchool, '另一个口令-2012');
  const page = await officeOf(await computer());
  await lookAt(page, first.path);
  const asked = page.locator('[data-import-sealed="1"]');
  await asked.getByLabel('口令', { exact: true }).fill('六月飞雪-2012');
  await press(asked, '打开');
  await letter(page, first.name).getByText('首次收到').waitFor();
  await choose(page, second.path);
  await letter(page, second.name).getByText('加了口令，请在表格上面输入口令。').waitFor();
  await asked.getByText('有 1 个文件加了口令。').waitFor();
  // At a school's desk as well.
  const elsewhere = await computer();
  const there = await elsewhere.open('', { today });
  await startSample(there);
  await go(there, '导入');
  await choose(there, first.path);
  await incoming(there, first.name).getByLabel('口令', { exact: true }).fill('六月飞雪-2012');
  await press(incoming(there, first.name), '打开');
  await eventually(async () => assert.notEqual(await incoming(there, first.name).getAttribute('data-import-error'), 'sealed'));
  await choose(there, second.path);
  await incoming(there, second.name).waitFor();
  assert.equal(await incoming(there, second.name).getAttribute('data-import-error'), 'sealed');
});

journey('a file that is too large is refused before it is read', async ({ computer, folder }) => {
  const film = join(folder, '录像.mp4');
  writeFileSync(film, '');
  truncateSync(film, 2 ** 31);
  const page = await officeOf(await computer());
  await lookAt(page, [film, fixture('bundles/single-branch.json')]);
  await letter(page, '录像.mp4').getByText('这个文件太大（2048 MB），超过了 256 MB 的上限').waitFor();
  await letter(page, 'single-branch.json').getByText('新收到的单位').waitFor();
});

journey('a register is taken in by itself: its card stays, its row says so, and what was taken back can be had again', async ({ computer }) => {
  const second = await computer();
  const atSecond = await officeOf(second);
  await go(atSecond, '花名册');
  await atSecond.getByLabel(/^在表格里选中并复制/).fill(
    ['单位名称\t党组织类别\t党组织书记\t党支部名称\t支部书记\t原定等次', '城关小学党总支\t党总支\t总支书记\t城关小学教学党支部\t支部书记\t较好'].join('\n'),
  );
  await press(atSecond, '放入花名册');
  await saved(atSecond);
  await go(atSecond, '下发');
  const register = await second.download(atSecond, () => press(atSecond, '下发花名册'));
  const name = basename(register.path);

  const office = await computer();
  const page = await officeOf(office);
  await lookAt(page, [register.path, fixture('bundles/single-branch.json')]);
  await press(letter(page, name), name);
  const card = incoming(page, name);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  await letter(page, name).getByText('✓ 已接收').waitFor();
  // The post goes on, and the card stays as it is.
  await takeAll(page, 1);
  await card.getByText('✓ 已接收').waitFor();
  await press(card, '撤回这次接收');
  await letter(page, name).getByText('点开处理').waitFor();
  const id = JSON.parse(register.text()).bundle_id;
  const kept = async () => (await backup(office, page)).bundle;
  assert.ok(!(await kept()).attachments.some((file) => file.id === id));
  await goBackTo(page, `撤回“${name}”之前`);
  const back = await kept();
  assert.ok(back.documents.some(({ kind }) => kind === 'register'));
  assert.equal(back.attachments.filter((file) => file.id === id).length, 1);
  assert.equal(back.attachments.length, 2, 'no submission is kept twice');

  // Taken in once more, another file looked at, and back to it.
  await goBackTo(page, `导入“${name}”之前`);
  await go(page, '导入');
  await press(letter(page, name), name);
  await press(card, '接收');
  await card.getByText('✓ 已接收').waitFor();
  await press(letter(page, 'single-branch.json'), 'single-branch.json');
  await page.getByRole('heading', { level: 2, name: 'single-branch.json' }).waitFor();
  await press(letter(page, name), name);
  await page.locator('#letter').getByText('✓ 已接收。要撤回的').waitFor();
});
