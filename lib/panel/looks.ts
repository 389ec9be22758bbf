import { resolveLanguage, type SpokenLanguage } from '../model/language';
import type { Preferences } from '../model/settings';

/** Gives an own page the theme and the language that the person chose; answers with the language. */
export function applyLooks({ theme, language }: Preferences): SpokenLanguage {
  const spoken = resolveLanguage(language, navigator.languages);
  const root = document.documentElement;
  root.lang = spoken.replace('_', '-');
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  return spoken;
}
