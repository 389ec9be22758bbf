import type { LocalizedText } from './view';

/** Settings that a test of the connection has found to be better, what is so with those that were tested, and what the button says. */
export interface Suggestion {
  values: Record<string, string>;
  says: LocalizedText;
  press: LocalizedText;
}
