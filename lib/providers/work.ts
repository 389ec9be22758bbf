import type { Colleague, Page } from '../model/customer';
import type { FoundByPhone } from '../model/found-by-phone';
import type { NewTask, Task, TaskFilter } from '../model/task';

/**
 * Does one step of several unless it was done before. `contents` tell it from another of the same name; `look` finds out whether it was done with
 * some contents, where the answer was lost, if anything can. Throws the Problem `done-before` where it was done with other contents.
 */
export type Step = <C>(name: string, contents: C, work: () => Promise<void>, look?: (contents: C) => Promise<boolean>) => Promise<void>;

/** Lists of people to call, one for each colleague. */
export interface Tasks {
  /** Whether a friend request can be sent before an entry is put on a list. */
  canBefriend: boolean;
  /** The colleagues who have such a list. */
  people(page: string | null, signal: AbortSignal): Promise<Page<Colleague>>;
  of(person: string, filter: TaskFilter, page: string | null, signal: AbortSignal): Promise<Page<Task>>;
  /**
   * Puts an entry on my own list; with `befriendFirst` the CRM sends a friend request on WeChat before that. Every call that adds something
   * is a `step`: the caller knows which of them were done before.
   */
  add(task: NewTask, options: { befriendFirst: boolean; step?: Step }, signal: AbortSignal): Promise<void>;
  /** The caller of these two has asked the person. */
  remove(task: Task, signal: AbortSignal): Promise<void>;
  removeAll(person: string, signal: AbortSignal): Promise<void>;
}

/** What a CRM with telephones knows of a caller, and whether it shows that by itself after a call. */
export interface Telephony {
  lookUp(phone: string, signal: AbortSignal): Promise<FoundByPhone>;
  popUp(signal: AbortSignal): Promise<boolean>;
  setPopUp(on: boolean, signal: AbortSignal): Promise<void>;
}
