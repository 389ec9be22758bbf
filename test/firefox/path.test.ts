import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRow, pressInside, setFirefoxStage, shownIn, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

let stage: FirefoxStage;
let chats: Place;
let sidebar: Place;

beforeAll(async () => {
  stage = await setFirefoxStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma'], 'en') });
  chats = await stage.openChats();
  sidebar = await stage.openSidebar();
});

afterAll(() => stage?.close());

it('the sidebar shows the customer of the open chat', async () => {
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => sidebar.run(() => document.querySelector('h1')?.textContent)).toBe('张伟');
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
});

it('tags and remark stand beside the title, and a badge in the row of whoever is known', async () => {
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/^高意向 .*Customer panel$/)]);
  await expect.poll(async () => (await shownIn(chats, 'kebian-badge')).length).toBeGreaterThan(0);
});

it('“Customer panel” says which keys open the sidebar, since no page can', async () => {
  await pressInside(stage, chats, 'kebian-chips', '.open:not(.numbers)');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/^Press Ctrl\+Shift\+\w or Kebian’s button/)]);
});
