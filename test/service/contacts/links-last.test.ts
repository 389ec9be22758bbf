import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import { openDatabase, type StoredLink } from '../../../lib/service/storage/database';
import type { Finding } from '../../../lib/wire/items';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, withWorker } from '../worker';

withWorker();

const BOOK = 'book';
beforeEach(() => ask('saveConnection', { id: BOOK, provider: 'local', name: '', values: {} }));

let keys = 0;
async function add(name: string): Promise<CustomerRef> {
  const customer = { name, nickname: null, company: null, phones: [], remark: null };
  return ask('addCustomer', { key: `k${keys++}`, contact: null, connection: BOOK, customer, despite: ['any'] });
}

/** Of a taught page whose ids are people's own. */
const onDesk = (id: string, name: string, more: Partial<Contact> = {}) => contactOf(name, { site: 'our-desk', id, ...more });
const onWechat = (id: string, name: string, avatar: string | null) => contactOf(name, { id: `@${id}`, avatar });
/** Of a page that has no ids. */
const unnumbered = (name: string, avatar: string | null = null) => contactOf(name, { site: 'mpkf', id: name, avatar });

async function find(contact: Contact): Promise<Finding> {
  await show(contact);
  return (await state())[`answer:${contactKey(contact)}`]!.findings.find(({ connection }) => connection === BOOK)!;
}

/** The decision and the ids of those who are offered, best first. */
async function said(contact: Contact): Promise<[string, ...string[]]> {
  const { decision, candidates } = await find(contact);
  return [decision, ...candidates.map(({ ref }) => ref.id)];
}

async function link(contact: Contact, ref: CustomerRef): Promise<void> {
  await show(contact);
  await ask('choose', { contact, refs: [ref] });
}

async function refuse(contact: Contact, ref: CustomerRef): Promise<void> {
  await show(contact);
  await ask('refuse', { contact, refs: [ref] });
}

async function newBrowser(): Promise<void> {
  killWorker();
  await fakeBrowser.storage.session.clear();
  startWorker();
}

async function stored(): Promise<StoredLink[]> {
  return (await openDatabase()).getAll('links');
}

describe('on a page with lasting ids', () => {
  test.each(['王**', '微信用户', '用户1234', 'S*******n', '', '王', '🌸', '旗舰店-2号客服'])(
    'two people who are shown as “%s” have their own links, before and after the browser is started anew',
    async (name) => {
      const [one, two] = [await add('王建国'), await add('王丽')];
      await link(onDesk('70001', name), one);
      expect((await said(onDesk('70002', name))).slice(1)).not.toContain(one.id);
      await link(onDesk('70002', name), two);
      await newBrowser();
      expect(await said(onDesk('70001', name))).toEqual(['sure', one.id]);
      expect(await said(onDesk('70002', name))).toEqual(['sure', two.id]);
      expect((await said(onDesk('70003', name))).slice(1)).not.toContain(one.id);
      expect(await stored()).toHaveLength(2);
    },
  );

  test('a link of somebody of a name of their own is not written over, nor offered, under another id', async () => {
    const [one, two] = [await add('陆小鹿'), await add('鹿明')];
    await link(onDesk('50001', '小鹿'), one);
    await newBrowser();
    expect((await find(onDesk('50002', '小鹿'))).decision).not.toBe('sure');
    await link(onDesk('50002', '小鹿'), two);
    await newBrowser();
    expect(await said(onDesk('50001', '小鹿'))).toEqual(['sure', one.id]);
    expect(await said(onDesk('50002', '小鹿'))).toEqual(['sure', two.id]);
  });

  test.each([
    ['小鹿 下单数(2)', '小鹿 下单数(3)'],
    ['小鹿 (3)', '小鹿 (4)'],
    ['小鹿·已下单', '小鹿·已付款'],
    ['小鹿 🔴2', '小鹿'],
    ['小鹿 VIP3', '小鹿 VIP4'],
    ['王**', '王建国'],
    ['小鹿', '小鹿（杭州）'],
  ])('a link and a refusal hold from “%s” to “%s”', async (before, after) => {
    const [one, two] = [await add('陆小鹿'), await add('小鹿')];
    await link(onDesk('50001', before), one);
    await refuse(onDesk('50002', before), two);
    await newBrowser();
    expect(await said(onDesk('50001', after))).toEqual(['sure', one.id]);
    expect((await said(onDesk('50002', after))).slice(1)).not.toContain(two.id);
  });

  test('a name that has nothing to do with the one before is asked about once', async () => {
    const one = await add('陆小鹿');
    await link(onDesk('50001', '小鹿'), one);
    await newBrowser();
    const renamed = onDesk('50001', 'Bambi');
    expect(await find(renamed)).toMatchObject({ decision: 'likely', candidates: [{ ref: one, reasons: ['linked', 'renamed'] }] });
    await ask('choose', { contact: renamed, refs: [one] });
    for (const name of ['Bambi', '小鹿']) expect(await said(onDesk('50001', name))).toEqual(['sure', one.id]);
    await newBrowser();
    expect(await said(renamed)).toEqual(['sure', one.id]);
    await refuse(renamed, one);
    expect(await said(renamed)).toEqual(['none']);
  });

  test('whose id is a name as well still tells people apart by it', async () => {
    const one = await add('陆小鹿');
    const pin = onDesk('jd_5f3a', 'jd_5f3a', { idKind: 'lasting' });
    await link(pin, one);
    await newBrowser();
    expect(await said({ ...pin, name: 'jd_5f3a (2)' })).toEqual(['sure', one.id]);
  });

  test('what was linked by the name before is offered with a question, to one contact alone', async () => {
    const one = await add('陆小鹿');
    const old: StoredLink = { connection: BOOK, site: 'our-desk', name: '小鹿', avatar: '', customer: one.id, refused: [] };
    await (await openDatabase()).put('links', old);
    restartWorker();
    expect(await find(onDesk('50001', '小鹿'))).toMatchObject({ decision: 'likely', candidates: [{ ref: one }] });
    await ask('choose', { contact: onDesk('50001', '小鹿'), refs: [one] });
    expect(await said(onDesk('50001', '小鹿 (2)'))).toEqual(['sure', one.id]);
    expect((await find(onDesk('50002', '小鹿'))).candidates[0]?.reasons ?? []).not.toContain('linked');
  });

  test('a link of a name that many bear, from before ids were known, is a question until it is known whose it was', async () => {
    const one = await add('王建国');
    await (
      await openDatabase()
    ).put('links', { connection: BOOK, site: 'our-desk', name: '王**', avatar: '', customer: one.id, refused: [] });
    restartWorker();
    expect(await said(onDesk('70001', '王**'))).toEqual(['likely', one.id]);
    await ask('choose', { contact: onDesk('70001', '王**'), refs: [one] });
    expect(await said(onDesk('70001', '王**'))).toEqual(['sure', one.id]);
    expect((await said(onDesk('70002', '王**'))).slice(1)).not.toContain(one.id);
  });

  test('a link outlives that the page is taught anew without its ids', async () => {
    const one = await add('陆小鹿');
    await link(onDesk('50001', '小鹿'), one);
    await newBrowser();
    const nameless = contactOf('小鹿 (2)', { site: 'our-desk', id: '小鹿', idKind: 'name' });
    expect(await said(nameless)).toEqual(['likely', one.id]);
  });

  test('a decision is taken back as a whole', async () => {
    const [one, two] = [await add('王建国'), await add('王丽')];
    await link(onDesk('70001', '王**'), one);
    await link(onDesk('70001', '王**'), two);
    await ask('takeBack', { contact: onDesk('70001', '王**') });
    expect(await said(onDesk('70001', '王**'))).toEqual(['sure', one.id]);
    await ask('unlink', { contact: onDesk('70001', '王**'), connection: BOOK });
    expect((await said(onDesk('70001', '王**'))).slice(1)).not.toContain(one.id);
  });
});

describe('on a page that gives everybody another id at every login', () => {
  test.each([
    ['老周', '老周(杭州)'],
    ['老周', '老周\u200b'],
    ['老周 (3)', '老周'],
    ['張偉材料', '张伟材料 (2)'],
    ['老周·已下单', '老 周'],
  ])('a link of “%s” is offered to “%s” with the same picture', async (before, after) => {
    const one = await add('周建');
    await link(onWechat('a', before, '5'), one);
    await newBrowser();
    const { decision, candidates } = await find(onWechat('b', after, '5'));
    expect(decision).toMatch(/sure|likely/);
    expect(candidates.map(({ ref }) => ref.id)).toEqual([one.id]);
  });

  test('a link is asked about once when the picture has changed, and the answer is kept with the new one', async () => {
    const one = await add('周建');
    await link(onWechat('a', '老周', '5'), one);
    await newBrowser();
    expect(await find(onWechat('b', '老周', '6'))).toMatchObject({
      decision: 'likely',
      candidates: [{ ref: one, reasons: ['linked', 'new-picture'] }],
    });
    await ask('choose', { contact: onWechat('b', '老周', '6'), refs: [one] });
    await newBrowser();
    expect(await said(onWechat('c', '老周', '6'))).toEqual(['sure', one.id]);
    expect(await said(onWechat('c', '老周', '5'))).toEqual(['sure', one.id]);
  });

  test('a “no” to that is kept as well, and leaves the link of the other picture alone', async () => {
    const one = await add('周建');
    await link(onWechat('a', '老周', '5'), one);
    await newBrowser();
    await refuse(onWechat('b', '老周', '6'), one);
    await newBrowser();
    expect(await said(onWechat('c', '老周', '6'))).toEqual(['none']);
    expect(await said(onWechat('d', '老周', '5'))).toEqual(['sure', one.id]);
  });

  test('a refusal holds under another form of the name, and makes a question under a new picture', async () => {
    const one = await add('周海');
    await refuse(onWechat('a', '周海', '9'), one);
    await newBrowser();
    for (const name of ['周海', '周海(杭州)', '周海 (3)']) expect(await said(onWechat('b', name, '9'))).toEqual(['none']);
    await newBrowser();
    const { decision, candidates } = await find(onWechat('c', '周海', '10'));
    expect(decision).toBe('likely');
    expect(candidates[0]?.reasons).toContain('refused-before');
    await ask('refuse', { contact: onWechat('c', '周海', '10'), refs: [one] });
    await newBrowser();
    expect(await said(onWechat('d', '周海', '10'))).toEqual(['none']);
  });

  test('a link is asked about under another name with the very picture number, unless somebody else is there with both', async () => {
    const one = await add('周建');
    await link(onWechat('a', '老周', '620443478'), one);
    await newBrowser();
    expect(await find(onWechat('b', '建材客户群主', '620443478'))).toMatchObject({
      decision: 'likely',
      candidates: [{ ref: one, reasons: ['linked', 'renamed'] }],
    });
    await newBrowser();
    await find(onWechat('c', '老周', '620443478'));
    expect(await said(onWechat('b', '建材客户群主', '620443478'))).toEqual(['none']);
  });

  test('two links of a name are both offered while the picture is out of sight, without those of whoever else is there', async () => {
    const [one, two] = [await add('王建国'), await add('王丽')];
    await link(onWechat('a', '王芳', '1'), one);
    await link(onWechat('b', '王芳', '2'), two);
    await newBrowser();
    expect((await said(onWechat('c', '王芳', null))).sort()).toEqual([one.id, two.id, 'several'].sort());
    await find(onWechat('d', '王芳', '1'));
    expect(await said(onWechat('c', '王芳', null))).toEqual(['likely', two.id]);
  });

  test('another contact of the name who is there in the same login has nothing of it', async () => {
    const one = await add('周建');
    await link(onWechat('a', '老周', '5'), one);
    await newBrowser();
    await find(onWechat('b', '老周', '5'));
    expect(await said(onWechat('c', '老周', '6'))).toEqual(['none']);
  });

  test.each(['微信用户', '王**', '王', '', '(3)'])('a link of “%s” makes nobody sure after the next login', async (name) => {
    const one = await add('周建');
    await link(onWechat('a', name, '5'), one);
    expect(await said(onWechat('a', name, '5'))).toEqual(['sure', one.id]);
    await newBrowser();
    expect((await find(onWechat('b', name, '5'))).decision).not.toBe('sure');
    expect((await said(onWechat('b', name, '6'))).slice(1)).toEqual([]);
  });

  test('whoever was linked stays so while the login lasts, under any name and picture', async () => {
    const one = await add('周建');
    await link(onWechat('a', '老周', '5'), one);
    restartWorker();
    for (const [name, avatar] of [
      ['Z', '5'],
      ['微信用户', '6'],
      ['', null],
    ] as const) {
      expect(await said(onWechat('a', name, avatar))).toEqual(['sure', one.id]);
    }
  });
});

describe('on a page without ids', () => {
  test('a link is asked about, whatever passes in the name, and a refusal holds', async () => {
    const [one, two] = [await add('周建'), await add('周海')];
    await link(unnumbered('老周 下单数(1)'), one);
    await refuse(unnumbered('周海 (1)'), two);
    await newBrowser();
    expect(await said(unnumbered('老周 下单数(2)'))).toEqual(['likely', one.id]);
    expect(await said(unnumbered('周海'))).toEqual(['none']);
  });
});

test('links of lasting ids go through a settings file and back', async () => {
  const [one, two] = [await add('王建国'), await add('王丽')];
  await link(onDesk('70001', '王**'), one);
  await link(onDesk('70002', '王**'), two);
  const document = await ask('exportSettings', { secrets: false, links: true });
  await (await openDatabase()).clear('links');
  restartWorker();
  await ask('importSettings', { document });
  expect(await said(onDesk('70001', '王** (2)'))).toEqual(['sure', one.id]);
  expect(await said(onDesk('70002', '王**'))).toEqual(['sure', two.id]);
  await ask('importSettings', { document });
  expect(await stored()).toHaveLength(2);
});
