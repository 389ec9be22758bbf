import { afterAll, beforeAll, expect, it } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import type { SiteSettings } from '../../lib/model/settings.ts';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, pressInside, setFirefoxStage, shownIn, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

let stage: FirefoxStage;
let taught: RunningConsole;
let desk: Place;
let chats: Place;

beforeAll(async () => {
  [stage, taught] = await Promise.all([setFirefoxStage(), startConsole()]);
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  await stage.ask('saveSite', taughtSite(taught.url));
  desk = await stage.firefox.open(taught.url);
  await openVisitor('zhang-wei');
  chats = await stage.openChats();
  await openRow(chats, 'zhang-wei');
});

afterAll(async () => {
  await stage?.close();
  await taught?.stop();
});

it('chips are in a chat page and in a taught one, and numbers are underlined', async () => {
  for (const page of [desk, chats]) await expect.poll(() => shownIn(page, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
  await expect.poll(() => shownIn(chats, 'kebian-badge')).not.toEqual([]);
  await expect.poll(() => chats.run(underlined)).toBe('underline');
});

it('an update takes everything away that the Kebian before it has put into open pages, and there is one of each', async () => {
  for (const page of [desk, chats]) await page.run(markHosts);
  await stage.firefox.update();
  for (const page of [desk, chats]) {
    await expect.poll(() => page.run(markedHosts)).toBe(0);
    await expect.poll(() => shownIn(page, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
  }
  await expect.poll(() => shownIn(chats, 'kebian-badge')).not.toEqual([]);
  expect(await chats.run(mostBadgesInARow)).toBe(1);
  await openRow(chats, 'lily');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.not.stringContaining('高意向')]);
});

it('an update takes a picker away that a person was pointing with, and one that is opened afterwards stands alone', async () => {
  await teach();
  await expect.poll(() => shownIn(desk, 'kebian-picker')).toEqual([expect.stringContaining('Start')]);
  await stage.firefox.update();
  await expect.poll(() => shownIn(desk, 'kebian-picker')).toEqual([]);
  // The page is the person's again.
  await openVisitor('lily');
  await expect.poll(() => shownIn(desk, 'kebian-chips')).toEqual([expect.not.stringContaining('高意向')]);
  await teach();
  await expect.poll(() => shownIn(desk, 'kebian-picker')).toEqual([expect.stringContaining('Start')]);
  await stage.firefox.show(desk);
  await pressInside(stage, desk, 'kebian-picker', 'button.primary');
  await stage.firefox.press('Escape');
  await expect.poll(() => shownIn(desk, 'kebian-picker')).toEqual([]);
});

it('while Kebian is disabled nothing of it is to be seen in any page', async () => {
  await stage.firefox.turn(false);
  for (const page of [desk, chats]) {
    await expect.poll(() => shownIn(page, 'kebian-chips')).toEqual([]);
    await expect.poll(() => shownIn(page, 'kebian-badge')).toEqual([]);
  }
  await expect.poll(() => chats.run(underlined)).toBe('none');
});

it('enabled again, it is in the open pages once', async () => {
  await stage.firefox.turn(true);
  await openRow(chats, 'zhang-wei');
  await openVisitor('zhang-wei');
  for (const page of [desk, chats]) await expect.poll(() => shownIn(page, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
});

it('removed, it is in no page', async () => {
  await stage.firefox.remove();
  for (const page of [desk, chats]) await expect.poll(() => shownIn(page, 'kebian-chips')).toEqual([]);
  expect(await shownIn(chats, 'kebian-badge')).toEqual([]);
});

/** Has the page taught anew, as a person does in the settings. */
async function teach(): Promise<void> {
  const settings = firefoxPage(stage.firefox, await openSettings());
  await settings.getByRole('button', { name: 'Teach a page' }).click();
  await settings.getByLabel('Address of the page').fill(taught.url);
  await settings.getByRole('button', { name: 'Point at its parts' }).click();
}

/** An update closes the extension's own pages. */
function openSettings(): Promise<Place> {
  return stage.firefox.open(`${stage.firefox.origin}options.html`);
}

/** Runs in the page. */
function markHosts(): void {
  for (const host of document.querySelectorAll('kebian-chips,kebian-badge')) host.setAttribute('before', '');
}

/** Runs in the page. */
function markedHosts(): number {
  return document.querySelectorAll('kebian-chips[before],kebian-badge[before]').length;
}

/** Runs in the page. */
function mostBadgesInARow(): number {
  return Math.max(...[...document.querySelectorAll('.chat_item')].map((row) => row.querySelectorAll('kebian-badge').length));
}

/** Runs in the page: what stands under the phone numbers in the messages. */
function underlined(): string {
  return getComputedStyle(document.querySelector('.message') ?? document.body, '::highlight(kebian-phone)').textDecorationLine;
}

function openVisitor(key: string): Promise<void> {
  return desk.run((name) => (globalThis as unknown as { desk: { open(key: string): void } }).desk.open(name), key);
}

function taughtSite(address: string): SiteSettings {
  const read = {
    id: ['.talk-bar@data-visitor'],
    name: ['.visitor-name'],
    row: ['.queue-item'],
    rowId: ['@data-visitor'],
    rowName: ['.who'],
    message: ['.line'],
  };
  return { id: 'localhost', name: '云接待', matches: [`${new URL(address).origin}/*`], read };
}
