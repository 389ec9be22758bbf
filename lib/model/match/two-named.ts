import { isOwn } from './own';
import type { Profile } from './profile';
import { find, without, type Shown } from './shown';

/** What joins two names: 李雷和韩梅梅. Signs such as / and & were removed by folding. */
const joining = /^[和与跟及同加]|[和与跟及同加]$/gu;

/**
 * Whether the text contains this full name beside the customer's own, and the customer's record does not mention it: with 李雷/韩梅梅 nobody can
 * tell whose account it is. A name of three characters may be next to others (李雷韩梅梅夫妻); a shorter one must be separate or joined by "and".
 */
export function namedBeside(shown: Shown, profile: Profile): (name: string) => boolean {
  const span = shown.third === null && profile.person !== null ? find(shown, profile.name) : null;
  const rest = span === null ? [] : without(shown, span).filter(({ kind }) => kind === 'han');
  const apart = new Set(rest.map(({ text }) => text.replace(joining, '')));
  const isGiven = (name: string) => apart.has(name) || (name.length > 2 && rest.some(({ text }) => text.includes(name)));
  return (name) => name.length > 1 && isGiven(name) && !isOwn({ kind: 'han', text: name }, profile);
}
