import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefoxPage, type FirefoxPage } from './firefox-page.ts';
import { pressButtonInFrame, pressButtonInside, setFirefoxStage } from './firefox-stage.ts';
import type { Stand } from './stand.ts';
import { until } from './until.ts';

/** What a walk is given here are these. */
const placeOf = (walked: unknown) => (walked as FirefoxPage).place;

export async function standInFirefox(): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'kebian-downloads-'));
  const stage = await setFirefoxStage({
    prefs: {
      'intl.accept_languages': 'en-US',
      'browser.download.dir': folder,
      'browser.download.folderList': 2,
      // The sandbox's CRMs are on this computer, too.
      'network.disable-localhost-when-offline': true,
    },
  });
  const { firefox } = stage;
  const openPage = async (address: string) => firefoxPage(firefox, await firefox.open(address));
  const frame = async () => {
    const place = await firefox.ownPage('popover.html');
    await until('The frame shows nothing', () => place.run(() => document.querySelector('[role=dialog]') !== null));
    return place;
  };
  return {
    crms: stage.crms,
    options: firefoxPage(firefox, stage.options),
    ask: stage.ask,
    openChats: async () => firefoxPage(firefox, await stage.openChats()),
    openPanel: async () => {
      const panel = firefoxPage(firefox, await stage.openSidebar());
      await panel.locator('h1').waitFor();
      return panel;
    },
    openPage,
    openOwn: (path) => openPage(firefox.origin + path),
    opened: async (path, work) => {
      await work();
      return firefoxPage(firefox, await firefox.ownPage(path));
    },
    chooseFile: (page, box, path) =>
      firefox.chooseFile(placeOf(page), `input[type=file]${box === null ? '' : `[aria-label="${box}"]`}`, path),
    downloaded: async (_, work) => {
      const before = await readdir(folder);
      await work();
      // While the browser writes one it has a second file beside it.
      const name = await until('Nothing was downloaded', async () => {
        const there = await readdir(folder);
        return !there.some((one) => one.endsWith('.part')) && there.find((one) => !before.includes(one));
      });
      return { name, path: async () => join(folder, name) };
    },
    cutNetwork: async () => {
      await firefox.setOffline(true);
      return () => firefox.setOffline(false);
    },
    point: (page, { x, y }) => firefox.point(placeOf(page), { x, y, width: 0, height: 0 }),
    pressAt: (page, { x, y }) => firefox.click(placeOf(page), { x, y, width: 0, height: 0 }),
    frameIn: async () => firefoxPage(firefox, await frame()),
    pressInFrame: async (chats, button) => pressButtonInFrame(stage, placeOf(chats), await frame(), button),
    pressInside: (page, host, button) => pressButtonInside(stage, placeOf(page), host, button),
    redirect: () => stage.options.run(redirect),
    signInWindow: async (issuer, work) => {
      await work();
      const shown = await firefox.pageAt(`${issuer}/login/`);
      return {
        signIn: async (name) => {
          await shown.run(signIn, name);
          await until('The window of the sign-in stays', async () => !(await firefox.hasPageAt(issuer)));
        },
        close: () => firefox.closeWindow(shown),
      };
    },
    keepsFolders: false,
    saved: (page) => page.getByText('Saved', { exact: true }).first().waitFor(),
    close: async () => {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs in the settings. */
function redirect(): string {
  return (globalThis as unknown as { browser: { identity: { getRedirectURL(): string } } }).browser.identity.getRedirectURL();
}

/** Runs in the company's page, after which there is another one. */
function signIn(name: string): void {
  const box = document.querySelector('input')!;
  box.value = name;
  setTimeout(() => box.form!.requestSubmit(), 0);
}
