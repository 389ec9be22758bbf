import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings.ts';
import { frameOf, openPopover, press, pressChips } from '../support/popover.ts';
import { sandboxSettings, saved, setStage, TRY, untilHeard, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
});

afterAll(() => stage?.close());

beforeEach(async () => {
  await chats.mouse.move(700, 700);
  await chats.mouse.click(700, 700);
  await chats.locator('kebian-popover').waitFor({ state: 'detached' });
});

const rows = (key = 'zhang-wei') => stage.crms['wechat-console'].rows(key)[0]!;
const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
const hosts = () => chats.locator('kebian-popover').count();

async function openFor(key: string): Promise<Frame> {
  await open(key);
  return openPopover(chats);
}

async function typeInto(box: Locator, text: string): Promise<void> {
  await press(box);
  await box.fill(text);
}

describe('the popover', () => {
  it('never opens by itself', async () => {
    for (const key of ['lily', 'chen-yu', 'zhang-wei']) await open(key);
    await chats.waitForTimeout(600);
    expect(await hosts()).toBe(0);
  });

  it('changes the remark in the CRM', async () => {
    const frame = await openFor('zhang-wei');
    await typeInto(frame.getByRole('textbox', { name: 'Remark' }), '周五之前报价');
    await expect.poll(() => rows().note).toBe('周五之前报价');
    await saved(stage, frame);
  });

  it('takes a tag away, and adds one', async () => {
    const frame = await openFor('zhang-wei');
    await press(frame.getByRole('button', { name: 'Remove tag 高意向' }));
    await expect.poll(() => rows().tags).not.toContain('高意向');
    const box = frame.getByRole('combobox', { name: 'Add tag' });
    await typeInto(box, '老客');
    await frame.getByRole('option', { name: '老客' }).first().waitFor();
    await box.press('Enter');
    await expect.poll(() => rows().tags).toContain('老客');
  });

  it('is as high as what it shows, also when that grows and shrinks', async () => {
    const frame = await openFor('zhang-wei');
    /** The height of the frame; 0 where what it shows is cut off, or leaves some of it empty. */
    const height = () =>
      frame.evaluate(() => {
        const shown = document.querySelector('[role=dialog]')!.getBoundingClientRect().height;
        return Math.abs(innerHeight - shown) <= 1 ? innerHeight : 0;
      });
    const box = frame.getByRole('textbox', { name: 'Remark' });
    await typeInto(box, '');
    await expect.poll(height).toBeGreaterThan(0);
    const before = await height();
    await box.fill('报价\n'.repeat(6));
    await expect.poll(height).toBeGreaterThan(before + 60);
    await box.fill('');
    await expect.poll(height).toBe(before);
    await saved(stage, frame);
  });

  it('loses nothing that is typed while its size changes', async () => {
    const frame = await openFor('zhang-wei');
    const box = frame.getByRole('textbox', { name: 'Remark' });
    await typeInto(box, '');
    const resized = chats.evaluate(resizeOften, 90);
    const letters = '0123456789'.repeat(20);
    await chats.keyboard.type(letters, { delay: 15 });
    await resized;
    expect(await box.inputValue()).toBe(letters);
    await expect.poll(() => rows().note).toBe(letters);
  });

  it('hands over what is half typed when another chat is opened, to whom it was typed for', async () => {
    const frame = await openFor('zhang-wei');
    const before = rows('lily').note;
    await press(frame.getByRole('textbox', { name: 'Remark' }));
    await frame.getByRole('textbox', { name: 'Remark' }).fill('只给张伟');
    await open('lily');
    await expect.poll(hosts).toBe(0);
    await expect.poll(() => rows().note).toBe('只给张伟');
    expect(rows('lily').note).toBe(before);
  });

  it('closes on Esc and gives the focus back to the caret in the chat', async () => {
    await open('zhang-wei');
    await chats.locator('#editArea').click();
    await chats.keyboard.type('您好');
    await openPopover(chats);
    await chats.keyboard.press('Escape');
    await expect.poll(hosts).toBe(0);
    await chats.keyboard.type('，在的');
    expect(await chats.evaluate(() => document.querySelector('#editArea')!.textContent)).toBe('您好，在的');
  });

  it('is opened, used and closed with the keys alone', async () => {
    await open('zhang-wei');
    await chats.waitForTimeout(600);
    await chats.locator('#editArea').focus();
    const there = () => chats.evaluate(() => document.activeElement?.localName);
    for (let steps = 0; steps < 60 && (await there()) !== 'kebian-chips'; steps++) await chats.keyboard.press('Shift+Tab');
    // From behind: the panel's button, the numbers, the chips.
    for (let steps = 0; steps < 5 && !(await hosts()); steps++) {
      await chats.keyboard.press('Shift+Tab');
      if ((await there()) !== 'kebian-chips') break;
    }
    await chats.keyboard.press('Tab');
    await chats.keyboard.press('Enter');
    const frame = await frameOf(chats);
    await chats.waitForTimeout(800);
    expect(await there()).toBe('kebian-popover');
    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await untilHeard(async () => {
      await chats.keyboard.press('r');
      await expect.poll(focused, { timeout: TRY }).toBe('Remark');
    });
    await chats.keyboard.press('Control+A');
    await chats.keyboard.type('用键盘写的');
    await chats.keyboard.press('Escape');
    await expect.poll(there).toBe('kebian-chips');
    await expect.poll(() => rows().note).toBe('用键盘写的');
  });
});

describe('the popover takes nothing', () => {
  const button = (frame: Frame) => frame.getByRole('button', { name: 'Remove tag 深圳' });
  const note = (frame: Frame) => frame.getByText('Something lies over this window.');

  /** Where it is on screen, also when the page has shrunk the frame. */
  async function placeOf(target: Locator): Promise<{ x: number; y: number }> {
    const [host, own] = [
      (await chats.locator('kebian-popover').boundingBox())!,
      await target.evaluate((one) => one.getBoundingClientRect()),
    ];
    const scale = host.width / 360;
    return { x: host.x + (own.x + own.width / 2 + 1) * scale, y: host.y + (own.y + own.height / 2 + 1) * scale };
  }

  it('that comes right after it was shown', async () => {
    const field = (frame: Frame) => frame.getByRole('textbox', { name: 'Remark' });
    const at = await placeOf(field(await openFor('zhang-wei')));
    // On a busy machine a click may come later than it was meant to: it is no such click then, and says nothing.
    let reached: boolean | null = null;
    for (let tries = 0; reached === null && tries < 20; tries++) {
      await chats.keyboard.press('Escape');
      await expect.poll(hosts).toBe(0);
      await pressChips(chats);
      await chats.mouse.move(at.x, at.y);
      const end = Date.now() + 700;
      const again = await frameOf(chats);
      // Until then the browser has not even told that the popover is seen.
      await chats.waitForTimeout(250);
      await chats.mouse.click(at.x, at.y);
      const inTime = Date.now() < end;
      await chats.waitForTimeout(400);
      if (inTime) reached = await field(again).evaluate((one) => one === document.activeElement);
      else await chats.mouse.click(700, 700);
    }
    expect(reached).toBe(false);
  });

  it.each([
    ['while something of the page lies over it and lets the click through', ''],
    ['while the page has made it see-through', 'kebian-popover{opacity:0.05!important}'],
    ['while the page has shrunk it', 'kebian-popover{transform:scale(.5)!important}'],
    ['while the page has pushed half of it off the screen', 'kebian-popover{left:calc(100vw - 180px)!important}'],
  ])('%s', async (_, css) => {
    const frame = await openFor('zhang-wei');
    await chats.evaluate(cover, css);
    await note(frame).waitFor();
    const at = await placeOf(button(frame));
    await chats.mouse.move(at.x, at.y);
    await chats.waitForTimeout(400);
    await chats.mouse.click(at.x, at.y);
    await chats.waitForTimeout(300);
    expect(await button(frame).count()).toBe(1);
    expect(rows().tags).toContain('深圳');
    await chats.evaluate(() => document.querySelectorAll('.cover').forEach((one) => one.remove()));
    await note(frame).waitFor({ state: 'detached' });
  });
});

/** Runs in the page: makes the frame larger and smaller so many times, as what it shows does. */
async function resizeOften(times: number): Promise<void> {
  const host = document.querySelector<HTMLElement>('kebian-popover')!;
  for (let done = 0; done < times; done++) {
    host.style.height = done % 2 ? '320px' : '460px';
    await new Promise((resolve) => setTimeout(resolve, 37));
  }
}

/** Runs in the page: lays a pane over everything that lets clicks through, or styles the frame's host. */
function cover(css: string): void {
  const made = document.createElement(css ? 'style' : 'div');
  made.className = 'cover';
  if (css) made.textContent = css;
  else made.style.cssText = 'position:fixed;inset:0;z-index:2147483647;pointer-events:none;background:#fffc';
  document.documentElement.append(made);
}

describe('a person whom several CRMs know', () => {
  const there = () => stage.crms.lixiao.rows('zhang-wei')[0]!;
  const writeTo = (to: 'one' | 'all') =>
    stage.ask('savePreferences', { ...DEFAULT_PREFERENCES, language: 'en', mostCustomers: 0, writeTo: to });

  beforeAll(async () => {
    stage.crms.lixiao.rateLimit(false);
    await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'lixiao'], 'en') });
  });

  it('is written to in all of them where that was chosen in the panel, which the popover says, and taken back in all', async () => {
    await writeTo('all');
    const before = [rows().note, there().note];
    const frame = await openFor('zhang-wei');
    await frame.getByText('All 2 CRMs').waitFor();
    await chats.waitForTimeout(400);
    await typeInto(frame.getByRole('textbox', { name: 'Remark' }), '两边都写');
    await expect.poll(() => [rows().note, there().note]).toEqual(['两边都写', '两边都写']);
    await press(frame.getByRole('button', { name: 'Undo' }));
    await expect.poll(() => [rows().note, there().note]).toEqual(before);
  });

  it('is written to in one where that was chosen', async () => {
    await writeTo('one');
    const before = there().note;
    const frame = await openFor('zhang-wei');
    expect(await frame.getByText('All 2 CRMs').count()).toBe(0);
    await typeInto(frame.getByRole('textbox', { name: 'Remark' }), '只写一边');
    await expect.poll(() => rows().note).toBe('只写一边');
    await saved(stage, frame);
    expect(there().note).toBe(before);
  });
});
