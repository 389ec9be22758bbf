import type { Tag } from './tag';

/** Addresses one customer: which connection, and the CRM's own id as text. */
export interface CustomerRef {
  connection: string;
  id: string;
}

/** A colleague, as the CRM names them. */
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

/** The type of a field's value. The names are those that the CRMs share; an `address` is one postal address in one text. */
export const FIELD_TYPES = ['text', 'choice', 'date', 'number', 'long-text', 'choices', 'date-time', 'phone', 'address'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** An option of a choice. */
export interface Option {
  id: string;
  name: string;
}

/** A field of a CRM in addition to what every customer has. */
export interface Field {
  id: string;
  label: string;
  type: FieldType;
  options: Option[];
  editable: boolean;
  /** Set on the field that is the customer's stage: a change of it moves the stage. */
  isStage?: true;
  /** Set on the field that is the customer's source: a change of it changes the source. */
  isSource?: true;
  /** Set where a search cannot be filtered by the field. */
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
  /**
   * Set where a list of the CRM returns less than the customer's record: a remark, company, source or field that is empty here may have a
   * value.
   */
  brief?: true;
  /** The parts, and the ids of fields, that the CRM's answer left out or showed only in part: their values here may be incomplete. */
  unknown?: string[];
}

/** A new customer as typed into the form of the open chat: trimmed, null where nothing was typed. */
export interface NewCustomer {
  name: string;
  nickname: string | null;
  company: string | null;
  phones: string[];
  remark: string | null;
}

/** A customer of which only the reference is known. */
export function bareCustomer({ connection, id }: CustomerRef): Customer {
  const texts = { name: '', company: null, remark: null, nickname: null, source: null, createdAt: null, updatedAt: null };
  const lists = { phones: [], helpers: [], tags: [], fields: [] };
  return { connection, id, ...texts, ...lists, stage: null, owner: null, lastFollowUpAt: null, handle: {} };
}

/** A text that identifies a customer among all connections. */
export function refKey(ref: CustomerRef): string {
  return `${ref.connection}/${ref.id}`;
}

export function sameRef(a: CustomerRef, b: CustomerRef): boolean {
  return a.connection === b.connection && a.id === b.id;
}

/** A part of a longer list. `next` asks for the next part, null at the end; `total` is null where the CRM does not return it. */
export interface Page<T> {
  items: T[];
  next: string | null;
  total: number | null;
  /** Not all customers could be searched yet. */
  incomplete?: true;
}
