import type { SettingsFault } from '../model/settings-document';
import { openDB, type IDBPDatabase } from 'idb';
import { browser } from 'wxt/browser';
import { KNOWN_PAGES } from '../model/chat-pages';
import { oneByOne } from '../model/one-by-one';
import { NOTHING_CHOSEN, PREFERENCES, preferencesIn, type Choices, type Preferences } from '../model/settings';
import { READS_NOW } from '../model/what-is-read';
import { readChoicesBy } from '../wire/choices';
import { readState, writeState } from './session/items';
import { toldFault } from '../wire/json-faults';
import { siteIn } from '../wire/site-check';
import { deleteInTime } from './storage/opening';
import { noteStorage } from './storage/status';

/** A database of their own: they can be read while the records are sealed, and no content script can reach them. */
const NAME = 'kebian-choices';
const TABLE = 'choices';
const KEY = 'choices';

/** Where they lay before, within reach of every content script. */
const OLD_ITEMS = ['preferences', 'preferences$', 'sites', 'sites$', 'sitesOn', 'sitesOn$'];

let chosen: Promise<Choices> | null = null;

/** When the worker starts: reads what is chosen and puts it into the session, for the pages. */
export function openChoices(): void {
  chosen = null;
  readChoicesBy(choices);
  void choices();
}

/** What the person has chosen. While it cannot be read, what the session knows of it holds, or the defaults do. */
export function choices(): Promise<Choices> {
  return stored().catch(async () => (await readState(['choices'])).choices ?? NOTHING_CHOSEN);
}

export async function preferencesNow(): Promise<Preferences> {
  return (await choices()).preferences;
}

const changing = oneByOne();

/** Changes what is chosen: on the disk first, then for the worker and the pages. Changes are made one after the other. */
export function choose(change: (now: Choices) => Partial<Choices>): Promise<void> {
  return changing(async () => {
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
  await changing(async () => undefined);
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
  // Where content scripts can write it still, nothing waits there for a database that is lost.
  void browser.storage.local.remove(OLD_ITEMS);
  if (faults.length > 0) void noteStorage({ leftOut: faults });
  return now;
}

/**
 * What an older version has kept. A content script could have written it, and which addresses are a CRM's may not be readable now: taught
 * pages rest until that was looked at.
 */
async function oldChoices(): Promise<ReturnType<typeof choicesIn>> {
  const old = await browser.storage.local.get(OLD_ITEMS);
  const { now, faults } = choicesIn(old);
  // Who begins here is told by the first page of the settings.
  const told = Object.values(old).every((value) => value == null) ? READS_NOW : now.told;
  return { now: { ...now, told, resting: now.sites.map(({ id }) => id) }, faults };
}

async function keep(next: Choices): Promise<void> {
  await inDatabase((database) => database.put(TABLE, next, KEY));
}

/** They are read once by every worker, and seldom changed. */
async function inDatabase<T>(work: (database: IDBPDatabase) => Promise<T>): Promise<T> {
  const database = await openDB(NAME, 1, { upgrade: (fresh) => void fresh.createObjectStore(TABLE) });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** What of a stored value can be believed, each value by itself, and what is left out of it. */
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

/** What is stored for a preference and is none of its values; what is missing is none. */
function preferenceFaults(stored: unknown): SettingsFault[] {
  const given = Object(stored) as Record<string, unknown>;
  return Object.entries<readonly unknown[]>(PREFERENCES)
    .filter(([key, values]) => given[key] !== undefined && !values.includes(given[key]))
    .map(([key, values]) => ({ path: `preferences.${key}`, expected: values.join(' | '), found: typeof given[key] }));
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
