import type { Customer, CustomerRef, FieldValue } from './customer';
import type { NewFollowUp } from './follow-up';
import { isMasked } from './masked';
import { plainText } from './plain-text';
import type { Problem } from './problem';
import { sameTag, withTag, withoutTag, type Tag } from './tag';

/** What the person wants to be true of a customer. */
export type Change =
  | { kind: 'remark'; text: string }
  | { kind: 'add-tag'; tag: Tag }
  | { kind: 'remove-tag'; tag: Tag }
  | { kind: 'personal-name'; text: string }
  | { kind: 'field'; field: string; value: FieldValue }
  | { kind: 'details'; details: CustomerDetails };

/** What an Edit carries to the CRM: a change of the customer, or a follow-up that is written about them. */
export type Intent = Change | { kind: 'follow-up'; followUp: NewFollowUp };

/**
 * The base of an edit whose author did not know what the CRM has there: the value was masked, or nothing that the CRM had answered with speaks
 * of it. Such an edit is written over nothing but an empty value.
 */
export interface Unseen {
  kind: 'unseen';
}

/** What the person saw before, as the change that would bring it back. Parts of details that were not seen are left out. */
export type Base = Change | Unseen;

/** The parts of a customer that a person may type in where a CRM allows it; a part that is left out stays. */
export interface CustomerDetails {
  name?: string;
  company?: string | null;
  phones?: string[];
}

/** One intended change on its way: written down first, then sent, gone when the CRM has it. */
export interface Edit {
  id: string;
  ref: CustomerRef;
  change: Intent;
  /** Null for a follow-up, which changes nothing that was there. */
  base: Base | null;
  /** What was sent for this edit before it was changed, and may have reached the CRM. */
  tried?: Intent[];
  /** A follow-up of which the person knows that the CRM has it, or may have it, as it was before it was corrected: it is one more. */
  further?: true;
  /** Later edits that this one carries. */
  carries?: string[];
  madeAt: number;
  /** When it was changed last, where that was after it was made. */
  changedAt?: number;
  attempts: number;
  /** When the attempt with a still unknown outcome began. */
  sentAt?: number;
  notBefore: number;
  /** How many edits of the connection's other customers the CRM has accepted while this one failed. */
  passedBy?: number;
  state: EditState;
}

/** `problem` is what the last attempt failed with. `theirs` is the CRM's value where another user has changed it meanwhile. */
export type EditState =
  | { kind: 'queued'; problem?: Problem }
  | { kind: 'sending' }
  | { kind: 'rejected'; problem: Problem }
  | { kind: 'conflict'; theirs: Change };

/** Whether an edit goes no further until the person has decided. */
export function isStuck({ state }: Edit): boolean {
  return state.kind === 'rejected' || state.kind === 'conflict';
}

/** Whether the browser has thrown this edit away before a CRM had accepted it: it is shown, and nowhere kept. */
export function isLost({ state }: Edit): boolean {
  return state.kind === 'rejected' && state.problem.kind === 'lost';
}

/** Whether this is a follow-up that waits for the person's word: the CRM has it, or may have it, as it was before it was corrected. */
export function isWrittenBefore({ state }: Edit): boolean {
  return state.kind === 'rejected' && state.problem.kind === 'done-before';
}

/** How the id of an edit begins that takes another one back. */
export const TAKING_BACK = 'undo ';

/** The id of the newest change that an edit carries. */
export function newestIn({ id, carries }: Edit): string {
  return carries?.at(-1) ?? id;
}

/** How long after it was made an edit can be taken back, in ms. */
export const UNDO_FOR = 10_000;

/** What takes an edit back once the CRM has it; null where nothing can. */
export function reverseOf({ change, base }: Edit): Change | null {
  if (base === null || base.kind === 'unseen' || change.kind === 'follow-up' || sameChange(change, base)) return null;
  return singleChanges(change).every((part) => singleChanges(base).some((seen) => sameTarget(part, seen))) ? base : null;
}

/** A change as changes of one value each: details are split. */
export function singleChanges(change: Change): Change[] {
  if (change.kind !== 'details') return [change];
  return Object.entries(change.details).map(([part, value]) => ({ kind: 'details', details: { [part]: value } }));
}

/** Whether two changes are about the same thing of a customer; of two tags only the same tag is. */
export function sameTarget(a: Intent, b: Intent): boolean {
  if ('tag' in a && 'tag' in b) return sameTag(a.tag, b.tag);
  if (a.kind === 'field' && b.kind === 'field') return a.field === b.field;
  if (a.kind === 'details' && b.kind === 'details') return String(Object.keys(a.details)) === String(Object.keys(b.details));
  return a.kind === b.kind && a.kind !== 'follow-up';
}

/** Whether two changes want the same. A CRM may keep line ends and outer blanks of a text in its own way. */
export function sameChange(a: Intent, b: Intent): boolean {
  if ('tag' in a && 'tag' in b) return a.kind === b.kind && sameTag(a.tag, b.tag);
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(change: Intent): Intent {
  return 'text' in change ? { ...change, text: plainText(change.text) } : change;
}

/** What is so of the customer now where the change would change it, as the base of that change; null for a follow-up. */
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

/** What every customer has that a person may change. */
type CustomerPart = 'name' | 'company' | 'remark' | 'nickname' | 'phones' | 'tags';

/** Whether what a customer shows of a part is what the CRM has: not where the CRM's answer left it out, or has hidden it. */
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

/** Only the parts that the change names, in its order, as far as they are known. */
function detailsBefore(customer: Customer, wanted: CustomerDetails): Base {
  const { name, company, phones } = customer;
  const now: Required<CustomerDetails> = { name, company, phones: phones.map(({ number }) => number) };
  const parts = (Object.keys(wanted) as (keyof CustomerDetails)[]).filter((part) => isSeen(customer, part));
  if (parts.length === 0) return UNSEEN;
  return { kind: 'details', details: Object.fromEntries(parts.map((part) => [part, now[part]])) };
}

/** The customer as it will be once the CRM has accepted the change. */
export function applyChange(customer: Customer, change: Intent): Customer {
  return knowing(changed(customer, change), change);
}

/** What a change has written is known from then on. */
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
    // A tag more or less does not say which others there are.
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

/** Where the field is the customer's stage or source, that moves with it. */
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
