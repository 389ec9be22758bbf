import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sandboxCrm } from '../contract/sandbox';
import { hasRedis, startRedis, type RedisServers } from './redis';
import { ask, relayBefore } from './relay';
import { providerById } from '../../lib/providers/registry';
import { connectAll } from '../../relay/connections';
import { openSqliteStore } from '../../relay/sqlite-store';
import { going } from '../contract/connect';

const lixiao = sandboxCrm('lixiao');
const STORES = ['SQLite', ...(hasRedis ? (['Redis'] as const) : [])] as const;

let redis: RedisServers | null = null;
beforeAll(async () => void (redis = hasRedis ? await startRedis() : null));
beforeEach(() => redis?.empty());
afterAll(() => redis?.stop());

/** The account of the sandbox without its pasted token: the relays have to sign in. */
function byPassword() {
  const { userToken: _, ...credentials } = lixiao().credentials;
  return { ...lixiao(), url: lixiao().url, credentials };
}

describe.each(STORES)('several relays over %s', (kind) => {
  const state = () => (kind === 'Redis' ? { state: { redis: redis!.addresses, seal: 'a secret of this test that is long enough' } } : {});

  test('sign in by password once, and none ends the session of another', async () => {
    lixiao().rateLimit(false);
    const one = await relayBefore({ lixiao: byPassword() }, state());
    const other = await relayBefore({ lixiao: byPassword() }, { state: one.state });
    const token = await one.agent();
    const names = ['张伟', '王芳', '李娜'];
    const answers = await Promise.all(names.map((name, at) => ask(at % 2 ? one : other, token, '-/find', { hints: { name, phones: [] } })));
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    expect(lixiao().requests.filter(({ path }) => path.endsWith('/login'))).toHaveLength(1);
  });
});

test('a limit that relays keep together is not counted by the provider once more', async () => {
  lixiao().rateLimit(false);
  const store = openSqliteStore(':memory:');
  const { url, credentials } = lixiao();
  const values = { baseUrl: url, userToken: credentials['userToken']! };
  const connection = { id: 'lixiao', provider: providerById('lixiao')!, values, quota: { calls: 100, seconds: 1 } };
  const listen = { host: '127.0.0.1', port: 0, tls: null };
  const more = { listen, state: ':memory:', callsPerMinute: 100, keepSeconds: 0, refreshSeconds: 300, signIn: null };
  const [served] = connectAll({ ...more, connections: [connection] }, store, Date.now);
  const { customers } = await served!.crm.find({ name: '张伟', phones: [] }, going());
  expect(customers.length).toBeGreaterThan(0);
  expect(await store.all('shared lixiao ')).toEqual([]);
  await store.close();
});
