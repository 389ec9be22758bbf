import type { SettingsFault } from '../model/settings-document';
import { openDB, type IDBPDatabase } from 'idb';
import { browser } from 'wxt/browser';
import { KNOWN_PAGES } from '../model/chat-pages';
import { serialQueue } from '../model/serial-queue';
import { NOTHING_CHOSEN, PREFERENCES, preferencesIn, type Choices, type Preferences } from '../model/settings';
import { READS_NOW } from '../model/what-is-read';
import { readChoicesBy } from '../wire/choices';
import { readState, writeState } from './session/items';
import { toldFault } from '../wire/json-faults';
import { siteIn } from '../wire/site-check';
import { deleteInTime } from './storage/opening';
import { noteStorage } from './storage/status';

/** The choices have a database of their own, so that they can be read while the records are sealed. Content scripts cannot reach it. */
const NAME = 'kebian-choices';
const TABLE = 'choices';
const KEY = 'choices';

/** The keys in `storage.local`, which content scripts can reach, under which older versions kept the choices. */
const OLD_ITEMS = ['preferences', 'preferences$', 'sites', 'sites$', 'sitesOn', 'sitesOn$'];

let chosen: Promise<Choices> | null = null;

/** Called when the worker starts: reads the choices and writes them into the session, where pages see them. */
export function openChoices(): void {
  chosen = null;
  readChoicesBy(choices);
  void choices();
}

/** The person's choices. While the database cannot be read, those in the session are returned, or the defaults. */
export function choices(): Promise<Choices> {
  return stored().catch(async () => (await readState(['choices'])).choices ?? NOTHING_CHOSEN);
}

export async function preferencesNow(): Promise<Preferences> {
  return (await choices()).preferences;
}

const serially = serialQueue();

/** Changes the choices, on the disk first, then in the worker and the session. Changes run one after the other. */
export function choose(change: (now: Choices) => Partial<Choices>): Promise<void> {
  return serially(async () => {
    const now = await stored();
    const wanted = { ...now, ...change(now) };
    await keep(wanted);
    chosen = Promise.resolve(wanted);
    await publish(wanted);
  });
}

function stored(): Promise<Choices> {
  if (chosen) return chosen;
  const reading = readChoices();
  reading.then(publish).catch(() => {
    if (chosen === reading) chosen = null;
  });
  return (chosen = reading);
}

/** Resets all choices to their defaults. */
export async function forgetChoices(): Promise<void> {
  await serially(async () => undefined);
  await browser.storage.local.clear();
  await deleteInTime(NAME).finally(() => (chosen = null));
}

async function publish(now: Choices): Promise<void> {
  const { choices: told } = await readState(['choices']);
  if (JSON.stringify(told) !== JSON.stringify(now)) await writeState({ choices: now });
}

async function readChoices(): Promise<Choices> {
  const kept: unknown = await inDatabase((database) => database.get(TABLE, KEY));
  const { now, faults } = kept === undefined ? await oldChoices() : choicesIn(kept);
  if (kept === undefined) await keep(now);
  // Must not wait for the database: content scripts can still write these keys.
  void browser.storage.local.remove(OLD_ITEMS);
  if (faults.length > 0) void noteStorage({ leftOut: faults });
  return now;
}

/**
 * The choices of an older version. A content script could have written them, and which addresses belong to a CRM may not be readable now: taught
 * pages stay switched off until that was checked.
 */
async function oldChoices(): Promise<ReturnType<typeof choicesIn>> {
  const old = await browser.storage.local.get(OLD_ITEMS);
  const { now, faults } = choicesIn(old);
  // A new user reads on the first page of the settings what Kebian reads.
  const told = Object.values(old).every((value) => value == null) ? READS_NOW : now.told;
  return { now: { ...now, told, resting: now.sites.map(({ id }) => id) }, faults };
}

async function keep(next: Choices): Promise<void> {
  await inDatabase((database) => database.put(TABLE, next, KEY));
}

/** Opened for one operation only: each worker reads the choices once, and they seldom change. */
async function inDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(NAME, 1, { upgrade: (fresh) => void fresh.createObjectStore(TABLE) });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** The valid parts of a stored value, each checked by itself, and the faults of the parts that were left out. */
function choicesIn(value: unknown): { now: Choices; faults: SettingsFault[] } {
  const { preferences, sites, sitesOn, told, resting } = (value ?? {}) as Partial<Record<keyof Choices, unknown>>;
  const read = listIn(sites).map(siteIn);
  const taught = read.flatMap(({ site }) => site ?? []);
  const known = new Set(KNOWN_PAGES.map(({ id }) => id));
  const faults = [
    ...preferenceFaults(preferences),
    ...read.flatMap(({ faults: found }, place) => found.map((fault) => toldFault({ ...fault, at: ['sites', place, ...fault.at] }))),
  ];
  const now = {
    preferences: preferencesIn(preferences),
    sites: taught.filter(({ id }, place) => !known.has(id) && taught.findIndex((one) => one.id === id) === place),
    sitesOn: Object.fromEntries(Object.entries(sitesOn ?? {}).filter(([id, on]) => known.has(id) && typeof on === 'boolean')),
    told: typeof told === 'number' ? told : 0,
    resting: listIn(resting).filter((id) => typeof id === 'string'),
  };
  return { now, faults };
}

/** The stored preferences that have none of the allowed values; a missing one is no fault. */
function preferenceFaults(stored: unknown): SettingsFault[] {
  const given = Object(stored) as Record<string, unknown>;
  return Object.entries<readonly unknown[]>(PREFERENCES)
    .filter(([key, values]) => given[key] !== undefined && !values.includes(given[key]))
    .map(([key, values]) => ({ path: `preferences.${key}`, expected: values.join(' | '), found: typeof given[key] }));
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
