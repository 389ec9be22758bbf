import { firefoxPage } from '../support/firefox-page.ts';
import { setFirefoxStage, shownIn } from '../support/firefox-stage.ts';
import type { Place, RunningFirefox } from '../support/firefox.ts';
import { until } from '../support/until.ts';
import { walkByKeyboard } from '../support/keyboard-walk.ts';
import type { WalkPage } from '../support/walk.ts';

walkByKeyboard(async () => {
  const stage = await setFirefoxStage({ prefs: { 'intl.accept_languages': 'en-US' } });
  const { firefox } = stage;
  let chats: Place;
  return {
    crms: stage.crms,
    options: firefoxPage(firefox, stage.options),
    openChats: async () => firefoxPage(firefox, (chats = await stage.openChats())),
    openedPanel: async () => {
      const keys = () => shownIn(chats, 'kebian-chips').then(([said = '']) => /Press (\S+) or/.exec(said)?.[1]);
      await firefox.press(await until('The chips name no keys', keys));
      return firefoxPage(firefox, await firefox.ownPage('sidepanel.html'));
    },
    enter: (page) => enter(firefox, page),
    saved: (panel) => panel.getByText('Saved', { exact: true }).first().waitFor(),
    close: () => stage.close(),
  };
});

/** F6 leads from one part of the window to the next; in the sidebar its head comes before its document. */
async function enter(firefox: RunningFirefox, page: WalkPage): Promise<void> {
  const met: string[] = [];
  for (let parts = 0; parts < 12; parts++) {
    if (await page.evaluate(() => document.hasFocus())) return;
    met.push(await firefox.window.run(focusedPart));
    await page.keyboard.press(met.at(-1) === 'sidebar-switcher-target' ? 'Tab' : 'F6');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`F6 does not lead there, but to ${met.join(', ')}`);
}

/** Runs in the browser's window. */
function focusedPart(): string {
  const at = document.activeElement;
  return at?.id || at?.localName || 'nothing';
}
