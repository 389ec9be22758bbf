import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { choices } from '../../../lib/service/choices';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, happenTo, restartWorker, show, state, until } from '../worker';

const crms = withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const NUMBER = '13800001111';
const BOOK = { id: 'book', provider: 'local', name: '', values: {} };
const DRAFT = { id: null, provider: 'tanma', name: 'x', values: { baseUrl: 'https://crm.example.com', appId: 'a', appKey: 'b' } };
const DESK = {
  id: 'our-desk',
  name: '聚合聊天',
  matches: ['https://chat.example.com/*'],
  read: { id: ['[data-wxid]@data-wxid'], name: ['.chat-header .name'] },
};

/** The policy of a browser that starts with it. */
async function policy(document: object): Promise<void> {
  await fakeBrowser.storage.managed.clear();
  await fakeBrowser.storage.managed.set(document as never);
  restartWorker();
}

/** The administrator sets it while the browser runs. */
async function policyNow(document: object): Promise<void> {
  await fakeBrowser.storage.managed.set(document as never);
  await happenTo(fakeBrowser.storage.managed.onChanged);
}

const forbidden = 'managed';

describe('where a policy forbids it, the worker refuses', () => {
  test('taking anything out into a file', async () => {
    await policy({ allow: { export: false } });
    await expect(ask('exportSettings', { secrets: false, links: false })).rejects.toThrow(forbidden);
    await expect(ask('exportLinks', { connection: 'wechat-console' })).rejects.toThrow(forbidden);
    await expect(ask('exportSearch', { connection: 'wechat-console', query: {} })).rejects.toThrow(forbidden);
    await expect(ask('exportBook', { connection: 'book', from: { after: null } })).rejects.toThrow(forbidden);
    await expect(
      ask('carryOver', { from: 'book', to: 'wechat-console', customers: [{ id: 'c', into: null, despite: [] }] }),
    ).rejects.toThrow(forbidden);
    await until((now) => now.managed?.rules?.export === false);
  });

  test('deleting everything, also while it is locked', async () => {
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 0 });
    await ask('lock', null);
    await policy({ allow: { wipe: false } });
    await expect(ask('wipe', null)).rejects.toThrow(forbidden);
    await until((now) => now.managed?.rules?.wipe === false);
  });

  test('a CRM of one’s own, by form, by file and after the policy has let one go; the local book is another matter', async () => {
    await policy({ allow: { connections: false } });
    await expect(ask('testConnection', DRAFT)).rejects.toThrow(forbidden);
    await expect(ask('saveConnection', DRAFT)).rejects.toThrow(forbidden);
    const entry = { id: 'x', provider: 'tanma', baseUrl: 'https://crm.example.com', credentials: { appId: 'a', appKey: 'b' } };
    const file = JSON.stringify({ format: 'kebian-settings', version: 1, connections: [entry] });
    await expect(ask('importSettings', { document: file })).rejects.toThrow(forbidden);
    await expect(ask('keepConnection', { connection: 'wechat-console' })).rejects.toThrow(forbidden);
    await ask('saveConnection', BOOK);
    await policy({ allow: { localBook: false } });
    await ask('saveConnection', DRAFT);
    await expect(ask('saveConnection', BOOK)).rejects.toThrow(forbidden);
  });

  test('asking a CRM that a person has connected before; the connection and its links stay for when it is allowed again', async () => {
    await policy({ allow: { connections: false } });
    crms('wechat-console').clearRequests();
    await show(zhangWei);
    await until((now) => now.connections?.[0]?.problem?.kind === 'managed');
    expect(crms('wechat-console').requests).toEqual([]);
    await policy({});
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    await until((now) => Object.keys(now).some((key) => key.startsWith('customer:wechat-console')));
  });

  test('adding anybody to the local book', async () => {
    await ask('saveConnection', BOOK);
    const other = await ask('saveConnection', { ...BOOK, id: null, name: 'b' });
    const customer = { name: '新', nickname: null, company: null, phones: [], remark: null };
    const add = (key: string) => ask('addCustomer', { key, contact: null, connection: 'book', customer });
    await add('1');
    await policy({ allow: { localBook: false } });
    await expect(add('2')).rejects.toThrow(forbidden);
    const customers = [{ id: (await ask('search', { connection: 'book', query: {}, page: null })).items[0]!.id, into: null, despite: [] }];
    expect(await ask('carryOver', { from: 'book', to: other, customers })).toMatchObject([
      { kind: 'failed', problem: { kind: forbidden } },
    ]);
    expect((await ask('search', { connection: other, query: {}, page: null })).items).toEqual([]);
    await until((now) => now.connections?.some(({ id, can }) => id === 'book' && !can.addCustomer) ?? false);
    expect((await ask('search', { connection: 'book', query: {}, page: null })).items).toHaveLength(1);
  });
});

describe('where a policy forbids to reveal numbers', () => {
  test('no page gets one: not from the session, not as an answer, not as a row of an export', async () => {
    await show(zhangWei);
    await until((now) => JSON.stringify(now).includes(NUMBER));
    await policyNow({ allow: { reveal: false } });
    await until((now) => now.managed?.rules?.reveal === false);
    const { items } = await ask('search', { connection: 'wechat-console', query: { text: '张伟' }, page: null });
    const whole = await ask('customer', { connection: 'wechat-console', id: items[0]!.id });
    for (const seen of [await state(), items, whole]) {
      expect(JSON.stringify({ ...seen, chats: null })).toContain(`*${NUMBER.slice(-4)}`);
      const phones = JSON.stringify(seen).match(/"phones":\[[^\]]*\]/g) ?? [];
      expect(phones.join()).not.toContain(NUMBER);
    }
    await expect(ask('exportSearch', { connection: 'wechat-console', query: {} })).rejects.toThrow(forbidden);
  });

  test('nothing of a number that is hidden so is written to the CRM by an edit of something else', async () => {
    await policy({ allow: { reveal: false } });
    await show(zhangWei);
    await until((now) => now.connections?.[0]?.can.details.join() === 'name');
  });
});

describe('where a policy requires a passphrase', () => {
  test('nothing is read, shown or kept until there is one, and what was there is sealed with it', async () => {
    await show(zhangWei);
    await until((now) => Object.keys(now).some((key) => key.startsWith('customer:')));
    await policyNow({ passphrase: 'required' });
    await until((now) => now.vault?.kind === 'locked');
    expect((await state()).vault).toEqual({ kind: 'locked', unset: true });
    expect(Object.keys(await state()).filter((key) => /^(customer|answer|edit)/.test(key))).toEqual([]);
    await expect(ask('search', { connection: 'wechat-console', query: {}, page: null })).rejects.toThrow('locked');
    await expect(ask('unlock', { passphrase: 'guess' })).rejects.toThrow(forbidden);
    expect((await show(zhangWei)).chips.kind).toBe('locked');
    restartWorker();
    await until((now) => now.vault?.kind === 'locked' && now.vault.unset === true);
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 15 });
    await until((now) => now.vault?.kind === 'open');
    expect((await ask('search', { connection: 'wechat-console', query: { text: '张伟' }, page: null })).items.length).toBeGreaterThan(0);
    await expect(ask('removePassphrase', { passphrase: 'a passphrase' })).rejects.toThrow(forbidden);
  });

  test('it is as before when it requires none any more', async () => {
    await policyNow({ passphrase: 'required' });
    await until((now) => now.vault?.kind === 'locked');
    await fakeBrowser.storage.managed.clear();
    await happenTo(fakeBrowser.storage.managed.onChanged);
    await until((now) => now.vault?.kind === 'none');
    expect((await ask('search', { connection: 'wechat-console', query: { text: '张伟' }, page: null })).items.length).toBeGreaterThan(0);
  });
});

describe('a chat page that a policy teaches', () => {
  test('is read as taught, is marked, and is neither removed nor taught otherwise', async () => {
    await policy({ sites: [DESK] });
    await until((now) => now.managed?.sites?.[0] === 'our-desk');
    expect((await choices()).sites).toMatchObject([DESK]);
    await expect(ask('removeSite', { site: 'our-desk' })).rejects.toThrow(forbidden);
    await expect(ask('saveSite', { ...DESK, name: 'x' })).rejects.toThrow(forbidden);
    await policy({});
    await until((now) => now.managed?.sites?.length === 0);
    await ask('removeSite', { site: 'our-desk' });
  });
});

test('of rules with faults the others hold, each fault is told by its path, and nothing stored goes', async () => {
  const before = await ask('exportSettings', { secrets: true, links: true });
  await policy({
    allow: { export: 'no', wipe: false, print: false },
    passphrase: 'perhaps',
    sites: [
      { ...DESK, read: { ...DESK.read, name: ['.name', ''] } },
      { ...DESK, id: 'a b', matches: ['https://*/*'] },
    ],
  });
  await until((now) => (now.storage?.policyFaults.length ?? 0) >= 6 && now.managed?.sites?.length === 1);
  const { storage, managed } = await state();
  expect(storage?.policyFaults.map(({ path }) => path).toSorted()).toEqual([
    'allow.export',
    'allow.print',
    'passphrase',
    'sites[0].read.name[1]',
    'sites[1].id',
    'sites[1].matches[0]',
  ]);
  const inWords = (path: string, expected: string) => expect(storage?.policyFaults).toContainEqual({ path, expected, found: 'string' });
  inWords('sites[1].id', 'letters, digits, - and _');
  inWords('sites[1].matches[0]', 'https://host/*');
  expect(storage?.policyFaults).toContainEqual({ path: 'allow.print', expected: 'no key of this name', found: 'boolean' });
  expect(managed?.rules).toMatchObject({ wipe: false, export: true, unsealed: true });
  const after = JSON.parse(await ask('exportSettings', { secrets: true, links: true })) as { connections: unknown };
  expect(after.connections).toEqual((JSON.parse(before) as typeof after).connections);
});
