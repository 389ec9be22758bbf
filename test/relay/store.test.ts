import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { addAgent, agentOf, agentsIn } from '../../relay/agents';
import { openRedisStore } from '../../relay/redis-store';
import { sealed } from '../../relay/sealed-store';
import { openSqliteStore } from '../../relay/sqlite-store';
import type { Store } from '../../relay/store';
import { hasRedis, startRedis, type RedisServers } from './redis';
import { sandboxCrm } from '../contract/sandbox';
import { ask, EVERYTHING, relayBefore, temporaryFolder } from './relay';

const tanma = sandboxCrm('tanma');
const SECRET = 'a secret of this test that is long enough';
const KINDS = ['SQLite', ...(hasRedis ? (['Redis', 'a cluster of three masters'] as const) : [])] as const;
const servers = new Map<string, RedisServers>();

beforeAll(async () => {
  if (!hasRedis) return;
  servers.set('Redis', await startRedis());
  servers.set('a cluster of three masters', await startRedis({ masters: 3 }));
}, 60_000);
afterAll(async () => void (await Promise.all([...servers.values()].map((one) => one.stop()))));

describe.each(KINDS)('the store on %s', (kind) => {
  /** Two relays' ways to one store. */
  async function two(): Promise<[Store, Store]> {
    const file = join(temporaryFolder(), 'relay.sqlite');
    const open = async () =>
      kind === 'SQLite' ? openSqliteStore(file) : sealed(await openRedisStore(servers.get(kind)!.addresses), SECRET);
    const stores: [Store, Store] = [await open(), await open()];
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
    return stores;
  }
  const name = () => crypto.randomUUID();

  test('what one relay writes the other reads, until its end', async () => {
    const [one, other] = await two();
    const key = name();
    expect(await other.get(key)).toBeNull();
    await one.set(key, '值 "1"');
    expect(await other.get(key)).toBe('值 "1"');
    await one.set(key, null);
    expect(await other.get(key)).toBeNull();
    await one.set(key, 'short', 30);
    await expect.poll(() => other.get(key)).toBeNull();
  });

  test('of many who claim the same one gets it, until it is released by whoever holds it or runs out', async () => {
    const stores = await two();
    const key = name();
    const claims = await Promise.all(Array.from({ length: 40 }, (_, at) => stores[at % 2]!.claim(key, String(at), 60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const holder = String(claims.indexOf(true));
    await stores[0].release(key, 'another');
    expect(await stores[1].claim(key, 'late', 60_000)).toBe(false);
    await stores[1].release(key, holder);
    expect(await stores[0].claim(key, 'next', 20)).toBe(true);
    await expect.poll(() => stores[1].claim(key, 'after', 60_000)).toBe(true);
  });

  test('whoever holds it can hold it for longer, and nobody else', async () => {
    const [one, other] = await two();
    const key = name();
    await one.claim(key, 'mine', 60_000);
    expect(await other.prolong(key, 'another', 60_000)).toBe(false);
    expect(await other.prolong(key, 'mine', 20)).toBe(true);
    await expect.poll(() => other.claim(key, 'after', 60_000)).toBe(true);
    expect(await one.prolong(key, 'mine', 60_000)).toBe(false);
  });

  test('what is there for good is not there a second time', async () => {
    const [one, other] = await two();
    const key = name();
    expect([await one.create(key, '一'), await other.create(key, '二'), await other.get(key)]).toEqual([true, false, '一']);
  });

  test('no window holds more than the limit, wherever it begins', async () => {
    const stores = await two();
    const [key, calls, windowMs] = [name(), 5, 300];
    const [sent, told]: [number[], number[]] = [[], []];
    const asking = async (store: Store) => {
      while (told.length < 4 * calls) {
        const at = performance.now();
        const rest = await store.take(key, calls, windowMs);
        expect(rest).toBeLessThanOrEqual(windowMs);
        if (rest > 0) await delay(rest);
        else {
          sent.push(at);
          told.push(performance.now());
        }
      }
    };
    await Promise.all([...stores, ...stores].map(asking));
    const [first, last] = [sent, told].map((times) => times.toSorted((a, b) => a - b));
    // Each was taken between these: a machine that is busy can hide that there were too many, not make it so.
    const over = last!.filter((time, at) => at >= calls && time - first![at - calls]! < windowMs - 2);
    expect(over).toEqual([]);
  });

  test('a smaller limit waits for as many of the same to end', async () => {
    const [one] = await two();
    const key = name();
    for (let at = 0; at < 4; at++) expect(await one.take(key, 5, 60_000)).toBe(0);
    const rest = await one.take(key, 4, 60_000);
    expect(rest).toBeGreaterThan(50_000);
    expect(rest).toBeLessThanOrEqual(60_000);
    expect(await one.take(key, 5, 60_000)).toBe(0);
  });

  test('agents are found by their tokens, and all of them are listed', async () => {
    const [one, other] = await two();
    const names = [name(), name(), name()];
    const tokens = [];
    for (const each of names) tokens.push(await addAgent(one, { name: each, role: EVERYTHING, connections: null, until: null }));
    expect(await agentOf(other, tokens[1]!)).toMatchObject({ name: names[1] });
    expect((await agentsIn(other)).map((agent) => agent.name)).toEqual(expect.arrayContaining(names));
    await expect(addAgent(other, { name: names[0]!, role: EVERYTHING, connections: null, until: null })).rejects.toThrow('already');
  });

  test('the audit has its lines in their order', async () => {
    const [one, other] = await two();
    const lines = Array.from({ length: 5 }, (_, at) => `${name()} ${at}`);
    for (const [at, line] of lines.entries()) await (at % 2 ? one : other).note(line);
    expect(await one.noted(3)).toEqual(lines.slice(2));
  });
});

describe.skipIf(!hasRedis)('Redis', () => {
  test('holds no value that can be read, nor one that was moved', async () => {
    const { addresses, dump } = servers.get('Redis')!;
    const bare = await openRedisStore(addresses);
    const store = sealed(bare, SECRET);
    onTestFinished(() => store.close());
    await store.set('memory token', 'session-of-the-crm');
    await addAgent(store, { name: 'only-here', role: EVERYTHING, connections: null, until: null });
    expect(dump()).toContain('memory token');
    expect(dump()).not.toMatch(/session-of-the-crm|only-here/);
    await bare.set('elsewhere', await bare.get('memory token'));
    expect(await store.get('elsewhere')).toBeNull();
    expect(await sealed(bare, 'another secret').get('memory token')).toBeNull();
    expect(await store.get('memory token')).toBe('session-of-the-crm');
  });

  test('that is away at the start ends the start', async () => {
    const gone = await startRedis();
    await gone.stop();
    await expect(openRedisStore(gone.addresses)).rejects.toThrow(/Redis cannot be reached/);
  });

  test('that is away is a problem that passes, so that an edit waits', async () => {
    const gone = await startRedis();
    const relay = await relayBefore({ tanma: tanma() }, { state: { redis: gone.addresses, seal: SECRET } });
    const token = await relay.agent();
    await gone.stop();
    const { json } = await ask(relay, token, '-/find', { hints: { name: '张伟', phones: [] } });
    expect(json.problem).toEqual({ kind: 'server-error', status: 503 });
  });

  test('that deletes what it likes is refused', async () => {
    const evicting = await startRedis({ more: ['--maxmemory-policy', 'allkeys-lru'] });
    onTestFinished(() => evicting.stop());
    await expect(openRedisStore(evicting.addresses)).rejects.toThrow(/allkeys-lru/);
  });
});

test('a file that fails is a problem that passes, and the administrator is told why, but not with every call', async () => {
  const relay = await relayBefore({ tanma: tanma() });
  const token = await relay.agent();
  const file = new DatabaseSync(relay.state as string);
  file.exec('DROP TABLE taken');
  file.close();
  for (let times = 0; times < 2; times++) {
    const { json } = await ask(relay, token, '-/find', { hints: { name: '张伟', phones: [] } });
    expect(json.problem).toEqual({ kind: 'server-error', status: 503 });
  }
  expect(relay.told).toEqual(["The relay's store has failed: no such table: taken"]);
});

test('a file that is deleted or replaced lets nobody in until the relay is started again', async () => {
  const relay = await relayBefore({ tanma: tanma() });
  const token = await relay.agent();
  const asked = async () => (await ask(relay, token, '-/find', { hints: { name: '张伟', phones: [] } })).json.problem;
  expect(await asked()).toBeUndefined();
  const file = relay.state as string;
  renameSync(file, `${file}.old`);
  expect(await asked()).toEqual({ kind: 'server-error', status: 503 });
  new DatabaseSync(file).close();
  writeFileSync(file, '', { flag: 'a' });
  expect(await asked()).toEqual({ kind: 'server-error', status: 503 });
  expect(relay.told).toEqual([expect.stringMatching(/was deleted or replaced while the relay runs\. Start the relay again\.$/)]);
});

test('a file that fails while what is old is deleted does not end the relay', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const path = join(temporaryFolder(), 'relay.sqlite');
  const store = openSqliteStore(path);
  onTestFinished(() => store.close());
  const file = new DatabaseSync(path);
  file.exec('DROP TABLE kept');
  file.close();
  expect(() => vi.advanceTimersByTime(60_000)).not.toThrow();
});
