import { since } from '../../model/elapsed';
import { MatchIndex } from '../../model/match/match-index';
import { recordOf } from '../../model/match/record-of';
import { SearchIndex } from '../../model/search/search-index';
import { searchLine } from '../../model/search/search-line';
import type { BookIndex } from '../book';
import { joined, type Joined } from '../joined';
import type { ProviderDeps } from '../provider';
import type { WecomCall } from './client';
import { inOrder, toCustomer, type Person } from './person';
import { Endless, idsOf, membersOf, pagesOf } from './reading';
import type { Library } from './tags';

/**
 * Everybody whom the app may see, in memory: WeCom's API has no search. It is read as a whole when it is first needed and then every half hour; in between
 * the ids of each colleague's customers say who is new and who is gone.
 */
export interface Copy {
  /** Brings it up to date, but waits `PATIENCE_MS` at most; resolves with whether everybody is in it. */
  ready(signal: AbortSignal): Promise<boolean>;
  /** Brings it up to date, however long that takes; resolves with whether everybody is in it. */
  whole(signal: AbortSignal): Promise<boolean>;
  people(): ReadonlyMap<string, Person>;
  /** The ids of all of them, in an order that never changes. */
  ids(): readonly string[];
  /** Finds people by what any colleague calls them; each once. */
  index(): BookIndex;
  /** Stores a person as a newer answer has them; null where they are gone. */
  put(id: string, person: Person | null, library: Library): void;
}

/** What a copy is made with; `read` reads one person anew. */
interface Ways {
  call: WecomCall;
  deps: ProviderDeps;
  library(signal: AbortSignal): Promise<Library>;
  read(id: string, signal: AbortSignal): Promise<Person | null>;
}

const WHOLE_MS = 30 * 60_000;
const IDS_MS = 60_000;
/** If the ids were last read longer ago than this, the copy may lack somebody. */
const SURE_MS = 5 * 60_000;
/** How long a person waits for the copy; a relay ends a call after 25 s. */
const PATIENCE_MS = 12_000;
/** More new customers than this are read with everybody else. */
const MOST_NEW = 200;
const AT_ONCE = 5;

export function createCopy({ call, deps, library, read }: Ways): Copy {
  let held = emptyShelf();
  /** The copy that is being read; used while there is no complete one. */
  let coming: Shelf | null = null;
  let wholeAt: number | null = null;
  let idsAt: number | null = null;
  let isEndless = false;
  let failedAt: number | null = null;
  let [readingAll, looking]: (Joined<void> | null)[] = [null, null];

  async function readAll(signal: AbortSignal): Promise<void> {
    const begun = deps.now();
    const tags = await library(signal);
    const shelf = (coming = emptyShelf());
    isEndless = false;
    try {
      for await (const rows of pagesOf(call, await membersOf(call, signal), signal))
        for (const { contact, follow } of rows) {
          const before = shelf.people.get(contact.external_userid)?.follows ?? [];
          shelf.put(contact.external_userid, { contact, follows: inOrder([...before, follow]) }, tags);
        }
    } catch (thrown) {
      if (!(thrown instanceof Endless)) throw thrown;
      isEndless = true;
    } finally {
      coming = null;
    }
    held = shelf;
    [wholeAt, idsAt] = [begun, begun];
  }

  async function lookAtIds(signal: AbortSignal): Promise<void> {
    const begun = deps.now();
    const members = await membersOf(call, signal);
    const pairs = new Map<string, Set<string>>();
    await forEach(members, async (userid) => {
      for (const id of await idsOf(call, userid, signal)) pairs.set(id, (pairs.get(id) ?? new Set()).add(userid));
    });
    const tags = await library(signal);
    for (const id of [...held.people.keys()]) if (!pairs.has(id)) held.put(id, null, tags);
    const changed = [...pairs].filter(([id, users]) => !sameUsers(held.people.get(id), users)).map(([id]) => id);
    // One that has begun meanwhile, since the copy is old, is the same reading.
    if (changed.length > MOST_NEW) return everybody().join(signal);
    await forEach(changed, async (id) => held.put(id, await read(id, signal), tags));
    idsAt = begun;
  }

  function isOlder(time: number | null, ms: number): boolean {
    return time === null || since(time, deps.now()) >= ms;
  }

  function everybody(): Joined<void> {
    if (!readingAll || readingAll.isOver())
      readingAll = joined((signal) =>
        readAll(signal).catch((thrown: unknown) => {
          failedAt = deps.now();
          throw thrown;
        }),
      );
    return readingAll;
  }

  /** The work to wait for; null if the copy is up to date. An old copy is renewed in the background, and used meanwhile. */
  function renewal(): Joined<void> | null {
    if (wholeAt === null) return everybody();
    if (isOlder(wholeAt, WHOLE_MS) && isOlder(failedAt, IDS_MS)) everybody().keep();
    if (!isOlder(idsAt, IDS_MS)) return null;
    if (!looking || looking.isOver()) looking = joined(lookAtIds);
    return looking;
  }

  const isWhole = () => wholeAt !== null && !isEndless && !isOlder(idsAt, SURE_MS);
  const shown = () => (wholeAt === null ? (coming ?? held) : held);
  return {
    async ready(signal) {
      await patiently(renewal(), signal);
      return isWhole();
    },
    async whole(signal) {
      await renewal()?.join(signal);
      return isWhole();
    },
    people: () => shown().people,
    ids: () => shown().ids(),
    index: () => shown().index,
    put: (id, person, library) => [held, coming].forEach((shelf) => shelf?.put(id, person, library)),
  };
}

/** Waits `PATIENCE_MS` at most; after that the work continues in the background. */
async function patiently(work: Joined<void> | null, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const enough = new AbortController();
  const timer = setTimeout(() => {
    work?.keep();
    enough.abort();
  }, PATIENCE_MS);
  try {
    await work?.join(AbortSignal.any([signal, enough.signal]));
  } catch (thrown) {
    if (!enough.signal.aborted) throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

async function forEach<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await Promise.all(items.slice(at, at + AT_ONCE).map(work));
}

function sameUsers(person: Person | undefined, users: Set<string>): boolean {
  return person !== undefined && person.follows.length === users.size && person.follows.every(({ userid }) => users.has(userid));
}

/** People by their ids, and an index with one record for each colleague who has them. */
interface Shelf {
  people: Map<string, Person>;
  index: BookIndex;
  ids(): readonly string[];
  put(id: string, person: Person | null, library: Library): void;
}

const BETWEEN = '\n';

/** The id of a person without the colleague behind it. */
export function personIn(id: string): string {
  return id.split(BETWEEN, 1)[0]!;
}

function emptyShelf(): Shelf {
  const people = new Map<string, Person>();
  const match = new MatchIndex();
  const lines = new SearchIndex();
  let ids: string[] | null = null;
  const idAt = (slot: number) => match.record(slot).id;
  const remove = (id: string) => {
    for (const { userid } of people.get(id)?.follows ?? []) {
      const record = id + BETWEEN + userid;
      lines.remove(match.slotOf(record) ?? -1);
      match.remove(record);
    }
    people.delete(id);
  };
  return {
    people,
    ids: () => (ids ??= [...people.keys()].sort()),
    index: {
      get size() {
        return match.size;
      },
      ids: async (places) => [...new Set([...places(match)].map(idAt))],
      find: async (query, most) => {
        const found = new Map<string, string>();
        for (const { slot } of lines.find(query, most)) {
          const id = idAt(slot);
          if (!found.has(personIn(id))) found.set(personIn(id), id);
        }
        return [...found.values()];
      },
    },
    put(id, person, library) {
      if (people.has(id) !== (person !== null)) ids = null;
      remove(id);
      if (!person) return;
      people.set(id, person);
      for (const follow of person.follows) {
        const record = { ...recordOf(toCustomer('', person, follow, library)), id: id + BETWEEN + follow.userid };
        lines.put(match.put(record), searchLine(record));
      }
    },
  };
}
