import { resolveLanguage, type SpokenLanguage } from '../model/language';
import type { Preferences } from '../model/settings';

let given = '';

/** Gives an own page the theme and the language that the person chose; answers with the language. */
export function applyLooks({ theme, language }: Preferences): SpokenLanguage {
  const spoken = resolveLanguage(language, navigator.languages);
  // Setting an attribute makes the browser look at the whole page again, even when it is what it was.
  if (given === spoken + theme) return spoken;
  given = spoken + theme;
  const root = document.documentElement;
  root.lang = spoken.replace('_', '-');
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  return spoken;
}
