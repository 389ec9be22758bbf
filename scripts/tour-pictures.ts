import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Stage } from '../test/support/stage.ts';

/** The panel at its usual and its largest width, in light and dark. Heights are chosen so that everything is visible. */
const PANEL_SIZES = [
  { width: 360, height: 1100 },
  { width: 600, height: 900 },
];

const THEMES = ['light', 'dark'] as const;

/** The stores' pictures, in the required size. */
const STORE_PICTURES = ['1-customer', '2-remark-saved', '4-two-of-one-name', '9-follow-up', '10-filtered-search'];
const STORE_SIZE = { width: 1280, height: 800 };
const STORE_ART = [
  { name: 'tile-440x280', width: 440, height: 280 },
  { name: 'logo-300x300', width: 300, height: 300 },
];

/** Chat page and side panel side by side, as in the window. */
export async function photographChat(chats: Page, panel: Page, folder: string, name: string): Promise<void> {
  // The browser captures them as two pages, which are joined here.
  const [left, right] = [await chats.screenshot(), await panel.screenshot()];
  const sheet = await chats.context().newPage();
  const picture = (png: Buffer) => `<img src="data:image/png;base64,${png.toString('base64')}" style="display:block;align-self:flex-end">`;
  const gap = '<div style="width:1px;background:#c9ced4"></div>';
  await sheet.setContent(
    `<body style="margin:0;background:#fff"><div id="both" style="display:inline-flex;background:#eceef0">${picture(left)}${gap}${picture(right)}</div></body>`,
  );
  await sheet.locator('#both').screenshot({ path: join(folder, `${name}.png`) });
  if (STORE_PICTURES.includes(name)) {
    await sheet.setViewportSize(STORE_SIZE);
    await sheet.addStyleTag({
      content: `body { display: grid; place-items: center; height: 100vh; overflow: hidden; background: #eceef0 !important }
        #both { zoom: ${await sheet.locator('#both').evaluate((both) => Math.min(1280 / both.clientWidth, 800 / both.clientHeight))} }`,
    });
    await sheet.screenshot({ path: join(folder, 'store', `${name}.png`) });
  }
  await sheet.close();
}

/** The logo with the name, as the stores' tiles. */
async function drawTiles(chats: Page, folder: string): Promise<void> {
  const mark = await readFile(join(import.meta.dirname, '../public/icon/icon.svg'), 'utf8');
  const sheet = await chats.context().newPage();
  for (const { name, width, height } of STORE_ART) {
    await sheet.setViewportSize({ width, height });
    const words = width > height ? '<b style="font:600 44px/1 sans-serif;color:#10241a">客边<br>Kebian</b>' : '';
    await sheet.setContent(
      `<body style="margin:0;height:100vh;display:flex;gap:28px;align-items:center;justify-content:center;background:#e9f5ee">
        <span style="width:${Math.round(height * 0.5)}px">${mark}</span>${words}</body>`,
    );
    await sheet.screenshot({ path: join(folder, 'store', `${name}.png`) });
  }
  await sheet.close();
}

/** The panel alone in every size and theme, the options page, and the stores' tiles. */
export async function photograph({ stage, chats, panel }: { stage: Stage; chats: Page; panel: Page }, folder: string): Promise<void> {
  await drawTiles(chats, folder);
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await panel.getByRole('heading', { level: 1, name: '张伟', exact: true }).waitFor();
  for (const theme of THEMES) {
    await panel.emulateMedia({ colorScheme: theme });
    for (const size of PANEL_SIZES) {
      await panel.setViewportSize(size);
      // Colours take a moment to change with the theme.
      await panel.waitForTimeout(400);
      await panel.screenshot({ path: join(folder, `panel-${size.width}-${theme}.png`) });
    }
  }
  await stage.options.bringToFront();
  for (const theme of THEMES) {
    await stage.options.emulateMedia({ colorScheme: theme });
    await stage.options.waitForTimeout(400);
    await stage.options.screenshot({ path: join(folder, `options-${theme}.png`), fullPage: true });
  }
}
