import type { SpokenLanguage } from '../lib/model/language.ts';
import type { BrowserName } from '../test/support/build-demo.ts';
import type { Crms } from '../test/sandbox/crm/start.ts';
import { openRow, setFirefoxStage } from '../test/support/firefox-stage.ts';
import { administer, startRelay, type RunningRelay } from '../test/support/relay-site.ts';
import { openPanel, setStage } from '../test/support/stage.ts';
import { FOLDER, languageHere, stopped, tagOf } from './demo.ts';
import { whatToTryWithARelay } from './demo-texts.ts';
import { relaySite, tokenIn } from './relay-scenes.ts';

/** The browser of an agent that stays open, not connected yet. */
interface Window {
  crms: Crms;
  /** Connects it by these settings, and opens a chat and the panel. */
  show(document: string): Promise<void>;
  ended: Promise<void>;
  close(): Promise<void>;
}

const WINDOWS = { chrome: inChromium, firefox: inFirefox };

/** Shows two agents' browsers with a relay between them and the sandbox's console, until one of them is closed; returns the exit code. */
export async function relayDemo(browser: BrowserName): Promise<number> {
  const language = languageHere();
  const anna = await WINDOWS[browser](language);
  const bo = await WINDOWS[browser](language, anna.crms);
  const site = await relaySite(anna.crms);
  let relay: RunningRelay | null = await startRelay(site);
  const { origin } = relay;
  const settings = (agent: string, ...role: string[]) => {
    const token = tokenIn(administer(site, 'agents', 'add', agent, ...role));
    const connections = [{ id: 'team', provider: 'relay', name: '', baseUrl: origin, credentials: { token } }];
    return JSON.stringify({ format: 'kebian-settings', version: 1, connections, language });
  };
  await anna.show(settings('anna'));
  await bo.show(settings('bo', '--masked', '--read-only'));
  const command = `npm run relay -- --config ${site.config}`;
  console.log(await whatToTryWithARelay(language, { REMOVE: `${command} agents remove bo`, AUDIT: `${command} audit` }));
  const toggle = async () => {
    const running = relay;
    relay = running ? await running.kill().then(() => null) : await startRelay(site);
    console.log(`relay: ${relay ? 'on' : 'off'}`);
  };
  let toggled = Promise.resolve();
  process.stdin.on('data', () => (toggled = toggled.then(toggle)));
  await Promise.race([anna.ended, bo.ended, stopped()]);
  process.stdin.destroy();
  await toggled;
  await Promise.all([bo.close(), relay?.stop()]);
  await anna.close();
  site.remove();
  return 0;
}

async function inChromium(language: SpokenLanguage, crms?: Crms): Promise<Window> {
  const stage = await setStage({ headless: false, folder: FOLDER, language: tagOf(language), ...(crms && { crms }) });
  return {
    crms: stage.crms,
    show: async (document) => {
      await stage.ask('importSettings', { document });
      const chats = await stage.openChats();
      await stage.options.close();
      await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
      await openPanel(stage, chats);
    },
    ended: new Promise<void>((resolve) => void stage.browser.context.on('close', () => resolve())),
    close: () => stage.close(),
  };
}

async function inFirefox(language: SpokenLanguage, crms?: Crms): Promise<Window> {
  const prefs = { 'intl.locale.requested': tagOf(language), 'ui.prefersReducedMotion': 0 };
  const stage = await setFirefoxStage({ headless: false, folder: FOLDER, prefs, ...(crms && { crms }) });
  return {
    crms: stage.crms,
    show: async (document) => {
      await stage.ask('importSettings', { document });
      const chats = await stage.openChats();
      await stage.firefox.closeTab(stage.options);
      await openRow(chats, 'zhang-wei');
      await stage.openSidebar();
    },
    ended: stage.firefox.ended,
    close: () => stage.close(),
  };
}
