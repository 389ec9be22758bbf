import { useEffect } from 'preact/hooks';
import { watchWords } from './keys';

/** For the root of a page: keys that belong to an input method are known as such everywhere below. */
export function useInputMethods(): void {
  useEffect(() => watchWords(document), []);
}
