import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { ProblemError } from '../lib/model/problem';
import { onRelay } from '../lib/providers/on-relay';
import type { Provider, Settings } from '../lib/providers/provider';
import { withAddresses } from '../lib/providers/settings';
import { count, elsewhere, fileIn, isLoopback, readElsewhere, value, type ConfigFault, type Places } from './config-parts.ts';
import type { Quota } from './quota.ts';
import { signInOf, signInShape, type SignInConfig } from './sign-in-config.ts';

/** What a relay is started with. */
export interface Config {
  listen: { host: string; port: number; tls: { cert: string; key: string } | null };
  /** The file of the store; or where Redis is, and the secret by which values are sealed there. */
  state: string | { redis: string[]; seal: string };
  connections: ConfiguredConnection[];
  /** How often one agent may call in a minute. */
  callsPerMinute: number;
  /** How long an answer about customers is good for all agents. */
  keepSeconds: number;
  /** How old the copy of a CRM's customers may be when a browser asks what has changed. */
  refreshSeconds: number;
  /** How agents sign in with an account of their company, beside those who have a token; null for not at all. */
  signIn: SignInConfig | null;
}

export interface ConfiguredConnection {
  id: string;
  provider: Provider;
  values: Settings;
  /** The company's limit, for relays that share it. */
  quota: Quota | null;
}

export class ConfigError extends Error {
  readonly faults: ConfigFault[];

  constructor(faults: ConfigFault[]) {
    super(faults.map(({ path, fault }) => `${path || 'the file'}: ${fault}`).join('\n'));
    this.faults = faults;
  }
}

const shape = v.strictObject({
  listen: v.optional(
    v.strictObject({
      host: v.optional(v.string(), '127.0.0.1'),
      port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535, 'is no port')), 8787),
      tls: v.optional(v.strictObject({ cert: v.string(), key: v.string() })),
    }),
    {},
  ),
  state: v.optional(
    v.union(
      [v.string(), v.strictObject({ redis: v.union([value, v.pipe(v.array(value), v.minLength(1))]), seal: elsewhere })],
      'is neither a file nor {"redis": ADDRESS, "seal": {"file": PATH}}',
    ),
    'relay.sqlite',
  ),
  callsPerMinute: v.optional(count, 300),
  keepSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0, 'is less than 0'), v.maxValue(600, 'is more than 600')), 30),
  refreshSeconds: v.optional(v.pipe(count, v.maxValue(86_400, 'is more than 86400')), 300),
  signIn: v.optional(signInShape),
  connections: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'has other signs than a-z, 0-9 and -, or is too long')),
        provider: v.string(),
        values: v.record(v.string(), value),
        quota: v.optional(v.strictObject({ calls: count, seconds: count })),
      }),
    ),
    v.minLength(1, 'names no connection'),
  ),
});

/** Reads a config; throws a ConfigError with every fault. Paths in it are taken from the folder of the file. */
export function readConfig(file: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const folder = resolve(file, '..');
  const read = v.safeParse(shape, parsed(file));
  if (!read.success) throw new ConfigError(read.issues.map((issue) => ({ path: pathOf(issue), fault: wordsOf(issue) })));
  const faults: ConfigFault[] = [];
  const { listen, state, connections, callsPerMinute, keepSeconds, refreshSeconds, signIn } = read.output;
  const { tls = null, host, port } = listen;
  if (!tls && !isLoopback(host)) faults.push({ path: 'listen.tls', fault: `is needed, since ${host} is not this computer alone` });
  const files = tls && {
    cert: fileIn(folder, tls.cert, 'listen.tls.cert', faults),
    key: fileIn(folder, tls.key, 'listen.tls.key', faults),
  };
  const places: Places = { folder, environment, faults };
  const configured = connections.map((one, at) => {
    const path = `connections.${at}`;
    if (connections.findIndex(({ id }) => id === one.id) < at) faults.push({ path: `${path}.id`, fault: `${one.id} is there twice` });
    return connectionIn(one, path, places);
  });
  const kept = stateIn(state, places);
  const signingIn = signIn
    ? signInOf(
        signIn,
        connections.map(({ id }) => id),
        places,
      )
    : null;
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    listen: { host, port, tls: files },
    state: kept,
    connections: configured.flatMap((one) => one ?? []),
    callsPerMinute,
    keepSeconds,
    refreshSeconds,
    signIn: signingIn,
  };
}

function stateIn(state: v.InferOutput<typeof shape>['state'], places: Places): Config['state'] {
  if (typeof state === 'string') return state === ':memory:' ? state : resolve(places.folder, state);
  const addresses = [state.redis].flat();
  const redis = addresses.map((one, at) => (typeof one === 'string' ? one : readElsewhere(one, `state.redis.${at}`, places)));
  redis.forEach((address, at) => {
    const url = URL.parse(address);
    const path = `state.redis.${at}`;
    if (!url || !/^rediss?:$/.test(url.protocol)) places.faults.push({ path, fault: 'is no address such as redis://127.0.0.1:6379' });
    else if (url.password && typeof addresses[at] === 'string')
      places.faults.push({ path, fault: 'holds a secret: name a variable or a file' });
  });
  const seal = readElsewhere(state.seal, 'state.seal', places);
  if (seal !== '' && seal.length < SHORTEST_SEAL)
    places.faults.push({ path: 'state.seal', fault: `has fewer than ${SHORTEST_SEAL} characters` });
  return { redis, seal };
}

const SHORTEST_SEAL = 32;

type Written = v.InferOutput<typeof shape>['connections'][number];

function connectionIn({ id, provider: name, values, quota }: Written, path: string, places: Places): ConfiguredConnection | null {
  const { faults } = places;
  const provider = onRelay.find((one) => one.id === name);
  if (!provider) {
    faults.push({ path: `${path}.provider`, fault: `is none of ${onRelay.map((one) => one.id).join(', ')}` });
    return null;
  }
  const fields = new Map(provider.settings.map((field) => [field.key, field]));
  const found: Settings = {};
  for (const [key, written] of Object.entries(values)) {
    const at = `${path}.values.${key}`;
    const field = fields.get(key);
    if (!field) faults.push({ path: at, fault: `is no setting of ${name}` });
    else if (field.secret && typeof written === 'string') faults.push({ path: at, fault: 'is a secret: name a variable or a file' });
    else found[key] = typeof written === 'string' ? written : readElsewhere(written, at, places);
  }
  for (const { key, required } of fields.values())
    if (required && !(key in values)) faults.push({ path: `${path}.values.${key}`, fault: 'is missing' });
  return { id, provider, values: addressed(provider, found, path, faults), quota: quota ?? null };
}

function addressed(provider: Provider, values: Settings, path: string, faults: ConfigFault[]): Settings {
  try {
    return withAddresses(provider, values);
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'address-refused') throw thrown;
    const { key } = provider.settings.find(({ kind }) => kind === 'url')!;
    faults.push({ path: `${path}.values.${key}`, fault: `cannot be the address of a CRM (${thrown.problem.fault})` });
    return values;
  }
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (thrown) {
    throw new ConfigError([{ path: '', fault: thrown instanceof SyntaxError ? 'is not JSON' : 'cannot be read' }]);
  }
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).map(({ key }) => String(key)).join('.');
}

/** The library's own words repeat what was written, and that may be a secret. */
function wordsOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'is not known';
  if (issue.received === 'undefined') return 'is missing';
  return issue.message.startsWith('is ') || issue.message.startsWith('has ') || issue.message.startsWith('names ')
    ? issue.message
    : `is not ${issue.expected ?? 'right'}`;
}
