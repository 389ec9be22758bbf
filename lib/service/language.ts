import { resolveLanguage, type SpokenLanguage } from '../model/language';
import { preferencesNow } from './choices';

/** The language that the person reads now. */
export async function languageNow(): Promise<SpokenLanguage> {
  const { language } = await preferencesNow();
  return resolveLanguage(language, navigator.languages);
}
