import { useMemo } from 'preact/hooks';
import { createWorkTranslate, type WorkKey } from '../locales/work/translate';
import type { Translate } from '../locales/translate';
import { useTexts } from './texts';

/** The texts of the views that are loaded when they are opened; nothing that the panel starts with may import this. */
export function useWorkTexts(): Translate<WorkKey> {
  const { language } = useTexts();
  return useMemo(() => createWorkTranslate(language), [language]);
}
