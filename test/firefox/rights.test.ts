import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, shownIn, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

let stage: FirefoxStage;
let chats: Place;

beforeAll(async () => {
  stage = await setFirefoxStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

it('a chat page that the person takes away in the browser is left at once', async () => {
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
  await stage.firefox.window.run(takeAway, 'https://wx.qq.com/*');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([]);
  await openRow(chats, 'lily');
  await expect.poll(() => shownIn(chats, 'kebian-badge')).toEqual([]);
  expect(await shownIn(chats, 'kebian-chips')).toEqual([]);
});

it('given back by “Allow” in the settings and by the browser’s question, it is read without being loaded again', async () => {
  await chats.run(() => void Object.assign(window, { stillHere: true }));
  await stage.firefox.show(stage.options);
  await firefoxPage(stage.firefox, stage.options).getByRole('button', { name: 'Allow', exact: true }).click();
  await stage.firefox.answerQuestion();
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/Customer panel$/)]);
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
  expect(await chats.run(() => 'stillHere' in window)).toBe(true);
});

/** Runs in the browser's window, as its page of extensions does it. */
async function takeAway(origin: string): Promise<void> {
  const { WebExtensionPolicy, ChromeUtils } = globalThis as unknown as {
    WebExtensionPolicy: { getByID(id: string): { extension: object } };
    ChromeUtils: { importESModule(address: string): { ExtensionPermissions: { remove(...of: unknown[]): Promise<void> } } };
  };
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID('kebian@kebian.example');
  await ExtensionPermissions.remove('kebian@kebian.example', { permissions: [], origins: [origin], data_collection: [] }, extension);
}
