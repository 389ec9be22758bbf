import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultKind } from '../sandbox/crm/faults.ts';
import { rested } from '../support/asked.ts';
import { ASKING_THE_CRM, openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';
import { KILLING } from '../support/worker-killer.ts';

/** Some people have namesakes: then there is a choice to make. */
const FOUND = /Company|possible customer/;

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en', ASKING_THE_CRM) });
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('filehelper'));
  panel = await openPanel(stage, chats);
});

afterAll(() => stage?.close());
afterEach(() => stage.crms['wechat-console'].fault(null));

function desk() {
  return stage.crms['wechat-console'];
}

function says(): Promise<string> {
  return panel.locator('main').innerText();
}

describe('when the CRM', () => {
  const cases: [what: string, person: string, fault: FaultKind, says: RegExp][] = [
    ['answers 500', 'person-20', { kind: 'status', status: 500 }, /CRM.*(error|trouble|problem|500)/i],
    ['cuts the connection', 'person-21', { kind: 'reset' }, /reach/i],
    ['answers with half a JSON', 'person-22', { kind: 'truncated' }, /does not understand/i],
    ['answers with the wrong types', 'person-23', { kind: 'wrong-types' }, /does not understand \(.+: expected .+\)/i],
    ['wants everybody to wait', 'person-26', { kind: 'status', status: 429, retryAfter: 7 }, /Waiting \d+ s/],
  ];
  it.each(cases)('%s, the person reads what to do, nothing loops, and another try finds the customer', async (_, person, fault, text) => {
    desk().fault(fault);
    desk().clearRequests();
    await chats.evaluate((key) => window.sandbox.openByRow(key), person);
    await expect.poll(says).toMatch(text);
    await rested(desk());
    const asked = desk().requests.length;
    // The name is asked for as a name and as a remark, each of them once more by the browser or by Kebian.
    expect(asked).toBeLessThanOrEqual(KILLING ? 24 : 8);
    desk().fault(null);
    await panel.waitForTimeout(500);
    expect(desk().requests.length).toBe(asked);
    await panel
      .getByRole('button', { name: /Retry|Look up again/ })
      .first()
      .click();
    await expect.poll(says).toMatch(FOUND);
  });

  it('has signed us out, the person signs in again, and nobody does it for them', async () => {
    desk().fault({ kind: 'signed-out', path: '/customer/' });
    desk().clearRequests();
    await chats.evaluate(() => window.sandbox.openByRow('person-28'));
    await panel.getByRole('button', { name: 'Sign in again' }).first().waitFor();
    await rested(desk());
    // Where the worker is stopped, whoever was looked up is looked up once more, with all that belongs to it; but nothing loops.
    expect(desk().requests.filter(({ path }) => path.endsWith('/login')).length).toBeLessThanOrEqual(KILLING ? 5 : 1);
    desk().fault(null);
    await panel.getByRole('button', { name: 'Sign in again' }).first().click();
    await expect.poll(says).toMatch(FOUND);
  });
});

describe('when the browser keeps no more of the session', () => {
  it('old answers make room, and the next chat is found as ever', async () => {
    const refused = await stage.options.evaluate(fillSession);
    expect(refused).toMatch(/quota/i);
    await chats.evaluate(() => window.sandbox.openByRow('person-29'));
    await expect.poll(says).toMatch(FOUND);
    await chats.evaluate(() => window.sandbox.openByRow('person-30'));
    await expect.poll(says).toMatch(FOUND);
  });
});

/** Runs in the options page: answers to people whom nobody has open, until the browser takes no more; answers with what it says then. */
async function fillSession(): Promise<string> {
  const { chrome } = globalThis as unknown as { chrome: { storage: { session: { set(items: object): Promise<void> } } } };
  let number = 0;
  let said = '';
  for (const size of [500_000, 5_000, 50]) {
    for (said = ''; !said; number++) {
      const contact = { site: 'wechat-web', id: `@old-${number}`, name: 'x'.repeat(size), kind: 'person', avatar: null };
      const items = { [`answer:wechat-web\n@old-${number}\nold`]: { contact, at: 0, findings: [] } };
      said = await chrome.storage.session.set(items).then(() => '', String);
    }
  }
  return said;
}

describe('an edit', () => {
  it('that the CRM cannot take now waits, is shown as waiting, and goes when the person says so', async () => {
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
    await rested(desk());
    desk().fault({ kind: 'status', status: 500 });
    await panel.getByRole('textbox', { name: 'Remark' }).fill('等系统好了再说');
    await panel.getByText('Waiting to send').first().waitFor();
    expect(desk().rows('zhang-wei')[0]!.note).not.toBe('等系统好了再说');
    desk().fault(null);
    await expect.poll(() => desk().rows('zhang-wei')[0]!.note).toBe('等系统好了再说');
    await expect.poll(() => panel.getByText('Waiting to send').count()).toBe(0);
  });
});

describe('wrong credentials', () => {
  it('are told by the test, before anything is saved', async () => {
    const { url, credentials } = stage.crms.tanma;
    const values = { baseUrl: url, appId: credentials.appId!, appKey: 'wrong' };
    const draft = { id: null, provider: 'tanma', name: '', values };
    await expect(stage.ask('testConnection', draft)).rejects.toThrow('signature-refused');
    await expect(stage.ask('testConnection', { ...draft, values: { ...values, appKey: credentials.appKey! } })).resolves.toBeTruthy();
  });
});
