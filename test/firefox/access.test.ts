import { checkAccess, OF_A_PART, RULES } from '../support/access-walk.ts';
import { firefoxPage, withAxe, type FirefoxPage } from '../support/firefox-page.ts';
import { inOpenCopy, pressInside, setFirefoxStage } from '../support/firefox-stage.ts';

/** What a walk is given in Firefox are these. */
const placeOf = (walked: unknown) => (walked as FirefoxPage).place;

/** From coming into full view until the frame takes input, with the time that the browser takes to notice. In ms. */
const SETTLED = 1_000;

/** As wide as Chromium's panel. A person may draw the sidebar so wide; by itself it is narrower. In px. */
const PANEL = 360;

checkAccess(async (theme) => {
  const prefs = { 'intl.accept_languages': 'en-US', 'layout.css.prefers-color-scheme.content-override': theme === 'dark' ? 0 : 1 };
  const stage = await setFirefoxStage({ prefs });
  const { firefox } = stage;
  const walked = (place: FirefoxPage['place']) => firefoxPage(firefox, place);
  const frame = async () => {
    const there = walked(await firefox.ownPage('popover.html'));
    await there.locator('[role=dialog]').first().waitFor({ state: 'attached' });
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    return there;
  };
  return {
    crms: stage.crms,
    options: walked(stage.options),
    importSettings: (document) => stage.ask('importSettings', { document }),
    openChats: async () => walked(await stage.openChats()),
    openPanel: async () => {
      const panel = await stage.openSidebar();
      await firefox.window.run(widenSidebar, PANEL);
      return walked(panel);
    },
    openPopover: async (chats) => {
      await pressInside(stage, placeOf(chats), 'kebian-chips', '.line');
      return frame();
    },
    openNumber: async (chats) => {
      await pressInside(stage, placeOf(chats), 'kebian-chips', '.numbers');
      return frame();
    },
    openPage: async (address) => walked(await firefox.open(address)),
    pressInside: (page, host) => pressInside(stage, placeOf(page), host, 'button.primary'),
    findings: async (where) => {
      await withAxe(placeOf(where));
      return placeOf(where).run((rules) => window.axe.run(document, rules), RULES);
    },
    findingsInside: async (page, host) => {
      await withAxe(placeOf(page));
      return inOpenCopy(placeOf(page), host, (copy, rules) => window.axe.run(copy, rules), OF_A_PART);
    },
    enlarge: (page, twice) => firefox.enlarge(placeOf(page), twice ? 2 : 1),
    close: () => stage.close(),
  };
});

/** Runs in the browser's window. */
function widenSidebar(width: number): void {
  document.getElementById('sidebar-box')!.style.width = `${width}px`;
}
