import { afterAll, beforeAll, expect, it } from 'vitest';
import { setFirefoxStage, textOf, type FirefoxStage } from '../support/firefox-stage.ts';

let stage: FirefoxStage;

/** With a fault of each kind: an unknown key, another type, a page and a CRM that may not be. */
const POLICY = {
  connections: [
    { id: 'team', provider: 'tanma', name: '探马', baseUrl: 'https://crm.example.com/apiServer', credentials: { appId: 'a', appKey: 'b' } },
    { id: 'odd', provider: 'no-such-crm', name: 'Odd', baseUrl: 'https://crm.example.com', credentials: {} },
  ],
  sites: [{ id: 'desk', name: 'Desk', matches: ['https://*/*'], read: { name: ['h1'] } }],
  allow: { export: false, wipe: 'no' },
  privacy: { maskPhones: true },
  language: 'en',
  theme: null,
  passphrase: null,
  colour: 'blue',
};

beforeAll(async () => {
  stage = await setFirefoxStage({ policy: POLICY });
});

afterAll(() => stage?.close());

it('of a policy with faults the rest is applied: connection, rule and language', async () => {
  await expect.poll(() => textOf(stage.options)).toContain('Set by your administrator');
  await expect.poll(() => textOf(stage.options)).toContain('探马');
  await expect(stage.ask('exportSettings', { secrets: false, links: false })).rejects.toThrow('managed');
});

it('each fault is said by its path in the settings', async () => {
  for (const path of ['colour', 'allow.wipe', 'connections[1]', 'sites[0]', 'theme', 'passphrase']) {
    await expect.poll(() => textOf(stage.options)).toContain(path);
  }
});
