import { Cluster, Redis } from 'ioredis';
import type { Store } from './store.ts';

/** Lets what is there be there for longer if it is this value. */
const PROLONG = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;

/** Deletes what is there if it is this value. */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Takes one of ARGV[1] in each window of ARGV[2] ms, by the clock of the server, which all relays share: 0, or how long to wait. The kept libraries
 * that limit rates count in fixed windows, which let through twice as many where two of them meet.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
if redis.call('ZCARD', KEYS[1]) < most then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], window)
  return 0
end
local first = redis.call('ZRANGE', KEYS[1], -most, -most, 'WITHSCORES')
return math.max(1, tonumber(first[2]) + window - now)`;

const AUDIT = 'kebian audit';
const PREFIX = 'kebian ';
/** The largest number of lines of the audit, approximately; beyond it the oldest are deleted. */
const MOST_LINES = 1_000_000;
/** A store that is away fails a call soon: the browser keeps the edit and tries again. */
const LONGEST_COMMAND_MS = 5_000;

/** The store of several relays: one Redis or Valkey, or a cluster where several addresses are named. Every command names one key, as a cluster wants it. */
export async function openRedisStore(addresses: string[]): Promise<Store> {
  const options = { commandTimeout: LONGEST_COMMAND_MS, maxRetriesPerRequest: 3, lazyConnect: true };
  const redis =
    addresses.length > 1 ? new Cluster(addresses, { redisOptions: options, lazyConnect: true }) : new Redis(addresses[0]!, options);
  // Each command says itself that it has failed; an event that nobody hears would end the process.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch (thrown) {
    // It would go on trying, and hold a process that does not answer.
    redis.disconnect();
    throw new Error('Redis cannot be reached, or refuses the relay.', { cause: thrown });
  }
  await refuseEviction(redis);
  return {
    get: (key) => redis.get(PREFIX + key),
    async set(key, value, forMs) {
      if (value === null) await redis.del(PREFIX + key);
      else if (forMs === undefined) await redis.set(PREFIX + key, value);
      else await redis.set(PREFIX + key, value, 'PX', forMs);
    },
    claim: async (key, value, forMs) => (await redis.set(PREFIX + key, value, 'PX', forMs, 'NX')) === 'OK',
    create: async (key, value) => (await redis.set(PREFIX + key, value, 'NX')) === 'OK',
    prolong: async (key, value, forMs) => (await redis.eval(PROLONG, 1, PREFIX + key, value, forMs)) === 1,
    release: async (key, value) => void (await redis.eval(RELEASE, 1, PREFIX + key, value)),
    async all(prefix) {
      const keys = (await Promise.all(mastersOf(redis).map((node) => keysIn(node, PREFIX + prefix)))).flat().toSorted();
      const values = await Promise.all(keys.map((key) => redis.get(key)));
      return values.flatMap((value) => value ?? []);
    },
    take: async (key, calls, windowMs) => Number(await redis.eval(TAKE, 1, PREFIX + key, calls, windowMs, crypto.randomUUID())),
    note: async (line) => void (await redis.xadd(AUDIT, 'MAXLEN', '~', MOST_LINES, '*', 'line', line)),
    noted: async (most) => (await redis.xrevrange(AUDIT, '+', '-', 'COUNT', most)).map(([, fields]) => fields[1]!).toReversed(),
    close: async () => void (await redis.quit().catch(() => redis.disconnect())),
  };
}

function mastersOf(redis: Redis | Cluster): Redis[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis];
}

/** Looked for without holding up the server, as `KEYS` would. */
async function keysIn(node: Redis, prefix: string): Promise<string[]> {
  const found = new Set<string>();
  const match = `${prefix.replaceAll(/[*?[\]\\]/g, '\\$&')}*`;
  for (let cursor: string | null = null; cursor !== '0';) {
    const [next, keys]: [string, string[]] = await node.scan(cursor ?? '0', 'MATCH', match, 'COUNT', 500);
    for (const key of keys) found.add(key);
    cursor = next;
  }
  return [...found];
}

/** A server that makes room by deleting what it likes would delete agents, locks and the quota. */
async function refuseEviction(redis: Redis | Cluster): Promise<void> {
  for (const node of mastersOf(redis)) {
    // Servers that others run may not say it.
    const answer = await node.config('GET', 'maxmemory-policy').catch(() => null);
    const policy = Array.isArray(answer) ? answer[1] : null;
    if (typeof policy === 'string' && policy !== 'noeviction') {
      await redis.quit();
      throw new Error(`Redis deletes what it likes when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`);
    }
  }
}
