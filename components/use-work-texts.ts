import type { Translate } from '../locales/translate';
import { useTexts } from './texts';

/** The texts, in a view that is loaded later. */
export function useWorkTexts(): Translate {
  return useTexts().t;
}
