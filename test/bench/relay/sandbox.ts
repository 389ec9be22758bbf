import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedRequest } from '../../sandbox/crm/crm.ts';
import type { Fault } from '../../sandbox/crm/faults.ts';
import type { System } from '../../sandbox/people.ts';
import { ended, LOADER, ROOT } from '../../support/process.ts';

/** A CRM of the sandbox in another process: what it does costs neither the relays nor the agents any time of theirs. */
export interface BenchCrm {
  system: System;
  url: string;
  credentials: Record<string, string>;
  fault(fault: Fault | null): Promise<void>;
  rateLimit(on: boolean): Promise<void>;
  clearRequests(): Promise<void>;
  requests(): Promise<RecordedRequest[]>;
  reset(): Promise<void>;
}

export interface BenchCrms {
  crm(system: System): BenchCrm;
  stop(): Promise<void>;
}

export async function startSandbox(): Promise<BenchCrms> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-crm-'));
  const child = spawn(process.execPath, ['--import', LOADER, join(ROOT, 'test/sandbox/crm/main.ts'), '--folder', folder]);
  const crms = new Map<string, BenchCrm>();
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += String(text);
      for (const [, system, url, control, credentials] of said.matchAll(/^(\S+) (\S+) \(control (\S+)\) (\{.*\})$/gm))
        crms.set(system!, remote(system as System, url!, control!, JSON.parse(credentials!) as Record<string, string>));
      if (crms.size >= 3) resolve();
    });
    child.stderr.on('data', (text) => (said += String(text)));
    child.once('exit', () => reject(new Error(said)));
  });
  return {
    crm: (system) => crms.get(system)!,
    stop: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function remote(system: System, url: string, control: string, credentials: Record<string, string>): BenchCrm {
  const send = async (method: string, call: string, body?: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(control + call, { method, headers, ...(method !== 'GET' && { body: JSON.stringify(body ?? null) }) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const act = async (method: string, call: string, body?: unknown) => void (await send(method, call, body));
  return {
    system,
    url,
    credentials,
    fault: (fault) => act('POST', '/fault', fault),
    rateLimit: (on) => act('POST', '/rate-limit', { on }),
    clearRequests: () => act('DELETE', '/requests'),
    requests: async () => ((await send('GET', '/requests')) as { requests: RecordedRequest[] }).requests,
    reset: () => act('POST', '/reset'),
  };
}
