import { regions } from './region';

/** Every preference: the values that it may have, its default first. Whatever else is stored, or asked for, is not one. */
export const PREFERENCES = {
  /** The interface language; `auto` follows the browser. */
  language: ['auto', 'zh_CN', 'zh_TW', 'en'],
  theme: ['auto', 'light', 'dark'],
  /** Where phone numbers without a calling code belong; `auto` follows the interface language, `none` adds no digits to any. */
  home: ['auto', 'none', ...regions],
  maskPhones: [true, false],
  /** Several CRMs that know one person: one record, or a card for each. */
  cards: ['one', 'each'],
  /** Where the remark and the tags of such a record are written. */
  writeTo: ['one', 'all'],
  /** What the browser's notification of a reminder shows: the customer's name, nothing of them, or name and text. */
  reminderShows: ['name', 'nothing', 'text'],
  /** How long customers are kept on this computer, in days; 0 = until the browser closes. */
  keepDays: [7, 0, 1, 30],
  /** How many customers of each connection are kept for searching, at most; 0 = none. */
  mostCustomers: [100_000, 0, 10_000, 1_000_000],
} as const;

/** What a person chose for themselves. */
export type Preferences = { -readonly [Key in keyof typeof PREFERENCES]: (typeof PREFERENCES)[Key][number] };
export type Language = Preferences['language'];
export type Home = Preferences['home'];
export type Theme = Preferences['theme'];
export type KeepDays = Preferences['keepDays'];
export type MostCustomers = Preferences['mostCustomers'];

/** The preferences that a stored value holds: each that is missing or wrong is the default. */
export function preferencesIn(stored: unknown): Preferences {
  const given = (stored ?? {}) as Record<string, unknown>;
  const chosen = Object.entries<readonly unknown[]>(PREFERENCES).map(([key, values]) => [
    key,
    values.includes(given[key]) ? given[key] : values[0],
  ]);
  return Object.fromEntries(chosen) as Preferences;
}

export const DEFAULT_PREFERENCES: Preferences = preferencesIn(null);

/** One connection as it is stored: `values` are the form's values by key, the secrets among them included. */
export interface ConnectionSettings {
  id: string;
  provider: string;
  name: string;
  values: Record<string, string>;
  /** An administrator's policy sets it, or has set it and does not any longer. */
  policy?: 'set' | 'dropped';
}

/** Whether two forms say the same; a value that is missing is an empty one. */
export function sameValues(a: ConnectionSettings['values'], b: ConnectionSettings['values']): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => (a[key] ?? '') === (b[key] ?? ''));
}

/** A chat page that was taught, as it is stored and as a settings document holds it. */
export interface SiteSettings {
  id: string;
  name: string;
  /** Match patterns, each of one host: `https://chat.example.com/*`. */
  matches: string[];
  /** False where the page's ids are others after every login. */
  lasting?: boolean;
  read: SiteParts;
}

/**
 * Where things stand in a taught page: for each part ordered candidates, from robust to specific, of `selector` (its text) or
 * `selector@attribute`, or a part of that: `selector@attribute~before*behind`. Those of a row's parts are looked for inside the row; `@attribute` alone is the row's own.
 */
export interface SiteParts {
  /** The page's own id of the open contact; empty where the page shows none; the name is used instead. */
  id: string[];
  name: string[];
  avatar?: string[];
  /** Found when the open chat is a group. */
  kind?: string[];
  /** Found when no chat is open. */
  idle?: string[];
  row?: string[];
  rowId?: string[];
  rowName?: string[];
  message?: string[];
}

/** What a person has chosen for themselves, with nothing about customers in it: it can be read while the records are locked. */
export interface Choices {
  preferences: Preferences;
  /** Taught pages. */
  sites: SiteSettings[];
  /** Known pages that were switched on or off, by their id. */
  sitesOn: Record<string, boolean>;
  /** The last version of what Kebian reads that the person was told of (`READS_NOW`). */
  told: number;
  /** The pages, by id, that are not read because their address is a connected CRM's. */
  resting: string[];
}

export const NOTHING_CHOSEN: Choices = { preferences: DEFAULT_PREFERENCES, sites: [], sitesOn: {}, told: 0, resting: [] };

/** The least number of characters of a passphrase. */
export const SHORTEST_PASSPHRASE = 8;

/** A connection as the form holds it: `id` is null for a new one, a secret that is left out of `values` stays as it is stored. */
export interface ConnectionDraft {
  id: string | null;
  provider: string;
  name: string;
  values: Record<string, string>;
  /** Keys of stored secrets that do not stay: they belong to another way to connect. */
  without?: string[];
}
