import { isOwn } from './own';
import type { Profile } from './profile';
import { find, without, type Shown } from './shown';

/** What joins two names: 李雷和韩梅梅. Signs like / and & have fallen away. */
const joining = /^[和与跟及同加]|[和与跟及同加]$/gu;

/**
 * The full names that a text gives beside the customer's own, each apart or joined by "and", as far as the customer's record does not say them: with
 * 李雷/韩梅梅 nobody can tell whose account it is. Empty where the customer's full name is not shown, or the text is about somebody.
 */
export function namedBeside(shown: Shown, profile: Profile): ReadonlySet<string> {
  const span = shown.third === null && profile.person !== null ? find(shown, profile.name) : null;
  if (span === null) return new Set();
  const names = without(shown, span)
    .filter(({ kind }) => kind === 'han')
    .map(({ text }) => text.replace(joining, ''));
  return new Set(names.filter((text) => text.length > 1 && !isOwn({ kind: 'han', text }, profile)));
}
