import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPanel, sandboxSettings, saved, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let options: Page;

beforeAll(async () => {
  stage = await setStage({ language: 'en-US' });
  options = stage.options;
});

afterAll(() => stage?.close());
beforeEach(() => options.bringToFront());

describe('the first run', () => {
  it('opens by itself, says what Kebian does and keeps, and offers three ways on', async () => {
    await options.getByRole('button', { name: 'Use the local book' }).waitFor();
    expect(await options.getByRole('button', { name: 'Connect a CRM' }).count()).toBe(1);
    expect(await options.getByRole('button', { name: 'Import settings' }).count()).toBeGreaterThan(0);
  });

  it('has a local book that works with nothing connected', async () => {
    const chats = await stage.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('emoji-only'));
    const panel = await openPanel(stage, chats);
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByRole('textbox', { name: 'Phone' }).fill('13900008888');
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByRole('combobox', { name: 'Add tag' }).waitFor();
    await panel.getByRole('textbox', { name: 'Remark' }).fill('只有表情的朋友');
    await saved(stage, panel);
    await chats.evaluate(() => window.sandbox.openByRow('stranger'));
    await panel.getByRole('heading', { level: 1, name: '路人甲' }).waitFor();
    await chats.evaluate(() => window.sandbox.openByRow('emoji-only'));
    await expect.poll(() => panel.getByRole('textbox', { name: 'Remark' }).inputValue()).toBe('只有表情的朋友');
    await chats.close();
  });
});

describe('connecting a CRM', () => {
  it('draws the form from the product, tells what is wrong, and keeps what works', async () => {
    await options.getByRole('button', { name: 'Connect a CRM' }).click();
    await options.getByRole('button', { name: /Tanma/ }).click();
    await options.getByRole('textbox', { name: 'API address' }).fill(stage.crms.tanma.url);
    await options.getByRole('textbox', { name: 'appId' }).fill(stage.crms.tanma.credentials.appId!);
    await options.getByLabel('appKey').fill('not-the-key');
    await options.getByRole('button', { name: 'Test connection' }).click();
    await options.getByText('The CRM does not accept the signature. Check appId and appKey.').first().waitFor();
    await options.getByLabel('appKey').fill(stage.crms.tanma.credentials.appKey!);
    await options.getByRole('button', { name: 'Test connection' }).click();
    await options
      .getByText(/^It works/)
      .first()
      .waitFor();
    await options.getByRole('button', { name: 'Save', exact: true }).click();
    await options.getByText('Tanma SCRM').first().waitFor();
  });

  it('never shows a key again, and keeps it when the form is saved without one', async () => {
    await options.getByRole('button', { name: /^Edit/ }).first().click();
    expect(await options.getByLabel('appKey').inputValue()).toBe('');
    expect(await options.content()).not.toContain(stage.crms.tanma.credentials.appKey!);
    await options.getByRole('button', { name: 'Test connection' }).click();
    await options
      .getByText(/^It works/)
      .first()
      .waitFor();
    await options.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('the settings document', () => {
  it('tells every fault of a broken file with its path, and imports nothing', async () => {
    const broken = JSON.stringify({
      format: 'kebian-settings',
      version: 1,
      connections: [
        { id: 'a', provider: 'nobody' },
        { id: 'b', provider: 'tanma', baseUrl: 7 },
      ],
      theme: 'pink',
    });
    await choose(broken);
    await options.getByText('theme').first().waitFor();
    await options.getByText('connections[1].baseUrl', { exact: false }).or(options.getByText('connections.1.baseUrl')).first().waitFor();
    expect(await options.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0);
  });

  it('imports what is in order, and exports it without secrets unless asked for them', async () => {
    await choose(sandboxSettings(stage.crms, ['wechat-console', 'tanma'], 'en'));
    await options.getByRole('button', { name: 'Import', exact: true }).click();
    await options.getByText('Settings imported').waitFor();
    await options.getByText('聊天后台').first().waitFor();
    const { password } = stage.crms['wechat-console'].credentials;
    expect(await exported()).not.toContain(password);
    await options.getByLabel('Include keys and passwords').check();
    expect(await exported()).toContain(password);
  });

  it('speaks the language that is chosen, at once', async () => {
    await options.getByLabel('Language', { exact: true }).selectOption('zh_TW');
    await options.getByRole('heading', { level: 1, name: '客邊設定' }).waitFor();
  });
});

async function choose(document: string): Promise<void> {
  const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(document) };
  await options.locator('input[type=file]').setInputFiles(file);
}

/** The text that is handed over as a file. */
async function exported(): Promise<string> {
  const handed = options.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob: Blob) => {
          URL.createObjectURL = make;
          void blob.text().then(resolve);
          return make(blob);
        };
      }),
  );
  await options.getByRole('button', { name: 'Export settings' }).click();
  return handed;
}
