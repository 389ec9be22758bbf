import type { Language } from './settings';

/** A language that Kebian has texts in. */
export type SpokenLanguage = Exclude<Language, 'auto'>;

/**
 * The language for a choice. `auto` takes the first of the person's languages (BCP 47 tags) that Kebian has; Chinese of a region with
 * traditional characters is zh_TW. The default is simplified Chinese.
 */
export function resolveLanguage(choice: Language, languages: readonly string[]): SpokenLanguage {
  if (choice !== 'auto') return choice;
  return languages.map(spokenFor).find((spoken) => spoken !== null) ?? 'zh_CN';
}

function spokenFor(tag: string): SpokenLanguage | null {
  if (/^en\b/i.test(tag)) return 'en';
  if (!/^zh\b/i.test(tag)) return null;
  return /hant|tw|hk|mo/i.test(tag) && !/hans/i.test(tag) ? 'zh_TW' : 'zh_CN';
}
