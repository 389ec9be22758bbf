import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFirefoxStage } from '../test/support/firefox-stage.ts';
import { firefoxPage } from '../test/support/firefox-page.ts';
import type { System } from '../test/sandbox/people.ts';
import { openPanel, sandboxSettings, setStage } from '../test/support/stage.ts';
import { photograph, photographChat } from './tour-pictures.ts';
import { open } from './tour-moves.ts';
import type { Walk } from './tour.ts';

/** A browser in which the tour can begin: chats and panel are open, the CRMs are connected. */
interface Scene {
  walk: Walk;
  /** The pictures of the end. */
  photograph(): Promise<void>;
  close(): Promise<void>;
}

const CRMS: System[] = ['wechat-console', 'tanma', 'lixiao'];

export async function inChromium(pictures: string): Promise<Scene> {
  const stage = await setStage({ headless: true });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS) });
  const chats = await stage.openChats();
  await open(chats, 'filehelper');
  const panel = await openPanel(stage, chats);
  return {
    walk: { stage, chats, panel, picture: (name) => photographChat(chats, panel, pictures, name) },
    photograph: () => photograph({ stage, chats, panel }, pictures),
    close: () => stage.close(),
  };
}

/** In Firefox the window itself is photographed; pictures for stores and README are taken in Chromium. */
export async function inFirefox(pictures: string): Promise<Scene> {
  const stage = await setFirefoxStage();
  const { firefox } = stage;
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS) });
  const chats = firefoxPage(firefox, await stage.openChats());
  await open(chats, 'filehelper');
  const panel = firefoxPage(firefox, await stage.openSidebar());
  return {
    walk: { stage, chats, panel, picture: async (name) => writeFile(join(pictures, `${name}.png`), await firefox.picture()) },
    photograph: async () => undefined,
    close: () => stage.close(),
  };
}
