import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { FIREFOX_DEMO, openRow, setFirefoxStage, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

let folder: string;
let stage: FirefoxStage;
let sidebar: Place;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kebian-consent-'));
  await cp(FIREFOX_DEMO, folder, { recursive: true });
  await askForConsent(join(folder, 'manifest.json'));
  stage = await setFirefoxStage({ extension: folder });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
});

afterAll(async () => {
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

const asked = () => stage.crms['wechat-console'].requests.length;

it('without the person’s consent nothing goes to a CRM that is connected', async () => {
  const chats = await stage.openChats();
  sidebar = await stage.openSidebar();
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => textOf(sidebar)).toMatch(/does not allow|Allow access/i);
  expect(asked()).toBe(0);
});

it('the browser says what kinds of data leave the device, and with the consent the customer is found', async () => {
  await stage.firefox.show(stage.options);
  await firefoxPage(stage.firefox, stage.options).getByRole('button', { name: 'Allow access' }).click();
  await expect.poll(() => stage.firefox.window.run(question)).toMatch(/personally identifying/i);
  await stage.firefox.answerQuestion();
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
  expect(asked()).toBeGreaterThan(0);
});

/** The demo build has the consent from the beginning; the store's asks for it. */
async function askForConsent(file: string): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    browser_specific_settings: { gecko: { data_collection_permissions: { required: string[]; optional?: string[] } } };
  };
  const { gecko } = manifest.browser_specific_settings;
  gecko.data_collection_permissions = { required: ['none'], optional: gecko.data_collection_permissions.required };
  await writeFile(file, JSON.stringify(manifest));
}

/** Runs in the browser's window: what it asks for the extension, if it does. */
function question(): string {
  const box = document.getElementById('addon-webext-permissions-notification');
  return box?.checkVisibility() ? (box.textContent ?? '') : '';
}
