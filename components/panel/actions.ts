import type { Order, QuestionName, Questions } from '../../lib/model/questions';
import type { BesideChange } from '../../lib/model/beside';
import type { Alike } from '../../lib/model/alike';
import type { Customer, CustomerRef, NewCustomer, Page } from '../../lib/model/customer';
import type { Base, Change, Intent } from '../../lib/model/edit';
import type { Counts } from '../../lib/model/former';
import type { FollowUp } from '../../lib/model/follow-up';
import type { Problem } from '../../lib/model/problem';
import type { QuickReply } from '../../lib/model/reply';
import type { Preferences } from '../../lib/model/settings';
import type { LocalHits } from '../../lib/model/search/local-hit';
import type { CustomerQuery } from '../../lib/model/query';
import type { Tag, TagGroup } from '../../lib/model/tag';

/**
 * Everything a person can ask for in the panel. Calls without a result are answered by the next `view`.
 * `connection` is a connection's id. What answers with more than a Problem or null rejects with a ProblemError.
 */
export interface PanelActions {
  /** Resolves when it is answered or has failed; the result arrives as state. */
  lookUpAgain(connection: string): Promise<void>;
  /**
   * "This is the right customer" for the open chat: links them, one of each connection. `agreed` where the person has seen that a number or a
   * name speaks against it, and is not to be asked again.
   */
  choose(refs: CustomerRef[], agreed?: true): void;
  /** "Not this customer", or none of these, for the open chat. */
  refuse(refs: CustomerRef[]): void;
  /** Forgets which customer of this connection the open chat belongs to. */
  unlink(connection: string): void;
  /** Undoes the last decision about the open chat's contact. */
  takeBack(): void;
  /**
   * Resolves with null once the CRM has the customer, or with what is in the way. The same `once` adds one customer. `despite` are the ids
   * of those of `alike` whom the person has seen and means to add another beside.
   */
  addCustomer(connection: string, customer: NewCustomer, once: string, despite: string[]): Promise<Problem | null>;
  /** Customers who may be the one that is being typed; those with the same number first. */
  alike(connection: string, customer: NewCustomer): Promise<Alike[]>;
  /**
   * Resolves with null once the change is written down (not yet accepted by the CRM), or with what is in the way. `seen` is what the
   * person saw when they began, as the change that would bring it back, where that is not what is shown. The same `once` makes one edit.
   */
  submit(ref: CustomerRef, change: Intent, seen?: Base, once?: string): Promise<Problem | null>;
  /**
   * Makes a change of the remark or the tags to the same person in other CRMs too, each as an edit of its own. Resolves with those for which it
   * could not be written down.
   */
  submitAlso(refs: CustomerRef[], change: Change): Promise<NotWritten[]>;
  /** Loads the code of `submitAlso`, so that it also works in a page that is closing. */
  loadSubmitAlso(): void;
  /** Stores preferences; resolves with the Problem, null if there is none. */
  prefer(change: Partial<Preferences>): Promise<Problem | null>;
  retry(editId: string): void;
  discard(editId: string): void;
  /** Undoes an edit that is still in the outbox, or that the CRM has accepted a moment ago; resolves with the Problem, null if there is none. */
  undo(editId: string): Promise<Problem | null>;
  /** Overwrites another user's newer value, which the person has seen. */
  resolve(editId: string, change: Change): void;
  /** Puts a question to a CRM. */
  ask<Q extends QuestionName>(question: Q, asked: Questions[Q]['ask']): Promise<Questions[Q]['answer']>;
  /** Has a CRM do something; resolves with null when it is done, or with the Problem. */
  order<O extends Order>(order: O, asked: Questions[O]['ask']): Promise<Problem | null>;
  loadTags(connection: string): Promise<TagGroup[]>;
  /** Searches the copies on this computer; `from` continues where an earlier part ended. */
  searchLocal(query: string, from: number, to?: number): Promise<LocalHits>;
  /** Shows a customer apart from the chat; rejects with what is in the way of their newest state. What is known of them comes down as state. */
  openCustomer(ref: CustomerRef): Promise<void>;
  search(connection: string, query: CustomerQuery, page: string | null): Promise<Page<Customer>>;
  /** All results of the query as a file with a header line. */
  exportSearch(connection: string, query: CustomerQuery, headings: string[], fileName: string): Promise<Problem | null>;
  /** The counts of the records that are deleted with a customer, or the Problem that prevents counting. */
  countAbout(ref: CustomerRef): Promise<Counts | Problem>;
  /** Deletes a customer in the CRM, and the local records that were counted in the question. */
  removeCustomer(ref: CustomerRef, loses: Counts): Promise<Problem | null>;
  /** Newest first. `renew` asks the CRM even if an answer is cached. */
  followUps(ref: CustomerRef, page: string | null, renew: boolean): Promise<Page<FollowUp>>;
  /** The cached first page of `followUps`, null if there is none. */
  knownFollowUps(ref: CustomerRef): Page<FollowUp> | null;
  /** Reads the record on this device beside a customer; it arrives as state. */
  openBeside(ref: CustomerRef): void;
  changeBeside(ref: CustomerRef, change: BesideChange): Promise<Problem | null>;
  /** All tags that this device has beside customers. */
  loadBesideTags(): Promise<TagGroup[]>;
  /** The phone numbers in the messages of the open chat, the newest first. */
  chatNumbers(): Promise<string[]>;
  loadReplies(): Promise<QuickReply[]>;
  reminderDone(reminderId: string): void;
  /** Moves a reminder to that time (epoch ms). */
  remindLater(reminderId: string, at: number): void;
  /** Goes to the chat with a customer; null where none is open in which they are certain. */
  chatWith(ref: CustomerRef): Promise<(() => void) | null>;
  copy(text: string): void;
  /** Says that the request of that time (epoch ms) is shown. */
  takeWanted(at: number): void;
  openOptions(): void;
  /** Shows the page of all customers at a view of it, in a tab. */
  showCustomers(view: string): void;
  /** When the last backup was made (epoch ms), null where there was none; undefined where nothing is to be said of it. */
  oldBackup(): Promise<number | null | undefined>;
  /** Tries once more to open the database. */
  tryStorage(): void;
  openChatPage(): void;
  /** Shows how the page of the active tab is taught. */
  teachPage(): void;
  signInAgain(connection: string): void;
  /** Unlocks the records; resolves with null when they can be read. */
  unlock(passphrase: string): Promise<Problem | null>;
}

/** The actions for editing a customer, which are all that a popover has. */
export type EditActions = Pick<PanelActions, 'submit' | 'retry' | 'discard' | 'undo' | 'resolve' | 'loadTags' | 'ask'>;

/** A connection for which a change could not be stored, and why. */
export interface NotWritten {
  connection: string;
  problem: Problem;
}

/** Whether a tag matches what was typed; by name alone unless the page has something better. */
export type TagMatcher = (tag: Tag, query: string) => boolean;
