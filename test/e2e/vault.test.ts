import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marksIn } from '../support/marks.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

const PASSPHRASE = 'north window, noon';
/** Stands in what a person types, and in nothing that the chat page shows. */
const MARK = 'Zimtstern-4711';
const REMARK = `${MARK} 备注`;

let profile: string;
let stage: Stage;

beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'kebian-vault-'));
  stage = await setStage({ language: 'en-US', profile });
});
afterEach(async () => {
  await stage.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

describe('with a passphrase that was set before anything else', () => {
  it('no file of the profile ever holds a credential, a customer, a link, an edit or a reminder', async () => {
    await setPassphrase(stage.options);
    const panel = await work();
    const texts = await telltales();
    expect(await marksIn(profile, texts)).toEqual([]);
    await stage.options.bringToFront();
    await stage.options.getByRole('button', { name: 'Lock now' }).click();
    await stage.options.getByRole('heading', { name: 'Kebian is locked' }).waitFor();
    await panel.getByText('Kebian is locked').waitFor();
    await stage.browser.close();
    expect(await marksIn(profile, texts)).toEqual([]);
  });
});

describe('without one', () => {
  it('what is kept can be read in the files, as SECURITY.md says', async () => {
    await work();
    const texts = await telltales();
    await stage.browser.close();
    const found = await marksIn(profile, texts);
    console.log('READABLE', found);
    expect(found).not.toEqual([]);
  });

  it('and once one is set on top of it', async () => {
    await work();
    await setPassphrase(stage.options);
    const texts = await telltales();
    console.log('AFTER', await marksIn(profile, texts));
    await stage.browser.close();
    console.log('CLOSED', await marksIn(profile, texts));
  });
});

/** What a person does in a day: connects, opens a chat, links, writes a remark, wants to be reminded, searches. */
async function work(): Promise<Page> {
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma'], 'en') });
  const chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  const panel = await openPanel(stage, chats);
  const remark = panel.getByRole('textbox', { name: 'Remark' }).first();
  await remark.fill(REMARK);
  await panel.getByText('Saved').first().waitFor();
  const customers = await stage.ask('search', { connection: 'main', query: { text: '陈' }, page: null });
  const [ref] = customers.items;
  if (ref) {
    const followUp = {
      text: `${MARK} 跟进`,
      at: new Date().toISOString(),
      kind: null,
      remindAt: new Date(Date.now() + 3_600_000).toISOString(),
      stage: null,
    };
    await stage.ask('submit', {
      edit: 'e-1',
      ref: { connection: 'main', id: ref.id },
      change: { kind: 'follow-up', followUp },
      base: null,
    });
  }
  await expect
    .poll(async () =>
      JSON.stringify(
        await stage.options.evaluate(() =>
          (globalThis as never as { chrome: { storage: { session: { get(k: null): Promise<object> } } } }).chrome.storage.session.get(null),
        ),
      ),
    )
    .toContain(MARK);
  return panel;
}

async function telltales(): Promise<string[]> {
  const { password, appSecret } = stage.crms['wechat-console'].credentials;
  const { company } = stage.crms['wechat-console'].rows('zhang-wei')[0]!;
  return [MARK, password!, appSecret!, stage.crms.tanma.credentials.appKey!, String(company)];
}

async function setPassphrase(options: Page): Promise<void> {
  await options.bringToFront();
  await options.getByRole('button', { name: 'Set a passphrase' }).click();
  await options.getByLabel('New passphrase', { exact: true }).fill(PASSPHRASE);
  await options.getByLabel('New passphrase again').fill(PASSPHRASE);
  await options.getByRole('button', { name: 'Set a passphrase' }).click();
  await options.getByRole('button', { name: 'Lock now' }).waitFor();
}
