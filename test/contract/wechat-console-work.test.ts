import { beforeEach, describe, expect, test } from 'vitest';
import { EVERY_TASK } from '../../lib/model/task';
import { connect, going } from './connect';
import { problemOf } from './problem';
import { hintsOf } from './provider.contract';
import { sandboxCrm } from './sandbox';
import { faultsOfWork } from './whole-work';

const crm = sandboxCrm('wechat-console');
const OPEN = { from: null, to: null };

/** The editions of the console, and how the calls of tasks and pop-up are sent to each. */
const EDITIONS = [
  ['both', 'form'],
  ['form', 'form'],
  ['json', 'json'],
] as const;
let bodies: 'form' | 'json' = 'form';

function console() {
  const options = { tagNumbers: '高意向=42906, 老客=81100608', uin: '663329897', adminUserId: '33726', bodies };
  return connect('wechat-console', { baseUrl: crm().url, headerName: 'token', headerValue: crm().credentials.session ?? '', ...options });
}

async function zhangWei() {
  const [customer] = (await console().find(hintsOf('zhang-wei'), going())).customers;
  return customer!;
}

describe.each(EDITIONS)('the work beside the customers, where the console reads %s and is sent %s', (read, sent) => {
  beforeEach(() => {
    crm().bodies(read);
    bodies = sent;
  });

  test('the chat with a customer, newest first, page by page, or of a time alone', async () => {
    const customer = await zhangWei();
    const { items, total, next } = await console().messages!(customer, OPEN, null, going());
    expect(faultsOfWork({ messages: items })).toEqual([]);
    expect([items.length, next]).toEqual([total, null]);
    expect(items.map(({ text, sent }) => [text, sent])).toEqual([
      ['有的，您需要多少？', true],
      ['你好，请问还有现货吗？', false],
    ]);
    const from = items[0]!.at;
    expect((await console().messages!(customer, { from, to: null }, null, going())).items).toEqual([items[0]]);
  });

  test('a task comes onto a list, is filtered, and goes', async () => {
    const { tasks } = console();
    const people = await tasks!.people(null, going());
    expect(faultsOfWork({ colleagues: people.items })).toEqual([]);
    expect(people.items.map(({ name }) => name)).toEqual(['hhhaaa', '李小琳e']);
    const before = await tasks!.of('12206', EVERY_TASK, null, going());
    expect(before.total).toBe(4);
    expect((await tasks!.of('12206', { ...EVERY_TASK, name: '客戶2' }, null, going())).items.map(({ name }) => name)).toEqual(['客戶2']);
    expect((await tasks!.of('12206', { ...EVERY_TASK, called: true }, null, going())).items).toEqual([]);
    await tasks!.remove(before.items[0]!, going());
    expect((await tasks!.of('12206', EVERY_TASK, null, going())).items).toEqual(before.items.slice(1));
    await tasks!.removeAll('12206', going());
    expect((await tasks!.people(null, going())).items.map(({ name }) => name)).toEqual(['hhhaaa']);
  });

  test('somebody who was typed in is on my own list, befriended first when asked for', async () => {
    const { tasks } = console();
    const task = {
      name: '新人',
      phone: '18611112222',
      place: '廈門',
      address: '',
      nickname: '',
      wechat: '',
      company: '公司',
      tags: 'VIP',
      fields: {},
    };
    await tasks!.add(task, { befriendFirst: true }, going());
    const { items } = await tasks!.of('33726', EVERY_TASK, null, going());
    expect(faultsOfWork({ tasks: items })).toEqual([]);
    expect(items).toMatchObject([{ name: '新人', phone: '18611112222', address: '廈門', company: '公司', tags: ['VIP'], called: false }]);
    expect(crm().requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'addManualTaskBeforeAddFriend',
      'addManualTask',
      'getManualTaskDetail',
    ]);
  });

  test('a caller is a customer, one of the pool, one of a list, or nobody', async () => {
    const { telephony } = console();
    const found = await Promise.all(
      ['13600004444', '18600001111', '18750920000', '18999999999'].map((phone) => telephony!.lookUp(phone, going())),
    );
    expect(
      found.map(({ source, customers, tasks }) => [source, ...customers.map(({ name }) => name), ...tasks.map(({ name }) => name)]),
    ).toEqual([['customer', 'Lily'], ['pool', '池中客'], ['task', '客戶1'], ['none']]);
  });

  test('the pop-up after a call stays as it was switched', async () => {
    const { telephony } = console();
    expect(await telephony!.popUp(going())).toBe(false);
    await telephony!.setPopUp(true, going());
    expect(await telephony!.popUp(going())).toBe(true);
  });

  test('a test of the connection finds nothing to suggest, and leaves the pop-up as it is', async () => {
    await console().telephony!.setPopUp(true, going());
    expect(await console().suggestions!(going())).toEqual([]);
    expect(await console().telephony!.popUp(going())).toBe(true);
  });

  test('friends with a tag lead to what is written down about them', async () => {
    const tag = { id: '81100608', name: '老客', group: null, color: null };
    const friends = await console().friendsWithTag!(tag, { offline: false }, going());
    expect(faultsOfWork({ friends })).toEqual([]);
    expect(friends.map(({ name, account }) => [name, account.name])).toEqual([['broccoli', '你看那茶樹滿山']]);
    expect(await console().customerOfFriend!(friends[0]!, going())).toMatchObject({ id: '3063253', name: 'broccoli', tags: [tag] });
    expect(await console().customerOfFriend!({ ...friends[0]!, id: '47666822' }, going())).toBeNull();
  });
});

describe('an edition that reads another kind of body than it is sent', () => {
  test.each(['form', 'json'] as const)('is told by a test of the connection: %s', async (read) => {
    crm().bodies(read);
    bodies = read === 'json' ? 'form' : 'json';
    expect(await problemOf(console().tasks!.removeAll('12206', going()))).toEqual({ kind: 'server-error', status: 415 });
    expect(await console().suggestions!(going())).toMatchObject([{ values: { bodies: read } }]);
    expect(await console().telephony!.popUp(going())).toBe(false);
  });
});
