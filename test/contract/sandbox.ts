import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Crm } from '../sandbox/crm/crm.ts';
import { startCrms, type Crms } from '../sandbox/crm/start.ts';
import type { System } from '../sandbox/people.ts';
import type { Server } from './subject';

/** Runs the sandbox's CRMs for the tests of one file; every test finds them as new. */
export function sandboxCrm(system: System): () => Crm {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-crm-'));
  let crms: Crms;
  beforeAll(async () => void (crms = await startCrms({ folder })));
  beforeEach(async () => {
    crms[system].fault(null);
    crms[system].clock(0);
    crms[system].bodies('both');
    crms[system].clearRequests();
    await crms[system].reset();
  });
  afterAll(async () => {
    await crms.stop();
    rmSync(folder, { recursive: true });
  });
  return () => crms[system];
}

export function serverOf(crm: Crm, means: Server['means'], inPlace: Server['inPlace']): Server {
  return {
    url: crm.url,
    fault: (fault) => crm.fault(fault),
    calls: () => crm.requests.map(({ method, path }) => ({ method, path })),
    means,
    inPlace,
  };
}
