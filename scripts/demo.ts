import { join } from 'node:path';
import { resolveLanguage, type SpokenLanguage } from '../lib/model/language.ts';
import { startConsole } from '../test/sandbox/console/start.ts';
import type { System } from '../test/sandbox/people.ts';
import type { BrowserName } from '../test/support/build-demo.ts';
import { openRow, setFirefoxStage } from '../test/support/firefox-stage.ts';
import { openPanel, sandboxSettings, setStage } from '../test/support/stage.ts';
import { whatToTry } from './demo-texts.ts';

/** Where the sandbox's CRMs keep what a person changes. */
export const FOLDER = join(import.meta.dirname, '../.output/sandbox');

const CRMS: System[] = ['wechat-console', 'tanma', 'lixiao'];

/** A browser that stays open. */
interface Shown {
  /** The text of Kebian's entry in the browser's context menu. */
  menu: string;
  ended: Promise<void>;
  close(): Promise<void>;
}

const SHOW = { chrome: inChromium, firefox: inFirefox };

/** Shows the sandbox to a person, in their language, until the browser is closed; returns the exit code. */
export async function demo(browser: BrowserName): Promise<number> {
  const language = languageHere();
  const unknown = await startConsole();
  const { menu, ended, close } = await SHOW[browser](language, unknown.url);
  console.log(await whatToTry(language, { menu, console: unknown.url }));
  await Promise.race([ended, stopped()]);
  await close();
  await unknown.stop();
  return 0;
}

/** The language of this computer; where Kebian does not speak it, English is the better choice here. */
export function languageHere(): SpokenLanguage {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  return /^zh\b/i.test(locale) ? resolveLanguage('auto', [locale]) : 'en';
}

/** Resolves when a person ends the command. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    // It comes more than once: from the terminal, and from npm and from what has started this. The browser is closed all the same.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

async function inChromium(language: SpokenLanguage, unknown: string): Promise<Shown> {
  const stage = await setStage({ headless: false, folder: FOLDER, language: tagOf(language) });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS, language) });
  await (await stage.browser.context.newPage()).goto(unknown);
  const chats = await stage.openChats();
  const menu = await stage.options.evaluate(menuName);
  await stage.options.close();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await openPanel(stage, chats);
  const ended = new Promise<void>((resolve) => void stage.browser.context.on('close', () => resolve()));
  return { menu, ended, close: () => stage.close() };
}

async function inFirefox(language: SpokenLanguage, unknown: string): Promise<Shown> {
  const prefs = { 'intl.locale.requested': tagOf(language), 'ui.prefersReducedMotion': 0 };
  const stage = await setFirefoxStage({ headless: false, folder: FOLDER, prefs });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, CRMS, language) });
  const menu = await stage.options.run(menuName);
  await stage.firefox.open(unknown);
  const chats = await stage.openChats();
  await stage.firefox.closeTab(stage.options);
  await openRow(chats, 'zhang-wei');
  await stage.openSidebar();
  return { menu, ended: stage.firefox.ended, close: () => stage.close() };
}

export function tagOf(language: SpokenLanguage): string {
  return language === 'en' ? 'en-US' : language.replace('_', '-');
}

/** Runs in an own page. The browser's language may differ from Kebian's, and its packages may lack some languages. */
function menuName(): string {
  const { chrome } = globalThis as unknown as { chrome: { i18n: { getMessage(key: string): string } } };
  return chrome.i18n.getMessage('menu_look_up');
}
