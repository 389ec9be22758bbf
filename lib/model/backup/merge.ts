/** A value that can be JSON. */
type Json = unknown;
type Fields = Record<string, Json>;

/** A value that both sides have changed differently. */
export interface Difference {
  /** The path in the record: `name`, `fields.birthday`, `phones`. */
  at: string;
  here: Json;
  there: Json;
}

/** Which side wins where both have a value and nothing tells which is newer. */
export type Prefer = 'here' | 'there';

/** The side that wins at a path of the record. */
type PreferAt = (at: string) => Prefer;

export interface Merged<T> {
  record: T;
  /** The values that differ on both sides, whichever was preferred. */
  differences: Difference[];
}

/**
 * Merges two versions of a record (three-way): a value that only one side has changed since `base` is taken from that side, lists of named
 * things are merged entry by entry, and where both have changed a value differently it is a difference, of which the preferred side wins.
 * Without a base, an empty value gives way to one that is not.
 */
export function mergeRecords<T>(base: T | undefined, here: T, there: T, prefer: PreferAt): Merged<T> {
  const differences: Difference[] = [];
  const record = merged({ base, here, there }, '', prefer, differences);
  return { record: record as T, differences };
}

/** Whether two values are the same, whatever the order of their keys. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => sameJson(one, b[at]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = keysOf(a, b);
  return keys.every((key) => sameJson(a[key], b[key]));
}

interface Three {
  base: Json;
  here: Json;
  there: Json;
}

/** Timestamps of a record: both may be right, so the earliest or the latest is taken. */
const EARLIEST = ['createdAt'];
const LATEST = ['updatedAt', 'lastFollowUpAt', 'changedAt'];

function merged({ base, here, there }: Three, at: string, prefer: PreferAt, differences: Difference[]): Json {
  if (sameJson(here, there)) return here;
  if (base !== undefined && sameJson(here, base)) return there;
  if (base !== undefined && sameJson(there, base)) return here;
  if (base === undefined && isEmpty(here)) return there;
  if (base === undefined && isEmpty(there)) return here;
  const name = at.slice(at.lastIndexOf('.') + 1);
  if (typeof here === 'string' && typeof there === 'string') {
    if (EARLIEST.includes(name)) return earlier(here, there) ? here : there;
    if (LATEST.includes(name)) return earlier(here, there) ? there : here;
  }
  if (isFields(here) && isFields(there) && !isOne(here)) return mergedFields({ base, here, there }, at, prefer, differences);
  if (isSet(here) && isSet(there)) return mergedSet(isSet(base) ? base : [], here, there);
  if (isNamedList(here) && isNamedList(there)) return mergedList({ base, here, there }, at, prefer, differences);
  differences.push({ at, here, there });
  return prefer(at) === 'here' ? here : there;
}

function mergedFields(
  { base, here, there }: { base: Json; here: Fields; there: Fields },
  at: string,
  prefer: PreferAt,
  all: Difference[],
): Fields {
  const before = isFields(base) ? base : undefined;
  const keys = keysOf(here, there);
  const values = keys.map((key) => {
    const three = { base: before?.[key], here: here[key], there: there[key] };
    // A key that one side has removed since the base.
    if (before && key in before && !(key in here && key in there))
      return [key, goneIn(three, at ? `${at}.${key}` : key, prefer, all)] as const;
    return [key, merged(three, at ? `${at}.${key}` : key, prefer, all)] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Removed on one side: it is removed, unless the other side has changed it. */
function goneIn({ base, here, there }: Three, at: string, prefer: PreferAt, all: Difference[]): Json {
  const left = here === undefined ? there : here;
  if (left === undefined || sameJson(left, base)) return undefined;
  all.push({ at, here: here ?? null, there: there ?? null });
  return prefer(at) === 'here' ? here : there;
}

/** In the order of this side; entries that only the other side has come last. */
function mergedList(
  { base, here, there }: { base: Json; here: Fields[]; there: Fields[] },
  at: string,
  prefer: PreferAt,
  all: Difference[],
): Fields[] {
  const before = isNamedList(base) ? base : undefined;
  const names = [...new Set([...here, ...there].map(nameOf))];
  const ones = names.map((name) => {
    const find = (list: Fields[] | undefined) => list?.find((one) => nameOf(one) === name);
    const three = { base: find(before), here: find(here), there: find(there) };
    if (three.here === undefined || three.there === undefined) {
      return three.base === undefined ? (three.here ?? three.there) : goneIn(three, `${at}.${name}`, prefer, all);
    }
    return mergedFields({ base: three.base, here: three.here, there: three.there }, `${at}.${name}`, prefer, all);
  });
  return ones.filter((one): one is Fields => one !== undefined);
}

/** Everything that either side has added, without what either has removed. */
function mergedSet(base: string[], here: string[], there: string[]): string[] {
  return [...new Set([...here, ...there])].filter((one) => !base.includes(one) || (here.includes(one) && there.includes(one)));
}

/** A list of ids. */
function isSet(value: Json): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') && new Set(value).size === value.length;
}

/** The key by which entries of two lists are compared. */
function nameOf(one: Fields): string {
  return String(one['id'] ?? one['number'] ?? one['name']);
}

function isNamedList(value: Json): value is Fields[] {
  return (
    Array.isArray(value) &&
    value.every((one) => isFields(one) && ['id', 'number', 'name'].some((key) => typeof one[key] === 'string')) &&
    new Set(value.map((one) => nameOf(one as Fields))).size === value.length
  );
}

/** A choice, with its id and name, is merged as one value. */
function isOne(value: Fields): boolean {
  const keys = Object.keys(value);
  return keys.length === 2 && keys.includes('id') && keys.includes('name');
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: Json): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function keysOf(a: Fields, b: Fields): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function earlier(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}
