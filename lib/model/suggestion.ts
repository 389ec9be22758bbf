import type { LocalizedText } from './view';

/** Settings that a test of the connection found to be better, what is wrong with the tested ones, and the text of the button. */
export interface Suggestion {
  values: Record<string, string>;
  says: LocalizedText;
  press: LocalizedText;
}
