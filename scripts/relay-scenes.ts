import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Crms } from '../test/sandbox/crm/start.ts';
import { firefoxPage } from '../test/support/firefox-page.ts';
import { setFirefoxStage } from '../test/support/firefox-stage.ts';
import { freePort } from '../test/support/free-port.ts';
import { prepare, startRelay, type Site } from '../test/support/relay-site.ts';
import { CONSOLE_OPTIONS, openPanel, setStage, type Stage } from '../test/support/stage.ts';
import { open } from './tour-moves.ts';
import { photographChat } from './tour-pictures.ts';
import type { RelayWalk, Seat } from './relay-steps.ts';

interface RelayScene {
  walk: RelayWalk;
  close(): Promise<void>;
}

/** A browser of an agent, and the CRMs of its stage. */
interface Place {
  crms: Crms;
  seat: Seat;
  close(): Promise<void>;
}

/** Starts a relay before the sandbox's console, and two browsers that are not connected to anything yet. */
async function between(place: (crms?: Crms) => Promise<Place>): Promise<RelayScene> {
  const first = await place();
  const second = await place(first.crms);
  const site = await relaySite(first.crms);
  const walk = { crms: first.crms, site, relay: await startRelay(site), anna: first.seat, bo: second.seat };
  return {
    walk,
    close: async () => {
      await second.close();
      await first.close();
      await walk.relay.stop();
      site.remove();
    },
  };
}

/** A relay that has the same address whenever it starts. */
export async function relaySite(crms: Crms): Promise<Site> {
  const { url, credentials } = crms['wechat-console'];
  return prepare({ system: 'wechat-console', url, credentials }, { port: await freePort(), values: CONSOLE_OPTIONS });
}

/** The token of the agent whom the administrator's command has added. */
export function tokenIn(printed: string): string {
  return printed.split('\n')[0]!;
}

export function relayInChromium(pictures: string): Promise<RelayScene> {
  return between(async (crms) => {
    const stage = await setStage({ headless: true, ...(crms && { crms }) });
    await speakChinese(stage);
    const chats = await stage.openChats();
    await open(chats, 'filehelper');
    // The language has just changed, and with it the position of the button: if the first press misses it, it is pressed again.
    const panel = await openPanel(stage, chats).catch(() => openPanel(stage, chats));
    const picture: Seat['picture'] = async (name, of) => {
      if (of) await (of as Page).screenshot({ path: join(pictures, `${name}.png`) });
      else await photographChat(chats, panel, pictures, name);
    };
    return { crms: stage.crms, seat: { chats, panel, options: stage.options, picture }, close: () => stage.close() };
  });
}

export function relayInFirefox(pictures: string): Promise<RelayScene> {
  return between(async (crms) => {
    const stage = await setFirefoxStage(crms && { crms });
    const { firefox } = stage;
    await speakChinese(stage);
    const chats = firefoxPage(firefox, await stage.openChats());
    await open(chats, 'filehelper');
    const panel = firefoxPage(firefox, await stage.openSidebar());
    const picture = async (name: string) => writeFile(join(pictures, `${name}.png`), await firefox.picture());
    return { crms: stage.crms, seat: { chats, panel, options: firefoxPage(firefox, stage.options), picture }, close: () => stage.close() };
  });
}

/** The tour's language: the browser's may be another. */
async function speakChinese({ ask }: Pick<Stage, 'ask'>): Promise<void> {
  await ask('importSettings', { document: JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], language: 'zh_CN' }) });
}
