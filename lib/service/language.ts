import { resolveLanguage, type SpokenLanguage } from '../model/language';
import { preferencesItem } from '../wire/items';

/** The language that the person reads now. */
export async function languageNow(): Promise<SpokenLanguage> {
  const { language } = await preferencesItem.getValue();
  return resolveLanguage(language, navigator.languages);
}
