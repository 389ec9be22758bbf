import { resolveLanguage, type SpokenLanguage } from '../model/language';
import type { Preferences } from '../model/settings';

let given = '';

/** Sets the theme and the language of an own page; returns the language. */
export function applyLooks({ theme, language }: Preferences): SpokenLanguage {
  const spoken = resolveLanguage(language, navigator.languages);
  // Setting an attribute makes the browser restyle the whole page, even if the value is the same.
  if (given === spoken + theme) return spoken;
  given = spoken + theme;
  const root = document.documentElement;
  root.lang = spoken.replace('_', '-');
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  return spoken;
}
