import { parseArgs } from 'node:util';
import { addAgent, agentsIn, removeAgent, renewAgent, type Agent } from './agents.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { openStore } from './open-store.ts';
import { endSessionsOf, sessionsIn, SIGNED_IN } from './sessions.ts';
import { startRelay } from './start.ts';
import type { Store } from './store.ts';

const USAGE = `npm run relay -- --config FILE                    starts the relay
npm run relay -- --config FILE agents add NAME [--own COLLEAGUE] [--masked] [--read-only] [--admin] [--connections A,B] [--days N]
npm run relay -- --config FILE agents renew NAME [--days N]
npm run relay -- --config FILE agents remove NAME
npm run relay -- --config FILE agents sign-out NAME              ends the sessions of somebody who has signed in (oidc:...)
npm run relay -- --config FILE agents list
npm run relay -- --config FILE audit [--last N]                 the newest lines: who asked what, about whom`;

const DAY_MS = 86_400_000;
const MOST_DAYS = 36_500;

await run().catch((thrown: unknown) => {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  console.error(thrown instanceof ConfigError ? `The relay does not start, because of its config:\n${said}` : said);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      own: { type: 'string' },
      masked: { type: 'boolean', default: false },
      'read-only': { type: 'boolean', default: false },
      admin: { type: 'boolean', default: false },
      connections: { type: 'string' },
      days: { type: 'string' },
      last: { type: 'string', default: '100' },
    },
  });
  if (!values.config) throw new Error(USAGE);
  const config = readConfig(values.config);
  const [topic, action, name = '', more] = positionals.map((one) => one.trim());
  if (topic === undefined) return start(config);
  if (topic === 'audit') return printAudit(config, countIn('last', values.last));
  if (topic !== 'agents') throw new Error(USAGE);
  if (more !== undefined) throw new Error(`A name with a space is written between quotes: "${name} ${more}".`);
  if (isBroken(name)) throw new Error('The name has a line break or another sign that cannot be seen.');
  if (values.own?.trim() === '') throw new Error('--own names no colleague.');
  const until = values.days === undefined ? null : Date.now() + countIn('days', values.days, MOST_DAYS) * DAY_MS;
  const connections = values.connections?.split(',').map((id) => id.trim()) ?? null;
  const unknown = connections?.find((id) => !config.connections.some((one) => one.id === id));
  if (unknown !== undefined) throw new Error(`The config has no connection ${unknown}.`);
  const agent: Agent = {
    name,
    connections,
    until,
    role: {
      customers: values.own === undefined ? 'all' : { of: values.own.trim() },
      numbers: values.masked ? 'masked' : 'full',
      edits: !values['read-only'],
      admin: values.admin,
    },
  };
  const store = await openStore(config.state);
  try {
    if (action === 'list') await printAgents(store);
    else if (name === '') throw new Error(USAGE);
    else if (action === 'sign-out') console.log(`${await endSessionsOf(store, name)} sessions of ${name} were ended.`);
    else if (name.startsWith(SIGNED_IN))
      throw new Error(`${SIGNED_IN}... are those who sign in: signIn.who in the config says what they may do.`);
    else if (action === 'add') console.log(`${await addAgent(store, agent)}\nThe token of ${name}. It is not shown again.`);
    else if (action === 'renew') await renewAgent(store, name, until);
    else if (action === 'remove') await removeAgent(store, name);
    else throw new Error(USAGE);
  } finally {
    await store.close();
  }
}

async function printAgents(store: Store): Promise<void> {
  for (const one of await agentsIn(store)) console.log(lineOf(one));
  for (const { name, end } of await sessionsIn(store))
    console.log(`${name}: signed in; until ${new Date(end).toISOString().slice(0, 10)} at most`);
}

async function start(config: Config): Promise<void> {
  const relay = await startRelay(config, { tell: (line) => console.error(line) });
  console.log(`The relay answers at ${relay.origin} for ${config.connections.map(({ id }) => id).join(', ')}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void relay.stop());
}

async function printAudit(config: Config, last: number): Promise<void> {
  const store = await openStore(config.state);
  for (const line of await store.noted(last)) console.log(line);
  await store.close();
}

function countIn(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${option} ${text} is no number from 1 on.`);
  if (count > most) throw new Error(`--${option} ${text} is more than ${most}.`);
  return count;
}

/** A list and the audit have one line for each agent. */
function isBroken(name: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);
}

function lineOf({ name, role, connections, until }: Agent): string {
  const whose = role.customers === 'all' ? 'all customers' : `customers of ${role.customers.of}`;
  const parts = [
    whose,
    role.numbers === 'full' ? 'numbers in full' : 'numbers masked',
    role.edits ? 'edits' : 'reads only',
    ...(role.admin ? ['admin'] : []),
    connections?.join(',') ?? 'all connections',
    until === null ? 'no end' : `until ${new Date(until).toISOString().slice(0, 10)}`,
  ];
  return `${name}: ${parts.join('; ')}`;
}
