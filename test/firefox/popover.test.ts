import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, pressInside, pressInFrame, setFirefoxStage, shownIn, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
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

const rows = (key = 'zhang-wei') => stage.crms['wechat-console'].rows(key)[0]!;
const hosts = () => chats.run(() => document.querySelectorAll('kebian-popover').length);
const frame = () => stage.firefox.ownPage('popover.html');

async function openPopover(): Promise<Place> {
  // Another one, or the card of a number, goes at a press beside it, when it has handed over what was typed.
  await chats.run(() => document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
  await expect.poll(hosts).toBe(0);
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/高意向.*Customer panel/)]);
  await pressInside(stage, chats, 'kebian-chips', '.line');
  await expect.poll(async () => (await frame()).run(() => document.querySelector('[role=dialog]') !== null)).toBe(true);
  return frame();
}

it('pressing the chips opens the customer in the page, and a remark typed there is in the CRM', async () => {
  const popover = await openPopover();
  await pressInFrame(stage, chats, popover, 'textarea, [role=textbox]');
  await stage.firefox.type('！周五');
  await expect.poll(() => rows().note).toContain('！周五');
  await expect.poll(() => textOf(popover)).toContain('Saved');
});

it('a tag that is added there and a follow-up that is written there are in the CRM', async () => {
  const popover = firefoxPage(stage.firefox, await frame());
  await popover.getByRole('combobox', { name: 'Add tag' }).pressSequentially('老客');
  await stage.firefox.press('Enter');
  await expect.poll(() => rows().tags).toContain('老客');
  // The key is the popover's where no field has the focus.
  await popover.evaluate(() => (document.activeElement as HTMLElement).blur());
  await stage.firefox.press('f');
  await popover.getByRole('textbox', { name: 'What happened' }).pressSequentially('周五发报价');
  await popover.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  const sent = () => stage.crms['wechat-console'].requests.filter(({ path }) => path.endsWith('/servicerecord/dosave'));
  await expect.poll(() => sent().map(({ body }) => JSON.stringify(body))).toEqual([expect.stringContaining('周五发报价')]);
});

it('another chat closes it', async () => {
  await openRow(chats, 'lily');
  await expect.poll(hosts).toBe(0);
});

it('the button for the numbers opens the card of a number, with whose it is', async () => {
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/高意向.*☎/)]);
  await pressInside(stage, chats, 'kebian-chips', '.numbers');
  await expect.poll(async () => textOf(await frame())).toContain('Same phone number');
});

it('“Customer panel” in it says which keys open the sidebar, and it goes', async () => {
  const popover = await openPopover();
  await pressInFrame(stage, chats, popover, 'button[aria-label="Customer panel"]');
  await expect.poll(hosts).toBe(0);
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/^Press Ctrl/)]);
});
