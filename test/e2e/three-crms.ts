import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ASKING_THE_CRM, openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

export let stage: Stage;
export let chats: Page;
export let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  stage.crms.lixiao.rateLimit(false);
  const settings = sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], 'en', ASKING_THE_CRM);
  await stage.ask('importSettings', { document: JSON.stringify({ ...JSON.parse(settings), cards: 'each' }) });
  chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  panel = await openPanel(stage, chats);
});

afterAll(() => stage?.close());

beforeEach(() => open('zhang-wei', '张伟'));

export async function open(key: string, name: string): Promise<void> {
  await panel.keyboard.press('Escape');
  await chats.evaluate((row) => window.sandbox.openByRow(row), key);
  await panel.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

export function card(name: '聊天后台' | '探马' | '励销'): Locator {
  return panel.getByRole('region', { name, exact: true });
}

export async function go(item: 'Tasks' | 'Calls'): Promise<void> {
  await panel.getByRole('button', { name: 'More' }).click();
  await panel.getByRole('menuitem', { name: item }).click();
  await panel.getByRole('heading', { name: item }).waitFor();
}
