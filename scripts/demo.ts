import { join } from 'node:path';
import { resolveLanguage } from '../lib/model/language.ts';
import { startConsole } from '../test/sandbox/console/start.ts';
import { openPanel, sandboxSettings, setStage } from '../test/support/stage.ts';
import { whatToTry } from './demo-texts.ts';

/** Shows the sandbox to a person, in their language, and ends with the browser; answers with the exit code. */
export async function demo(): Promise<number> {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  // A language without texts of ours is better served by English here.
  const language = /^zh\b/i.test(locale) ? resolveLanguage('auto', [locale]) : 'en';
  const stage = await setStage({
    headless: false,
    folder: join(import.meta.dirname, '../.output/sandbox'),
    language: language === 'en' ? 'en-US' : language.replace('_', '-'),
  });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], language) });
  const unknown = await startConsole();
  await (await stage.browser.context.newPage()).goto(unknown.url);
  const chats = await stage.openChats();
  // The browser may speak another language than Kebian: of its own texts it knows only those that its packages brought.
  const menu = await stage.options.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { i18n: { getMessage(key: string): string } } };
    return chrome.i18n.getMessage('menu_look_up');
  });
  await stage.options.close();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await openPanel(stage, chats);
  console.log(await whatToTry(language, { menu, console: unknown.url }));
  const ended = new Promise<void>((resolve) => {
    stage.browser.context.on('close', () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await ended;
  await stage.close();
  await unknown.stop();
  return 0;
}
