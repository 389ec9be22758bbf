import type { SettingsReading } from '../model/settings-document';
import type { BackupKind, Compared, BackupRecord, RestoreHow, RestoreView } from '../model/backup/kinds';
import type { Counts as BackupCounts, ReadPart } from '../model/backup/make';
import type { BackupOutcome, BackupsView, PlaceDraft, RemindAfter, TakenUp } from '../model/backup/place';
import type { Questions } from '../model/questions';
import type { ImportCalls } from '../model/sheet/import-calls';
import type { ManyCalls } from '../model/many/many-calls';
import type { Alike } from '../model/alike';
import type { BesideChange } from '../model/beside';
import type { Carried, ToCarry } from '../model/book/carry-over';
import type { BookSchema, SchemaUse } from '../model/book/schema';
import type { SchemaChange } from '../model/book/schema-change';
import type { Contact, StampedState } from '../model/contact';
import type { Reading } from '../model/chat-pages';
import type { Customer, CustomerRef, NewCustomer, Page } from '../model/customer';
import type { DraftName, FormDraft } from '../model/draft';
import type { Base, Change, Intent } from '../model/edit';
import type { Counts } from '../model/former';
import type { Problem } from '../model/problem';
import type { RowPart } from '../model/table/row';
import type { LocalHits } from '../model/search/local-hit';
import type { CustomerQuery } from '../model/query';
import type { Region } from '../model/regions';
import type { QuickReply } from '../model/reply';
import type { ConnectionDraft, Language, Preferences, SiteSettings } from '../model/settings';
import type { Suggestion } from '../model/suggestion';
import type { TagGroup } from '../model/tag';
import type { NumberUse } from '../model/wanted';
import type { BadgeView, ChipsView, PopoverAbout, PopoverView, ProviderView } from '../model/view';
import type { LockAfter } from '../model/vault';

/** The answer to a chat page about its contact. `language` is a resolved one. */
export interface ChipsReply {
  contact: string | null;
  chips: ChipsView;
  /** Not every connection has answered yet: `chatSettled` returns when all have. */
  more?: true;
  language: Exclude<Language, 'auto'>;
  /** How phone numbers without a calling code are read in the messages. */
  home: Region | null;
}

/** Whether the panel is open now; if not, the keys that open it, '' where there are none. */
export type PanelAnswer = { open: true } | { open: false; keys: string };

/** The most rows of the chat list in one call. */
export const MOST_BADGES = 30;

/** Every call that can be made to the worker: what is asked, and what comes back. Failures come back as a thrown ProblemError. */
export interface Calls extends Questions, ImportCalls, ManyCalls {
  /** From the chat page: how it is to be read by the settings. Later changes are sent to the page. */
  reading: { ask: null; answer: Reading };
  /** From the chat page: what it shows now. The answer is for the chips; other pages read the session. */
  chatChanged: { ask: StampedState; answer: ChipsReply };
  /** From the chat page: the same chat once more, after an answer with `more`; answered when all connections have. */
  chatSettled: { ask: StampedState; answer: ChipsReply };
  /** From the chat page: the person has pressed "Customer panel". If the browser does not let a page open it, the answer has the keys that do. */
  openPanel: { ask: null; answer: PanelAnswer };
  /** From the chat page: prepares a popover. The answer is the key that its frame has to show; null if there is no customer to show. */
  openPopover: { ask: PopoverAbout; answer: string | null };
  /** From the chat page: the badges of the visible rows, in their order. Answered from the records: no CRM is asked. */
  badges: { ask: Contact[]; answer: (BadgeView | null)[] };
  /** From the chat page: it has messages. Injects the script that finds phone numbers in them; false if that failed. */
  putInPhones: { ask: null; answer: boolean };

  /** From a popover, with its key: whom it is for. From then on only that frame may make the popover's calls. */
  popover: { ask: string; answer: PopoverView };
  /** From the card of a number, which opens the panel by itself: what the panel is to do with it. */
  takeNumber: { ask: NumberUse; answer: null };

  /** From here on: own pages only. Brings all items up to date, also after a browser start. */
  hello: { ask: null; answer: null };
  lookUpAgain: { ask: { contact: Contact; connection: string }; answer: null };
  /** Stores that the contact is these customers, one of each connection; `agreed` if the person has seen what contradicts it. */
  choose: { ask: { contact: Contact; refs: CustomerRef[]; agreed?: true | undefined }; answer: null };
  /** Stores that the contact is none of these. */
  refuse: { ask: { contact: Contact; refs: CustomerRef[] }; answer: null };
  unlink: { ask: { contact: Contact; connection: string }; answer: null };
  /** Undoes the last of these decisions. */
  takeBack: { ask: { contact: Contact }; answer: null };
  /** Searches the local copies, at once and without a question to any CRM; `from` continues where an earlier part ended, `to` ends the part sooner. */
  searchLocal: { ask: { query: string; from: number; to?: number | undefined }; answer: LocalHits };
  /** The customers of a connection that are on this computer, as lines of a table: those that follow, some at a time. */
  rows: { ask: { connection: string; after: string | null }; answer: RowPart };
  /** Those of these ids that are there, as lines. */
  rowsOf: { ask: { connection: string; ids: string[] }; answer: RowPart };
  /** The ids of those whom a search finds, best first. */
  rowsFound: { ask: { connection: string; query: string }; answer: string[] };
  /**
   * Shows a customer who is worked on apart from any chat: as they were last known, at once, then as the CRM has them now. They are an item of the session
   * from then on, as the customer of a chat is. Rejects with what is in the way of the latter.
   */
  openCustomer: { ask: CustomerRef; answer: null };
  /** A customer of a local copy in full. */
  customer: { ask: CustomerRef; answer: Customer };
  /**
   * `key` is made up by the page: the same key twice adds one customer. `despite` are the ids of the customers alike whom the person has
   * seen; another one is the Problem `already-there`.
   */
  addCustomer: {
    ask: { key: string; contact: Contact | null; connection: string; customer: NewCustomer; despite?: string[] | undefined };
    answer: CustomerRef;
  };
  /** Customers who may be the one that is being typed; empty if the connection cannot tell. */
  alike: { ask: { connection: string; customer: NewCustomer }; answer: Alike[] };
  search: { ask: { connection: string; query: CustomerQuery; page: string | null }; answer: Page<Customer> };
  /** All results of the query, as the lines of a CSV file without its header. */
  exportSearch: { ask: { connection: string; query: CustomerQuery }; answer: string[][] };
  /** What the customers of a local book have beside names, numbers and remarks. */
  bookSchema: { ask: { connection: string }; answer: BookSchema };
  /** Changes it, and answers with it as it is then. What customers have of it follows by itself, at the latest with the next start. */
  changeSchema: { ask: { connection: string; change: SchemaChange }; answer: BookSchema };
  /** Copies customers of a local book to a CRM that can add customers; where similar ones exist there, these are returned and nobody is added. */
  carryOver: { ask: { from: string; to: string; customers: ToCarry[] }; answer: Carried[] };
  /** How many customers, or follow-ups, have this part of it. */
  countUses: { ask: { connection: string; of: SchemaUse }; answer: number };
  /** Counts the records that are deleted with a customer. */
  countAbout: { ask: { ref: CustomerRef }; answer: Counts };
  /** Deletes a customer and as many records as were counted; throws the Problem `counted-otherwise` if there are more by now. */
  removeCustomer: { ask: { ref: CustomerRef; loses: Counts }; answer: null };
  /** Stores the half-typed text of a form until it is sent or given up (null); it ends with the session. */
  keepDraft: { ask: { name: DraftName; draft: FormDraft | null }; answer: null };
  /** Reads the record on this device beside a customer, which is an item of the session from then on. */
  openBeside: { ask: CustomerRef; answer: null };
  changeBeside: { ask: { ref: CustomerRef; change: BesideChange }; answer: null };
  /** The tags that stand on this device beside anybody. */
  besideTags: { ask: null; answer: TagGroup[] };
  /** The phone numbers that the messages of an open chat show, the newest first; none where that chat is shown nowhere. */
  chatNumbers: { ask: { contact: Contact }; answer: string[] };
  /** Every quick reply, in no order. */
  replies: { ask: null; answer: QuickReply[] };
  /** Stores and deletes quick replies in one step. */
  saveReplies: { ask: { put: QuickReply[]; remove: string[] }; answer: null };
  reminderDone: { ask: { reminder: string }; answer: null };
  /** Moves a reminder to that time (epoch ms). */
  remindLater: { ask: { reminder: string; at: number }; answer: null };
  /**
   * `edit` is the id that the page gives the edit, `base` what the person saw before, as the change that would bring it back. The answer is
   * the id of the edit that carries the change, which may be an older one; null where the two undo each other.
   */
  submit: { ask: { edit: string; ref: CustomerRef; change: Intent; base: Base | null }; answer: string | null };
  retry: { ask: { edit: string }; answer: null };
  discard: { ask: { edit: string }; answer: null };
  /** Undoes an edit, also one that the CRM has accepted a moment ago. */
  undo: { ask: { edit: string }; answer: null };
  /** Overwrites another user's newer value, which the person has seen. */
  resolve: { ask: { edit: string; change: Change }; answer: null };
  /** A page has heard that the network is back. */
  networkBack: { ask: null; answer: null };

  /** Seals everything that is kept with a passphrase; asked again with the same one it has nothing more to do. */
  setPassphrase: { ask: { passphrase: string; lockAfter: LockAfter }; answer: null };
  removePassphrase: { ask: { passphrase: string }; answer: null };
  changePassphrase: { ask: { passphrase: string; next: string }; answer: null };
  unlock: { ask: { passphrase: string }; answer: null };
  lock: { ask: null; answer: null };
  lockAfter: { ask: { minutes: LockAfter }; answer: null };
  /** The person has read what this version reads. */
  toldOfReading: { ask: null; answer: null };
  /** Deletes everything of Kebian on this computer. */
  wipe: { ask: null; answer: null };
  /** A report of Kebian's state without names, as JSON. */
  diagnostics: { ask: null; answer: string };

  providers: { ask: null; answer: ProviderView[] };
  testConnection: { ask: ConnectionDraft; answer: { user: string | null; detail: string | null; suggestions: Suggestion[] } };
  saveConnection: { ask: ConnectionDraft; answer: string };
  /** Counts the records of a connection, or of all, that no CRM can give back. */
  countKept: { ask: { connection: string | null }; answer: Counts };
  /** Removes a connection. Without `loses` its records wait for the person; with it as many as were counted are deleted. */
  removeConnection: { ask: { connection: string; loses?: Counts | undefined }; answer: null };
  /** Keeps a connection that the administrator's policy no longer sets. */
  keepConnection: { ask: { connection: string }; answer: null };
  /** The former connection is the same CRM as this one, which gets its records. */
  resumeFormer: { ask: { former: string; connection: string }; answer: null };
  /** Deletes the records of a former connection, as many as were counted. */
  forgetFormer: { ask: { former: string; loses: Counts }; answer: null };
  orderConnections: { ask: { connections: string[] }; answer: null };
  renameConnection: { ask: { connection: string; name: string }; answer: null };
  signInAgain: { ask: { connection: string }; answer: null };
  savePreferences: { ask: Preferences; answer: null };
  /** Stores a taught page, or its new selectors, and begins to read it. */
  saveSite: { ask: SiteSettings; answer: null };
  /** Deletes a taught page, with its script and the permission for it. */
  removeSite: { ask: { site: string }; answer: null };
  switchSite: { ask: { site: string; on: boolean }; answer: null };
  /** The panel of this window shows what was wanted. */
  takeWanted: { ask: { window: number; at: number }; answer: null };
  exportSettings: { ask: { secrets: boolean; links: boolean }; answer: string };
  /** The links of one connection, be it a former one, as a settings document. */
  exportLinks: { ask: { connection: string }; answer: string };
  readSettings: { ask: { document: string }; answer: SettingsReading };
  importSettings: { ask: { document: string }; answer: null };

  /** How backups stand: the last one, the place for those that are made by themselves, a restore under way. */
  backups: { ask: null; answer: BackupsView };
  /** Some records of a backup; the page puts the parts together. Secrets of connections go along where they are asked for. */
  backupPart: { ask: { kind: BackupKind; after: string | null; secrets: boolean }; answer: ReadPart };
  /** The person has been given a file with all of it. */
  noteBackup: { ask: { counts: BackupCounts }; answer: BackupsView };
  remindOfBackup: { ask: { days: RemindAfter }; answer: BackupsView };
  /** Takes a folder, or an address, for backups that are made by themselves, and makes the first. */
  setBackupPlace: { ask: PlaceDraft; answer: BackupOutcome };
  leaveBackupPlace: { ask: null; answer: BackupsView };
  /** Makes one now; `over` what another computer has written there, which the person has agreed to. */
  backUpNow: { ask: { over: boolean }; answer: BackupOutcome };
  /** Takes in what another computer has written there, or an older version by its name, as a restore that is looked at first. */
  takeUpBackup: { ask: { restore: string; passphrase: string | null; older: string | null }; answer: TakenUp };
  /** A backup is about to come part by part; nothing is changed by it until `applyRestore`. */
  beginRestore: { ask: { restore: string; madeAt: string; from: string }; answer: RestoreView };
  takeRestorePart: { ask: { restore: string; number: number; kind: string; records: BackupRecord[] }; answer: null };
  endRestoreParts: { ask: { restore: string; parts: number }; answer: RestoreView };
  compareRestore: { ask: { restore: string; how: RestoreHow; after: string | null }; answer: Compared };
  /** Does the next step of a restore, until its phase is `done`. */
  applyRestore: { ask: { restore: string; how: RestoreHow }; answer: RestoreView };
  /** Takes the last step back, until there is none: then null. */
  undoRestore: { ask: { restore: string }; answer: RestoreView | null };
  /** What a restore has taken in goes, and what is kept to take it back. */
  forgetRestore: { ask: { restore: string }; answer: null };
}

export type CallName = keyof Calls;
export type Ask<K extends CallName> = Calls[K]['ask'];
export type Answer<K extends CallName> = Calls[K]['answer'];

/** The shape on the wire: a call and what comes back. */
export interface CallMessage {
  call: CallName;
  ask: unknown;
}

export type Reply = { answer: unknown } | { problem: Problem };
