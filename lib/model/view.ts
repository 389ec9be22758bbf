import type { AddressShape } from './address';
import type { BesideView } from './beside';
import type { Contact } from './contact';
import type { Customer, CustomerRef } from './customer';
import type { Change, CustomerDetails, Edit } from './edit';
import type { SpokenLanguage } from './language';
import type { Decision, Reason } from './match';
import type { Problem } from './problem';
import type { Filter, Whose } from './query';
import type { Said } from './said';
import type { SettingsFault } from './settings-document';
import type { Against } from './two-people';
import type { Preferences } from './settings';
import type { Rules } from './rules';

/** A text of a provider in the three languages. */
export type LocalizedText = Record<SpokenLanguage, string>;

/** A connection as pages may see it: without secrets, only whether each is set. */
export interface ConnectionView {
  id: string;
  provider: string;
  /** The name that the person has given, '' without one. */
  name: string;
  providerName: LocalizedText;
  /** The values of the form that are not secret. */
  values: Record<string, string>;
  /** The keys of the secrets that are set. */
  secretsSet: string[];
  signsIn?: true;
  can: Abilities;
  /** False for the local book that exists by default. */
  chosen: boolean;
  /** An administrator's policy no longer contains it: edits wait until the person decides. */
  dropped: boolean;
  /** The Problem of the whole connection (signed out, no permission, ...), or null. */
  problem: Problem | null;
  /** Until when calls wait for the CRM's rate limit (epoch ms), or null. */
  waitingUntil: number | null;
}

/** The optional members of a provider's connection: those that exist tell what it can do. */
export const MEMBERS = ['followUps', 'addFollowUp', 'colleagues', 'remove', 'messages', 'export', 'tasks', 'telephony'] as const;

/** Everything that a connection can do; anything else is not offered. */
export interface Abilities extends Record<(typeof MEMBERS)[number], boolean> {
  changes: Change['kind'][];
  /** The details that the CRM can change; empty where details cannot be edited. */
  details: (keyof CustomerDetails)[];
  /** The most phone numbers that a customer can have there. */
  mostPhones: number;
  addCustomer: boolean;
  newTags: boolean;
  readOnlyReason: LocalizedText | null;
  /** The supported filters of a search. */
  filters: Filter[];
  /** The supported choices of whose customers are searched. */
  whose: Whose[];
  /** A search can find fields with any value at all. */
  filledFields: boolean;
  /** Friends of the team can be listed by tag. */
  tagCustomers: boolean;
  /** A friend request can be sent before a task is added. */
  befriend: boolean;
}

/** The state of a connection's directory; `renewedAt` (epoch ms) is null until it was filled once. */
export interface DirectoryView {
  connection: string;
  count: number;
  filling: boolean;
  /** The CRM has more customers than the directory may hold. */
  limited: boolean;
  renewedAt: number | null;
  problem: Problem | null;
}

/** fresh; stale = shown while it is being renewed; offline = the last known version; gone = deleted in the CRM. */
export type Freshness = 'fresh' | 'stale' | 'offline' | 'gone';

/** The answer of one connection for the open contact. */
export type CardBody =
  | { kind: 'looking-up' }
  | { kind: 'failed' }
  /** `refused` where a person has ruled out candidates; `others` are connections without a candidate that get no card. */
  | { kind: 'none'; refused?: boolean; others?: ConnectionView[] }
  | { kind: 'several'; candidates: CandidateView[] }
  | {
      kind: 'found';
      certainty: Exclude<Decision, 'several' | 'none'>;
      reasons: Reason[];
      customer: Customer;
      freshness: Freshness;
      fetchedAt: number;
      /** The record on this device beside them, once it was read. */
      beside?: BesideView;
      /** Further records of the same person in the CRM. */
      further?: Customer[];
      /** What contradicts this customer: the number beside the contact's name (null), or the customer that another connection's card shows. */
      against?: { connection: string | null; why: Against };
    };

export interface CandidateView {
  customer: Customer;
  reasons: Reason[];
  /** The id of the candidate of the same connection that is another record of this person. */
  sameAs?: string;
}

export interface Card {
  connection: ConnectionView;
  body: CardBody;
  problem: Problem | null;
  /** Edits of the shown customer that the CRM has not accepted yet, oldest first; the customer in `body` includes them. */
  edits: Edit[];
}

/** Everything that the panel can show as its main content. */
export type PanelView =
  | { kind: 'locked'; unset?: true }
  | { kind: 'broken' }
  | { kind: 'moving' }
  | { kind: 'starting' }
  | { kind: 'no-chat-page' }
  | { kind: 'signed-out' }
  | { kind: 'refused' }
  | { kind: 'nothing-open' }
  /** The only name that the page shows is the agent's own. */
  | { kind: 'own-name' }
  | { kind: 'elsewhere' }
  | { kind: 'reading' }
  /** The chat page is loading or signing in. */
  | { kind: 'loading' }
  | { kind: 'switching' }
  /** `doubted`: another element is at the place of the missing part. */
  | { kind: 'unreadable'; missing: string[]; doubted?: true }
  | { kind: 'service'; contact: Contact }
  | { kind: 'room'; contact: Contact }
  | { kind: 'person'; contact: Contact; cards: Card[]; said?: Said | null };

/** What the chips beside the chat title show; nothing else is sent to the chat page. `storage`: the database cannot be opened. */
export type ChipsView =
  | { kind: 'hidden' }
  | { kind: 'looking-up' }
  | { kind: 'none'; canAdd: boolean }
  | { kind: 'several'; count: number }
  | { kind: 'problem'; storage?: boolean }
  | { kind: 'locked' }
  | { kind: 'found'; sure: boolean; stage: string | null; tags: ChipTag[]; remark: string | null; problem: boolean; storage?: boolean };

/** What a row of the chat list shows for a known contact: a dot, and the stage or the first tag where there is one. */
export interface BadgeView {
  sure: boolean;
  label: string | null;
}

/** The subject of a popover in the chat page: the open chat's customer, or a number in a message. */
export type PopoverAbout = { kind: 'customer' } | { kind: 'phone'; phone: string };

/** The contact of a popover, which does not change with the open chat. */
export interface PopoverView {
  tab: number;
  contact: Contact;
  about: PopoverAbout;
  /** The known customers with the number; empty for a customer's popover. */
  owners: PhoneOwner[];
}

/** A customer with a phone number. */
export interface PhoneOwner {
  ref: CustomerRef;
  name: string;
  company: string | null;
  owner: string | null;
  stage: string | null;
  tags: ChipTag[];
}

export interface ChipTag {
  name: string;
  color: string | null;
}

/** A line of a connection's form, as pages see it. */
export interface SettingFieldView {
  key: string;
  label: LocalizedText;
  help: LocalizedText;
  secret: boolean;
  required: boolean;
  kind: 'text' | 'url' | 'password';
  /** The known form of the address, and what is sent unencrypted where it is plain http. */
  address?: AddressShape & { inClear: LocalizedText };
  /** The path of the value in a settings document. */
  place: 'address' | 'credentials' | 'options';
  placeholder?: string;
  initial?: string;
  /** Found out by signing in, never typed nor written into a document. */
  found?: true;
  /** The possible values, where there are few; the first one is the default. */
  choices?: { value: string; name: LocalizedText }[];
}

/** A CRM product that can be connected. */
export interface ProviderView {
  id: string;
  name: LocalizedText;
  about: LocalizedText;
  settings: SettingFieldView[];
  /** The ways to connect, where there are several; each uses some of the settings. */
  ways?: SettingsWay[];
}

/** One of several ways to connect. Settings that no way lists belong to all of them. */
export interface SettingsWay {
  id: string;
  name: LocalizedText;
  /** The settings of this way, and those of them that are required. */
  keys: string[];
  required: string[];
  /** Settings with a fixed value in this way. */
  values: Record<string, string>;
  /** The person signs in with an account of their company, at a page that the browser shows. */
  signsIn?: true;
}

/** What has gone wrong with the stored records, `setAside` of a wrong form (table `aside`). Times are epoch ms. */
export interface StorageNews {
  setAside: { table: string; why: 'shape' | 'seal'; at: number }[];
  /** When customers were last deleted because the disk was full, and when a fill last stopped for it. */
  fullAt: number | null;
  stoppedAt?: number;
  /** When it was found that the browser had deleted everything. */
  lostAt?: number;
  /** The faults of the administrator's policy, by path. */
  policyFaults: SettingsFault[];
  /** The stored choices and taught pages that could not be read and are ignored, by path. */
  leftOut?: SettingsFault[];
}

/** What an administrator's policy sets: shown, but not editable. */
export interface Managed {
  connections: string[];
  preferences: (keyof Preferences)[];
  /** The ids of the chat pages that it teaches. */
  sites?: string[];
  /** Without it, everything is allowed. */
  rules?: Rules;
}
