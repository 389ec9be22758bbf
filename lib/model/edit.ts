import type { Customer, CustomerRef, FieldValue } from './customer';
import type { NewFollowUp } from './follow-up';
import { isMasked } from './masked';
import { plainText } from './plain-text';
import type { Problem } from './problem';
import { sameTag, withTag, withoutTag, type Tag } from './tag';

/** A change of a customer, as the value that is wanted. */
export type Change =
  | { kind: 'remark'; text: string }
  | { kind: 'add-tag'; tag: Tag }
  | { kind: 'remove-tag'; tag: Tag }
  | { kind: 'personal-name'; text: string }
  | { kind: 'field'; field: string; value: FieldValue }
  | { kind: 'details'; details: CustomerDetails };

/** What an edit sends to the CRM: a change of the customer, or a new follow-up. */
export type Intent = Change | { kind: 'follow-up'; followUp: NewFollowUp };

/**
 * The base of an edit whose author did not know the CRM's value: it was masked, or no answer of the CRM contained it. Such an edit only
 * overwrites an empty value.
 */
export interface Unseen {
  kind: 'unseen';
}

/** The value before an edit, as the change that would restore it. Details that were not seen are left out. */
export type Base = Change | Unseen;

/** The parts of a customer that a person may edit as text where the CRM allows it; a part that is left out stays. */
export interface CustomerDetails {
  name?: string;
  company?: string | null;
  phones?: string[];
}

/** One intended change: stored first, then sent, and deleted once the CRM has accepted it. */
export interface Edit {
  id: string;
  ref: CustomerRef;
  change: Intent;
  /** Null for a follow-up, which changes no existing value. */
  base: Base | null;
  /** Earlier versions of this edit that were sent and may have reached the CRM. */
  tried?: Intent[];
  /** Set on a follow-up that was corrected after the CRM had it, or may have had it: it is written as a further one. */
  further?: true;
  /** The ids of later edits that were merged into this one. */
  carries?: string[];
  madeAt: number;
  /** When it was last changed, if it was changed after it was made. */
  changedAt?: number;
  attempts: number;
  /** When the attempt began whose result is unknown. */
  sentAt?: number;
  notBefore: number;
  /** How many edits of other customers of the connection the CRM has accepted while this one failed. */
  passedBy?: number;
  state: EditState;
}

/** `problem` is the result of the last attempt. `theirs` is the CRM's value where another user has changed it meanwhile. */
export type EditState =
  | { kind: 'queued'; problem?: Problem }
  | { kind: 'sending' }
  | { kind: 'rejected'; problem: Problem }
  | { kind: 'conflict'; theirs: Change };

/** Whether an edit waits for the person's decision. */
export function isStuck({ state }: Edit): boolean {
  return state.kind === 'rejected' || state.kind === 'conflict';
}

/** Whether the browser deleted this edit from the disk before the CRM had accepted it: it is only shown. */
export function isLost({ state }: Edit): boolean {
  return state.kind === 'rejected' && state.problem.kind === 'lost';
}

/** Whether a corrected follow-up waits for the person's decision, because the CRM has, or may have, the earlier version. */
export function isWrittenBefore({ state }: Edit): boolean {
  return state.kind === 'rejected' && state.problem.kind === 'done-before';
}

/** The prefix of the id of an edit that undoes another one. */
export const TAKING_BACK = 'undo ';

/** The id of the newest change that is merged into an edit. */
export function newestIn({ id, carries }: Edit): string {
  return carries?.at(-1) ?? id;
}

/** How long an edit can be undone after it was made, in ms. */
export const UNDO_FOR = 10_000;

/** The change that undoes an accepted edit; null where there is none. */
export function reverseOf({ change, base }: Edit): Change | null {
  if (base === null || base.kind === 'unseen' || change.kind === 'follow-up' || sameChange(change, base)) return null;
  return singleChanges(change).every((part) => singleChanges(base).some((seen) => sameTarget(part, seen))) ? base : null;
}

/** Splits a change into changes of one value each. */
export function singleChanges(change: Change): Change[] {
  if (change.kind !== 'details') return [change];
  return Object.entries(change.details).map(([part, value]) => ({ kind: 'details', details: { [part]: value } }));
}

/** Whether two changes concern the same value of a customer; two changes of tags only if they name the same tag. */
export function sameTarget(a: Intent, b: Intent): boolean {
  if ('tag' in a && 'tag' in b) return sameTag(a.tag, b.tag);
  if (a.kind === 'field' && b.kind === 'field') return a.field === b.field;
  if (a.kind === 'details' && b.kind === 'details') return String(Object.keys(a.details)) === String(Object.keys(b.details));
  return a.kind === b.kind && a.kind !== 'follow-up';
}

/** Whether two changes have the same result. A CRM may store line ends and outer blanks of a text differently. */
export function sameChange(a: Intent, b: Intent): boolean {
  if ('tag' in a && 'tag' in b) return a.kind === b.kind && sameTag(a.tag, b.tag);
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(change: Intent): Intent {
  return 'text' in change ? { ...change, text: plainText(change.text) } : change;
}

/** The present value of what the change would change, as the base of that change; null for a follow-up. */
export function beforeOf(customer: Customer, change: Intent): Base | null {
  switch (change.kind) {
    case 'remark':
      return isSeen(customer, 'remark') ? { kind: 'remark', text: customer.remark ?? '' } : UNSEEN;
    case 'personal-name':
      return isSeen(customer, 'nickname') ? { kind: 'personal-name', text: customer.nickname ?? '' } : UNSEEN;
    case 'add-tag':
    case 'remove-tag':
      if (!isSeen(customer, 'tags')) return UNSEEN;
      return { kind: customer.tags.some((tag) => sameTag(tag, change.tag)) ? 'add-tag' : 'remove-tag', tag: change.tag };
    case 'field':
      return fieldBefore(customer, change.field);
    case 'details':
      return detailsBefore(customer, change.details);
    case 'follow-up':
      return null;
  }
}

const UNSEEN: Unseen = { kind: 'unseen' };

/** The parts of every customer that a person may change. */
type CustomerPart = 'name' | 'company' | 'remark' | 'nickname' | 'phones' | 'tags';

/** Whether the shown part is the CRM's value: not where the answer left it out or masked it. */
function isSeen(customer: Customer, part: CustomerPart): boolean {
  if (customer.unknown?.includes(part)) return false;
  const value = customer[part];
  const empty = value === null || value.length === 0;
  if (part === 'phones' && customer.phones.some(({ hidden }) => hidden)) return false;
  return !(customer.brief && empty && part !== 'tags');
}

function fieldBefore(customer: Customer, field: string): Base {
  const known = customer.fields.find(({ id }) => id === field);
  if (!known || customer.unknown?.includes(field) || (customer.brief && known.value === null)) return UNSEEN;
  const masked = known.type === 'phone' && [known.value].flat().some((value) => typeof value === 'string' && isMasked(value));
  return masked ? UNSEEN : { kind: 'field', field, value: known.value };
}

/** The present values of the details in the change, in its order, as far as they are known. */
function detailsBefore(customer: Customer, wanted: CustomerDetails): Base {
  const { name, company, phones } = customer;
  const now: Required<CustomerDetails> = { name, company, phones: phones.map(({ number }) => number) };
  const parts = (Object.keys(wanted) as (keyof CustomerDetails)[]).filter((part) => isSeen(customer, part));
  if (parts.length === 0) return UNSEEN;
  return { kind: 'details', details: Object.fromEntries(parts.map((part) => [part, now[part]])) };
}

/** The customer after the CRM has accepted the change. */
export function applyChange(customer: Customer, change: Intent): Customer {
  return knowing(changed(customer, change), change);
}

/** A value that was written counts as known. */
function knowing(customer: Customer, change: Intent): Customer {
  if (!customer.unknown) return customer;
  const written = writtenBy(change);
  return { ...customer, unknown: customer.unknown.filter((part) => !written.includes(part)) };
}

function writtenBy(change: Intent): string[] {
  switch (change.kind) {
    case 'remark':
      return ['remark'];
    case 'personal-name':
      return ['nickname'];
    case 'field':
      return [change.field];
    case 'details':
      return Object.keys(change.details);
    // Adding or removing one tag does not tell which other tags there are.
    case 'add-tag':
    case 'remove-tag':
    case 'follow-up':
      return [];
  }
}

function changed(customer: Customer, change: Intent): Customer {
  switch (change.kind) {
    case 'remark':
      return { ...customer, remark: change.text };
    case 'add-tag':
      return { ...customer, tags: withTag(customer.tags, change.tag) };
    case 'remove-tag':
      return { ...customer, tags: withoutTag(customer.tags, change.tag) };
    case 'personal-name':
      return { ...customer, nickname: change.text };
    case 'field':
      return withField(customer, change.field, change.value);
    case 'details':
      return withDetails(customer, change.details);
    case 'follow-up':
      return withFollowUp(customer, change.followUp);
  }
}

/** Also changes the customer's stage or source, where the field is that. */
function withField(customer: Customer, id: string, value: FieldValue): Customer {
  const field = customer.fields.find((one) => one.id === id);
  const stage = field?.isStage ? (field.options.find((option) => option.id === value) ?? null) : customer.stage;
  const source = field?.isSource ? (value === null ? null : String(value)) : customer.source;
  return { ...customer, stage, source, fields: customer.fields.map((one) => (one.id === id ? { ...one, value } : one)) };
}

function withFollowUp(customer: Customer, { at, stage }: NewFollowUp): Customer {
  const last = customer.lastFollowUpAt;
  const met = { ...customer, lastFollowUpAt: last !== null && Date.parse(last) > Date.parse(at) ? last : at };
  const field = customer.fields.find(({ isStage }) => isStage);
  return stage !== null && field ? withField(met, field.id, stage) : met;
}

function withDetails(customer: Customer, details: CustomerDetails): Customer {
  return {
    ...customer,
    name: details.name ?? customer.name,
    company: details.company === undefined ? customer.company : details.company,
    phones: details.phones?.map((number) => ({ label: null, number, hidden: false })) ?? customer.phones,
  };
}
