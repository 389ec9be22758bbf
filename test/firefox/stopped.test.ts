import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRow, setFirefoxStage, shownIn, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

let stage: FirefoxStage;
let chats: Place;
let sidebar: Place;

/** How long Firefox lets the background page rest until it stops it, in ms. */
const IDLE = 9_000;

beforeAll(async () => {
  stage = await setFirefoxStage({ prefs: { 'extensions.background.idle.timeout': IDLE } });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  sidebar = await stage.openSidebar();
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

const crm = () => stage.crms['wechat-console'];
const isRunning = () => stage.firefox.hasOwnPage('_generated_background_page.html');

it('the background page, stopped, starts for an edit in the sidebar, which reaches the CRM', async () => {
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
  await expect.poll(isRunning).toBe(false);
  await stage.firefox.focus(sidebar, 'textarea');
  await stage.firefox.type('！周五');
  await expect.poll(() => crm().rows('zhang-wei')[0]!.note).toContain('！周五');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
});

it('the background page, stopped, starts when the pointer comes over the chat page, before any chat is opened', async () => {
  await expect.poll(isRunning).toBe(false);
  const row = await chats.run(() => {
    const { x, y, width, height } = document.querySelectorAll('.chat_item')[3]!.getBoundingClientRect();
    return { x, y, width, height };
  });
  await stage.firefox.point(chats, row);
  await expect.poll(isRunning).toBe(true);
});

it('the background page is not stopped while an answer is being made, which takes longer than it may rest', async () => {
  crm().fault({ kind: 'latency', ms: IDLE + 4_000, times: 1, path: 'downLoad' });
  crm().clearRequests();
  const lines = await stage.ask('exportSearch', { connection: 'desk', query: { name: '张伟' } });
  expect(lines.length).toBeGreaterThan(0);
  const asked = crm().requests.map(({ path, query }) => JSON.stringify([path, query]));
  expect(asked).toEqual([...new Set(asked)]);
});

it('the address bar says what its first line does, and suggests who is known', async () => {
  crm().fault(null);
  await stage.firefox.typeInAddressBar('kb Lily');
  const offered = async () => (await stage.firefox.offered()).join('\n');
  await expect.poll(offered).toMatch(/Search customers in the customer panel[^]*启明医药/);
});
