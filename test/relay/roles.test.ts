import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Region } from '../../lib/model/regions';
import { ProblemError, type Problem } from '../../lib/model/problem';
import type { Connection } from '../../lib/providers/provider';
import type { Role } from '../../relay/agents';
import { matchCustomers } from '../../lib/service/directory/match';
import { skipping } from '../contract/clock';
import { connectTo, going } from '../contract/connect';
import { listed } from '../contract/listing';
import { hintsOf } from '../contract/provider.contract';
import { problemOf } from '../contract/problem';
import { sandboxCrm } from '../contract/sandbox';
import { ask, relayBefore, relayOver } from './relay';

const [lixiao, console] = [sandboxCrm('lixiao'), sandboxCrm('wechat-console')];
const LI_LEI = '10334601';

/** A connection over a relay for an agent with this role, which sends also what it does not claim. */
async function browser(system: 'lixiao' | 'wechat-console', role: Partial<Role>): Promise<Connection> {
  lixiao().rateLimit(false);
  const relay = await relayBefore({ [system]: system === 'lixiao' ? lixiao() : console() });
  const token = await relay.agent(role);
  const { json } = await ask(relay, token, '-/abilities');
  return connectTo('relay', { baseUrl: relay.origin, token }, { ...skipping(), abilities: JSON.stringify(json.answer) });
}

async function everybody(connection: Connection): Promise<Customer[]> {
  const all: Customer[] = [];
  for (let page: string | null | undefined; page !== null;) {
    const part = await connection.search({ whose: 'below' }, page ?? null, going());
    all.push(...part.items);
    page = part.next;
  }
  return all;
}

describe('an agent who has only their own customers', () => {
  test('finds, lists and searches no others, and is told of none', async () => {
    const own = await browser('lixiao', { customers: { of: LI_LEI } });
    const everywhere = [
      ...(await own.find(hintsOf('zhang-wei'), going())).customers,
      ...(await own.find(hintsOf('person-1'), going())).customers,
      ...(await listed(own)),
      ...(await everybody(own)),
    ];
    expect(everywhere.length).toBeGreaterThan(10);
    const others = everywhere.filter(({ owner, helpers }) => ![owner, ...helpers].some((one) => one?.id === LI_LEI));
    expect(others).toEqual([]);
    expect((await own.search({ whose: 'below' }, null, going())).total).toBeNull();
  });

  test('neither reads nor changes another customer whose id they know', async () => {
    const all = await browser('lixiao', {});
    const own = await browser('lixiao', { customers: { of: LI_LEI } });
    const [theirs] = (await all.find(hintsOf('person-1'), going())).customers;
    const [mine] = (await all.find(hintsOf('zhang-wei'), going())).customers;
    // Whose they say the customer is does not count.
    const pretended = { ...theirs!, owner: { id: LI_LEI, name: '李磊' } };
    const before = lixiao().rows('person-1');
    expect(await problemOf(own.get(pretended, going()))).toEqual({ kind: 'forbidden' });
    expect(await problemOf(own.apply({ kind: 'remark', text: 'x' }, pretended, going()))).toEqual({ kind: 'forbidden' });
    expect(await problemOf(own.followUps!(pretended, null, going()))).toEqual({ kind: 'forbidden' });
    expect(lixiao().rows('person-1')).toEqual(before);
    expect((await own.apply({ kind: 'remark', text: '新' }, mine!, going())).remark).toBe('新');
  });

  test('has no members that are about everybody', async () => {
    const own = await browser('wechat-console', { customers: { of: '13806' } });
    expect([own.tasks, own.telephony, own.friendsWithTag, own.customerOfFriend]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('an agent who may not edit', () => {
  test('is shown that, and is refused by the relay itself', async () => {
    const reader = await browser('wechat-console', { edits: false });
    expect(reader.can).toMatchObject({
      changes: [],
      addCustomer: false,
      newTags: false,
      readOnlyReason: { en: expect.stringMatching(/relay/) },
    });
    expect([reader.remove, reader.addFollowUp, reader.hasFollowUp]).toEqual([undefined, undefined, undefined]);
    const [lily] = (await reader.find(hintsOf('lily'), going())).customers;
    const before = console().rows('lily');
    expect(await problemOf(reader.apply({ kind: 'remark', text: 'x' }, lily!, going()))).toEqual({ kind: 'forbidden' });
    expect(await problemOf(reader.tasks!.removeAll('12206', going()))).toEqual({ kind: 'forbidden' });
    expect(console().rows('lily')).toEqual(before);
  });
});

describe('an agent who is not shown numbers', () => {
  test('gets none in full, in whatever text it stands', async () => {
    const full = await browser('wechat-console', {});
    const masked = await browser('wechat-console', { numbers: 'masked' });
    const numbers = (await listed(full)).flatMap(({ phones }) => phones.map(({ number }) => number)).filter((one) => /^\d{11}$/.test(one));
    expect(numbers.length).toBeGreaterThan(20);
    const shown = await listed(masked);
    const texts = JSON.stringify(shown.map(({ handle: _, id: __, ...rest }) => rest));
    expect(numbers.filter((number) => texts.includes(number))).toEqual([]);
    const [lily] = (await masked.find({ name: '谁', phones: ['13600004444'] }, going())).customers;
    expect(lily).toMatchObject({
      name: 'Lily',
      phones: [{ number: '136****4444', hidden: true }],
      unknown: expect.arrayContaining(['phones']),
    });
  });

  test('gets none in full, however its digits are written and grouped', async () => {
    const masked = await browser('wechat-console', { numbers: 'masked' });
    const written = [
      '１３６００００５５５５',
      '136.0000.5555',
      '136\u200b0000\u200b5555',
      '136) 0000 – 5555',
      '1️⃣3️⃣6️⃣0️⃣0️⃣0️⃣0️⃣5️⃣5️⃣5️⃣5️⃣',
      '①③⑥零零零零⑤⑤⑤⑤',
      '一三六零零零零五五五五',
      '١٣٦٠٠٠٠٥٥٥٥',
    ];
    for (const number of written) {
      console().change('lily', { remark: `电话 ${number} 晚上` });
      const [seen] = (await masked.find(hintsOf('lily'), going())).customers;
      expect(seen!.remark).toMatch(/^电话 \S{3}\*{4}\S{4} 晚上$/);
      expect(seen!.unknown).toContain('remark');
    }
  });

  test('gets none from a Problem that repeats what the CRM holds or says', async () => {
    const changes = [{ what: 'phones', before: '13911112222', now: '13911113333 appSecret-1' }];
    const problems: [Problem, object][] = [
      [{ kind: 'refused', message: '手机号13911112222已存在' }, { message: '手机号139****2222已存在' }],
      [{ kind: 'kept', value: '13911112222' }, { value: '139****2222' }],
      [{ kind: 'changed-too', changes }, { changes: [{ what: 'phones', before: '139****2222', now: '139****3333 ***' }] }],
      [{ kind: 'unreachable', origin: 'http://192.168.100.20:8080' }, { origin: 'http://192.168.100.20:8080' }],
    ];
    for (const [problem, shown] of problems) {
      const tags = () => Promise.reject(new ProblemError(problem));
      const relay = await relayOver({ can: {}, tags } as unknown as Connection, { numbers: 'masked' }, ['appSecret-1']);
      expect((await ask(relay, relay.token, 'c1/tags')).json.problem).toEqual({ ...problem, ...shown });
    }
  });

  test('is shown the customer of a chat that has the number in its name', async () => {
    const masked = await browser('wechat-console', { numbers: 'masked' });
    const { customers, complete } = await masked.find(hintsOf('zhang-wei'), going());
    const [refused, home]: [string[], Region] = [[], 'CN'];
    const { decision, candidates } = matchCustomers('张伟 13800001111', customers, { complete, refused, home, me: null });
    expect([decision, candidates[0]?.reasons]).toEqual(['sure', expect.arrayContaining(['phone-part'])]);
  });

  test('writes no masked number back: what was not shown is no base', async () => {
    const full = await browser('wechat-console', {});
    const masked = await browser('wechat-console', { numbers: 'masked' });
    const [known] = (await full.find(hintsOf('lily'), going())).customers;
    await full.apply({ kind: 'remark', text: '电话 13911112222' }, known!, going());
    const [seen] = (await masked.find(hintsOf('lily'), going())).customers;
    expect(seen).toMatchObject({ remark: '电话 139****2222', unknown: expect.arrayContaining(['remark']) });
    const before = console().rows('lily');
    expect(await problemOf(masked.apply({ kind: 'remark', text: '电话 139****2222，晚上' }, seen!, going()))).toMatchObject({
      kind: 'conflict',
    });
    expect(console().rows('lily')).toEqual(before);
  });
});

test('only an administrator is told what a test suggests for the config', async () => {
  expect((await browser('wechat-console', {})).suggestions).toBeUndefined();
  expect((await browser('wechat-console', { admin: true })).suggestions).toBeDefined();
});
