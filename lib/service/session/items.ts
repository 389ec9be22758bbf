import { browser } from 'wxt/browser';
import { ProblemError } from '../../model/problem';
import { without } from '../../wire/item-keys';
import type { StateChange, StateItems, StateKey } from '../../wire/items';

/** The items that this worker has read or written so far; null until `rememberItems`. */
let remembered: Map<string, unknown> | null = null;

/** At most this many items are remembered. */
const MOST_REMEMBERED = 5_000;

/** All keys that the session may hold; null until the browser has listed them, or if it cannot. */
let keysThere: Set<string> | null = null;

/** From now on an item that was read or written once, or that is not there, is not asked of the browser again. */
export function rememberItems(): void {
  void rememberAnew();
}

async function rememberAnew(): Promise<void> {
  const memory = (remembered = new Map<string, unknown>());
  keysThere = null;
  const keys = await (async () => browser.storage.session.getKeys())().catch(() => null);
  // Keys written meanwhile exist, too.
  if (keys && remembered === memory) keysThere = new Set([...keys, ...memory.keys()]);
}

/** The named items that there are, or all of them. */
export async function readState(keys: StateKey[] | null = null): Promise<Partial<StateItems>> {
  const memory = remembered;
  if (!keys || !memory) return (await browser.storage.session.get(keys)) as Partial<StateItems>;
  const unknown = keys.filter((key) => !memory.has(key) && keysThere?.has(key) !== false);
  const found: Record<string, unknown> = unknown.length > 0 ? await browser.storage.session.get(unknown) : {};
  // A value written meanwhile is newer.
  for (const key of unknown) if (!memory.has(key)) memory.set(key, found[key]);
  return Object.fromEntries(keys.map((key) => [key, memory.get(key)]).filter(([, value]) => value !== undefined)) as Partial<StateItems>;
}

/** An item as this worker has read or written it last, without asking the browser; undefined if it has not. */
export function recall<K extends StateKey>(key: K): StateItems[K] | undefined {
  return remembered?.get(key) as StateItems[K] | undefined;
}

let isHeldBack: (key: string) => boolean = () => false;

/** Items for which this returns true are not written any more; they can still be removed. */
export function holdBack(which: (key: string) => boolean): void {
  isHeldBack = which;
}

let makeSpace: (wanted: string[]) => Promise<void> = async () => undefined;

/** Called with the keys to write when the session is full; the write is tried once more after it. */
export function whenSessionFull(space: (wanted: string[]) => Promise<void>): void {
  makeSpace = space;
}

type Shown = (key: string, value: unknown) => unknown;

let shownAs: Shown | null = null;

/** Items are changed by this before they are written and told to pages; null = unchanged. */
export function showAs(change: Shown | null): void {
  shownAs = change;
}

/** The items that may be written now, changed as `showAs` asks. */
export function writable(items: StateChange): StateChange {
  const written = Object.entries(items).filter(([key, value]) => value === undefined || !isHeldBack(key));
  return Object.fromEntries(shownAs ? written.map(([key, value]) => [key, value && shownAs!(key, value)]) : written) as StateChange;
}

/** Writes items; pages see one call as one change. Throws the Problem `storage-full` if the session has no space even after items were deleted. */
export async function writeState(items: StateChange): Promise<void> {
  const written = writable(items);
  const entries = Object.entries(written);
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => key);
  const kept = entries.filter(([, value]) => value !== undefined);
  const forget = remember([...kept, ...gone.map((key): [string, undefined] => [key, undefined])]);
  try {
    await Promise.all([kept.length > 0 && put(Object.fromEntries(kept)), gone.length > 0 && browser.storage.session.remove(gone)]);
  } catch (thrown) {
    forget();
    throw thrown;
  }
  for (const told of watching) told(written);
}

const watching = new Set<(change: StateChange) => void>();

/** Calls `told` with each change, undefined for removed items, until the returned function is called. Only the worker writes items. */
export function watchWritten(told: (change: StateChange) => void): () => void {
  watching.add(told);
  return () => watching.delete(told);
}

/** Remembers copies of the items. The returned function forgets them again, for when the browser has refused the write. */
function remember(entries: [string, unknown][]): () => void {
  if (!remembered) return () => undefined;
  if (remembered.size > MOST_REMEMBERED) void rememberAnew();
  const memory = remembered;
  for (const [key, value] of entries) {
    memory.set(key, structuredClone(value));
    keysThere?.add(key);
  }
  return () => entries.forEach(([key]) => memory.delete(key));
}

/** The keys that were written since each sweep under way began to read. */
const sweeps = new Set<Set<string>>();

/** Removes the items that `superfluous` names of all that there are; what is written while they are read stays. */
export async function sweepState(superfluous: (all: Partial<StateItems>) => StateKey[]): Promise<void> {
  const written = new Set<string>();
  sweeps.add(written);
  try {
    const gone = superfluous(await readState()).filter((key) => !written.has(key));
    await writeState(without(gone));
  } finally {
    sweeps.delete(written);
  }
}

async function put(items: Record<string, unknown>): Promise<void> {
  if (await fits(items)) return;
  await makeSpace(Object.keys(items));
  // A newer value may have been written meanwhile.
  const newest = Object.entries(items).map(([key, value]) => [key, remembered?.has(key) ? remembered.get(key) : value] as const);
  const left = newest.filter(([, value]) => value !== undefined);
  if (!(await fits(Object.fromEntries(left)))) throw new ProblemError({ kind: 'storage-full' });
}

function fits(items: Record<string, unknown>): Promise<boolean> {
  for (const written of sweeps) for (const key of Object.keys(items)) written.add(key);
  return browser.storage.session.set(items).then(() => true, unlessFull);
}

/** Each browser has its own text for a full session, none an error name. */
function unlessFull(thrown: unknown): false {
  if (thrown instanceof Error && /quota/i.test(thrown.message)) return false;
  throw thrown;
}
