import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marksIn } from '../support/marks.ts';
import { disconnect, openPanel, sandboxSettings, saved, sessionOf, setStage, type Stage } from '../support/stage.ts';

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
    await panel.getByLabel('Passphrase').fill('something else');
    await panel.getByRole('button', { name: 'Unlock' }).click();
    await panel.getByText('This is not the passphrase.').waitFor();
    await panel.getByLabel('Passphrase').fill(PASSPHRASE);
    await panel.getByRole('button', { name: 'Unlock' }).click();
    await panel.getByText('Kebian is locked').waitFor({ state: 'detached' });
    await stage.browser.close();
    expect(await marksIn(profile, texts)).toEqual([]);
  });
});

describe('with a passphrase that is set on top of what is there', () => {
  it('whatever comes afterwards is in no file, and what was there is in no record any more', async () => {
    const panel = await work();
    await setPassphrase(stage.options);
    expect(await storages()).not.toContain(stage.crms.tanma.credentials.appKey);
    const later = 'Kardamom-0815';
    // The panel belongs to the window's active tab.
    await stage.browser.context
      .pages()
      .find((page) => page.url().startsWith('https://wx.qq.com'))!
      .bringToFront();
    await panel.getByRole('textbox', { name: 'Remark' }).first().fill(later);
    await saved(stage, panel);
    await stage.browser.close();
    expect(await marksIn(profile, [later])).toEqual([]);
  });
});

describe('nothing is left', () => {
  it('of a CRM that was disconnected, in any storage', async () => {
    await work();
    const texts = await telltales();
    const before = await storages();
    for (const text of texts) expect(before, text).toContain(text);
    await disconnect(stage, 'main');
    await disconnect(stage, 'desk');
    const after = await storages();
    for (const text of texts) expect(after, text).not.toContain(text);
    for (const connection of ['"main"', '"desk"', 'main/', 'desk/', 'desk\\n', 'main\\n'])
      expect(after, connection).not.toContain(connection);
  });

  it('of anything after "Wipe now", which wants a word to be typed', async () => {
    await work();
    const { options } = stage;
    await options.bringToFront();
    await options.getByRole('button', { name: 'Wipe now' }).click();
    const yes = options.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' });
    expect(await yes.isDisabled()).toBe(true);
    await options.getByLabel('Type “wipe” to go on').fill('wipe');
    await yes.click();
    await options.getByText('Where do you want to start?').waitFor();
    const after = await storages();
    for (const text of [...(await telltales()), '"main"', '"desk"', '"language":"en"']) expect(after, text).not.toContain(text);
  });
});

/** Everything that the extension keeps anywhere, as text. */
function storages(): Promise<string> {
  return stage.options.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: Record<'alarms' | 'notifications', { getAll(): Promise<unknown> }> & {
        storage: Record<'local' | 'session', { get(keys: null): Promise<object> }>;
      };
    };
    const records: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name!);
        opening.addEventListener('success', () => resolve(opening.result));
      });
      for (const table of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve) => {
          const asked = database.transaction(table).objectStore(table).getAll();
          asked.addEventListener('success', () => resolve(asked.result as unknown[]));
        });
        records.push(table, ...all);
      }
      database.close();
    }
    const { alarms, notifications, storage } = chrome;
    const kept = [await storage.local.get(null), await storage.session.get(null), await alarms.getAll(), await notifications.getAll()];
    return JSON.stringify([...records, ...kept], (_, value: unknown) =>
      ArrayBuffer.isView(value) ? new TextDecoder('latin1').decode(value) : value,
    );
  });
}

/** What a person does in a day: connects, opens a chat, links, writes a remark, wants to be reminded, searches. */
async function work(): Promise<Page> {
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma'], 'en') });
  const chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  const panel = await openPanel(stage, chats);
  const remark = panel.getByRole('textbox', { name: 'Remark' }).first();
  await remark.fill(REMARK);
  await saved(stage, panel);
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
  await expect.poll(async () => JSON.stringify(await sessionOf(stage))).toContain(MARK);
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
