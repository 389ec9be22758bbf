import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Whose } from '../../lib/model/query';
import type { Connection } from '../../lib/providers/provider';
import type { Role } from '../../relay/agents';
import { skipping } from '../contract/clock';
import { connectTo, going } from '../contract/connect';
import { listed } from '../contract/listing';
import { problemOf } from '../contract/problem';
import { sandboxCrm } from '../contract/sandbox';
import { isMine, ofOwner } from '../contract/whose';
import type { Crm } from '../sandbox/crm/crm';
import type { System } from '../sandbox/people';
import { ask, relayBefore } from './relay';

const [lixiao, tanma, desk] = [sandboxCrm('lixiao'), sandboxCrm('tanma'), sandboxCrm('wechat-console')];

/** The browser of an agent, whose relay speaks with the CRM as another account. */
async function browser(system: System, crm: Crm, role: Partial<Role>): Promise<Connection> {
  crm.rateLimit(false);
  const relay = await relayBefore({ [system]: crm }, { keepSeconds: 30 });
  const token = await relay.agent(role);
  const { json } = await ask(relay, token, '-/abilities');
  return connectTo('relay', { baseUrl: relay.origin, token }, { ...skipping(), abilities: JSON.stringify(json.answer) });
}

async function allOf(connection: Connection, whose: Whose): Promise<Customer[]> {
  const all: Customer[] = [];
  for (let page: string | null | undefined; page !== null;) {
    const part = await connection.search({ whose }, page ?? null, going());
    all.push(...part.items);
    page = part.next;
  }
  return all;
}

const idsOf = (customers: Customer[]) => customers.map(({ id }) => id).toSorted();

describe('an agent who has customers of their own is themselves, not the account of the config', () => {
  test('in Lixiao: 李磊’s account is the relay’s, the agent is 王敏', async () => {
    const all = await browser('lixiao', lixiao(), {});
    const everybody = await listed(all);
    const { id: wangMin } = everybody.find(({ owner }) => owner?.name === '王敏')!.owner!;
    const own = await browser('lixiao', lixiao(), { customers: { of: wangMin! } });
    await own.search('', null, going());
    expect(await own.me!(going())).toEqual({ id: wangMin, name: '王敏' });
    expect((await own.check(going())).user).toEqual({ id: wangMin, name: '王敏' });
    expect([await isMine(own, ofOwner('王敏', 'lixiao')), await isMine(all, ofOwner('王敏', 'lixiao'))]).toEqual([true, false]);
    expect(own.can).toMatchObject({ filters: expect.arrayContaining(['whose']), whose: ['mine'] });
    const mine = await allOf(own, 'mine');
    expect(mine.length).toBeGreaterThan(5);
    expect(idsOf(mine)).toEqual(idsOf(everybody.filter(({ owner }) => owner?.id === wangMin)));
  });

  test('is told so where the CRM’s answers do not say whom they help with', async () => {
    const own = await browser('lixiao', lixiao(), { customers: { of: '10334601' } });
    expect(await problemOf(own.search({ whose: 'assisting' }, null, going()))).toEqual({ kind: 'not-supported', ability: 'whose' });
  });

  test('in Tanma, as with an account of their own in the browser', async () => {
    const { baseUrl, ...keys } = { ...tanma().credentials, baseUrl: tanma().url };
    const direct = connectTo('tanma', { ...keys, baseUrl, qwUserId: 'WangMin' }, skipping());
    const own = await browser('tanma', tanma(), { customers: { of: 'WangMin' } });
    expect((await own.me!(going()))?.id).toBe('WangMin');
    expect([await isMine(own, ofOwner('王敏', 'tanma')), await isMine(direct, ofOwner('王敏', 'tanma'))]).toEqual([true, true]);
    expect(idsOf(await allOf(own, 'mine'))).toEqual(idsOf(await allOf(direct, 'mine')));
  });

  test('in the console, where the account that has the contact tells whose a customer is', async () => {
    const own = await browser('wechat-console', desk(), { customers: { of: '13806' } });
    expect((await own.me!(going()))?.id).toBe('13806');
    expect(await isMine(own, '张伟')).toBe(true);
  });
});

test('an agent with all customers is nobody else than the account of the config', async () => {
  const all = await browser('lixiao', lixiao(), {});
  expect(await all.me!(going())).toMatchObject({ name: '李磊' });
});
