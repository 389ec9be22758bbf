import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { company, signInAt } from '../relay/company';
import { relayBefore, type TestRelay } from '../relay/relay';
import { ASKING_THE_CRM, disconnect, openPanel, sandboxSettings, sessionOf, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let panel: Page | null = null;

beforeAll(async () => {
  stage = await setStage({ language: 'en-US' });
  chats = await stage.openChats();
}, 60_000);
afterAll(() => stage?.close());
beforeEach(async () => void (await Promise.all([stage.crms['wechat-console'].reset(), stage.crms.wecom.reset()])));

/** Connects the browser to the console over a relay alone, as an agent with this token. */
async function connect(baseUrl: string, token: string): Promise<Page> {
  const connections = [{ id: 'team', provider: 'relay', name: 'Team', baseUrl, credentials: { token } }];
  const settings = JSON.parse(sandboxSettings(stage.crms, [], 'en', ASKING_THE_CRM)) as object;
  await stage.ask('importSettings', { document: JSON.stringify({ ...settings, connections }) });
  await chats.evaluate(() => window.sandbox.openByRow('lily'));
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  panel ??= await openPanel(stage, chats);
  await panel.getByText('深圳华盛科技有限公司').first().waitFor();
  return panel;
}

it('a browser that knows no key of the CRM shows the customer over a relay, and writes a remark', async () => {
  const relay = await relayBefore({ 'wechat-console': stage.crms['wechat-console'] });
  const shown = await connect(relay.origin, await relay.agent());
  await shown.getByRole('textbox', { name: 'Remark' }).fill('周四下午三点打电话');
  await expect.poll(() => stage.crms['wechat-console'].rows('zhang-wei')[0]!.note).toBe('周四下午三点打电话');
});

it('an agent who may not edit is shown the customer, without anything to write in', async () => {
  const relay = await relayBefore({ 'wechat-console': stage.crms['wechat-console'] });
  const shown = await connect(relay.origin, await relay.agent({ edits: false }));
  await expect.poll(() => shown.getByRole('textbox', { name: 'Remark' }).count()).toBe(0);
  expect(await shown.getByRole('combobox', { name: 'Add tag' }).count()).toBe(0);
});

it('WeCom, which no browser reaches by itself, is shown and written over a relay: each agent has their own record', async () => {
  const relay = await relayBefore({ wecom: stage.crms.wecom });
  const shown = await connect(relay.origin, await relay.agent({ customers: { of: 'LiLei' } }));
  await shown.getByRole('textbox', { name: 'Remark' }).fill('周五寄样品');
  await expect.poll(() => stage.crms.wecom.rows('zhang-wei')[0]!.note).toBe('周五寄样品');
});

/** A relay before the console, with a real OpenID provider as its company. */
async function relayOfCompany(): Promise<TestRelay> {
  const at = await company({ redirects: [`https://${stage.browser.extensionId}.chromiumapp.org/`] });
  return relayBefore({ 'wechat-console': stage.crms['wechat-console'] }, { signIn: signInAt(at.issuer) });
}

/** Fills in the form as a person does, up to the window of the company's sign-in, which is answered. */
async function connectByAccount(relay: TestRelay): Promise<Page> {
  const { options } = stage;
  const settings = JSON.parse(sandboxSettings(stage.crms, [], 'en', ASKING_THE_CRM)) as object;
  for (const { id, provider } of (await sessionOf(stage)).connections ?? []) if (provider === 'relay') await disconnect(stage, id);
  await stage.ask('importSettings', { document: JSON.stringify(settings) });
  await options.bringToFront();
  await options.getByRole('button', { name: 'Connect a CRM' }).click();
  await options.getByRole('button', { name: /Company relay/ }).click();
  await options.getByLabel('Address of the relay').fill(relay.origin);
  await options.getByRole('radio', { name: /company’s account/ }).check();
  const shown = stage.browser.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  return shown;
}

async function signInThere(at: Page, name: string): Promise<void> {
  await at.getByLabel('Name').fill(name);
  await Promise.all([at.waitForEvent('close'), at.getByRole('button', { name: 'Sign in' }).click()]);
}

it('an agent signs in with their company’s account, in the window that the browser shows, and is shown the customer', async () => {
  const relay = await relayOfCompany();
  await signInThere(await connectByAccount(relay), 'chen');
  await chats.evaluate(() => window.sandbox.openByRow('lily'));
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  panel ??= await openPanel(stage, chats);
  await panel.getByText('深圳华盛科技有限公司').first().waitFor();
});

it('a sign-in window that is closed is said, and nobody is signed in', async () => {
  const relay = await relayOfCompany();
  const shown = await connectByAccount(relay);
  await shown.getByLabel('Name').waitFor();
  await shown.close();
  await stage.options.getByText('The sign-in window was closed before the end').waitFor();
  const next = stage.browser.context.waitForEvent('page');
  await stage.options.getByRole('button', { name: 'Sign in again' }).click();
  await signInThere(await next, 'bo');
  await stage.options.getByText('may not use this CRM').waitFor();
});
