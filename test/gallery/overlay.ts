import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import buildDemo from '../support/build-demo.ts';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';

/** Takes pictures of what stands in the chat page, in the real browser: `node test/gallery/overlay.ts`. They end up in .output/gallery/. */
const OUT = join(import.meta.dirname, '../../.output/gallery');

/** What a person who likes it dark has told their browser to do with the page. */
const DARK = `.box,.title_wrap,.login{background:#1b1c1e!important;color:#d8dadd}.title_wrap{border-color:#333!important}
.bubble_default{background:#2c2e31!important}.bubble_primary{background:#2f5a2a!important}.message_empty,.box_ft{background:#1b1c1e!important}`;

const TAGS = Array.from({ length: 34 }, (_, place) => `${['高意向', '价格敏感', '企业采购', 'Wholesale', '复购'][place % 5]}${place + 1}`);

/** Names as the phone has them; the number tells who it is. */
const NAMES = {
  chinese: '深圳市华盛科技有限公司采购部负责人张伟（周五前报价）13800001111',
  latin: 'Maximiliane-Theodora von Hohenstein-Wittenberg, Procurement Lead EMEA 13800001111',
  arabic: 'محمد عبد الرحمن بن علي الهاشمي مدير المشتريات 13800001111',
  hebrew: 'משה כהן 13800001111',
};

await mkdir(OUT, { recursive: true });
buildDemo();
for (const theme of ['light', 'dark'] as const) await photograph(theme);

async function photograph(theme: 'light' | 'dark'): Promise<void> {
  const stage = await setStage({ dark: theme === 'dark' });
  try {
    await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console']) });
    stage.crms['wechat-console'].change('zhang-wei', { tags: TAGS });
    const chats = await stage.openChats();
    if (theme === 'dark') await chats.addStyleTag({ content: DARK });
    const shot = (name: string) => chats.screenshot({ path: join(OUT, `overlay-${name}-${theme}.png`) });
    for (const key of ['chen-yu', 'lily', 'decorated', 'stranger', 'wang-fang-1', 'zhang-wei']) await show(chats, key);
    await shot('known');
    await show(chats, 'stranger');
    await shot('stranger');
    await show(chats, 'zhang-wei');
    await everyName(chats, shot);
    await renamed(chats, '张伟 13800001111');
    await shot('many-tags');
    await popovers(chats, shot);
    await sizes(stage, chats, shot);
  } finally {
    await stage.close();
  }
}

type Shot = (name: string) => Promise<unknown>;

async function show(chats: Page, key: string): Promise<void> {
  await chats.evaluate((name) => window.sandbox.openByRow(name), key);
  await chats.waitForTimeout(700);
}

async function renamed(chats: Page, remark: string): Promise<void> {
  await chats.evaluate((name) => window.sandbox.editRemark('zhang-wei', name), remark);
  await chats.waitForTimeout(900);
}

async function everyName(chats: Page, shot: Shot): Promise<void> {
  for (const [name, remark] of Object.entries(NAMES)) {
    await renamed(chats, remark);
    await shot(`name-${name}`);
  }
}

/** Opens the customer, and the card of a phone number. */
async function popovers(chats: Page, shot: Shot, size = ''): Promise<void> {
  const chips = (await chats.locator('kebian-chips').boundingBox())!;
  await chats.mouse.click(chips.x + 12, chips.y + chips.height / 2);
  await chats.waitForTimeout(1_500);
  await shot(`popover${size}`);
  await chats.keyboard.press('Escape');
  await chats.waitForTimeout(600);
  const number = await chats.evaluate(() => {
    const boxes = [...CSS.highlights.get('kebian-phone')!].map((range) => (range as Range).getBoundingClientRect().toJSON() as DOMRect);
    return boxes.findLast(({ y }) => y > 60 && y < innerHeight - 200);
  });
  if (!number) return;
  await chats.mouse.move(number.x + 8, number.y + number.height / 2);
  await chats.waitForTimeout(1_500);
  await shot(`phone${size}`);
  await chats.mouse.move(8, 8);
  await chats.waitForTimeout(600);
}

async function sizes(stage: Stage, chats: Page, shot: Shot): Promise<void> {
  await chats.setViewportSize({ width: 700, height: 800 });
  await chats.waitForTimeout(600);
  await shot('narrow');
  await popovers(chats, shot, '-narrow');
  await renamed(chats, NAMES.latin);
  await shot('narrow-name-latin');
  await chats.setViewportSize({ width: 1320, height: 813 });
  await zoom(stage, 2);
  await chats.waitForTimeout(900);
  await shot('zoom200-name-latin');
  await renamed(chats, '张伟 13800001111');
  await shot('zoom200');
  await popovers(chats, shot, '-zoom200');
  await zoom(stage, 1);
  for (const element of ['body', 'documentElement'] as const) {
    await chats.evaluate((which) => (document[which].style.zoom = '1.5'), element);
    await chats.waitForTimeout(900);
    await shot(`css-zoom-${element}`);
    await popovers(chats, shot, `-css-zoom-${element}`);
    await chats.evaluate((which) => (document[which].style.zoom = ''), element);
  }
}

/** As the person does it in the browser's menu. */
async function zoom(stage: Stage, factor: number): Promise<void> {
  await stage.options.evaluate(async (to) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { query(of: object): Promise<{ id: number }[]>; setZoom(id: number, to: number): Promise<void> } };
    };
    const [tab] = await chrome.tabs.query({ url: 'https://wx.qq.com/*' });
    await chrome.tabs.setZoom(tab!.id, to);
  }, factor);
}
