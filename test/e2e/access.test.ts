import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { checkAccess, OF_A_PART, RULES } from '../support/access-walk.ts';
import { inOpenCopy, pressInside } from '../support/closed.ts';
import { frameOf, openPopover } from '../support/popover.ts';
import { openPanel, setStage } from '../support/stage.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Has movement reduced, as a person's system asks for it; a frame of ours has a process of its own, which is told by itself. */
async function calm<P extends Page | Frame>(where: P): Promise<P> {
  const context = 'context' in where ? where.context() : where.page().context();
  const debug = await context.newCDPSession(where);
  await debug.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
  return where;
}

/** What a walk is given in Chromium are Playwright's pages. */
const page = (walked: unknown) => walked as Page;

checkAccess(async (theme) => {
  const stage = await setStage({ language: 'en-US', dark: theme === 'dark' });
  return {
    crms: stage.crms,
    options: await calm(stage.options),
    importSettings: (document) => stage.ask('importSettings', { document }),
    openChats: async () => calm(await stage.openChats()),
    openPanel: async (chats) => calm(await openPanel(stage, page(chats))),
    openPopover: async (chats) => calm(await openPopover(page(chats))),
    openNumber: async (chats) => {
      await pressInside(page(chats), 'kebian-chips', '☎');
      return frameOf(page(chats));
    },
    openPage: async (address) => {
      const opened = await stage.browser.context.newPage();
      await opened.goto(address);
      return opened;
    },
    pressInside: (where, host, button) => pressInside(page(where), host, button),
    findings: async (where) => {
      const own = where as Page | Frame;
      await own.evaluate(axe);
      return own.evaluate((rules) => window.axe.run(document, rules), RULES);
    },
    findingsInside: async (where, host) => {
      await page(where).evaluate(axe);
      return inOpenCopy<AxeResults>(page(where), host, `(copy) => window.axe.run(copy, ${JSON.stringify(OF_A_PART)})`);
    },
    // Twice the size is half the room.
    enlarge: async (where, twice) => {
      const { width, height } = await page(where).evaluate(() => ({ width: innerWidth, height: innerHeight }));
      const times = twice ? 0.5 : 2;
      await page(where).setViewportSize({ width: Math.round(width * times), height: Math.round(height * times) });
    },
    close: () => stage.close(),
  };
});
