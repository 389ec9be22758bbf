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
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

it('the keys that are named open the sidebar, and are none of the browser’s own', async () => {
  // The button for the numbers in the messages comes last, and pushes this one to the right.
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringContaining('☎')]);
  await pressInside(stage, chats, 'kebian-chips', '.open:not(.numbers)');
  const named = /^Press (\S+) or Kebian’s button in the toolbar/;
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(named)]);
  const keys = (await shownIn(chats, 'kebian-chips'))[0]!.match(named)![1]!;
  expect(await stage.firefox.window.run(ownKeysOf, keys)).toEqual([]);
  expect(await stage.firefox.hasOwnPage('sidepanel.html')).toBe(false);
  await stage.firefox.press(keys);
  sidebar = await stage.firefox.ownPage('sidepanel.html');
});

it('the panel has a name in the language of the browser, and its button stands in the toolbar', async () => {
  const { title, area } = await stage.firefox.window.run(shownOfKebian);
  expect(title).toBe('Kebian');
  expect(area).toBe('nav-bar');
});

it('the sidebar shows the customer of the open chat', async () => {
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => sidebar.run(() => document.querySelector('h1')?.textContent)).toBe('张伟');
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
});

it('at the width that the sidebar has by itself, nothing at its top lies over anything else', async () => {
  expect(await sidebar.run(() => innerWidth)).toBeLessThan(300);
  await expect.poll(() => sidebar.run(overlapping)).toEqual([]);
  expect(await sidebar.run(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
});

it('tags and remark stand beside the title, and a badge in the row of whoever is known', async () => {
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/^高意向 .*Customer panel$/)]);
  await expect.poll(async () => (await shownIn(chats, 'kebian-badge')).length).toBeGreaterThan(0);
});

/** Runs in the browser's window. */
function shownOfKebian(): { title: string | undefined; area: string | undefined } {
  const { SidebarController, CustomizableUI } = globalThis as unknown as {
    SidebarController: { sidebars: Map<string, { title: string; extensionId?: string }> };
    CustomizableUI: { getPlacementOfWidget(id: string): { area: string } | null };
  };
  return {
    title: [...SidebarController.sidebars.values()].find(({ extensionId }) => extensionId === 'kebian@kebian.example')?.title,
    area: CustomizableUI.getPlacementOfWidget('kebian_kebian_example-browser-action')?.area,
  };
}

/** Runs in the browser's window: what it does by itself at these keys. */
function ownKeysOf(keys: string): string[] {
  const [key, ...modifiers] = keys.replace('Ctrl', 'accel').toLowerCase().split('+').toReversed();
  const own = [...document.querySelectorAll('keyset:not([id^="ext-keyset"]) > key')];
  const held = (one: Element) => (one.getAttribute('modifiers') ?? '').replace('control', 'accel').split(/[, ]+/).toSorted().join();
  return own
    .filter((one) => one.getAttribute('key')?.toLowerCase() === key && held(one) === modifiers.toSorted().join())
    .map(({ id }) => id);
}

/** Runs in the sidebar: what lies over one another in its strip. */
function overlapping(): string[] {
  const parts = [...document.querySelectorAll('header h1, header p > *, header button')].filter((one) => one.checkVisibility());
  const boxes = parts.map((part) => {
    const words = document.createRange();
    words.selectNodeContents(part);
    // What is cut off is not drawn; other words may be drawn over the end of their box.
    const drawn = part.matches('.truncate, :has(.truncate)') ? part : words;
    return { name: part.getAttribute('aria-label') ?? part.textContent, box: drawn.getBoundingClientRect() };
  });
  return boxes.flatMap(({ name, box }, place) =>
    boxes
      .slice(place + 1)
      .filter(({ box: other }) => box.left < other.right - 1 && other.left < box.right - 1)
      .filter(({ box: other }) => box.top < other.bottom - 1 && other.top < box.bottom - 1)
      .map((other) => `${name} and ${other.name}`),
  );
}
