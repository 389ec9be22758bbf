import type { AddressShape } from './address';
import type { Contact } from './contact';
import type { Customer, CustomerRef } from './customer';
import type { Change, CustomerDetails, Edit } from './edit';
import type { Decision, Reason } from './match';
import type { Problem } from './problem';
import type { Filter, Whose } from './query';
import type { Said } from './said';
import type { SettingsFault } from './settings-document';
import type { Against } from './two-people';
import type { Preferences } from './settings';
import type { Rules } from './rules';

/** A text in the three languages, as providers bring them. */
export interface LocalizedText {
  zh_CN: string;
  zh_TW: string;
  en: string;
}

/** A connection as pages may see it: no secret, only whether one is set. */
export interface ConnectionView {
  id: string;
  provider: string;
  /** What the person calls it, '' when they gave no name. */
  name: string;
  providerName: LocalizedText;
  /** Values of the form that are no secrets. */
  values: Record<string, string>;
  /** Keys of the secrets that are set. */
  secretsSet: string[];
  can: Abilities;
  /** False for the local book that is there before anybody has chosen anything. */
  chosen: boolean;
  /** An administrator's policy has set it and does not any longer: edits wait until the person decides. */
  dropped: boolean;
  /** The Problem of the whole connection (signed out, no permission, ...), or null. */
  problem: Problem | null;
  /** Until when a call waits for the CRM's rate limit (epoch ms), or null. */
  waitingUntil: number | null;
}

/** What a connection can do whose Provider has written the member of this name. */
export const MEMBERS = ['followUps', 'addFollowUp', 'colleagues', 'remove', 'messages', 'export', 'tasks', 'telephony'] as const;

/** Everything that a connection can do for a person; what it cannot do is not offered. */
export interface Abilities extends Record<(typeof MEMBERS)[number], boolean> {
  changes: Change['kind'][];
  /** The parts of the details that some call of the CRM writes; none where details cannot be edited. */
  details: (keyof CustomerDetails)[];
  addCustomer: boolean;
  newTags: boolean;
  readOnlyReason: LocalizedText | null;
  /** What a search can be narrowed by. */
  filters: Filter[];
  /** Whose customers a search can be narrowed to. */
  whose: Whose[];
  /** A search can ask whether a field holds anything at all. */
  filledFields: boolean;
  /** Friends of the team can be listed by a tag. */
  tagCustomers: boolean;
  /** A friend request can be sent before an entry is put on a list of tasks. */
  befriend: boolean;
}

/** How far the local copy of a connection's customers is; `renewedAt` (epoch ms) is null until it was filled once. */
export interface DirectoryView {
  connection: string;
  count: number;
  filling: boolean;
  /** The CRM has more customers than may be kept here. */
  limited: boolean;
  renewedAt: number | null;
  problem: Problem | null;
}

/** fresh; stale = shown while it is being renewed; offline = the last that is known. */
export type Freshness = 'fresh' | 'stale' | 'offline' | 'gone';

/** What one connection says about the open contact. */
export type CardBody =
  | { kind: 'looking-up' }
  | { kind: 'failed' }
  /** `refused` where a person has said of some that they are not the contact; `others` are connections without anybody that have no card. */
  | { kind: 'none'; refused?: boolean; others?: ConnectionView[] }
  | { kind: 'several'; candidates: CandidateView[] }
  | {
      kind: 'found';
      certainty: Exclude<Decision, 'several' | 'none'>;
      reasons: Reason[];
      customer: Customer;
      freshness: Freshness;
      fetchedAt: number;
      /** Further records of the CRM that are the same person. */
      further?: Customer[];
      /** What speaks against this customer: the number beside the contact's name (null), or the customer that another card shows. */
      against?: { connection: string | null; why: Against };
    };

export interface CandidateView {
  customer: Customer;
  reasons: Reason[];
  /** The candidate of the same connection, by the id, who is the same person under another record. */
  sameAs?: string;
}

export interface Card {
  connection: ConnectionView;
  body: CardBody;
  problem: Problem | null;
  /** Edits of the shown customer that are not accepted yet, oldest first; the customer in `body` shows them already. */
  edits: Edit[];
}

/** Everything the panel can show as its main content. */
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

/** What the chips beside the chat title show, and nothing else reaches the chat page; `storage`: what is kept cannot be opened. */
export type ChipsView =
  | { kind: 'hidden' }
  | { kind: 'looking-up' }
  | { kind: 'none'; canAdd: boolean }
  | { kind: 'several'; count: number }
  | { kind: 'problem'; storage?: boolean }
  | { kind: 'locked' }
  | { kind: 'found'; sure: boolean; stage: string | null; tags: ChipTag[]; remark: string | null; problem: boolean; storage?: boolean };

/** What a row of the chat list says of a known contact: a dot, and the stage or the first tag where there is one. */
export interface BadgeView {
  sure: boolean;
  label: string | null;
}

/** What a popover in the chat page is about: the open chat's customer, or a number in a message of that chat. */
export type PopoverAbout = { kind: 'customer' } | { kind: 'phone'; phone: string };

/** Whom a popover is for; it stays with them whatever the chat shows next. */
export interface PopoverView {
  tab: number;
  contact: Contact;
  about: PopoverAbout;
  /** The known customers with the number; none for a customer's popover. */
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

/** A connection form's line, as pages see it. */
export interface SettingFieldView {
  key: string;
  label: LocalizedText;
  help: LocalizedText;
  secret: boolean;
  required: boolean;
  kind: 'text' | 'url' | 'password';
  /** What is known of the address, and what goes over the network in clear where it is plain http. */
  address?: AddressShape & { inClear: LocalizedText };
  /** The path of the value in a settings document. */
  place: 'address' | 'credentials' | 'options';
  placeholder?: string;
  initial?: string;
  /** The values that it may have, where these are a few; the first one holds where nothing is set. */
  choices?: { value: string; name: LocalizedText }[];
}

/** A CRM product that can be connected. */
export interface ProviderView {
  id: string;
  name: LocalizedText;
  about: LocalizedText;
  settings: SettingFieldView[];
  /** The ways to connect, where there are several; each has its part of the settings. */
  ways?: SettingsWay[];
}

/** One of several ways to connect. Settings that no way names belong to all of them. */
export interface SettingsWay {
  id: string;
  name: LocalizedText;
  /** The settings to be filled in, and those of them without which it does not work. */
  keys: string[];
  required: string[];
  /** Settings that follow from having chosen this way. */
  values: Record<string, string>;
}

/** What has gone wrong with what is kept on this computer. Times are epoch ms. */
export interface StorageNews {
  /** Records that were not what they should be, and are kept apart. */
  setAside: { table: string; why: 'shape' | 'seal'; at: number }[];
  /** When customers were last thrown away because the disk was full. */
  fullAt: number | null;
  /** When it was found that the browser had thrown everything away. */
  lostAt?: number;
  /** What is wrong with the policy that an administrator has set, by path. */
  policyFaults: SettingsFault[];
  /** What of the person's choices and taught pages could not be read and is left out, by path. */
  leftOut?: SettingsFault[];
}

/** What an administrator has set by policy: shown, and not to be edited. */
export interface Managed {
  connections: string[];
  preferences: (keyof Preferences)[];
  /** The ids of the chat pages that it teaches. */
  sites?: string[];
  /** Everything is allowed when left out. */
  rules?: Rules;
}

/** A contact whose chat was open in this session, with the matched customer. */
export interface RecentView {
  key: string;
  name: string;
  customer: string | null;
}
