/** The interface language; `auto` follows the browser. */
export type Language = 'auto' | 'zh_CN' | 'zh_TW' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

/** How long customers are kept on this computer, in days; 0 = until the browser closes. */
export type KeepDays = 0 | 1 | 7 | 30;

/** How many customers of each connection are kept for searching, at most; 0 = none. */
export type MostCustomers = 0 | 10_000 | 100_000 | 1_000_000;

/** What a person chose for themselves. */
export interface Preferences {
  language: Language;
  theme: Theme;
  maskPhones: boolean;
  keepDays: KeepDays;
  mostCustomers: MostCustomers;
}

export const DEFAULT_PREFERENCES: Preferences = {
  language: 'auto',
  theme: 'auto',
  maskPhones: true,
  keepDays: 7,
  mostCustomers: 100_000,
};

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
  read: SiteParts;
}

/**
 * Where things stand in a taught page: for each part ordered candidates, from robust to specific, of `selector` (its text) or
 * `selector@attribute`. Those of a row's parts are looked for inside the row; `@attribute` alone is the row's own.
 */
export interface SiteParts {
  /** The page's own id of the open contact; empty where the page shows none, and then the name stands for it. */
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

/** A passphrase has at least so many characters. */
export const SHORTEST_PASSPHRASE = 8;
