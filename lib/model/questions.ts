import type { Colleague, Customer, CustomerRef, Field, Option, Page } from './customer';
import type { FollowUp } from './follow-up';
import type { FoundByPhone } from './found-by-phone';
import type { Friend } from './friend';
import type { ChatMessage } from './message';
import type { TimeRange } from './query';
import type { Tag, TagGroup } from './tag';
import type { NewTask, Task, TaskFilter } from './task';

/**
 * The questions of a page to one CRM, of which nothing is stored: the worker passes the question to the connection, and the answer to the page.
 * `connection` is a connection's id.
 */
export interface Questions {
  tags: { ask: { connection: string }; answer: TagGroup[] };
  fields: { ask: { connection: string }; answer: Field[] };
  colleagues: { ask: { connection: string }; answer: Colleague[] };
  sortings: { ask: { connection: string }; answer: Option[] };
  /** The newest come first. */
  followUps: { ask: { ref: CustomerRef; page: string | null }; answer: Page<FollowUp> };
  followUpKinds: { ask: { connection: string }; answer: Option[] };
  messages: { ask: { ref: CustomerRef; span: TimeRange; page: string | null }; answer: Page<ChatMessage> };
  friendsWithTag: { ask: { connection: string; tag: Tag; offline: boolean }; answer: Friend[] };
  customerOfFriend: { ask: { connection: string; friend: Friend }; answer: Customer | null };
  taskPeople: { ask: { connection: string; page: string | null }; answer: Page<Colleague> };
  tasksOf: { ask: { connection: string; person: string; filter: TaskFilter; page: string | null }; answer: Page<Task> };
  /** `once` is a new id for every task. Called again with the same one, it continues after the last completed step. */
  addTask: { ask: { connection: string; task: NewTask; befriendFirst: boolean; once: string }; answer: null };
  removeTask: { ask: { connection: string; task: Task }; answer: null };
  removeAllTasks: { ask: { connection: string; person: string }; answer: null };
  findByPhone: { ask: { connection: string; phone: string }; answer: FoundByPhone };
  phonePopUp: { ask: { connection: string }; answer: boolean };
  setPhonePopUp: { ask: { connection: string; on: boolean }; answer: null };
}

export type QuestionName = keyof Questions;

/** The calls that only cause an effect and return nothing. */
export type Order = { [Q in QuestionName]: Questions[Q]['answer'] extends null ? Q : never }[QuestionName];
