import { regions } from './region';

/** All preferences with their possible values, the default first. Other keys and values are ignored. */
export const PREFERENCES = {
  /** The interface language; `auto` follows the browser. */
  language: ['auto', 'zh_CN', 'zh_TW', 'en'],
  theme: ['auto', 'light', 'dark'],
  /** The region of phone numbers without a calling code; `auto` follows the interface language, `none` adds no digits. */
  home: ['auto', 'none', ...regions],
  maskPhones: [true, false],
  /** Where several CRMs know one person: one record, or a card for each. */
  cards: ['one', 'each'],
  /** The CRMs in which the remark and tags of such a record are changed. */
  writeTo: ['one', 'all'],
  /** What the notification of a reminder contains: the customer's name, nothing, or name and text. */
  reminderShows: ['name', 'nothing', 'text'],
  /** How long customers stay stored on this computer, in days; 0 = until the browser closes. */
  keepDays: [7, 0, 1, 30],
  /** The most customers of each connection in its directory; 0 = none. */
  mostCustomers: [100_000, 0, 10_000, 1_000_000],
} as const;

/** The preferences that a person has chosen. */
export type Preferences = { -readonly [Key in keyof typeof PREFERENCES]: (typeof PREFERENCES)[Key][number] };
export type Language = Preferences['language'];
export type Home = Preferences['home'];
export type Theme = Preferences['theme'];
export type KeepDays = Preferences['keepDays'];
export type MostCustomers = Preferences['mostCustomers'];

/** The preferences in a stored value; a missing or wrong one is the default. */
export function preferencesIn(stored: unknown): Preferences {
  const given = (stored ?? {}) as Record<string, unknown>;
  const chosen = Object.entries<readonly unknown[]>(PREFERENCES).map(([key, values]) => [
    key,
    values.includes(given[key]) ? given[key] : values[0],
  ]);
  return Object.fromEntries(chosen) as Preferences;
}

export const DEFAULT_PREFERENCES: Preferences = preferencesIn(null);

/** A stored connection: `values` are the values of its form by key, including the secrets. */
export interface ConnectionSettings {
  id: string;
  provider: string;
  name: string;
  values: Record<string, string>;
  /** Set by an administrator's policy, or formerly set by one. */
  policy?: 'set' | 'dropped';
}

/** Whether two forms have equal values; a missing value equals an empty one. */
export function sameValues(a: ConnectionSettings['values'], b: ConnectionSettings['values']): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => (a[key] ?? '') === (b[key] ?? ''));
}

/** A taught chat page, as stored and in a settings document. */
export interface SiteSettings {
  id: string;
  name: string;
  /** Match patterns, each of one host: `https://chat.example.com/*`. */
  matches: string[];
  /** False where the page's ids change at every login. */
  lasting?: boolean;
  read: SiteParts;
}

/**
 * The places of the parts of a taught page: ordered candidates, from robust to specific, of `selector` (its text) or `selector@attribute`, or a
 * part of that: `selector@attribute~before*behind`. Those of a row's parts are relative to the row; `@attribute` alone is the row's own.
 */
export interface SiteParts {
  /** The page's own id of the open contact; empty where the page shows none: then the name is used. */
  id: string[];
  name: string[];
  avatar?: string[];
  /** Present while the open chat is a group. */
  kind?: string[];
  /** Present while no chat is open. */
  idle?: string[];
  row?: string[];
  rowId?: string[];
  rowName?: string[];
  message?: string[];
}

/** A person's choices, without anything about customers: they can be read while the records are locked. */
export interface Choices {
  preferences: Preferences;
  /** Taught pages. */
  sites: SiteSettings[];
  /** The known pages that were switched on or off, by their id. */
  sitesOn: Record<string, boolean>;
  /** The version of the text about what Kebian reads that the person has last seen (`READS_NOW`). */
  told: number;
  /** The ids of the pages that are not read because their address is a connected CRM's. */
  resting: string[];
}

export const NOTHING_CHOSEN: Choices = { preferences: DEFAULT_PREFERENCES, sites: [], sitesOn: {}, told: 0, resting: [] };

/** The least length of a passphrase, in UTF-16 units. */
export const SHORTEST_PASSPHRASE = 8;

/** A connection in its form: `id` is null for a new one; a secret that is missing in `values` stays as stored. */
export interface ConnectionDraft {
  id: string | null;
  provider: string;
  name: string;
  values: Record<string, string>;
  /** Keys of stored secrets to be deleted, because they belong to another way to connect. */
  without?: string[];
}
