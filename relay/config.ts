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

const DEFAULT_STATE = 'relay.sqlite';

export class ConfigError extends Error {
  readonly faults: ConfigFault[];

  constructor(faults: ConfigFault[]) {
    super(faults.map(({ path, fault }) => `${path || 'the file'}: ${fault}`).join('\n'));
    this.faults = faults;
  }
}

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'has other signs than a-z, 0-9 and -, or is too long'));
const connectionParts = {
  id,
  provider: v.string(),
  values: v.record(v.string(), v.unknown()),
  quota: v.optional(v.strictObject({ calls: count, seconds: count })),
};
const parts = {
  listen: v.optional(
    v.pipe(
      v.strictObject({
        host: v.optional(v.string(), '127.0.0.1'),
        port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535, 'is no port')), 8787),
        tls: v.optional(v.strictObject({ cert: v.string(), key: v.string() })),
      }),
      v.forward(
        v.partialCheck(
          [['host'], ['tls']],
          ({ host, tls }) => tls !== undefined || isLoopback(host),
          ({ input: { host } }) => `is needed, since ${host} is not this computer alone`,
        ),
        ['tls'],
      ),
    ),
    {},
  ),
  state: v.optional(
    v.union(
      [v.string(), v.strictObject({ redis: v.union([value, v.pipe(v.array(value), v.minLength(1))]), seal: elsewhere })],
      'is neither a file nor {"redis": ADDRESS, "seal": {"file": PATH}}',
    ),
    DEFAULT_STATE,
  ),
  callsPerMinute: v.optional(count, 300),
  keepSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0, 'is less than 0'), v.maxValue(600, 'is more than 600')), 30),
  refreshSeconds: v.optional(v.pipe(count, v.maxValue(86_400, 'is more than 86400')), 300),
  signIn: v.optional(signInShape),
  connections: v.pipe(v.array(v.record(v.string(), v.unknown(), 'is no connection')), v.minLength(1, 'names no connection')),
};

/**
 * Reads a config; throws a ConfigError with every fault: each part is read by itself, so that a fault in one hides none in another. Paths in it are
 * taken from the folder of the file.
 */
export function readConfig(file: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const folder = resolve(file, '..');
  const faults: ConfigFault[] = [];
  const places: Places = { folder, environment, faults };
  const written = parsed(file);
  noteUnknown(written, parts, '', faults);

  const { tls, host, port } = partIn(parts.listen, written.listen, 'listen', faults) ?? { host: '', port: 0 };
  const listen = {
    host,
    port,
    tls: tls ? { cert: fileIn(folder, tls.cert, 'listen.tls.cert', faults), key: fileIn(folder, tls.key, 'listen.tls.key', faults) } : null,
  };
  const state = stateIn(partIn(parts.state, written.state, 'state', faults) ?? DEFAULT_STATE, places);
  const callsPerMinute = partIn(parts.callsPerMinute, written.callsPerMinute, 'callsPerMinute', faults) ?? 0;
  const keepSeconds = partIn(parts.keepSeconds, written.keepSeconds, 'keepSeconds', faults) ?? 0;
  const refreshSeconds = partIn(parts.refreshSeconds, written.refreshSeconds, 'refreshSeconds', faults) ?? 0;
  const connections = partIn(parts.connections, written.connections, 'connections', faults) ?? [];
  const configured = connections.map((one, at) => {
    const path = `connections.${at}`;
    if (connections.findIndex((other) => other.id === one.id) < at)
      faults.push({ path: `${path}.id`, fault: `${String(one.id)} is there twice` });
    return connectionIn(one, path, places);
  });
  const signIn = partIn(parts.signIn, written.signIn, 'signIn', faults);
  const signingIn = signIn
    ? signInOf(
        signIn,
        connections.map((one) => one.id),
        places,
      )
    : null;
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    listen,
    state,
    connections: configured.flatMap((one) => one ?? []),
    callsPerMinute,
    keepSeconds,
    refreshSeconds,
    signIn: signingIn,
  };
}

/** One part of a config; undefined where it has faults, which are noted, or where it may be missing and is. */
function partIn<Schema extends v.GenericSchema>(
  schema: Schema,
  written: unknown,
  path: string,
  faults: ConfigFault[],
): v.InferOutput<Schema> | undefined {
  const read = v.safeParse(schema, written);
  if (read.success) return read.output;
  for (const issue of read.issues) faults.push({ path: [path, pathOf(issue)].filter(Boolean).join('.'), fault: wordsOf(issue) });
  return undefined;
}

function noteUnknown(written: object, known: object, path: string, faults: ConfigFault[]): void {
  for (const key of Object.keys(written))
    if (!Object.hasOwn(known, key)) faults.push({ path: [path, key].filter(Boolean).join('.'), fault: 'is not known' });
}

function stateIn(state: v.InferOutput<typeof parts.state>, places: Places): Config['state'] {
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

function connectionIn(written: Record<string, unknown>, path: string, places: Places): ConfiguredConnection | null {
  const { faults } = places;
  noteUnknown(written, connectionParts, path, faults);
  const connection = partIn(connectionParts.id, written.id, `${path}.id`, faults);
  const name = partIn(connectionParts.provider, written.provider, `${path}.provider`, faults);
  const values = partIn(connectionParts.values, written.values, `${path}.values`, faults);
  const quota = partIn(connectionParts.quota, written.quota, `${path}.quota`, faults);
  const provider = onRelay.find((one) => one.id === name);
  if (!provider && name !== undefined)
    faults.push({ path: `${path}.provider`, fault: `is none of ${onRelay.map((one) => one.id).join(', ')}` });
  if (!provider || !values) return null;
  const fields = new Map(provider.settings.map((field) => [field.key, field]));
  const found: Settings = {};
  for (const [key, one] of Object.entries(values)) {
    const at = `${path}.values.${key}`;
    const field = fields.get(key);
    const setting = field && partIn(value, one, at, faults);
    if (!field) faults.push({ path: at, fault: `is no setting of ${provider.id}` });
    else if (setting === undefined) continue;
    else if (field.secret && typeof setting === 'string') faults.push({ path: at, fault: 'is a secret: name a variable or a file' });
    else if (field.required && typeof setting === 'string' && setting.trim() === '') faults.push({ path: at, fault: 'is empty' });
    else found[key] = typeof setting === 'string' ? setting : readElsewhere(setting, at, places);
  }
  for (const { key, required } of fields.values())
    if (required && !(key in values)) faults.push({ path: `${path}.values.${key}`, fault: 'is missing' });
  return { id: connection ?? '', provider, values: addressed(provider, found, path, faults), quota: quota ?? null };
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

/** A mark of the encoding at its start, as some editors write it, is no part of the text. */
function parsed(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new ConfigError([{ path: '', fault: 'cannot be read' }]);
  }
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (thrown) {
    throw new ConfigError([{ path: '', fault: `is not JSON${placeIn(text, thrown)}` }]);
  }
  if (typeof written === 'object' && written !== null && !Array.isArray(written)) return written as Record<string, unknown>;
  throw new ConfigError([{ path: '', fault: 'is no object such as {"connections": [...]}' }]);
}

/** Where JSON.parse stopped. Its own message repeats the text around that place, and that may be a secret. */
function placeIn(text: string, thrown: unknown): string {
  const at = / at position (\d+)/.exec(String(thrown))?.[1];
  const before = at === undefined ? text : text.slice(0, Number(at));
  const lines = before.split('\n');
  return ` (line ${lines.length}, column ${lines.at(-1)!.length + 1})`;
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
