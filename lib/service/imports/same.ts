import type { SameAnswer, SameAsked } from '../../model/sheet/import-part';
import { keysOf, personOf } from '../../model/sheet/imported';
import type { Region } from '../../model/regions';
import type { Book } from '../../providers/book';
import type { Desk } from '../desk';

type Known = Omit<SameAnswer['found'][number], 'row' | 'by'>;

/** The customers of a book by the keys that tell duplicates (number, name and company). */
interface Keys {
  connection: string;
  home: Region | null;
  people: Promise<People>;
}

interface People {
  by: Map<number, Known>;
  /** A digest of all keys: it is another one once a customer is added, deleted or gets another key; 0 for a book without customers. */
  state: number;
}

const keptBy = new WeakMap<Desk, Keys>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** How long the keys stay in memory after the last call, in ms: computing them takes a second or two. */
const KEPT_FOR = 30_000;

/** Finds the rows whose customer is in the book already. `fresh` is set for the first rows of a file: the keys are then read again. */
export async function whoIsSame(
  desk: Desk,
  { connection, rows, fresh }: { connection: string; rows: SameAsked[]; fresh: boolean },
  home: Region | null,
): Promise<SameAnswer> {
  const kept = keptBy.get(desk);
  const isKnown = kept && !fresh && kept.connection === connection && kept.home === home;
  const now = isKnown ? kept : { connection, home, people: peopleOf(desk.bookOf(connection), home) };
  keptBy.set(desk, now);
  clearTimeout(timer);
  timer = setTimeout(() => keptBy.delete(desk), KEPT_FOR);
  const people = await now.people.catch((thrown: unknown) => {
    keptBy.delete(desk);
    throw thrown;
  });
  const found = rows.flatMap(({ row, keys }) => {
    const same = keys.find(([, key]) => people.by.has(key));
    return same ? [{ row, by: same[0], ...people.by.get(same[1])! }] : [];
  });
  return { found, state: people.state };
}

/** The number of customers that are read at once, so that other calls are answered in between. */
const AT_ONCE = 1_000;

const MOST_STATE = 2 ** 52;

/** The state of a book now, by which a comparison can be told to be out of date. */
export async function bookState(book: Book, home: Region | null): Promise<number> {
  return (await book.count()) === 0 ? 0 : (await peopleOf(book, home)).state;
}

async function peopleOf(book: Book, home: Region | null): Promise<People> {
  const by = new Map<number, Known>();
  let state = 0;
  let after: string | null = null;
  for (;;) {
    const part = await book.part(after, AT_ONCE);
    for (const customer of part) {
      const known = { id: customer.id, name: customer.name, company: customer.company };
      for (const [, key] of keysOf(personOf(customer), home)) {
        if (!by.has(key)) by.set(key, known);
        // The sum of two keys of 52 bits is exact.
        state = (state + (key % MOST_STATE)) % MOST_STATE || 1;
      }
    }
    after = part.at(-1)?.id ?? null;
    if (part.length < AT_ONCE) return { by, state };
  }
}
