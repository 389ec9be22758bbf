import { useEffect } from 'preact/hooks';
import { watchWords } from './keys';

/** For the root of a page: makes `keyOf` recognise the keys of an input method everywhere in it. */
export function useInputMethods(): void {
  useEffect(() => watchWords(document), []);
}
