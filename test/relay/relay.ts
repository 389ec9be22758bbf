import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Connection } from '../../lib/providers/provider';
import { onRelay } from '../../lib/providers/on-relay';
import { addAgent, removeAgent, type Agent, type Role } from '../../relay/agents';
import { createApp } from '../../relay/app';
import type { Config } from '../../relay/config';
import { listen } from '../../relay/listening';
import { openStore } from '../../relay/open-store';
import { createServed } from '../../relay/serving';
import { endSessionsOf } from '../../relay/sessions';
import { openSqliteStore } from '../../relay/sqlite-store';
import { startRelay } from '../../relay/start';
import type { Store } from '../../relay/store';
import type { Crm } from '../sandbox/crm/crm.ts';
import type { System } from '../sandbox/people.ts';

/** A relay for one test, before CRMs of the sandbox. */
export interface TestRelay {
  origin: string;
  /** The folder in which everything lies that it keeps. */
  folder: string;
  state: Config['state'];
  /** Makes an agent and answers with their token. */
  agent(role?: Partial<Role>, more?: Partial<Agent>): Promise<string>;
  /** The lines of its audit. */
  audited(): Promise<unknown[]>;
  /** Ends the sessions of somebody, as the administrator's command does. */
  signOut(name: string): Promise<number>;
  /** Everything that its files hold. */
  kept(): string;
  /** What the administrator was told. */
  told: string[];
  stop(): Promise<void>;
}

export const EVERYTHING: Role = { customers: 'all', numbers: 'full', edits: true, admin: false };

export async function relayBefore(
  crms: Partial<Record<System, Crm>>,
  more: Partial<Config> = {},
  now: () => number = Date.now,
): Promise<TestRelay> {
  const folder = temporaryFolder();
  const { state = join(folder, 'relay.sqlite') } = more;
  const connections = Object.entries(crms).map(([id, { url, credentials }]) => {
    const provider = onRelay.find((one) => one.id === id)!;
    const keys = provider.settings.map(({ key }) => key);
    const known = Object.entries(credentials).filter(([key]) => keys.includes(key));
    return { id, provider, values: { ...Object.fromEntries(known), baseUrl: url }, quota: null };
  });
  const listen = { host: '127.0.0.1', port: 0, tls: null };
  const told: string[] = [];
  const running = await startRelay(
    { listen, connections, callsPerMinute: 10_000, keepSeconds: 0, refreshSeconds: 300, signIn: null, ...more, state },
    { now, tell: (line) => void told.push(line) },
  );
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= running.stop());
  onTestFinished(stop);
  let count = 0;
  const inStore = async <T>(work: (store: Store) => Promise<T>) => {
    const store = await openStore(state);
    return work(store).finally(() => store.close());
  };
  return {
    origin: running.origin,
    folder,
    state,
    told,
    stop,
    agent(role = {}, about = {}) {
      const agent = { name: `agent-${++count}`, role: { ...EVERYTHING, ...role }, connections: null, until: null, ...about };
      return inStore((store) => addAgent(store, agent));
    },
    audited: () => inStore(async (store) => (await store.noted(100)).map((line) => JSON.parse(line) as unknown)),
    signOut: (name) => inStore((store) => endSessionsOf(store, name)),
    kept: () =>
      globSync('*', { cwd: folder })
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join(''),
  };
}

/** A relay for one test before this connection alone, and the token of an agent whom `dismiss` removes. */
export async function relayOver(
  crm: Connection,
  role: Partial<Role> = {},
  secrets: string[] = [],
): Promise<{ origin: string; token: string; dismiss: () => Promise<void> }> {
  const store = openSqliteStore(':memory:');
  const token = await addAgent(store, { name: 'tester', role: { ...EVERYTHING, ...role }, connections: null, until: null });
  const served = createServed('c1', crm, store, { now: Date.now, keepMs: 0 });
  const app = createApp({ store, connection: () => served, ids: () => ['c1'], now: Date.now, callsPerMinute: 10_000, secrets });
  const { origin, stop } = await listen(app, { host: '127.0.0.1', port: 0, tls: null });
  onTestFinished(async () => {
    await stop();
    await store.close();
  });
  return { origin, token, dismiss: () => removeAgent(store, 'tester') };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-relay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Answer {
  status: number;
  text: string;
  json: { answer?: unknown; problem?: { kind: string }; title?: string };
}

/** Calls a relay over plain HTTP, as a program other than Kebian would. */
export async function ask(relay: Pick<TestRelay, 'origin'>, token: string, call: string, body: unknown = {}): Promise<Answer> {
  const response = await fetch(`${relay.origin}/v1/connections/${call}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, json: parsed(text) };
}

function parsed(text: string): Answer['json'] {
  try {
    return JSON.parse(text) as Answer['json'];
  } catch {
    return {};
  }
}
