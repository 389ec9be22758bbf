import { isOwn } from './own';
import type { Profile } from './profile';
import { find, without, type Shown } from './shown';

/** What joins two names: 李雷和韩梅梅. Signs like / and & have fallen away. */
const joining = /^[和与跟及同加]|[和与跟及同加]$/gu;

/**
 * Tells of a full name whether the text gives it beside the customer's own, as far as the customer's record does not say it: with 李雷/韩梅梅 nobody can
 * tell whose account it is. A name of three characters may have others around it (李雷韩梅梅夫妻), a shorter one stands apart or joined by "and".
 */
export function namedBeside(shown: Shown, profile: Profile): (name: string) => boolean {
  const span = shown.third === null && profile.person !== null ? find(shown, profile.name) : null;
  const rest = span === null ? [] : without(shown, span).filter(({ kind }) => kind === 'han');
  const apart = new Set(rest.map(({ text }) => text.replace(joining, '')));
  const isGiven = (name: string) => apart.has(name) || (name.length > 2 && rest.some(({ text }) => text.includes(name)));
  return (name) => name.length > 1 && isGiven(name) && !isOwn({ kind: 'han', text: name }, profile);
}
