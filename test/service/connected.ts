import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { System } from '../sandbox/people.ts';
import type { Crm } from '../sandbox/crm/crm.ts';
import { runningCrms } from '../sandbox/crm/running.ts';
import { ask, withWorker } from './worker';

/**
 * A worker with connections to the sandbox's CRMs, in this order; their ids are the systems' names. No Directory is filled: its calls would
 * take turns with those that a test is about.
 */
export function withCrms(...systems: System[]): (system: System) => Crm {
  let crms: Awaited<ReturnType<typeof runningCrms>>;
  beforeAll(async () => void (crms = await runningCrms()));
  afterAll(() => crms.end());
  withWorker();
  beforeEach(async () => {
    for (const system of systems) {
      crms[system].fault(null);
      await crms[system].reset();
    }
    await ask('importSettings', { document: documentOf(...systems.map((system) => crms[system])) });
    await ask('removeConnection', { connection: 'book' });
    for (const system of systems) crms[system].clearRequests();
  });
  return (system) => crms[system];

  function documentOf(...wanted: Crm[]): string {
    const connections = wanted.map((crm) => {
      const system = systems.find((name) => crms[name] === crm)!;
      return { id: system, provider: system, baseUrl: crm.url, credentials: credentialsOf(system, crm) };
    });
    return JSON.stringify({ format: 'kebian-settings', version: 1, connections, privacy: { mostCustomers: 0 } });
  }
}

/** The credentials that a person types in, without what the sandbox has for other uses. */
export function credentialsOf(system: System, { credentials }: Crm): Record<string, string> {
  const keys: Partial<Record<System, string[]>> = {
    tanma: ['appId', 'appKey'],
    lixiao: ['userToken'],
    'wechat-console': ['appId', 'appSecret', 'userName', 'password'],
  };
  return Object.fromEntries((keys[system] ?? Object.keys(credentials)).map((key) => [key, credentials[key]!]));
}
