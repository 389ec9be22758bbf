import { describe, expect, test } from 'vitest';
import type { Connection } from '../../lib/providers/provider';
import { lookUp } from '../../lib/service/lookup/lookup';
import { contact, deskOn, newBrowser, preferring, scriptedCrm } from '../service/scripted';
import { answering } from './answering';
import { connect, fixture, going, memoryOf } from './connect';
import { sandboxCrm } from './sandbox';
import { isMine, ofOwner } from './whose';

const tanma = sandboxCrm('tanma');

/** What the worker decides about a shown name, with one connection. */
async function decided(connection: Connection, name: string): Promise<string> {
  newBrowser();
  await preferring({ mostCustomers: 0 });
  const desk = await deskOn(scriptedCrm([]), { database: crypto.randomUUID() });
  const [only] = (await desk.connected)!;
  desk.connected = Promise.resolve([{ ...only!, connection }]);
  return (await lookUp(desk, contact(name))).findings[0]!.decision;
}

describe('whose customers tanma has', () => {
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
