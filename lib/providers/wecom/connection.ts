import type { Customer } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import type { CustomerQuery, Filter } from '../../model/query';
import { mayBe, onePage, type Searchable } from '../finding';
import { pause } from '../pause';
import type { AccountInfo, Answered, Connection, ContactHints, LocalizedText, Part, ProviderDeps, Settings } from '../provider';
import { colleagueIn } from '../settings';
import { wantedOf } from '../unseen';
import { createCall } from './client';
import { createCopy, personIn } from './copy';
import type { Here } from './here';
import { colleague, FIELDS, followOf, toCustomer, type Person } from './person';
import { membersOf, personOf } from './reading';
import { libraryOf, type Library } from './tags';
import { applyTo } from './write';

/** One company's WeCom, as one of its own apps may see it. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const call = createCall(settings, deps);
  const here: Here = {
    settings,
    deps,
    call,
    tags: { kept: null, coming: null },
    me: colleagueIn(settings, 'userId')?.id ?? null,
    copy: createCopy({
      call,
      deps,
      library: (signal) => libraryOf(here, signal),
      read: (id, signal) => unlessGone(personOf(here, id, signal)),
    }),
  };
  return seenBy(here, readOnlyReason);
}

const FILTERS: Filter[] = ['id', 'name', 'phone', 'remark', 'colleagues', 'created', 'tags'];

function seenBy(here: Here, readOnlyReason: LocalizedText): Connection {
  const { deps, me } = here;
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'details'],
      addCustomer: false,
      newTags: false,
      readOnlyReason,
      filters: FILTERS,
    },
    check: (signal) => check(here, signal),
    me: async () => (me === null ? null : colleague(me)),
    as: (userid) => seenBy({ ...here, me: userid }, readOnlyReason),
    find: (hints, signal) => find(here, hints, signal),
    get: (known, signal) => get(here, known, signal),
    search: (query, page, signal) => search(here, query, page, signal),
    tags: async (signal) => (await libraryOf(here, signal)).groups,
    fields: async () => FIELDS,
    list: (_since, cursor, signal) => list(here, cursor, signal),
    colleagues: async (signal) => (await membersOf(here.call, signal)).map(colleague),
    apply: async (changes, known, signal, bases) => {
      const { person, follow } = await applyTo(here, wantedOf(changes, known, bases), known.id, known.handle['userid'], signal);
      return toCustomer(deps.connection, person, follow, await libraryOf(here, signal));
    },
  };
}

async function check({ settings, call, me }: Here, signal: AbortSignal): Promise<AccountInfo> {
  const members = await membersOf(call, signal);
  if (me !== null && !members.includes(me)) throw new ProblemError({ kind: 'beyond-reach', of: 'colleague' });
  return { user: me === null ? null : colleague(me), detail: settings['corpId']?.trim() || null };
}

/** Results are read anew if there are at most this many: the copy may be half an hour old. */
const MOST_READ = 5;

async function find(here: Here, hints: ContactHints, signal: AbortSignal): Promise<Answered> {
  const complete = await here.copy.ready(signal);
  const found = await mayBe(await among(here, complete, signal), hints, signal);
  return { customers: await readAnew(here, found, signal), complete };
}

async function search(here: Here, query: CustomerQuery | string, page: string | null, signal: AbortSignal) {
  const whole = await here.copy.ready(signal);
  const found = await onePage(await among(here, whole, signal), query, page, FILTERS, signal);
  return { ...found, items: await readAnew(here, found.items, signal), ...(!whole && { incomplete: true as const }) };
}

async function readAnew(here: Here, customers: Customer[], signal: AbortSignal): Promise<Customer[]> {
  if (customers.length > MOST_READ) return customers;
  const all = await Promise.all(customers.map((customer) => unlessGone(get(here, customer, signal))));
  return all.flatMap((customer) => customer ?? []);
}

async function get(here: Here, known: Customer, signal: AbortSignal): Promise<Customer> {
  const library = await libraryOf(here, signal);
  const person = await unlessGone(personOf(here, known.id, signal));
  here.copy.put(known.id, person, library);
  if (!person) throw new ProblemError({ kind: 'not-found' });
  return shown(here, person, library, known.handle['userid'])!;
}

async function unlessGone<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.kind === 'not-found') return null;
    throw thrown;
  }
}

/** The customer with the record of `me`, else with the one that was shown before, else with that of the colleague who had them first. */
function shown({ me, deps }: Here, person: Person, library: Library, before?: string): Customer | null {
  const follow = followOf(person, me, before);
  return follow && toCustomer(deps.connection, person, follow, library);
}

/** The copy, as what a search goes through. */
async function among(here: Here, whole: boolean, signal: AbortSignal): Promise<Searchable> {
  const { copy } = here;
  const library = await libraryOf(here, signal);
  const customersAt = (ids: Iterable<string>): Customer[] => {
    const people = [...new Set(ids)].flatMap((id) => copy.people().get(id) ?? []);
    return people.flatMap((person) => shown(here, person, library) ?? []);
  };
  return {
    index: async () => copy.index(),
    indexSoFar: async () => ({ ...copy.index(), whole }),
    getMany: async (ids) => customersAt(ids.map(personIn)),
    part: async (after, most) => customersAt(idsAfter(copy.ids(), after, most)),
    count: async () => copy.ids().length,
  };
}

function idsAfter(ids: readonly string[], after: string | null, most: number): string[] {
  const at = after === null ? 0 : firstBehind(ids, after);
  return ids.slice(at, at + most);
}

function firstBehind(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const PART_SIZE = 100;
/** The interval of empty parts while the copy is read, in ms: the browser gives up a list that sends nothing for half a minute. */
const SIGN_OF_LIFE_MS = 8_000;

/** All customers of the copy, in the order of their ids. WeCom tells no time of a change, so `since` is ignored. */
async function* list(here: Here, cursor: string | null, signal: AbortSignal): AsyncIterable<Part> {
  let whole: boolean | null = null;
  const reading = here.copy.whole(signal).then((is) => (whole = is));
  reading.catch(() => undefined);
  while (whole === null) {
    const enough = new AbortController();
    await Promise.race([reading, pause(SIGN_OF_LIFE_MS, enough.signal).catch(() => undefined)]).finally(() => enough.abort());
    if (whole === null) yield { customers: [], cursor: cursor ?? '' };
  }
  if (!whole) throw new ProblemError({ kind: 'not-understood', path: 'next_cursor', expected: 'an end' });
  const { part } = await among(here, true, signal);
  for (let after = cursor || null; ;) {
    signal.throwIfAborted();
    const customers = await part(after, PART_SIZE);
    const isLast = customers.length < PART_SIZE;
    after = customers.at(-1)?.id ?? after;
    yield { customers, cursor: isLast ? null : after };
    if (isLast) return;
  }
}
