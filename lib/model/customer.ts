import type { Tag } from './tag';

/** Addresses one customer: which connection, and the CRM's own id as text. */
export interface CustomerRef {
  connection: string;
  id: string;
}

/** A colleague as the CRM names them. */
export interface Colleague {
  id: string | null;
  name: string;
}

/** A phone number. `hidden` means that the CRM withholds the digits: `number` is then its masked form and nothing more is known. */
export interface Phone {
  label: string | null;
  number: string;
  hidden: boolean;
}

/** How a field is edited. The names follow the kinds that all three CRMs share; an `address` is one postal address, in one text. */
export type FieldType = 'text' | 'choice' | 'date' | 'number' | 'long-text' | 'choices' | 'date-time' | 'phone' | 'address';

/** A choice of a field. */
export interface Option {
  id: string;
  name: string;
}

/** A field that a CRM keeps beyond what every customer has. */
export interface Field {
  id: string;
  label: string;
  type: FieldType;
  options: Option[];
  editable: boolean;
  /** Set on the field that is the customer's stage: a change of it moves the stage. */
  isStage?: true;
  /** Set on the field that is the customer's source, in the same way. */
  isSource?: true;
  /** Set where a search cannot be narrowed by the field. */
  notSearched?: true;
}

/** The value of a field on a customer: ids of options for choices, ISO text for dates, null when empty. */
export type FieldValue = string | number | string[] | null;

export interface CustomerField extends Field {
  value: FieldValue;
}

/**
 * The CRM's record of a person, in our shape. Dates are ISO 8601 text with a zone; ids are text, however the CRM writes them.
 * `handle` holds what the provider needs to address this person again (opaque to others).
 */
export interface Customer extends CustomerRef {
  name: string;
  company: string | null;
  remark: string | null;
  nickname: string | null;
  phones: Phone[];
  stage: Option | null;
  source: string | null;
  owner: Colleague | null;
  helpers: Colleague[];
  /** The team's chat account that has this person among its contacts, by the CRM's id, where the CRM names no owner. */
  account?: string;
  tags: Tag[];
  fields: CustomerField[];
  createdAt: string | null;
  updatedAt: string | null;
  lastFollowUpAt: string | null;
  handle: Record<string, string>;
  /** Set where a list of the CRM says less than the customer's own record: a remark, company, source or field that is empty here may not be. */
  brief?: true;
  /** The parts, and the ids of fields, that the CRM's answer did not speak of or showed in part only: what is here of them need not be so. */
  unknown?: string[];
}

/** A new customer as typed into the form that the open chat offers: trimmed, null where nothing was typed. */
export interface NewCustomer {
  name: string;
  nickname: string | null;
  company: string | null;
  phones: string[];
  remark: string | null;
}

/** A customer of whom nothing but the reference is known. */
export function bareCustomer({ connection, id }: CustomerRef): Customer {
  const texts = { name: '', company: null, remark: null, nickname: null, source: null, createdAt: null, updatedAt: null };
  const lists = { phones: [], helpers: [], tags: [], fields: [] };
  return { connection, id, ...texts, ...lists, stage: null, owner: null, lastFollowUpAt: null, handle: {} };
}

/** One text that identifies a customer among all connections. */
export function refKey(ref: CustomerRef): string {
  return `${ref.connection}/${ref.id}`;
}

export function sameRef(a: CustomerRef, b: CustomerRef): boolean {
  return a.connection === b.connection && a.id === b.id;
}

/** A part of a longer list. `next` asks for what follows, null at the end; `total` is null where the CRM does not say. */
export interface Page<T> {
  items: T[];
  next: string | null;
  total: number | null;
}
