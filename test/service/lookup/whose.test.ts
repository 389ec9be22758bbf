import { beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '../../../lib/model/customer';
import { badgesFor } from '../../../lib/service/pages/badges';
import { connections } from '../../../lib/service/desk';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { lookUp } from '../../../lib/service/lookup/lookup';
import { contact, crowd, deskOn, newBrowser, person, preferring, scriptedCrm, type ScriptedCrm } from '../scripted';

const me = { id: 'U1', name: '李磊' };
const wang = { id: 'U2', name: '王敏' };

beforeEach(async () => {
  newBrowser();
  await preferring({ mostCustomers: 0 });
});

function crmOf(more: Partial<Customer>, as: ScriptedCrm['me'] = me): ScriptedCrm {
  return { ...scriptedCrm([person('9', '欧阳溪桐', more)]), ...(as && { me: as }) };
}

/** What the worker says of the contact, at first and from what it keeps. */
async function decided(crm: ScriptedCrm, name = '欧阳溪桐'): Promise<string[]> {
  const desk = await deskOn(crm, { database: crypto.randomUUID() });
  const said: string[] = [];
  for (const id of ['@a', '@b']) {
    const [finding] = (await lookUp(desk, contact(name, id))).findings;
    said.push([finding!.decision, ...(finding!.candidates[0]?.reasons.filter((reason) => reason === 'mine') ?? [])].join(' '));
  }
  const [badge] = await badgesFor(desk, [contact(name, '@c')]);
  return [...said, badge?.sure ? 'badge' : 'no badge'];
}

describe('with a CRM’s answer alone, a rare name', () => {
  test('is sure where I own the customer, at first, from the cache and on the badge', async () => {
    expect(await decided(crmOf({ owner: me }))).toEqual(['sure mine', 'sure mine', 'badge']);
  });

  test('is a question where a colleague does', async () => {
    expect(await decided(crmOf({ owner: wang }))).toEqual(['likely', 'likely', 'no badge']);
  });

  test.each<[string, Partial<Customer>]>([
    ['I help', { owner: wang, helpers: [me] }],
    ['my name is written otherwise', { owner: { id: 'U1', name: 'U1' } }],
    ['my account is written with other capitals', { owner: { id: 'u1', name: '李磊' } }],
    ['the CRM tells my chat account alone', { account: 'U1' }],
  ])('is sure where %s', async (_, more) => {
    expect(await decided(crmOf(more))).toEqual(['sure mine', 'sure mine', 'badge']);
  });

  test.each<[string, Partial<Customer>]>([
    ['the owner has my name and another id', { owner: { id: 'U7', name: '李磊' } }],
    ['a helper of my name has no id', { owner: wang, helpers: [{ id: null, name: 'U1 李磊' }] }],
    ['another account of the team has the contact', { account: 'U2' }],
  ])('is a question where %s', async (_, more) => {
    expect(await decided(crmOf(more))).toEqual(['likely', 'likely', 'no badge']);
  });

  test('counts alone where the CRM names nobody for the customer, or does not say who I am', async () => {
    expect(await decided(crmOf({}))).toEqual(['sure', 'sure', 'badge']);
    const { me: _, ...anonymous } = crmOf({ owner: wang });
    expect(await decided(anonymous)).toEqual(['sure', 'sure', 'badge']);
  });

  test('is put forward before a colleague’s of that name, also while the database cannot be read', async () => {
    const crm = { ...scriptedCrm([person('8', '欧阳溪桐', { owner: wang }), person('9', '欧阳溪桐', { owner: me })]), me };
    for (const broken of [false, true]) {
      const desk = await deskOn(crm, { database: crypto.randomUUID() });
      desk.remembered = (await connections(desk)).map((one) => ({
        ...one,
        provider: { ...one.provider, origins: () => ['https://crm.example/'] },
      }));
      desk.broken = broken;
      const [finding] = (await lookUp(desk, contact('欧阳溪桐'))).findings;
      expect([finding!.decision, finding!.candidates[0]!.ref.id], `broken: ${broken}`).toEqual(['likely', '9']);
    }
  });

  test('with the number of a colleague’s customer beside it is sure', async () => {
    const crm = crmOf({ owner: wang, phones: [{ label: null, number: '13800001234', hidden: false }] });
    crm.customers[0]!.name = '欧阳溪桐 13800001234';
    expect(await decided(crm, '欧阳溪桐 13800001234')).toEqual(['sure', 'sure', 'badge']);
  });
});

test('of two of a name mine comes first, by the answer and in a whole copy', async () => {
  const customers = [person('8', '欧阳溪桐', { owner: wang }), person('9', '欧阳溪桐', { owner: me })];
  const first = async (crm: ScriptedCrm, copies: 0 | 10_000) => {
    await preferring({ mostCustomers: copies });
    const desk = await deskOn(crm, { database: crypto.randomUUID() });
    if (copies > 0) await fillDirectories(desk);
    return (await lookUp(desk, contact('欧阳溪桐'))).findings[0]!.candidates[0]!.ref.id;
  };
  expect(await first({ ...scriptedCrm(customers), me }, 0)).toBe('9');
  const others = crowd(60).map((one, at) => ({ ...one, owner: at % 5 ? wang : me }));
  expect(await first({ ...scriptedCrm([...others, ...customers]), me, told: 1 }, 10_000)).toBe('9');
});

test('a colleague’s customer is not sure by the name in a whole copy either', async () => {
  await preferring({ mostCustomers: 10_000 });
  const others = crowd(60).map((one, at) => ({ ...one, owner: at % 5 ? wang : me }));
  const crm = { ...scriptedCrm([...others, person('9', '欧阳溪桐', { owner: wang })]), me, told: 1 };
  const desk = await deskOn(crm, { database: crypto.randomUUID() });
  await fillDirectories(desk);
  expect((await lookUp(desk, contact('欧阳溪桐'))).findings[0]!.decision).not.toBe('sure');
});

test('of a few customers without owners, one whom a form of address fits is asked about, also where they are read from the disk', async () => {
  await preferring({ mostCustomers: 10_000 });
  const database = crypto.randomUUID();
  const crm = scriptedCrm([...crowd(60), person('9', '李秀莲'), person('8', '李国强')]);
  const desk = await deskOn(crm, { database });
  await fillDirectories(desk);
  for (const one of [desk, await deskOn(crm, { database })]) {
    const [finding] = (await lookUp(one, contact('李姐'))).findings;
    expect([finding!.decision, ...finding!.candidates.map(({ ref }) => ref.id).toSorted()]).toEqual(['several', '8', '9']);
  }
});
