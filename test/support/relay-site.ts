import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerById } from '../../lib/providers/registry.ts';
import type { Crm } from '../sandbox/crm/crm.ts';
import type { System } from '../sandbox/people.ts';
import { ended, LOADER, mostMemory, ROOT } from './process.ts';

/** A relay in a process of its own, before one CRM of the sandbox. */
export interface RunningRelay {
  origin: string;
  /** Everything that it has printed, and everything that it has stored in files. */
  traces(): string;
  stop(): Promise<void>;
  /** Ends it without a word, as a computer that fails. */
  kill(): Promise<void>;
  /** The largest memory that it has had, in MB. */
  mostMemory(): number | null;
}

export interface SiteOptions {
  /** Any free one by default: a relay that starts again has another one then. */
  port?: number;
  state?: unknown;
  quota?: { calls: number; seconds: number };
  keepSeconds?: number;
  /** Settings of the CRM's form beside its credentials. */
  values?: Record<string, string>;
}

const MAIN = join(ROOT, 'relay/main.ts');

/** What a folder holds of a relay: its config, and with SQLite its state. */
export interface Site {
  folder: string;
  config: string;
  remove(): void;
}

/** The CRM that a relay is before. */
interface Before extends Pick<Crm, 'url' | 'credentials'> {
  system: System;
}

/** Writes the config of a relay; each secret of the CRM is in a file of its own. */
export function prepare(
  { system, url, credentials }: Before,
  { port = 0, state = 'relay.sqlite', quota, keepSeconds = 30, values: more }: SiteOptions = {},
): Site {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-relay-site-'));
  const provider = providerById(system)!;
  const secrets = provider.settings.filter(({ key, secret }) => secret && credentials[key]);
  const open = provider.settings.filter(({ key, secret }) => !secret && credentials[key]);
  const values = {
    ...Object.fromEntries(open.map(({ key }) => [key, credentials[key]])),
    ...more,
    baseUrl: url,
    ...Object.fromEntries(secrets.map(({ key }) => [key, { file: key }])),
  };
  for (const { key } of secrets) writeFileSync(join(folder, key), credentials[key]!, { mode: 0o600 });
  const config = join(folder, 'relay.json');
  const connection = { id: 'crm', provider: system, values, ...(quota && { quota }) };
  writeFileSync(config, JSON.stringify({ listen: { port }, state, keepSeconds, callsPerMinute: 100_000, connections: [connection] }));
  return { folder, config, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function startRelay({ folder, config }: Site): Promise<RunningRelay> {
  const child = spawn(process.execPath, ['--import', LOADER, MAIN, '--config', config]);
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

/** Runs the administrator's command, such as `agents add anna`; answers with what it prints. */
export function administer({ config }: Site, ...command: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', LOADER, MAIN, '--config', config, ...command], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`relay ${command.join(' ')}: ${stderr.trim()}`);
  return stdout.trim();
}
