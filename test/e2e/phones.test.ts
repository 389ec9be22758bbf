import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standInChromium } from '../support/chromium-stand.ts';
import { contentScriptOf } from '../support/content-script.ts';
import { walkPhones } from '../support/phones-walk.ts';
import { frameOf } from '../support/popover.ts';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';
import { placeOfNumber, scrollToNumber, underlined } from '../support/underlined.ts';

let stage: Stage;
let chats: Page;
let hasScript: () => Promise<string>;
let hadScript: string;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  const inContentScript = await contentScriptOf(stage, chats);
  hasScript = () => inContentScript(`Symbol.for('kebian-phones') in globalThis`);
  await chats.evaluate(() => (document.body.id = 'kebian-phones'));
  hadScript = await hasScript();
  await open('lily');
  await open('zhang-wei');
  await receive('我同事的电话是 136 0000 4444，报价也抄送他');
});

afterAll(() => stage?.close());

const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
const receive = (text: string) => chats.evaluate((said) => window.sandbox.receive('zhang-wei', said), text);
const hosts = () => chats.locator('kebian-popover').count();

const numbers = () => chats.evaluate(underlined);

describe('a phone number in a message', () => {
  it('is looked for by a script that comes with the first chat', async () => {
    expect(hadScript).toBe('false');
    await expect.poll(hasScript).toBe('true');
  });

  it('is underlined, and not one node of the message is another one for it', async () => {
    await expect.poll(numbers).toContain('136 0000 4444');
    const message = await chats
      .locator('.js_message_plain')
      .last()
      .evaluate((one) => [one.childNodes.length, one.innerHTML]);
    expect(message).toEqual([1, '我同事的电话是 136 0000 4444，报价也抄送他']);
  });

  it('is told from orders, dates, amounts, addresses and mistyped numbers', async () => {
    await receive('订单 20231105123456，日期 2023-11-05 10:30，共 12800000 元，QQ 3456789012，https://example.com/13800001111');
    await receive('身份证 110101199003078515，编号 138000011112，座机 010-8888 6666，客服 400-800-1234，海外 +1 (415) 555-0100');
    await expect.poll(numbers).toContain('010-8888 6666');
    const found = await numbers();
    expect(found.slice(-3)).toEqual(['010-8888 6666', '400-800-1234', '+1 (415) 555-0100']);
    expect(found.some((number) => /2023|3456789012|110101|138000011112|12800000/.test(number))).toBe(false);
  });

  it('keeps its card while the pointer is in it, and takes it away when the pointer rests elsewhere', async () => {
    await rest('136 0000 4444');
    const frame = await frameOf(chats);
    await frame.getByText('Lily').hover();
    await chats.waitForTimeout(500);
    expect(await hosts()).toBe(1);
    await chats.mouse.move(700, 120);
    await expect.poll(hosts).toBe(0);
  });

  it('has a card as high as what it says, however late the texts of a language come', async () => {
    const texts = /\/chunks\/en-/;
    await chats.context().route(texts, async (asked) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await asked.continue();
    });
    await rest('136 0000 4444');
    const frame = await frameOf(chats);
    const said = await frame.locator('[role=dialog]').evaluate((one) => one.scrollHeight);
    await expect.poll(async () => (await chats.locator('kebian-popover').boundingBox())!.height - said).toBe(2);
    await chats.context().unroute(texts);
    await chats.mouse.move(700, 120);
    await expect.poll(hosts).toBe(0);
  });

  it('is no longer one in the very moment in which the page has the message say something else', async () => {
    await receive('打 139-1234-5678');
    await expect.poll(numbers).toContain('139-1234-5678');
    const before = await numbers();
    const after = await chats.evaluate(() => {
      const text = [...document.querySelectorAll('.js_message_plain')].at(-1)!.firstChild as Text;
      text.data = '今天没有号码，也没有别的数字';
      return [...CSS.highlights.get('kebian-phone')!].map(String).filter((said) => said !== '');
    });
    expect(after).toHaveLength(before.length - 1);
  });

  it('is found again in another chat, and none of the chat before is left', async () => {
    await open('stranger');
    await expect.poll(async () => (await numbers()).some((number) => number.includes('4444'))).toBe(false);
    await open('zhang-wei');
    await expect.poll(numbers).toContain('136 0000 4444');
  });
});

walkPhones(standInChromium);

/** Scrolls to the number, comes with the pointer and stays. */
async function rest(number: string): Promise<void> {
  await chats.evaluate(scrollToNumber, number);
  await chats.waitForTimeout(200);
  const { x, y } = await chats.evaluate(placeOfNumber, number);
  await chats.mouse.move(x - 3, y);
  await chats.mouse.move(x, y);
}
