import type { createPhones } from './phones';

/**
 * Where the script that finds phone numbers leaves its function for the content script of the same page and the same Kebian. A symbol: a page
 * can give its elements names that are seen as globals here, too, and none of them is a symbol.
 */
const NAME = Symbol.for('kebian-phones');

export function offerPhones(create: typeof createPhones): void {
  Object.assign(globalThis, { [NAME]: create });
}

/** What was offered last; undefined until that script has run. */
export function offeredPhones(): typeof createPhones | undefined {
  return (globalThis as { [NAME]?: typeof createPhones })[NAME];
}
