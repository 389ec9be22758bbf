import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameOf, press } from '../support/popover.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';
import { OTHER_DOCUMENTS } from '../sandbox/page/start.ts';

let stage: Stage;
let chats: Page;
let panel: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  await open('zhang-wei');
  panel = await openPanel(stage, chats);
});

afterAll(() => stage?.close());

const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
const says = () => panel.locator('body').innerText();
const tabs = () => stage.browser.context.pages().length;

/** The QR code, in a document of its own. */
async function atTheCode(): Promise<void> {
  await chats.goto('https://wx.qq.com/');
  await chats.waitForSelector('body.unlogin .qrcode');
  await expect.poll(says).toContain('not signed in');
}

async function chipsAreThere(): Promise<void> {
  const width = () => chats.evaluate(() => document.querySelector('kebian-chips')!.getBoundingClientRect().width);
  await expect.poll(width).toBeGreaterThan(150);
}

const drawer = () => chats.locator('#mmpop_chatroom_members').count();

describe('clicks on the chips', () => {
  it('close what the page has open', async () => {
    await chipsAreThere();
    await chats.click('.title_name');
    expect(await drawer()).toBe(1);
    const box = (await chats.locator('kebian-chips').boundingBox())!;
    await chats.mouse.click(box.x + 20, box.y + box.height / 2);
    await chats.locator('kebian-popover').waitFor({ state: 'attached' });
    expect(await drawer()).toBe(0);
    await chats.click('.opt');
    expect(await chats.locator('#mmpop_system_menu').count()).toBe(1);
    await chats.mouse.click(box.x + 20, box.y + box.height / 2);
    expect(await chats.locator('#mmpop_system_menu').count()).toBe(0);
    await chats.keyboard.press('Escape');
  });
});

describe('a remark that is changed on the phone', () => {
  it('leaves the popover open under the hand that types in it', async () => {
    await chats.keyboard.press('Escape');
    const box = (await chats.locator('kebian-chips').boundingBox())!;
    await chats.mouse.click(box.x + 20, box.y + box.height / 2);
    const frame = await frameOf(chats);
    await chats.waitForTimeout(900);
    await press(frame.getByRole('textbox', { name: 'Remark' }));
    await chats.keyboard.press('End');
    await chats.keyboard.type(' 改名之');
    await chats.evaluate(() => window.sandbox.editRemark('zhang-wei', '深圳老张'));
    await chats.waitForTimeout(700);
    await chats.keyboard.type('后');
    expect(await frame.getByRole('textbox', { name: 'Remark' }).inputValue()).toContain('改名之后');
    await chats.keyboard.press('Escape');
    await expect.poll(() => stage.crms['wechat-console'].rows('zhang-wei')[0]!.note).toContain('改名之后');
    await chats.evaluate(() => window.sandbox.editRemark('zhang-wei', '张伟 13800001111'));
  });
});

describe('a badge', () => {
  it('covers neither the mark of a muted chat nor the words of the row', async () => {
    const id = await chats.evaluate(async () => {
      await window.sandbox.mute('zhang-wei');
      await window.sandbox.receive('zhang-wei', '我的电话 13900002222，请在周五之前把报价和合同发给我');
      return window.sandbox.idOf('zhang-wei');
    });
    const row = chats.locator(`.chat_item[data-username="${id}"]`);
    await row.locator('kebian-badge').waitFor({ state: 'attached' });
    const [badge, ...words] = await row.evaluate((one) =>
      ['kebian-badge', '.web_wechat_no-remind', '.attr', '.nickname_text', '.msg'].map((part) => {
        const { left, right, top, bottom } = one.querySelector(part)!.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
    const meets = words.filter(
      (word) => word.left < badge!.right && word.right > badge!.left && word.top < badge!.bottom && word.bottom > badge!.top,
    );
    expect(meets).toEqual([]);
    expect(badge!.right - badge!.left).toBeGreaterThan(20);
  });
});

describe('clicks between the chips', () => {
  it('do nothing of the page', async () => {
    await chipsAreThere();
    const box = (await chats.locator('kebian-chips').boundingBox())!;
    // A gap is six px wide. What is pressed beside it opens a popover, which a page may ask for thirty times in ten seconds: this comes last.
    for (let x = box.x + 1; x < box.x + box.width - 90; x += 5) {
      await chats.mouse.click(x, box.y + box.height / 2);
      await chats.keyboard.press('Escape');
      expect(await drawer()).toBe(0);
    }
    await chats.click('.title_name');
    expect(await drawer()).toBe(1);
  });
});

describe('other documents of the hosts', () => {
  const opened = new Map<string, { page: Page; errors: string[] }>();

  beforeAll(async () => {
    for (const path of Object.keys(OTHER_DOCUMENTS)) {
      const page = await stage.browser.context.newPage();
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await page.goto(`https://wx.qq.com${path}`);
      opened.set(path, { page, errors });
    }
    await chats.waitForTimeout(1_500);
  });

  afterAll(() => chats.bringToFront());

  it.each(Object.keys(OTHER_DOCUMENTS))('%s is no chat page, and nothing fails in it', async (path) => {
    const { page, errors } = opened.get(path)!;
    await chats.bringToFront();
    await expect.poll(says).toContain('张伟');
    await page.bringToFront();
    await expect.poll(says).toContain('The chat is in another tab.');
    expect(await says()).toContain('张伟');
    expect(await page.evaluate(() => document.querySelectorAll('kebian-chips').length)).toBe(0);
    expect(errors).toEqual([]);
    await page.close();
  });
});

describe('the way to the chat page', () => {
  it('shows the tab that is there, also where it is on another of the hosts', async () => {
    const other = await stage.browser.context.newPage();
    await other.goto('about:blank');
    await other.bringToFront();
    const behind = panel.getByText('The chat is in another tab.');
    await behind.waitFor();
    const before = tabs();
    await panel.getByRole('button', { name: 'Go to the chat page' }).click();
    await behind.waitFor({ state: 'detached' });
    expect(await says()).toContain('张伟');
    expect(tabs()).toBe(before);
    await chats.goto('https://wx2.qq.com/');
    await expect.poll(says).toContain('not signed in');
    await panel.getByRole('button', { name: 'Go to the chat page' }).click();
    await other.bringToFront();
    await panel.getByRole('button', { name: 'Go to the chat page' }).first().click();
    await behind.waitFor({ state: 'detached' });
    await expect.poll(says).toContain('not signed in');
    expect(tabs()).toBe(before);
    await other.close();
    await chats.bringToFront();
  });

  it('is not offered while the page loads', async () => {
    await chats.goto('https://wx.qq.com/?signedIn=1');
    await chats.evaluate(() => window.sandbox.openByRow('lily'));
    await expect.poll(says).toContain('Lily');
    await panel.evaluate(() => {
      const seen = Object.assign(window, { seen: [] as string[] }).seen;
      new MutationObserver(() => seen.push(document.body.innerText)).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await chats.reload();
    await expect.poll(says).toContain('No chat is open');
    const seen = await panel.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.filter((text) => /No chat page|not signed in/.test(text))).toEqual([]);
  });
});

describe('a login that WeChat refuses', () => {
  it('is explained, although the page says so in a dialog alone', async () => {
    await atTheCode();
    // The browser may close the dialog itself, where another tab comes to the front; there is none to accept then.
    const dialog = chats.waitForEvent('dialog').then((one) => one.accept().catch(() => undefined));
    await chats.evaluate(async () => {
      await window.sandbox.scan();
      window.sandbox.refuseLogin();
    });
    await dialog;
    await panel.getByText('1203').waitFor();
  });

  it('is still explained when the code becomes too old, and no more when a phone reads it', async () => {
    await chats.evaluate(() => window.sandbox.expireCode());
    await chats.waitForTimeout(1_500);
    await panel.getByText('1203').waitFor();
    await chats.evaluate(() => window.sandbox.scan());
    await expect.poll(says).toContain('not signed in');
  });

  it.each([
    ['a person loads the page again', () => chats.reload()],
    ['the code has become too old', () => chats.evaluate(() => window.sandbox.expireCode())],
  ])('is not said where a phone has read the code and %s', async (_, leave) => {
    await atTheCode();
    await chats.evaluate(() => window.sandbox.scan());
    await leave();
    await chats.waitForTimeout(1_500);
    await chats.waitForSelector('body.unlogin .qrcode');
    await expect.poll(says).toContain('not signed in');
    expect(await says()).not.toContain('1203');
  });

  it('and one that moves on to another host is one login', async () => {
    await atTheCode();
    await chats.evaluate(async () => {
      await window.sandbox.scan();
      window.sandbox.confirm('https://wx2.qq.com/?signedIn=1');
    });
    await chats.waitForSelector('body.loaded .chat_item');
    await open('zhang-wei');
    await panel.getByRole('heading', { level: 1, name: '张伟', exact: true }).waitFor();
  });
});
