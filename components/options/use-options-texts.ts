import { useMemo } from 'preact/hooks';
import { createOptionsTranslate, type OptionsKey } from '../../locales/options/translate';
import type { Translate } from '../../locales/translate';
import { useTexts } from '../texts';

/** The options page's own texts, in the language of the TextsProvider above. */
export function useOptionsTexts(): Translate<OptionsKey> {
  const { language } = useTexts();
  return useMemo(() => createOptionsTranslate(language), [language]);
}
