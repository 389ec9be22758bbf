import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { colleagueKey, recordOf } from '../../lib/model/match/record-of';
import { servedBy } from '../../lib/model/match/records';
import type { Connection } from '../../lib/providers/provider';
import { lookUp } from '../../lib/service/lookup/lookup';
import { contact, deskOn, newBrowser, preferring, scriptedCrm } from '../service/scripted';
import { isIn, people } from '../sandbox/people.ts';
import { answering } from './answering';
import { skipping } from './clock';
import { connect, fixture, going, memoryOf } from './connect';
import { sandboxCrm } from './sandbox';

const [tanma, lixiao, wechatConsole] = [sandboxCrm('tanma'), sandboxCrm('lixiao'), sandboxCrm('wechat-console')];

/** Whether I serve the one customer of this name. */
async function isMine(connection: Connection, name: string): Promise<boolean> {
  const { customers } = await connection.find({ name, phones: [] }, going());
  return serves(
    connection,
    customers.find((customer) => customer.name === name)!,
  );
}

async function serves(connection: Connection, customer: Customer): Promise<boolean> {
  const me = await connection.me!(going());
  return me !== null && servedBy(recordOf(customer)).has(colleagueKey(me));
}

/** What the worker decides about a shown name, with one connection. */
async function decided(connection: Connection, name: string): Promise<string> {
  newBrowser();
  await preferring({ mostCustomers: 0 });
  const desk = await deskOn(scriptedCrm([]), { database: crypto.randomUUID() });
  const [only] = (await desk.connected)!;
  desk.connected = Promise.resolve([{ ...only!, connection }]);
  return (await lookUp(desk, contact(name))).findings[0]!.decision;
}

const ofOwner = (owner: string, system: 'tanma' | 'lixiao') =>
  people.find(({ key, record }) => key.startsWith('person-') && record?.owner === owner && isIn(system, record))!.record!.name;

describe('tanma', () => {
  const as = (qwUserId: string) => connect('tanma', { ...tanma().credentials, baseUrl: tanma().url, qwUserId });

  test.each(['LiLei', 'lilei', ' LILEI '])('takes %j for the account that rows name', async (account) => {
    expect(await isMine(as(account), ofOwner('李磊', 'tanma'))).toBe(true);
    expect(await isMine(as(account), ofOwner('王敏', 'tanma'))).toBe(false);
  });

  test('counts those whom I help, whom rows name by another number, and asks for mine once', async () => {
    const memory = memoryOf();
    const helper = () => connect('tanma', { ...tanma().credentials, baseUrl: tanma().url, qwUserId: 'zhanglei' }, { memory });
    expect(await isMine(helper(), '蒋志强')).toBe(true);
    expect(await isMine(as('WangMin'), '蒋志强')).toBe(true);
    expect(await isMine(as('LiLei'), '蒋志强')).toBe(false);
    tanma().clearRequests();
    expect(await isMine(helper(), '蒋志强')).toBe(true);
    expect(tanma().requests.filter(({ path }) => path.endsWith('get-users'))).toEqual([]);
  });

  test('does not know who I am where no account is set', async () => {
    expect(await as('').me!(going())).toBeNull();
  });

  test('makes nobody sure by the name whom a colleague serves, in the worker', async () => {
    const [mine, theirs] = [ofOwner('李磊', 'tanma'), ofOwner('王敏', 'tanma')];
    expect([await decided(as('LiLei'), theirs), await decided(as('WangMin'), mine)]).not.toContain('sure');
    // The name alone is the same evidence for either of them.
    expect(await decided(as('WangMin'), theirs)).toBe(await decided(as(''), theirs));
  });
});

describe('lixiao', () => {
  const connection = (memory = memoryOf()) =>
    connect('lixiao', { baseUrl: lixiao().url, userToken: lixiao().credentials['userToken']! }, { ...skipping(), memory });

  test('tells by the id of the owner, asks who I am once and remembers it', async () => {
    lixiao().rateLimit(false);
    const memory = memoryOf();
    expect(await connection(memory).me!()).toBeNull();
    expect(await isMine(connection(memory), ofOwner('李磊', 'lixiao'))).toBe(true);
    expect(await isMine(connection(memory), ofOwner('王敏', 'lixiao'))).toBe(false);
    expect(lixiao().requests.filter(({ path }) => path.endsWith('/user/info'))).toHaveLength(1);
    expect(await connection(memory).me!()).toMatchObject({ name: '李磊' });
  });

  test('an account that may not ask who it is is nobody, and does not ask again', async () => {
    let asked = 0;
    const { origin } = await answering(({ url }) => {
      asked += Number(url.includes('/user/info'));
      return { body: { code: 100500, message: '没有权限', data: null } };
    });
    const memory = memoryOf();
    for (let times = 0; times < 3; times++) {
      expect(await connect('lixiao', { baseUrl: origin, userToken: 'abc' }, { ...skipping(), memory }).me!(going())).toBeNull();
    }
    expect(asked).toBe(1);
  });
});

describe('wechat-console', () => {
  const as = (wechatUserId: string, baseUrl = wechatConsole().url) =>
    connect('wechat-console', { ...(wechatConsole().credentials as Record<string, string>), baseUrl, wechatUserId });

  test('tells by the account that has the contact, where the settings name mine', async () => {
    expect(await isMine(as(' 13806 '), '张伟')).toBe(true);
    expect(await isMine(as('746'), '张伟')).toBe(false);
    expect(await as('').me!(going())).toBeNull();
  });
});

test('a customer of whom the CRM names an id alone is that colleague’s', async () => {
  const data = [{ customerId: 1, qwRemark: '沈溪桐', qwSalesId: 'WangMin', salesId: 7, role: 1 }];
  const { origin } = await answering(({ url }) => ({
    body: /search/.test(url)
      ? { code: 0, data: { data, totalPage: 1, totalCount: 1 } }
      : fixture(/list-fields/.test(url) ? 'tanma/list-fields' : 'tanma/tags-list-tree'),
  }));
  const connection = connect('tanma', { baseUrl: `${origin}/apiServer`, appId: 'ww_1', appKey: 'k', qwUserId: 'WangMin' });
  expect(await isMine(connection, '沈溪桐')).toBe(true);
});
