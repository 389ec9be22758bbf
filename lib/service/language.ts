import { resolveLanguage, type SpokenLanguage } from '../model/language';
import { homeOf, type Region } from '../model/regions';
import { preferencesNow } from './choices';

/** The language of the pages now. */
export async function languageNow(): Promise<SpokenLanguage> {
  const { language } = await preferencesNow();
  return resolveLanguage(language, navigator.languages);
}

/** The region by which phone numbers without a calling code are read now. */
export async function homeNow(): Promise<Region | null> {
  const { home, language } = await preferencesNow();
  return homeOf(home, resolveLanguage(language, navigator.languages));
}
