import { afterAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, shownIn, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place, RunningFirefox } from '../support/firefox.ts';
import { until } from '../support/until.ts';
import { walkByKeyboard } from '../support/keyboard-walk.ts';
import type { WalkPage } from '../support/walk.ts';

const ENGLISH = { 'intl.accept_languages': 'en-US' };

/** As the shortcuts in the settings say. */
const INTO_PANEL = 'Shift+F6';

walkByKeyboard(async () => {
  const stage = await setFirefoxStage({ prefs: ENGLISH });
  const { firefox } = stage;
  const options = firefoxPage(firefox, stage.options);
  let chats: Place;
  return {
    crms: stage.crms,
    options,
    openChats: async () => firefoxPage(firefox, (chats = await stage.openChats())),
    openedPanel: async () => {
      const keys = () => shownIn(chats, 'kebian-chips').then(([said = '']) => /Press (\S+) or/.exec(said)?.[1]);
      await firefox.press(await until('The chips name no keys', keys));
      return firefoxPage(firefox, await firefox.ownPage('sidepanel.html'));
    },
    enter: (page) => (page === options ? enterTab(firefox, page) : enterPanel(firefox, page)),
    saved: (panel) => panel.getByText('Saved', { exact: true }).first().waitFor(),
    close: () => stage.close(),
  };
});

/** The newer sidebar, which Firefox is going over to, has a head of its own within the document around ours. */
let newer: FirefoxStage | null = null;
afterAll(() => newer?.close());

it('the keys that the settings name lead into the newer sidebar as well, with Tab from its head on', async () => {
  newer = await setFirefoxStage({ prefs: { ...ENGLISH, 'sidebar.revamp': true } });
  const { firefox } = newer;
  await firefoxPage(firefox, newer.options).locator('#keys').getByText(INTO_PANEL.replace('+', ' + '), { exact: true }).waitFor();
  const chats = await newer.openChats();
  const panel = firefoxPage(firefox, await newer.openSidebar());
  await panel.getByRole('button').first().waitFor();
  await openRow(chats, 'wang-fang-1');
  await firefox.focus(chats, '#editArea');
  await firefox.press(INTO_PANEL);
  const focused = () => firefox.window.run(() => document.activeElement?.id);
  await expect.poll(focused).toBe('sidebar');
  await firefox.press('Tab');
  await until('Tab does not lead on from the head of the sidebar', () => hasFocus(panel));
});

/** From the chat, in one press. */
async function enterPanel(firefox: RunningFirefox, panel: WalkPage): Promise<void> {
  await firefox.press(INTO_PANEL);
  await until(`${INTO_PANEL} does not lead into the panel`, () => hasFocus(panel));
}

/** F6 goes round between the tab, the address bar and, by chance, the sidebar. */
async function enterTab(firefox: RunningFirefox, page: WalkPage): Promise<void> {
  await until('F6 does not lead into the tab', async () => {
    if (await hasFocus(page)) return true;
    await firefox.press('F6');
    return until('', () => hasFocus(page), 1_000).catch(() => false);
  });
}

function hasFocus(page: WalkPage): Promise<boolean> {
  return page.evaluate(() => document.hasFocus());
}
