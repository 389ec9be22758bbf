import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp } from '../../../lib/providers/http.ts';
import type { Connection, Settings } from '../../../lib/providers/provider.ts';
import { providerById } from '../../../lib/providers/registry.ts';
import { memoryOf } from '../../contract/connect.ts';
import { NO_BOOK } from '../../support/book.ts';
import { addAgent } from '../../../relay/agents.ts';
import { readConfig } from '../../../relay/config.ts';
import { openStore } from '../../../relay/open-store.ts';
import { ended, LOADER, mostMemory, ROOT } from './process.ts';
import type { BenchCrm } from './sandbox.ts';

/** A relay in a process of its own, before one CRM of the sandbox. */
export interface BenchRelay {
  origin: string;
  /** Everything that it has printed, and everything that it has stored in files. */
  traces(): string;
  stop(): Promise<void>;
  /** Ends it without a word, as a computer that fails. */
  kill(): Promise<void>;
  /** The largest memory that it has had, in MB. */
  mostMemory(): number | null;
}

export interface RelayOptions {
  state?: unknown;
  quota?: { calls: number; seconds: number };
  keepSeconds?: number;
}

const MAIN = join(ROOT, 'relay/main.ts');

/** What a folder holds of a relay: its config, and with SQLite its state. */
export interface Site {
  folder: string;
  config: string;
  environment: NodeJS.ProcessEnv;
  remove(): void;
}

export function prepare(crm: BenchCrm, { state = 'relay.sqlite', quota, keepSeconds = 30 }: RelayOptions = {}): Site {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-relay-'));
  const provider = providerById(crm.system)!;
  const secrets = provider.settings.filter(({ key, secret }) => secret && crm.credentials[key]);
  const open = provider.settings.filter(({ key, secret }) => !secret && crm.credentials[key]);
  const values = {
    ...Object.fromEntries(open.map(({ key }) => [key, crm.credentials[key]])),
    baseUrl: crm.url,
    ...Object.fromEntries(secrets.map(({ key }) => [key, { env: `CRM_${key}` }])),
  };
  const environment = { ...process.env, ...Object.fromEntries(secrets.map(({ key }) => [`CRM_${key}`, crm.credentials[key]])) };
  const config = join(folder, 'relay.json');
  const connection = { id: 'crm', provider: crm.system, values, ...(quota && { quota }) };
  writeFileSync(config, JSON.stringify({ listen: { port: 0 }, state, keepSeconds, callsPerMinute: 100_000, connections: [connection] }));
  return { folder, config, environment, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startRelay({ folder, config, environment }: Site): Promise<BenchRelay> {
  const child = spawn(process.execPath, ['--import', LOADER, MAIN, '--config', config], { env: environment });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += String(text);
      const found = /at (http\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  const files = () => readdirSync(folder).filter((name) => name.startsWith('relay.sqlite'));
  return {
    origin,
    traces: () =>
      said +
      files()
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n'),
    stop: () => ended(child),
    kill: () => ended(child, 'SIGKILL'),
    mostMemory: () => mostMemory(child),
  };
}

/** The token of a new agent. */
export async function agentOf(site: Site, name: string): Promise<string> {
  return (await agentsOf(site, [name]))[0]!;
}

/** The tokens of new agents who may do everything. */
export async function agentsOf({ config, environment }: Site, names: string[]): Promise<string[]> {
  const store = await openStore(readConfig(config, environment).state);
  // That no two have one name is looked up for each, through all of them.
  const unchecked = { ...store, all: async () => [] };
  const role = { customers: 'all', numbers: 'full', edits: true, admin: false } as const;
  const tokens = [];
  for (const name of names) tokens.push(await addAgent(unchecked, { name, role, connections: null, until: null }));
  await store.close();
  return tokens;
}

/** A browser's connection over a relay. */
export function browser(origin: string, token: string): Connection {
  const abilities = JSON.stringify({
    can: { changes: ['remark'], addCustomer: false, newTags: false, readOnlyReason: null },
    members: ['list', 'followUps', 'addFollowUp', 'me'],
    befriends: false,
  });
  return connect('relay', { baseUrl: origin, token }, abilities);
}

/** A browser's connection straight to the CRM. */
export function direct(crm: BenchCrm, baseUrl = crm.url): Connection {
  return connect(crm.system, { ...crm.credentials, baseUrl });
}

function connect(id: string, settings: Settings, abilities: string | null = null): Connection {
  const provider = providerById(id)!;
  const [memory, shared] = [memoryOf(), memoryOf()];
  const http = createHttp({ origins: provider.origins(settings), fetch, now: Date.now });
  return provider.connect(settings, { connection: 'c1', http, now: Date.now, memory, shared: () => shared, book: NO_BOOK, abilities });
}
