import type { SettingsReading } from '../../lib/model/settings-document';
import type { Counts, FormerView } from '../../lib/model/former';
import type { Problem } from '../../lib/model/problem';
import type { SpokenLanguage } from '../../lib/model/language';
import type { ConnectionDraft, Preferences } from '../../lib/model/settings';
import type { Suggestion } from '../../lib/model/suggestion';
import type { ConnectionView } from '../../lib/model/view';
import type { LockAfter } from '../../lib/model/vault';

/** The actions of the options page. Promises resolve with null when done, or with the Problem. */
export interface OptionsActions {
  /** The person has read what Kebian reads. */
  toldOfReading(): void;
  /** Keeps customers on this computer alone, with no CRM. */
  useLocalBook(): Promise<Problem | null>;
  /** Tests these settings: returns who we are in the CRM; nothing is stored. Called in the turn of the click, so that it may ask for permission. */
  test(draft: ConnectionDraft): Promise<TestAnswer>;
  /** Stores a new or changed connection. Called inside the click, so that it may ask for permission. */
  save(draft: ConnectionDraft): Promise<Problem | null>;
  /** Asks for the right to reach a connection that was not set up here, and shows the company’s sign-in where it has one. Called inside the click. */
  allow(connection: ConnectionView): Promise<Problem | null>;
  rename(connection: string, name: string): Promise<Problem | null>;
  /** Puts the connection at this place in the order, 0 = it leads. */
  move(connection: string, place: number): Promise<Problem | null>;
  /** Counts the records of a connection, or of all, that no CRM can give back; or the Problem that prevents counting. */
  countKept(connection: string | null): Promise<Counts | Problem>;
  /** Removes a connection; with `loses` as many of its records as were counted, otherwise they wait. */
  remove(connection: string, loses: Counts | null): Promise<Problem | null>;
  /** Keeps a connection that the administrator's policy no longer sets. */
  keep(connection: string): Promise<Problem | null>;
  /** A former connection is the same CRM as this one. */
  resume(former: string, connection: string): Promise<Problem | null>;
  forget(former: string, loses: Counts): Promise<Problem | null>;
  useBookAgain(former: FormerView): Promise<Problem | null>;
  /** Downloads the links of a connection, be it a former one, as a file. */
  exportLinks(connection: string): Promise<Problem | null>;
  setPreferences(change: Partial<Preferences>): Promise<Problem | null>;
  /** Downloads the settings as a file; secrets, and links with the names in them, only if that is asked for. */
  exportSettings(withSecrets: boolean, withLinks: boolean): Promise<Problem | null>;
  /** Checks a settings file without importing anything; or the Problem that prevents it. */
  readSettings(text: string): Promise<SettingsReading | Problem>;
  /** Imports a file that `readSettings` found no fault in. Called inside the click. */
  importSettings(text: string): Promise<Problem | null>;
  openChatPage(url: string): void;
  /** Shows the page of all customers at a view of it, in a tab. */
  showCustomers(view: string): void;
  /** Seals all records. */
  setPassphrase(passphrase: string, lockAfter: LockAfter): Promise<Problem | null>;
  changePassphrase(passphrase: string, next: string): Promise<Problem | null>;
  removePassphrase(passphrase: string): Promise<Problem | null>;
  unlock(passphrase: string): Promise<Problem | null>;
  lock(): Promise<Problem | null>;
  /** Tries once more to open the database. */
  tryStorage(): void;
  setLockAfter(minutes: LockAfter): Promise<Problem | null>;
  /** Deletes everything on this computer. */
  wipe(): Promise<Problem | null>;
  /** Switches a known page on or off. Called inside the click, as the three that follow: the browser may have to ask. */
  switchPage(page: string, on: boolean): Promise<Problem | null>;
  allowPage(url: string): Promise<Problem | null>;
  removePage(page: string): Promise<Problem | null>;
  /** Lets the person point at the parts of a page; false when they ended it. Rejects with a ProblemError. */
  teachPage(address: string, name: string, language: SpokenLanguage): Promise<boolean>;
  copy(text: string): Promise<void>;
}

export type TestAnswer =
  | { kind: 'connected'; user: string | null; detail: string | null; suggestions: Suggestion[] }
  | { kind: 'failed'; problem: Problem };
