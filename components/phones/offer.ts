import type { createPhones } from './phones';

/**
 * The global under which the script that finds phone numbers leaves its function for the content script of the same page. A symbol: elements of the
 * page can become globals here by their names, but none of them is a symbol.
 */
const NAME = Symbol.for('kebian-phones');

export function offerPhones(create: typeof createPhones): void {
  Object.assign(globalThis, { [NAME]: create });
}

/** The function that was offered last; undefined until that script has run. */
export function offeredPhones(): typeof createPhones | undefined {
  return (globalThis as { [NAME]?: typeof createPhones })[NAME];
}
