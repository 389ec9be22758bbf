import type { Language } from './settings';

/** A language that Kebian has texts in. */
export type SpokenLanguage = Exclude<Language, 'auto'>;

/** The language for a choice; `auto` follows the browser's (a BCP 47 tag), and Chinese in Han traditional regions is zh_TW. */
export function resolveLanguage(choice: Language, browserLanguage: string): SpokenLanguage {
  if (choice !== 'auto') return choice;
  if (!/^zh\b/i.test(browserLanguage)) return 'en';
  return /hant|tw|hk|mo/i.test(browserLanguage) ? 'zh_TW' : 'zh_CN';
}
