import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
});

afterAll(() => stage?.close());

describe('try', () => {
  it('opens', async () => {
    chats.on('pageerror', (m) => console.log('C', m.stack));
    chats.on('console', (m) => console.log('C', m.text()));
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    await chats.waitForTimeout(1500);
    const box = (await chats.locator('kebian-chips').boundingBox())!;
    await chats.mouse.click(box.x + 20, box.y + 12);
    await chats.waitForTimeout(1500);
    const fr = chats.frames().find((f) => f.url().includes('popover'))!;
    console.log(await fr.evaluate(() => [location.href, document.body.innerHTML.slice(0, 300), origin]).catch(String));
    const sw = stage.browser.context.serviceWorkers()[0]!;
    console.log(
      await sw.evaluate(async () =>
        JSON.stringify(Object.entries(await (globalThis as any).chrome.storage.session.get(null)).filter(([k]) => /popover|chat:/.test(k))),
      ),
    );
    console.log(await fr.evaluate(() => (globalThis as any).chrome.runtime.getURL('popover.html')));
    await sw.evaluate(() => {
      (globalThis as any).chrome.runtime.onMessage.addListener((m: any, s: any) => {
        (globalThis as any).seen = JSON.stringify([m, s]);
      });
    });
    console.log(
      await fr.evaluate(() => (globalThis as any).chrome.runtime.sendMessage({ call: 'popover', ask: 'x' }).then(JSON.stringify, String)),
    );
    console.log(await sw.evaluate(() => (globalThis as any).seen));
    console.log(chats.frames().map((f) => f.url()));
    console.log(
      await chats.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map((e) => e.name)
          .filter((n) => n.startsWith('chrome'))
          .join(),
      ),
      await chats.evaluate(() => [window.length, document.querySelector('kebian-popover')?.outerHTML]),
    );
    await chats.screenshot({ path: '/tmp/w/inpage-1.png' });
    await chats.evaluate(() => window.sandbox.receive('zhang-wei', '我同事的电话是 136 0000 4444，报价也抄送他'));
    await chats.mouse.click(900, 500);
    await chats.waitForTimeout(1000);
    await chats.screenshot({ path: '/tmp/w/inpage-2.png' });
    const at = await chats.evaluate(() => {
      const all = [...document.querySelectorAll('.js_message_plain')];
      const m = all.at(-1)!;
      const b = m.getBoundingClientRect();
      return { x: b.x + 130, y: b.y + b.height / 2 };
    });
    await chats.mouse.move(at.x, at.y);
    await chats.waitForTimeout(1500);
    await chats.screenshot({ path: '/tmp/w/inpage-3.png' });
    expect(1).toBe(1);
  });
});
