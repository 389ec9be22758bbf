import type { Alike, Seen } from '../model/alike';
import type { Colleague, Customer, CustomerRef, Field, NewCustomer, Option, Page } from '../model/customer';
import type { Base, Change, CustomerDetails } from '../model/edit';
import type { FollowUp, NewFollowUp } from '../model/follow-up';
import type { Friend } from '../model/friend';
import type { ChatMessage } from '../model/message';
import type { CustomerQuery, Filter, TimeRange, Whose } from '../model/query';
import type { Region } from '../model/regions';
import type { Tag, TagGroup } from '../model/tag';
import type { Suggestion } from '../model/suggestion';
import type { LocalizedText, SettingFieldView, SettingsWay } from '../model/view';
import type { Book } from './book';
import type { SignedIn, SignInDeps } from './sign-in';
import type { Step, Tasks, Telephony } from './work';

export type { LocalizedText, Suggestion };
export type { Step, Tasks, Telephony };

/** One line of the connection form. `secret` values never leave the worker again once they are saved. */
export type SettingField = SettingFieldView;

/** What a person typed into the form, by the key of the field. */
export type Settings = Record<string, string>;

/** What the chat shows that helps to find the person in a CRM. */
export interface ContactHints {
  name: string;
  phones: string[];
}

/** All customers who may be the contact; `complete` where the CRM has no further one: every way was asked to its last page. */
export type Answered = { customers: Customer[]; complete: boolean };

/** What a connection really supports; what is missing is shown as read-only with the reason. */
export interface Capabilities {
  changes: Change['kind'][];
  /** The parts of the details that can be written, where not all of them can. */
  details?: (keyof CustomerDetails)[];
  /** The most phone numbers that a customer can have; as many as anywhere (`LIMITS`) where it is left out. */
  mostPhones?: number;
  addCustomer: boolean;
  /** A tag that does not exist yet can be created by naming it. */
  newTags: boolean;
  /** Why the rest is read-only, or null when everything can be edited. */
  readOnlyReason: LocalizedText | null;
  /** What a search can be narrowed by, beside its text; none where it is left out. */
  filters?: Filter[];
  /** Whose customers a search can be narrowed to; absent if it cannot. */
  whose?: Whose[];
  /** A search can be narrowed to customers for whom a field holds anything at all. */
  filledFields?: true;
}

/** Who we are in that CRM: shown by "Test connection". */
export interface AccountInfo {
  user: Colleague | null;
  detail: string | null;
}

/** A CRM that a team has connected. Every call throws a ProblemError and nothing else; every call ends when `signal` aborts. */
export interface Connection {
  can: Capabilities;
  check(signal: AbortSignal): Promise<AccountInfo>;
  /** Who we are there, by the id that customers name their people by; null where not known. The CRM is asked once, and only with a `signal`. */
  me?(signal?: AbortSignal): Promise<Colleague | null>;
  /**
   * The connection as the colleague with this id of the CRM sees it, for a CRM in which each colleague has a record of their own of a customer. A relay calls
   * it for agents whose id it knows.
   */
  as?(colleague: string): Connection;
  /** After `check`, when a person tests the connection: settings with which more of it would work. The calls that it makes change nothing. */
  suggestions?(signal: AbortSignal): Promise<Suggestion[]>;
  /** Asks by number and by name. Few calls, no ranking: matching is done elsewhere. */
  find(hints: ContactHints, signal: AbortSignal): Promise<Answered>;
  /** One customer, newest state. `known` is what was seen last, it may hold the handle that the CRM wants. */
  get(known: Customer, signal: AbortSignal): Promise<Customer>;
  /** A text alone is a query of that text. A filter that is not among `can.filters` is the Problem `not-supported`. */
  search(query: CustomerQuery | string, page: string | null, signal: AbortSignal): Promise<Page<Customer>>;
  tags(signal: AbortSignal): Promise<TagGroup[]>;
  fields(signal: AbortSignal): Promise<Field[]>;
  /**
   * Makes one change or several true, with one call where the CRM has one that carries them, and answers with the customer as the CRM has it
   * then. Applied twice = once. The CRM's newest state is read first. A value of it that is neither as wanted nor as one of `bases` says that
   * it was has been changed by another user, and one of which no base speaks was never seen unless it is empty: both are the Problem
   * `conflict`, and nothing is written. Without `bases`, what `known` shows is what was seen.
   */
  apply(changes: Change | readonly Change[], known: Customer, signal: AbortSignal, bases?: readonly Base[]): Promise<Customer>;
  /**
   * The same `key` (a new UUID for every customer) adds one customer, however often it is asked for. While `alike` finds customers whom
   * `seen.despite` does not name, no customer is added: the Problem `already-there`.
   */
  add?(customer: NewCustomer, key: string, signal: AbortSignal, seen?: Seen): Promise<Customer>;
  /** Who is there already and may be the one that is being added, `MOST_ALIKE` at most. `home`: how numbers without a calling code are read. */
  alike?(customer: NewCustomer, home: Region | null, signal: AbortSignal): Promise<Alike[]>;
  /**
   * Every customer of the connection, in parts; with `since` only those that changed: at that time (ISO 8601 text) or later, or after the
   * list that ended with this `mark`. Continues behind `cursor`, which came with an earlier part; null begins at the beginning.
   */
  list?(since: string | null, cursor: string | null, signal: AbortSignal): AsyncIterable<Part>;
  /** Deletes a customer in the CRM; one who is gone already is no Problem. The caller has asked the person. */
  remove?(ref: CustomerRef, signal: AbortSignal): Promise<void>;
  /** What was noted about contact with this customer, newest first. */
  followUps?(customer: Customer, page: string | null, signal: AbortSignal): Promise<Page<FollowUp>>;
  /** Writes a follow-up and answers with it as the CRM has it. Written twice = once; where it moves the stage, the customer has changed too. */
  addFollowUp?(customer: Customer, followUp: NewFollowUp, signal: AbortSignal): Promise<FollowUp>;
  /** Whether the CRM has a follow-up that is the same as this one where it is written; null where what it shows does not tell. */
  hasFollowUp?(customer: Customer, followUp: NewFollowUp, signal: AbortSignal): Promise<boolean | null>;
  /** The kinds that a new follow-up can be of. */
  followUpKinds?(signal: AbortSignal): Promise<Option[]>;
  /** The colleagues whose customers can be asked for. */
  colleagues?(signal: AbortSignal): Promise<Colleague[]>;
  /** The orders that a search can be sorted by. */
  sortings?(signal: AbortSignal): Promise<Option[]>;
  /** What was said in the chat with this customer, newest first. */
  messages?(customer: Customer, span: TimeRange, page: string | null, signal: AbortSignal): Promise<Page<ChatMessage>>;
  /** The friends of the team's accounts who have a tag. Those of accounts that are offline only when asked for. */
  friendsWithTag?(tag: Tag, options: { offline: boolean }, signal: AbortSignal): Promise<Friend[]>;
  /** What is written down about a friend, null when nothing is. */
  customerOfFriend?(friend: Friend, signal: AbortSignal): Promise<Customer | null>;
  /** All results of the query, in parts, as the CRM's own export has them. */
  export?(query: CustomerQuery, signal: AbortSignal): AsyncIterable<Customer[]>;
  tasks?: Tasks;
  telephony?: Telephony;
}

/** A part of a list, and where to continue once it is stored; null when it was the last. It may be empty. */
export interface Part {
  customers: Customer[];
  cursor: string | null;
  /** The ids of customers who were deleted, or whom the person may no longer see. */
  removed?: string[];
  /** In the last part, where the server keeps track of changes: the `since` of the next list. */
  mark?: string;
  /** The server no longer knows the mark or cursor: it begins anew, and this part and the later ones have all customers. */
  whole?: true;
}

/** What a provider is given; it reaches for nothing else. `now` is epoch ms. */
export interface ProviderDeps {
  /** The id of the connection, for the customers that it makes. */
  connection: string;
  http: Http;
  now(): number;
  /** A small durable memory of this connection, for what must survive the worker (clock offset, session, ...). */
  memory: Memory;
  /**
   * As `memory`, but one for all connections to the same product that `shares` this text with them. It stays as long as one of them is
   * stored.
   */
  shared(text: string): Memory;
  /** Set where `http` already keeps calls within the company's limit: the provider counts none itself. */
  limited?: true;
  /** The local book; only the local provider uses it. */
  book: Book;
  /** What `Provider.abilities` has answered. */
  abilities?: string | null;
  /** Lets ms pass, or rejects with the signal's reason when it aborts first. The wait is shown unless it is `quiet`. */
  wait?(ms: number, signal: AbortSignal, quiet?: boolean): Promise<void>;
}

export interface Memory {
  get(key: string): Promise<string | null>;
  set(key: string, value: string | null): Promise<void>;
  /** Present where several processes share the memory: runs the works that they give to it one after the other. */
  alone?<T>(work: () => Promise<T>): Promise<T>;
}

/** One request to the CRM. `body` is sent unchanged. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Sends the browser's cookies of that origin along. */
  cookies?: boolean;
  /** How long to wait after a rate limit without a time, in ms; ten seconds by default. */
  restMs?: number;
  /**
   * For a POST that adds something. A browser sends a request once more, by itself and unseen, when a connection breaks that had been used
   * before; this one therefore goes over a connection of its own, apart from the connection's other calls, and without cookies whatever
   * `cookies` says of those. Where the browser cannot do that it goes as the others do.
   */
  once?: boolean;
  /**
   * For a CRM that shows its sign-in page where JSON was asked for. `signed-out`: any web page or redirect is then that Problem. `what-it-shows`: for a
   * call that has just signed in, a web page alone with which somebody can sign in is; any other is not the CRM's.
   */
  htmlMeans?: 'signed-out' | 'what-it-shows';
  /** For a server that explains every failure in JSON: its answers are handed on whatever their status. */
  explained?: boolean;
  /** The answer may come in lines of JSON (application/x-ndjson): they are handed on as they come, however long that takes. */
  stream?: boolean;
  /** How long the call may take where that is longer than others may, in ms; how long nothing may be heard where it streams. */
  patienceMs?: number;
  signal: AbortSignal;
}

/**
 * `json` keeps whole numbers beyond 2^53 as text. `date` is the server's Date header as epoch ms, null when absent. `lines` instead of `json` where a
 * stream was asked for and has come.
 */
export interface HttpAnswer {
  status: number;
  json: unknown;
  date: number | null;
  lines?: AsyncIterable<unknown>;
}

/** Sends a request to one of the connection's declared origins, and to no other. Throws ProblemError. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** An adapter to one CRM product. The id is the folder's name. */
export interface Provider {
  id: string;
  name: LocalizedText;
  about: LocalizedText;
  settings: SettingField[];
  /** The ways to connect, where there are several. */
  ways?: SettingsWay[];
  /**
   * Keys of the settings that tell whose CRM it is and who we are in it: with another value in one of them it is another connection, whose
   * customers, links and edits are its own.
   */
  tenant: string[];
  /** Origins to ask the browser for when connecting, as match patterns without path: `https://crm.example.com`. */
  origins(settings: Settings): string[];
  /** What connections with these settings share with others; nothing by default. */
  shares?(settings: Settings): Shares;
  /**
   * For a product whose server says what a connection can do: its last answer, which is asked for where there is none, null while it is not known.
   * `connect` gets it in `deps`.
   */
  abilities?(settings: Settings, deps: ProviderDeps): Promise<string | null>;
  connect(settings: Settings, deps: ProviderDeps): Connection;
  /** Lets the person sign in, for the way of the settings that `signsIn`. Throws the Problem `not-signed-in` where that fails. */
  signIn?(settings: Settings, deps: SignInDeps): Promise<SignedIn>;
  /** Ends the session that a sign-in has begun, once no connection uses it. `memory` is what the connection's memory held. */
  signOut?(settings: Settings, memory: SignedIn['memory'], deps: Pick<SignInDeps, 'http' | 'signal'>): Promise<void>;
}

/** Names of shared memories, without secrets: what a company's quota is counted in, and what belongs to an account (its session). */
export interface Shares {
  quota: string;
  account: string;
}
