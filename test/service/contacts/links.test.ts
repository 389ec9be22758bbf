import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openDatabase } from '../../../lib/service/storage/database';
import { contactKey, type Contact } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Finding } from '../../../lib/wire/items';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, until } from '../worker';

const crm = withCrms('wechat-console');

const wang = contactOf('王芳', { id: '@login1-a', avatar: '1' });
const otherWang = contactOf('王芳', { id: '@login1-b', avatar: '2' });

async function find(contact: Contact): Promise<Finding> {
  await show(contact);
  return (await state())[`answer:${contactKey(contact)}`]!.findings[0]!;
}

async function bothWangs(): Promise<[CustomerRef, CustomerRef]> {
  const { decision, candidates } = await find(wang);
  expect(decision).toBe('several');
  return [candidates[0]!.ref, candidates[1]!.ref];
}

/** Some tab of the browser loads a page. */
function load(tab: number): Promise<unknown> {
  return fakeBrowser.tabs.onUpdated.trigger(tab, { status: 'loading' } as never, {} as never);
}

/** The browser is started anew: WeChat gives everybody another id, and the session is gone. */
async function newLogin(): Promise<void> {
  killWorker();
  await fakeBrowser.storage.session.clear();
  startWorker();
}

describe('a link', () => {
  test('holds within a login by the id, whatever the contact is called by now', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    expect(await find({ ...wang, name: '王芳（老客户）', avatar: null })).toMatchObject({ decision: 'sure', candidates: [{ ref: first }] });
    expect(await find(otherWang)).not.toMatchObject({ decision: 'sure' });
  });

  test('holds after a new login by name and picture', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await newLogin();
    expect(await find({ ...wang, id: '@login2' })).toMatchObject({ decision: 'sure', candidates: [{ ref: first, reasons: ['linked'] }] });
  });

  test('is only likely after a new login while the picture is out of sight', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await newLogin();
    expect(await find({ ...wang, id: '@login2', avatar: null })).toMatchObject({ decision: 'likely', candidates: [{ ref: first }] });
  });

  test('is none where two fit: the person is asked again', async () => {
    const [first, second] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await find(otherWang);
    await ask('choose', { contact: otherWang, refs: [second] });
    await newLogin();
    expect(await find({ ...wang, id: '@login2', avatar: null })).toMatchObject({ decision: 'several' });
  });

  test('that two contacts of one login fit stays a question, whatever other tabs load meanwhile', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    const twin = { ...wang, id: '@login1-c' };
    expect(await find(twin)).toMatchObject({ decision: 'likely', candidates: [{ ref: first }] });
    await load(99);
    expect(await find(twin)).toMatchObject({ decision: 'likely', candidates: [{ ref: first }] });
    await load(7);
    await until((now) => !('chat:7' in now));
    expect(await find({ ...wang, id: '@login2' })).toMatchObject({ decision: 'sure', candidates: [{ ref: first }] });
  });

  test('is none for somebody of the same name with another picture', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await newLogin();
    expect(await find({ ...otherWang, id: '@login2' })).toMatchObject({ decision: 'several' });
  });

  test('finds its customer again under another name and after everything that was kept is gone', async () => {
    const aQiang = contactOf('阿强', { avatar: '9' });
    const { items } = await ask('search', { connection: 'wechat-console', query: { text: '陈雨' }, page: null });
    await find(aQiang);
    await ask('choose', { contact: aQiang, refs: [{ connection: 'wechat-console', id: items[0]!.id }] });
    const database = await openDatabase();
    await Promise.all([database.clear('customers'), database.clear('answers')]);
    await newLogin();
    expect(await find({ ...aQiang, id: '@login2' })).toMatchObject({ decision: 'sure', candidates: [{ ref: { id: items[0]!.id } }] });
  });

  test('is gone once it is taken back, also where the picture is out of sight by then', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await ask('unlink', { contact: { ...wang, avatar: null }, connection: 'wechat-console' });
    for (const avatar of ['1', null]) expect((await find({ ...wang, avatar })).decision).toBe('several');
    await newLogin();
    expect((await find({ ...wang, id: '@login2' })).decision).toBe('several');
  });

  test('outlives that its connection gets another name and place', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: { ...wang, avatar: null }, refs: [first] });
    await ask('renameConnection', { connection: 'wechat-console', name: '客服' });
    await ask('orderConnections', { connections: ['wechat-console'] });
    expect(await find({ ...wang, avatar: null })).toMatchObject({ decision: 'sure', candidates: [{ ref: first }] });
  });

  test('goes with its connection', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    const loses = await ask('countKept', { connection: 'wechat-console' });
    await ask('removeConnection', { connection: 'wechat-console', loses });
    expect(Object.keys(await state()).filter((key) => key.startsWith('pin:'))).toEqual([]);
    expect(await (await openDatabase()).getAll('links')).toEqual([]);
  });
});

describe('a refusal', () => {
  test('is never offered again, in no login and in no worker', async () => {
    const [first] = await bothWangs();
    await ask('refuse', { contact: wang, refs: [first] });
    for (const again of [wang, { ...wang, avatar: null }]) expect(refs(await find(again))).not.toContain(first.id);
    restartWorker();
    expect(refs(await find(wang))).not.toContain(first.id);
    await newLogin();
    expect(refs(await find({ ...wang, id: '@login2' }))).not.toContain(first.id);
  });

  test('of everybody who was offered is none of them in every login and worker', async () => {
    await ask('refuse', { contact: wang, refs: await bothWangs() });
    for (const again of [async () => restartWorker(), newLogin]) {
      await again();
      expect(await find({ ...wang, id: '@login3' })).toMatchObject({ decision: 'none', refused: true });
    }
  });

  test('made while the picture was out of sight holds when it is seen, and after another refusal', async () => {
    const [first, second] = await bothWangs();
    await ask('refuse', { contact: { ...wang, avatar: null }, refs: [first] });
    await ask('refuse', { contact: wang, refs: [second] });
    expect((await find(wang)).decision).toBe('none');
  });

  test('says nothing about somebody else of that name', async () => {
    const [first, second] = await bothWangs();
    await ask('refuse', { contact: wang, refs: [second] });
    expect(refs(await find(otherWang)).sort()).toEqual([first.id, second.id].sort());
  });

  test('that may be somebody else’s leaves nobody who is shown without a question', async () => {
    const [, second] = await bothWangs();
    await ask('refuse', { contact: { ...wang, avatar: null }, refs: [second] });
    expect((await find(otherWang)).decision).not.toBe('sure');
  });

  test('takes the link to that customer back', async () => {
    const [first] = await bothWangs();
    await ask('choose', { contact: wang, refs: [first] });
    await ask('refuse', { contact: wang, refs: [first] });
    expect(refs(await find(wang))).not.toContain(first.id);
    await ask('choose', { contact: wang, refs: [first] });
    expect(await find(wang)).toMatchObject({ decision: 'sure', candidates: [{ ref: first }] });
  });
});

test('a customer who was added from a chat is that contact’s, and is there once even when the page asks twice', async () => {
  await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
  const contact = contactOf('路人甲');
  const customer = { name: '路人甲', nickname: null, company: null, phones: [], remark: null };
  const question = { key: 'k1', contact, connection: 'book', customer };
  const [one, two] = await Promise.all([ask('addCustomer', question), ask('addCustomer', question)]);
  restartWorker();
  expect([two, await ask('addCustomer', question)]).toEqual([one, one]);
  expect((await ask('search', { connection: 'book', query: { text: '路人甲' }, page: null })).items).toHaveLength(1);
  await show(contact);
  const { findings } = (await state())[`answer:${contactKey(contact)}`]!;
  expect(findings.find(({ connection }) => connection === 'book')).toMatchObject({ decision: 'sure', candidates: [{ ref: one }] });
});

test('the CRM is not asked again for a decision about people who are known', async () => {
  const [first] = await bothWangs();
  crm('wechat-console').clearRequests();
  await ask('choose', { contact: wang, refs: [first] });
  await ask('unlink', { contact: wang, connection: 'wechat-console' });
  expect(crm('wechat-console').requests).toEqual([]);
});

function refs({ candidates }: Finding): string[] {
  return candidates.map(({ ref }) => ref.id);
}
