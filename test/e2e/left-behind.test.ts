import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let extensions: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  extensions = await stage.browser.context.newPage();
  await extensions.goto('chrome://extensions');
  chats = await stage.openChats();
});

afterAll(() => stage?.close());

const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
const turn = (on: boolean) => extensions.evaluate(switchExtension, { id: stage.browser.extensionId, on });

it('a newer Kebian moves in by itself, once, without an error in the page, and finds the numbers in it', async () => {
  // Without developer mode the browser disables an unpacked extension that reloads itself.
  await extensions.evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { developerPrivate: { updateProfileConfiguration(to: { inDeveloperMode: boolean }): Promise<void> } };
    };
    return chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  });
  const errors: string[] = [];
  const heard = await uncaughtIn(chats, errors);
  await chats.bringToFront();
  await open('zhang-wei');
  await chats.locator('kebian-chips').waitFor();
  await stage.options.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { reload(): void } } };
    setTimeout(() => chrome.runtime.reload(), 0);
  });
  await chats.waitForTimeout(4_000);
  await open('lily');
  await expect.poll(() => chats.locator('kebian-chips').count()).toBe(1);
  await expect.poll(() => chats.evaluate(() => document.querySelector('kebian-chips')!.getBoundingClientRect().width)).toBeGreaterThan(60);
  await chats.evaluate(() => window.sandbox.receive('lily', '我的电话 139 0000 2222'));
  await expect.poll(() => chats.evaluate(() => [...(CSS.highlights.get('kebian-phone') ?? [])].map(String))).toContain('139 0000 2222');
  expect(await chats.evaluate(() => [...document.querySelectorAll('style')].filter((one) => /kebian/.test(one.textContent)).length)).toBe(
    1,
  );
  expect(errors).toEqual([]);
  await heard.detach();
});

it('a page in which Kebian was disabled holds nothing of it', async () => {
  await open('zhang-wei');
  await expect.poll(() => chats.evaluate(traces)).toEqual([expect.any(Number), 1, 1]);
  await turn(false);
  await open('lily');
  await expect.poll(() => chats.evaluate(traces)).toEqual([0, 0, 0]);
  await chats.waitForTimeout(3_500);
  expect(await chats.evaluate(traces)).toEqual([0, 0, 0]);
});

it('when it is enabled again, the page says once and quietly how to come back, and is not reloaded', async () => {
  await chats.evaluate(() => Object.assign(window, { stillHere: true }));
  await turn(true);
  await chats.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => chats.locator('kebian-chips').count()).toBe(1);
  expect(await chats.evaluate(() => 'stillHere' in window)).toBe(true);
});

it('and after that reload everything is as before', async () => {
  await chats.reload();
  await chats.waitForSelector('.chat_item');
  await open('zhang-wei');
  await expect.poll(() => chats.evaluate(traces)).toEqual([expect.any(Number), 1, 1]);
});

/** Runs in the page: elements of ours, highlights of ours, styles of ours. */
function traces(): number[] {
  const elements = [...document.querySelectorAll('*')].filter(({ localName }) => localName.startsWith('kebian-')).length;
  const styles = [...document.querySelectorAll('style')].filter(({ textContent }) => textContent.includes('kebian')).length;
  return [elements, CSS.highlights.has('kebian-phone') ? 1 : 0, styles];
}

/** Runs in the browser's own page of extensions. */
function switchExtension({ id, on }: { id: string; on: boolean }): Promise<void> {
  const { chrome } = globalThis as unknown as { chrome: { management: { setEnabled(id: string, on: boolean): Promise<void> } } };
  return chrome.management.setEnabled(id, on);
}

/** Errors of every script in the page, content scripts of ours among them. */
async function uncaughtIn(page: Page, errors: string[]): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.enable');
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    errors.push(exceptionDetails.exception?.description ?? exceptionDetails.text);
  });
  return session;
}
