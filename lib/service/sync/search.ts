import { saidBeside } from '../../model/beside';
import { refKey, type Customer, type CustomerRef } from '../../model/customer';
import { answers } from '../../model/search/highlight';
import type { LocalHit, LocalHits } from '../../model/search/local-hit';
import { ProblemError } from '../../model/problem';
import { connections, type Desk } from '../desk';
import { directoryOf, knownCustomer } from './open-directories';
import type { Directory } from '../directory/directory';
import { asking } from '../directory/opening';
import { allBeside } from '../storage/beside';

/** More results are not useful: the person narrows the search instead. */
const MOST = 1_000;
const AT_A_TIME = 100;
/** The same of the first ones. */
const AT_FIRST = 40;

/**
 * Searches every Directory: the best hits of all first, where they are equally good in the order of the connections. Customers who match only by
 * their record on this device come last.
 */
export async function searchLocal(
  desk: Desk,
  query: string,
  from: number,
  to = from + (from === 0 ? AT_FIRST : AT_A_TIME),
): Promise<LocalHits> {
  const opened = await Promise.all((await connections(desk)).map(({ settings }) => directoryOf(desk, settings.id)));
  const beside = await besideAnswering(desk, query);
  if (desk.locked) throw new ProblemError({ kind: 'locked' });
  const began = performance.now();
  const found = (await Promise.all(opened.flatMap((directory) => (directory ? [hitsIn(directory, query, to + 1)] : [])))).flat();
  const best = found.sort((a, b) => a.rank - b.rank).slice(from, to);
  const shown = new Map((await Promise.all([...byDirectory(best)].map(([directory, some]) => shownOf(directory, some)))).flat());
  const hits = best.flatMap((one) => shown.get(one) ?? []).map((hit) => withBeside(hit, beside));
  const next = to < Math.min(found.length, MOST) ? to : null;
  performance.measure('directory-search', { start: began });
  const others = next === null && beside.size > 0 ? await hitsBeside(desk, beside, found) : [];
  return { hits: [...hits, ...others], next };
}

/** The ids of a connection's customers whose record on this device matches what was typed. */
export async function besideFound(desk: Desk, connection: string, query: string): Promise<string[]> {
  return [...(await besideAnswering(desk, query)).values()].flatMap(({ ref }) => (ref.connection === connection ? ref.id : []));
}

interface SaidBeside {
  ref: CustomerRef;
  text: string;
}

/** The texts on this device that match what was typed, by the customer's `refKey`. */
async function besideAnswering(desk: Desk, query: string): Promise<Map<string, SaidBeside>> {
  const found = new Map<string, SaidBeside>();
  for (const [key, one] of await allBeside(desk.database)) {
    const text = saidBeside(one).find((said) => answers(said, query));
    if (text !== undefined) found.set(key, { ref: { connection: one.connection, id: one.customer }, text });
  }
  return found;
}

function withBeside(hit: LocalHit, beside: ReadonlyMap<string, SaidBeside>): LocalHit {
  const said = beside.get(refKey(hit.ref));
  return said ? { ...hit, beside: said.text } : hit;
}

/** The customers with such a text that are not among those found. */
async function hitsBeside(desk: Desk, beside: ReadonlyMap<string, SaidBeside>, found: Found[]): Promise<LocalHit[]> {
  const isFound = new Set(await keysOf(found));
  const others = await Promise.all([...beside].flatMap(([key, said]) => (isFound.has(key) ? [] : hitBeside(desk, said))));
  return others.filter((hit) => hit !== null);
}

/** Null where nothing else is known of them here. */
async function hitBeside(desk: Desk, { ref, text }: SaidBeside): Promise<LocalHit | null> {
  const known = await knownCustomer(desk, ref);
  if (!known) return null;
  const { name, company, remark, nickname, phones, tags, owner } = known.customer;
  const lists = { phones: phones.map(({ number }) => number), tags: tags.map((tag) => tag.name) };
  return { ref, name, company, remark, nickname, ...lists, owner: owner?.name ?? null, beside: text };
}

/** The ids of at most `most` customers of a Directory whom a search finds, best first. */
export function idsFoundIn(directory: Directory, query: string, most: number): Promise<string[]> {
  return asking(directory, async (people) => people.idsOf(await people.find(query, most)));
}

/** A customer in full, as it was last known. */
export async function wholeCustomer(desk: Desk, ref: CustomerRef): Promise<Customer> {
  const known = await knownCustomer(desk, ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  return known.customer;
}

interface Found {
  directory: Directory;
  entry: number;
  rank: number;
}

/** The best `enough` at least, if there are so many. */
async function hitsIn(directory: Directory, query: string, enough: number): Promise<Found[]> {
  const found = await asking(directory, (people) => people.find(query, MOST, Math.min(MOST, enough)));
  return found.map(({ entry, rank }) => ({ directory, entry, rank }));
}

function byDirectory(found: Found[]): Map<Directory, Found[]> {
  return Map.groupBy(found, ({ directory }) => directory);
}

async function keysOf(found: Found[]): Promise<string[]> {
  const keys = [...byDirectory(found)].map(async ([directory, some]) => {
    const ids = await asking(directory, (people) => people.idsOf(some));
    return ids.map((id) => refKey({ connection: directory.connection, id }));
  });
  return (await Promise.all(keys)).flat();
}

/** The hits of one Directory as they are shown; customers who are gone by now are left out. */
async function shownOf(directory: Directory, hits: Found[]): Promise<[Found, LocalHit][]> {
  const records = await asking(directory, (people) => people.records(hits.map(({ entry }) => entry)));
  return hits.flatMap((hit, at) => {
    const record = records[at];
    if (!record) return [];
    const { id, name, company, remark, nickname, phones, tags, owner } = record;
    return [[hit, { ref: { connection: directory.connection, id }, name, company, remark, nickname, phones, tags, owner }]];
  });
}
