import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { cutNetwork } from '../bench/faults/network.ts';
import { pressInside } from './closed.ts';
import { frameOf, press, SETTLED } from './popover.ts';
import { openPanel, saved, setStage, TRY, untilHeard } from './stage.ts';
import type { Stand } from './stand.ts';
import { until } from './until.ts';

/** What a walk is given here are Playwright's pages. */
const page = (walked: unknown) => walked as Page;

export async function standInChromium(): Promise<Stand> {
  const stage = await setStage({ language: 'en-US' });
  const { context, extensionId } = stage.browser;
  const folder = await mkdtemp(join(tmpdir(), 'kebian-downloads-'));
  const openPage = async (address: string) => {
    const opened = await context.newPage();
    await opened.goto(address);
    return opened;
  };
  return {
    crms: stage.crms,
    options: stage.options,
    ask: stage.ask,
    openChats: () => stage.openChats(),
    openPanel: (chats) => openPanel(stage, page(chats)),
    openPage,
    openOwn: (path) => openPage(`chrome-extension://${extensionId}/${path}`),
    opened: async (path, work) => {
      const before = context.pages();
      await work();
      const isIt = (one: Page) => !before.includes(one) && URL.parse(one.url())?.pathname === `/${path}`;
      return until(`The work has not opened ${path}`, async () => context.pages().find(isIt));
    },
    chooseFile: (where, box, path) =>
      (box === null ? page(where).locator('input[type=file]') : page(where).getByLabel(box)).setInputFiles(path),
    downloaded: async (where, work) => {
      const [file] = await Promise.all([page(where).waitForEvent('download'), work()]);
      const name = file.suggestedFilename();
      const path = join(folder, name);
      return { name, path: () => file.saveAs(path).then(() => path) };
    },
    cutNetwork: () => cutNetwork(stage),
    point: async (where, { x, y }) => {
      await page(where).mouse.move(x - 3, y);
      await page(where).mouse.move(x, y);
    },
    pressAt: (where, { x, y }) => page(where).mouse.click(x, y),
    frameIn: (chats) => frameOf(page(chats)),
    pressInFrame: async (chats, button) => {
      const frame = await frameOf(page(chats));
      await page(chats).waitForTimeout(SETTLED);
      await untilHeard(async () => {
        const pressed = frame.getByRole('button', { name: button });
        await press(pressed);
        await pressed.waitFor({ state: 'detached', timeout: TRY });
      });
    },
    pressInside: (where, host, button) => pressInside(page(where), host, button),
    redirect: async () => `https://${extensionId}.chromiumapp.org/`,
    signInWindow: async (_, work) => {
      const [shown] = await Promise.all([context.waitForEvent('page'), work()]);
      await shown.getByLabel('Name').waitFor();
      return {
        signIn: async (name) => {
          await shown.getByLabel('Name').fill(name);
          await Promise.all([shown.waitForEvent('close'), shown.getByRole('button', { name: 'Sign in' }).click()]);
        },
        close: () => shown.close(),
      };
    },
    keepsFolders: true,
    saved: (where) => saved(stage, page(where)),
    close: async () => {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
