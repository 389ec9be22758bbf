import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['tanma'], 'en') });
  chats = await stage.openChats();
  await open('filehelper');
  panel = await openPanel(stage, chats);
  await vi.waitUntil(async () => (await stage.ask('searchLocal', { query: '138', from: 0 })).hits.length > 0);
});

afterAll(() => stage?.close());

function open(key: string): Promise<void> {
  return chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

function says(): Promise<string> {
  return panel.locator('main').innerText();
}

describe('with the customers kept on this computer', () => {
  it('a contact is found while the CRM is down', async () => {
    stage.crms.tanma.fault({ kind: 'status', status: 500 });
    await open('zhang-wei');
    await panel.getByText('深圳华盛科技有限公司').first().waitFor();
    await expect.poll(says).toContain('Updated');
    stage.crms.tanma.fault(null);
  });

  it('a search answers with every key, without a question to the CRM', async () => {
    await open('filehelper');
    stage.crms.tanma.clearRequests();
    await panel.getByRole('button', { name: 'Search', exact: true }).click();
    await panel.getByRole('searchbox').pressSequentially('zhangw');
    await panel.locator('mark', { hasText: '张伟' }).first().waitFor();
    expect(stage.crms.tanma.requests).toEqual([]);
    await panel.getByRole('button', { name: /张伟/ }).first().click();
    await panel.getByText('138 **** ').first().waitFor();
    await panel.getByRole('searchbox').press('Escape');
  });
});
