import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { READS_NOW } from '../../../lib/model/what-is-read';
import { preferencesNow } from '../../../lib/service/choices';
import { ask, restartWorker, state, until, withWorker } from '../worker';

withWorker();

const TANMA = {
  id: 'team',
  provider: 'tanma',
  name: '全队',
  baseUrl: 'https://crm.example.com',
  credentials: { appId: 'ww1_a', appKey: 'k' },
};
const POLICY = { connections: [TANMA], privacy: { maskPhones: true, keepCustomersFor: '1d' } };
const DRAFT = { id: 'team', provider: 'tanma', name: '我的', values: { baseUrl: 'https://evil.example.com', appId: 'x' } };

async function policy(document: object): Promise<void> {
  await fakeBrowser.storage.managed.set(document as never);
  restartWorker();
}

describe('what an administrator has set by policy', () => {
  beforeEach(async () => {
    await ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    await policy(POLICY);
    await until((now) => now.managed?.connections.length === 1);
  });

  test('is applied when the worker starts: its connections lead, and it is shown as set by policy', async () => {
    expect((await state()).connections?.map(({ id }) => id)).toEqual(['team', 'book']);
    expect((await state()).managed).toMatchObject({ connections: ['team'], preferences: ['maskPhones', 'keepDays'] });
    expect(await preferencesNow()).toMatchObject({ maskPhones: true, keepDays: 1 });
  });

  test('cannot be edited, renamed, removed or moved behind others', async () => {
    await expect(ask('saveConnection', DRAFT)).rejects.toThrow('managed');
    await expect(ask('renameConnection', { connection: 'team', name: 'x' })).rejects.toThrow('managed');
    await expect(ask('removeConnection', { connection: 'team' })).rejects.toThrow('managed');
    await ask('orderConnections', { connections: ['book', 'team'] });
    await ask('savePreferences', { ...(await preferencesNow()), maskPhones: false, keepDays: 30, theme: 'dark' });
    expect((await state()).connections).toMatchObject([{ id: 'team', name: '全队' }, { id: 'book' }]);
    expect(await preferencesNow()).toMatchObject({ maskPhones: true, keepDays: 1, theme: 'dark' });
  });

  test('wins over a settings file and comes back after everything was wiped', async () => {
    const document = { format: 'kebian-settings', version: 1, connections: [{ ...TANMA, name: 'other' }], privacy: { maskPhones: false } };
    await ask('importSettings', { document: JSON.stringify(document) });
    expect((await state()).connections).toMatchObject([{ id: 'team', name: '全队' }, { id: 'book' }]);
    expect((await preferencesNow()).maskPhones).toBe(true);
    await ask('wipe', null);
    expect((await state()).connections).toMatchObject([{ id: 'team', name: '全队' }, { id: 'book' }]);
  });

  test('stays, and can be edited, when the policy is gone', async () => {
    await fakeBrowser.storage.managed.clear();
    restartWorker();
    await until((now) => now.managed?.connections.length === 0);
    await ask('renameConnection', { connection: 'team', name: '自己的' });
    expect((await state()).connections).toMatchObject([{ id: 'team', name: '自己的' }, { id: 'book' }]);
  });
});

test('of a policy with a fault the rest is applied, and the fault is told by its path', async () => {
  await policy({ ...POLICY, theme: 'pink' });
  await until((now) => (now.storage?.policyFaults.length ?? 0) > 0 && now.managed?.connections.length === 1);
  expect((await state()).storage?.policyFaults).toMatchObject([{ path: 'theme' }]);
  expect((await state()).managed?.preferences).not.toContain('theme');
  expect((await preferencesNow()).theme).toBe('auto');
});

test('where the list of connections has a fault now, those that the policy has set stay', async () => {
  await policy(POLICY);
  await until((now) => now.managed?.connections.length === 1);
  await policy({ ...POLICY, connections: 'team' });
  await until((now) => (now.storage?.policyFaults.length ?? 0) > 0);
  expect((await state()).managed?.connections).toEqual(['team']);
});

test('a connection of a policy that has a fault now stays as it was, and its edits do not wait', async () => {
  await policy(POLICY);
  await until((now) => now.managed?.connections.length === 1);
  const [entry] = POLICY.connections as [object];
  await policy({ ...POLICY, connections: [{ ...entry, baseUrl: 'javascript:alert(1)' }] });
  await until((now) => (now.storage?.policyFaults.length ?? 0) > 0);
  expect((await state()).storage?.policyFaults).toMatchObject([{ path: 'connections[0].baseUrl' }]);
  expect((await state()).connections).toMatchObject([{ id: 'team', dropped: false }, { id: 'book' }]);
  expect((await state()).managed?.connections).toEqual(['team']);
});

test.each([
  [{ connections: { team: TANMA }, language: 'en' }, [{ path: 'connections', expected: 'Array', found: 'object' }]],
  [{ connections: 'team', language: 'en' }, [{ path: 'connections', expected: 'Array', found: 'string' }]],
  [{ format: 'other', version: 2, language: 'en' }, [{ path: 'format' }, { path: 'version' }]],
  [{ 'language ': 'zh_TW', '': 1, language: 'en' }, [{ path: '"language "' }, { path: '""' }]],
  [{ allow: { export: null, wipe: false }, language: 'en' }, [{ path: 'allow.export', found: 'null' }]],
])('a policy with a fault at its top is applied all the same: %j', async (document, faults) => {
  await policy(document);
  await until((now) => (now.storage?.policyFaults.length ?? 0) > 0 && now.managed?.preferences.length === 1);
  expect((await state()).storage?.policyFaults).toMatchObject(faults);
  expect((await preferencesNow()).language).toBe('en');
});

test('a policy that is a list is left out as a whole, and that is told', async () => {
  await policy({ 0: { connections: [TANMA] } });
  await until((now) => (now.storage?.policyFaults.length ?? 0) > 0);
  expect((await state()).storage?.policyFaults).toEqual([{ path: 'policy', expected: 'Object', found: 'array' }]);
  expect(await ask('diagnostics', null)).toContain('"found": "array"');
});

describe('where nobody has chosen anything yet', () => {
  test('a policy of preferences alone leaves the first page there, with what Kebian reads', async () => {
    await policy({ language: 'en' });
    await until((now) => now.managed?.preferences.length === 1);
    expect((await state()).connections).toMatchObject([{ id: 'book', chosen: false }]);
  });

  test('a policy that allows no local book connects none', async () => {
    await policy({ ...POLICY, allow: { localBook: false } });
    await until((now) => now.managed?.connections.length === 1);
    expect((await state()).connections?.map(({ id }) => id)).toEqual(['team']);
  });

  test('a connection of a policy has what Kebian reads told, once', async () => {
    await policy(POLICY);
    await until((now) => now.managed?.connections.length === 1 && now.choices?.told === 0);
    await ask('toldOfReading', null);
    await policy({ ...POLICY, language: 'en' });
    await until((now) => now.managed?.preferences.includes('language') ?? false);
    expect((await state()).choices?.told).toBe(READS_NOW);
  });
});

describe('the policy in docs/roll-out.md', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/roll-out.md'), 'utf8');
  const example = (kind: string) => JSON.parse(new RegExp(`\`\`\`json ${kind}\\n([^\`]+)\`\`\``).exec(text)![1]!) as object;
  test('is applied without a fault', async () => {
    await policy({ ...example('policy'), passphrase: 'optional' });
    await until((now) => now.managed?.connections.length === 1);
    const { storage, managed } = await state();
    expect(storage?.policyFaults ?? []).toEqual([]);
    expect(managed!.connections).toEqual(['team']);
  });

  test('is one of a page that names every key of the schema', () => {
    const { properties } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../public/managed_schema.json'), 'utf8')) as {
      properties: Record<string, { properties?: object }>;
    };
    const keys = Object.entries(properties).flatMap(([key, one]) =>
      one.properties ? Object.keys(one.properties).map((inner) => `${key}.${inner}`) : [key],
    );
    expect(keys.filter((key) => !['format', 'version'].includes(key) && !text.includes(`\`${key}\``))).toEqual([]);
  });
});
