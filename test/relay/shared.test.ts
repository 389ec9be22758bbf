import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { bareCustomer } from '../../lib/model/customer';
import type { Connection } from '../../lib/providers/provider';
import { createServed, answerTo, type Served } from '../../relay/serving';
import { openStore } from '../../relay/open-store';
import { openSqliteStore } from '../../relay/sqlite-store';
import type { Store } from '../../relay/store';
import { createTurns } from '../../relay/turns';
import { going } from '../contract/connect';
import { sandboxCrm } from '../contract/sandbox';
import { hasRedis, startRedis, type RedisServers } from './redis';
import { ask, EVERYTHING, relayBefore } from './relay';

const crm = sandboxCrm('wechat-console');
const LILY = { hints: { name: 'Lily', phones: [] } };
const FOLLOW_UP = { text: '寄了样品', at: '2026-06-01T02:00:00Z', kind: null, remindAt: null, stage: null };

const finds = () => crm().requests.filter(({ path }) => path.endsWith('customerPage')).length;

let redis: RedisServers | null = null;
beforeAll(async () => void (redis = hasRedis ? await startRedis() : null));
beforeEach(() => redis?.empty());
afterAll(() => redis?.stop());

const STORES = ['SQLite', ...(hasRedis ? (['Redis'] as const) : [])] as const;
type Kind = (typeof STORES)[number];

/** Two relays of one company: what they keep is in one store. */
async function pair(kind: Kind, keepSeconds = 60) {
  const state = kind === 'Redis' ? { state: { redis: redis!.addresses, seal: 'a secret of this test that is long enough' } } : {};
  const one = await relayBefore({ 'wechat-console': crm() }, { keepSeconds, ...state });
  const other = await relayBefore({ 'wechat-console': crm() }, { keepSeconds, state: one.state });
  return { one, other, token: await one.agent() };
}

async function found(relay: Parameters<typeof ask>[0], token: string): Promise<Customer> {
  const { json } = await ask(relay, token, '-/find', LILY);
  return (json.answer as { customers: Customer[] }).customers[0]!;
}

describe.each(STORES)('one question of many agents, over %s,', (kind) => {
  test('is asked once while it is under way, also of two relays', async () => {
    const { one, other, token } = await pair(kind);
    await found(one, token);
    const alone = finds();
    const hints = { hints: { name: '张伟', phones: [] } };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(at % 2 ? one : other, token, '-/find', hints)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(finds() - alone).toBe(alone);
  });

  test('is answered from what is kept, until somebody changes the customer through a relay', async () => {
    const { one, other, token } = await pair(kind);
    const known = await found(one, token);
    const asked = finds();
    await found(other, token);
    expect(finds()).toBe(asked);
    await ask(other, token, '-/apply', { changes: [{ kind: 'remark', text: '新' }], known });
    expect((await found(one, token)).remark).toBe('新');
  });

  test('keeps nothing where that is not wanted', async () => {
    const { one, token } = await pair(kind, 0);
    await found(one, token);
    const asked = finds();
    await found(one, token);
    expect(finds()).toBe(2 * asked);
  });

  test('goes on for others when one agent leaves, and ends when the last one does', async () => {
    const { promise: asked, resolve: answer } = Promise.withResolvers<{ customers: []; complete: boolean }>();
    let ended = false;
    const served = servedBy({
      find: (_: unknown, signal: AbortSignal) => {
        signal.addEventListener('abort', () => (ended = true));
        return asked;
      },
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [first, second].map(({ signal }) => answerTo({ ...asking(served), signal }));
    first.abort(new Error('gone'));
    await expect(calls[0]).rejects.toThrow('gone');
    expect(ended).toBe(false);
    answer({ customers: [], complete: true });
    expect(await calls[1]).toEqual({ customers: [], complete: true });
    const left = new AbortController();
    const endless = servedBy({
      find: (_: unknown, signal: AbortSignal) =>
        new Promise((__, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
    });
    const call = answerTo({ ...asking(endless), signal: left.signal });
    left.abort(new Error('gone'));
    await expect(call).rejects.toThrow('gone');
    // Whoever asks then is not given the call that has ended.
    const next = new AbortController();
    const again = answerTo({ ...asking(endless), signal: next.signal });
    next.abort(new Error('also gone'));
    await expect(again).rejects.toThrow('also gone');
  });
});

function servedBy(parts: object, store: Store = openSqliteStore(':memory:')): Served {
  return createServed('c1', parts as Connection, store, { now: Date.now, keepMs: 0 });
}

function asking(served: Served) {
  const agent = { name: 'anna', role: EVERYTHING, connections: null, until: null };
  return { agent, served, call: 'find', asked: LILY, signal: going() } as const;
}

describe.each(STORES)('an edit, over %s,', (kind) => {
  test('that two relays get at the same time is done once', async () => {
    const { one, other, token } = await pair(kind);
    const customer = await found(one, token);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) => ask(at % 2 ? one : other, token, '-/addFollowUp', { customer, followUp: FOLLOW_UP })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(crm().requests.filter(({ path }) => path.endsWith('dosave'))).toHaveLength(1);
  });

  test('whose relay dies before it has answered is done once', async () => {
    const { one, other, token } = await pair(kind);
    const customer = await found(one, token);
    crm().fault({ kind: 'reset', path: 'dosave', times: 1, applied: true });
    expect((await ask(one, token, '-/addFollowUp', { customer, followUp: FOLLOW_UP })).json.problem?.kind).toBe('unreachable');
    await one.stop();
    expect((await ask(other, token, '-/addFollowUp', { customer, followUp: FOLLOW_UP })).status).toBe(200);
    expect(crm().requests.filter(({ path }) => path.endsWith('dosave'))).toHaveLength(1);
  });
});

describe('turns', () => {
  const signal = going();

  test('go to people before background work, and to each agent in turn', async () => {
    const turns = createTurns();
    const running = await Promise.all(Array.from({ length: 6 }, () => turns.take('first', 'interactive', signal)));
    const order: string[] = [];
    const wait = (name: string, priority: 'interactive' | 'background') =>
      turns.take(name, priority, signal).then((end) => {
        order.push(name);
        end();
      });
    const all = [
      ...Array.from({ length: 3 }, () => wait('busy', 'interactive')),
      wait('fill', 'background'),
      wait('other', 'interactive'),
      wait('third', 'interactive'),
    ];
    running[0]!();
    await Promise.all(all);
    expect(order).toEqual(['busy', 'other', 'third', 'busy', 'busy', 'fill']);
  });

  test('of somebody who has left are nobody’s', async () => {
    const turns = createTurns();
    const running = await Promise.all(Array.from({ length: 6 }, () => turns.take('first', 'interactive', signal)));
    const left = new AbortController();
    const gone = turns.take('gone', 'interactive', left.signal);
    const next = turns.take('next', 'interactive', signal);
    left.abort(new Error('left'));
    await expect(gone).rejects.toThrow('left');
    running[0]!();
    await next;
  });
});

test.each(STORES)(
  'the audit, over %s, says who asked what about whom and how many numbers were shown, and nothing of a customer',
  async (kind) => {
    const { one, token } = await pair(kind);
    const masked = await one.agent({ numbers: 'masked' });
    const known = await found(one, token);
    await found(one, masked);
    await ask(one, token, '-/apply', { changes: [{ kind: 'remark', text: '只有这里' }], known });
    await ask(one, token, '-/get', { known: { ...bareCustomer({ connection: 'x', id: '404' }) } });
    await ask(one, token, '-/list', { since: null, cursor: null });
    const store = await openStore(one.state);
    const lines = await store.noted(10);
    await store.close();
    const short = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(short.map(({ agent, call, about, numbers, outcome }) => [agent, call, about, numbers, outcome])).toEqual([
      ['agent-1', 'find', null, 1, 'done'],
      ['agent-2', 'find', null, 0, 'done'],
      ['agent-1', 'apply', known.id, 1, 'done'],
      ['agent-1', 'get', '404', 0, 'not-found'],
      ['agent-1', 'list', null, expect.any(Number), 'done'],
    ]);
    expect(short[4]!['customers']).toBeGreaterThan(20);
    expect(lines.join('\n')).not.toMatch(/Lily|只有这里|13600004444/);
  },
);
