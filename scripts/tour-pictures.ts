import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Walk } from './tour.ts';

/** How the panel looks at its usual and at its greatest width, in light and dark. Heights are chosen so that all of it is to be seen. */
const PANEL_SIZES = [
  { width: 360, height: 1100 },
  { width: 600, height: 900 },
];

const THEMES = ['light', 'dark'] as const;

/** Chat page and side panel as they stand side by side in the window. */
export async function photographChat(chats: Page, panel: Page, path: string): Promise<void> {
  // The browser draws them as two pages; put together they are what a person sees.
  const [left, right] = [await chats.screenshot(), await panel.screenshot()];
  const sheet = await chats.context().newPage();
  const picture = (png: Buffer) => `<img src="data:image/png;base64,${png.toString('base64')}" style="display:block;align-self:flex-end">`;
  const gap = '<div style="width:1px;background:#c9ced4"></div>';
  await sheet.setContent(
    `<body style="margin:0;background:#fff"><div id="both" style="display:inline-flex;background:#eceef0">${picture(left)}${gap}${picture(right)}</div></body>`,
  );
  await sheet.locator('#both').screenshot({ path });
  await sheet.close();
}

/** The panel by itself in every size and theme, and the options page. */
export async function photograph({ stage, chats, panel }: Walk, folder: string): Promise<void> {
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await panel.getByRole('heading', { level: 1, name: '张伟', exact: true }).waitFor();
  for (const theme of THEMES) {
    await panel.emulateMedia({ colorScheme: theme });
    for (const size of PANEL_SIZES) {
      await panel.setViewportSize(size);
      // Colours fade over when the theme changes.
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
