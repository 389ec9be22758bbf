import type { Person } from '../../people.ts';

/**
 * The page's id of somebody for one login: `@` and 64 hex digits, `@@` for rooms, the plain name for WeChat's own helpers.
 * Another login (another seed) gives another id; the same seed gives the same one.
 */
export function idFor(person: Pick<Person, 'key' | 'kind'>, seed: string): string {
  if (person.kind === 'service') return person.key;
  return (person.kind === 'room' ? '@@' : '@') + hex64(`${seed}\n${person.key}`);
}

/** A seed for a login of which nothing needs to be known beforehand. */
export function randomSeed(): string {
  return crypto.randomUUID();
}

/** Numbers from 0 up to 1, always the same ones for the same text. */
export function createRandom(text: string): () => number {
  let state = 2_166_136_261;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 16_777_619);
  return function next() {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function hex64(text: string): string {
  const random = createRandom(text);
  return Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join('');
}
