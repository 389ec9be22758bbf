import { useMemo } from 'preact/hooks';
import { createCustomersTranslate, type CustomersKey } from '../../locales/customers/translate';
import type { Translate } from '../../locales/translate';
import { useTexts } from '../texts';

/** The texts of the page of all customers. */
export function useCustomersTexts(): Translate<CustomersKey> {
  const { language } = useTexts();
  return useMemo(() => createCustomersTranslate(language), [language]);
}
