import { useMemo } from 'preact/hooks';
import { createImportTranslate, type ImportKey } from '../../../locales/customers/import/translate';
import type { Translate } from '../../../locales/translate';
import { useTexts } from '../../texts';

/** The texts of the import view. */
export function useImportTexts(): Translate<ImportKey> {
  const { language } = useTexts();
  return useMemo(() => createImportTranslate(language), [language]);
}
