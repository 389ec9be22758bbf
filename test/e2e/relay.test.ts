import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { relayBefore } from '../relay/relay';
import { ASKING_THE_CRM, openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

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
