import type { BookFollowUp } from '../model/book/record';
import type { BookSchema, SchemaUse } from '../model/book/schema';
import type { Customer } from '../model/customer';
import type { Matchable } from '../model/match/match-index';

/** The customers of one local book, with its schema. Whatever writes has reached the disk when it resolves, all of it or nothing. */
export interface Book {
  schema(): Promise<BookSchema>;
  get(id: string): Promise<Customer | null>;
  /** Those of them who are there, in the order that was asked. */
  getMany(ids: readonly string[]): Promise<Customer[]>;
  /** At most `most` customers behind the one with the id `after`, in the book's own order, which never changes; null begins at the beginning. */
  part(after: string | null, most: number): Promise<Customer[]>;
  count(): Promise<number>;
  /** What was noted about a customer, in no order. */
  followUps(customer: string): Promise<BookFollowUp[]>;
  /**
   * Changes these customers as they are then, and answers with them. Where `by` throws nothing is written; who is not there is the Problem `not-found`.
   * `also` is asked after `by` for what is written in the same step.
   */
  edit(
    ids: readonly string[],
    by: (customer: Customer, schema: BookSchema) => Customer,
    also?: () => Pick<BookWork, 'followUps' | 'journal' | 'endJournals' | 'bulk'>,
  ): Promise<Customer[]>;
  write(work: BookWork): Promise<void>;
  /**
   * Adds customers in a transaction that does not wait until the one before is on the disk. It relies on `known` instead of reading first: if the
   * book holds something else by then, nothing is written. Resolves once the requests are made; `written` is false if the work has to be done by `write`.
   */
  append(work: BookAppend): Promise<{ written: Promise<boolean> }>;
  /** Applies pending changes of the schema to the next customers. False once there are none left. */
  settle(): Promise<boolean>;
  /** How many customers, or follow-ups, have each of what is asked for. */
  uses(of: readonly SchemaUse[]): Promise<number[]>;
  /** All customers in memory, to be found by name, number and text; null while that is still being made, or cannot be kept. */
  index(): Promise<BookIndex | null>;
  /** The same while it is being made, with the customers it has so far; `whole` says whether these are all. */
  indexSoFar(): Promise<(BookIndex & { whole: boolean }) | null>;
}

/** What is written in one step. Of customers at most some hundreds, so that the step is short. */
export interface BookWork {
  /** Added, or put in the place of those with the same ids; a tag that the schema lacks is added to it. */
  put?: readonly Customer[];
  /** Goes with the follow-ups. */
  remove?: readonly string[];
  followUps?: readonly BookFollowUp[];
  /** Follow-ups that go by themselves: of which customer, and which. */
  dropFollowUps?: readonly (readonly [customer: string, id: string])[];
  /** The schema as it is to be, made of what it is then. */
  schema?: (schema: BookSchema) => BookSchema;
  journal?: readonly JournalPart[];
  /** Ids of journals that are done with. */
  endJournals?: readonly string[];
  /** One of many such steps: the index follows once they are over, which costs less. */
  bulk?: true;
  /** A computer that fails may lose it, whole, with its journal: a later step without this hands all before it to the disk. */
  flushedLater?: true;
}

/** Adds customers whose tags and options are all in `known.schema`, in one of many such steps. Like a step with `flushedLater`. */
export interface BookAppend {
  put: readonly Customer[];
  journal: readonly JournalPart[];
  /** The schema, and a part of the journal, as the steps before leave them. */
  known: { schema: BookSchema; journal: Pick<JournalPart, 'id' | 'part' | 'value'> };
}

/**
 * A part of the journal of a work on many customers (an import, a merge, a change of a selection), by which it goes on after the worker was stopped
 * and can be taken back. Part 0 is its head; `id` begins with the kind of work. `at` is epoch ms.
 */
export interface JournalPart {
  id: string;
  part: number;
  at: number;
  value: unknown;
}

/** The customers of a book as they can be searched and matched. */
export interface BookIndex {
  readonly size: number;
  /** The ids of the customers at the slots that `places` returns, each once, in that order. `places` is called again until all that it reads is in memory. */
  ids(places: (index: Matchable) => Iterable<number>): Promise<string[]>;
  /** The ids of at most `most`, the best first. */
  find(query: string, most: number): Promise<string[]>;
}
