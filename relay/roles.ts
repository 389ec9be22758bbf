import type { Customer } from '../lib/model/customer';
import { isMasked } from '../lib/model/masked';
import { colleagueKey, recordOf } from '../lib/model/match/record-of';
import { servedBy } from '../lib/model/match/records';
import type { Problem } from '../lib/model/problem';
import type { Connection } from '../lib/providers/provider';
import { callsFor, placeOf, type CrmCall, type RelayCall } from '../lib/providers/relay/calls';
import type { RelayAbilities } from '../lib/providers/relay/shapes';
import { MAY_NOT_EDIT } from '../lib/providers/relay/texts';
import type { Role } from './agents.ts';

const CALLS = callsFor('');

/** Whether a role allows a call at all. */
export function mayAsk(role: Role, call: RelayCall): boolean {
  const { about, to } = CALLS[call];
  if (about === 'others' && role.customers !== 'all') return false;
  return to === 'all' || (to === 'editors' ? role.edits : role.admin);
}

/** What a connection can do for whoever has this role: a member that holds several calls is there where one of them is allowed. */
export function abilitiesFor(role: Role, crm: Connection): RelayAbilities {
  const theirs = (Object.keys(CALLS) as CrmCall[]).filter((call) => CALLS[call].has === 'some' && mayAsk(role, call));
  const isThere = (member: string) => crm[member as keyof Connection] !== undefined || (member === 'me' && role.customers !== 'all');
  const members = [...new Set(theirs.map((call) => placeOf(call)[0]))].filter(isThere);
  const shown = { ...crm.can, ...(role.customers !== 'all' && !crm.as && ownFilters(crm.can)) };
  const can = role.edits
    ? { ...shown, addCustomer: crm.can.addCustomer && members.includes('add') }
    : { ...shown, changes: [], addCustomer: false, newTags: false, readOnlyReason: MAY_NOT_EDIT };
  return { can, members, befriends: crm.tasks?.canBefriend ?? false };
}

/** Where customers have owners, whoever has only their own can ask for those whom they own (`isForMine`). */
function ownFilters({ filters = [] }: Connection['can']): Pick<Connection['can'], 'filters' | 'whose'> | null {
  if (!filters.includes('whose') && !filters.includes('colleagues')) return null;
  return { filters: [...new Set([...filters, 'whose' as const])], whose: ['mine'] };
}

/** Whether a customer is one of those whom a role is for: theirs are those whom the browser takes for theirs as well. */
export function isTheirs({ customers }: Pick<Role, 'customers'>, customer: Customer): boolean {
  return customers === 'all' || servedBy(recordOf(customer)).has(colleagueKey({ id: customers.of, name: '' }));
}

/** Any value of an answer without the customers of others, and without numbers where the role does not show them. */
export function shownTo(role: Role, value: unknown): unknown {
  const kept = role.customers === 'all' ? value : withoutOthers(role, value);
  return role.numbers === 'full' ? kept : masked(kept);
}

function withoutOthers(role: Role, value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isCustomer(one) || isTheirs(role, one)).map((one) => withoutOthers(role, one));
  if (typeof value !== 'object' || value === null) return value;
  if (isCustomer(value)) return isTheirs(role, value) ? value : null;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === 'total' ? null : withoutOthers(role, inner)]);
  return Object.fromEntries(entries);
}

export function isCustomer(value: unknown): value is Customer {
  return typeof value === 'object' && value !== null && 'helpers' in value && 'phones' in value;
}

/** What addresses something in the CRM is no text for people: it stays, or nothing could be done with it. */
const ADDRESSES = [
  'id',
  'connection',
  'handle',
  'key',
  'next',
  'cursor',
  'mark',
  'removed',
  'createdAt',
  'updatedAt',
  'lastFollowUpAt',
  'at',
  'remindAt',
];

function masked(value: unknown): unknown {
  if (typeof value === 'string') return withoutNumbers(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, ADDRESSES.includes(key) ? inner : masked(inner)]);
  const shown = Object.fromEntries(entries) as Record<string, unknown>;
  if ('number' in shown && 'hidden' in shown && typeof shown['number'] === 'string') return maskedPhone(shown['number'], shown);
  return isCustomer(value) ? { ...shown, ...unread(value, shown as unknown as Customer) } : shown;
}

function maskedPhone(number: string, phone: Record<string, unknown>): unknown {
  const shown = withoutNumbers(number);
  return { ...phone, number: [number, shown].find(isMasked) ?? '***', hidden: true };
}

/** What is not shown as it is counts as unseen: an edit must not write it back. */
function unread(customer: Customer, shown: Customer): { unknown?: string[] } {
  const parts = (['name', 'company', 'remark', 'nickname', 'phones'] as const).filter(
    (part) => JSON.stringify(customer[part]) !== JSON.stringify(shown[part]),
  );
  const fields = customer.fields.filter(({ value }, at) => JSON.stringify(value) !== JSON.stringify(shown.fields[at]?.value));
  const unknown = new Set([...(customer.unknown ?? []), ...parts, ...fields.map(({ id }) => id)]);
  return unknown.size > 0 ? { unknown: [...unknown] } : {};
}

/** Arabic digits in every form (１, ①, ١) and Chinese ones. */
const DIGIT = '[\\p{Nd}\\p{No}〇零一二三四五六七八九幺]';
/** What people group digits with, also what is not seen: blanks, dashes, dots, brackets, and the signs that make 1️⃣ of a digit. */
const BETWEEN = '(?:[^\\S\\r\\n]|[\\p{Cf}\\p{Pd}\\p{M}.．·()（）])';
const NUMBER = new RegExp(`${DIGIT}(?:${BETWEEN}{0,3}${DIGIT}){6,}\\p{M}*`, 'gu');

/**
 * Masks seven digits and more, however they are written and grouped. Of a mobile number the first three and the last four stay, as everywhere: by fewer no
 * chat that has a number in its name would be recognised. Of shorter ones, most of which that would show, the first three and the last two.
 */
function withoutNumbers(text: string): string {
  return text.replace(NUMBER, (found) => {
    const digits = found.match(new RegExp(DIGIT, 'gu'))!;
    const abroad = digits.length === MOBILE + 2 && digits.join('').normalize('NFKC').startsWith('861');
    const own = abroad ? digits.slice(2) : digits;
    const country = abroad ? digits.slice(0, 2) : [];
    return [...country, ...own.slice(0, 3), '****', ...own.slice(own.length < MOBILE ? -2 : -4)].join('');
  });
}

const MOBILE = 11;

/** Where a Problem repeats what the CRM holds or says. */
const REPEATED = ['message', 'theirs', 'value', 'changes'];

/** A Problem as this role may see it: some repeat values of the customer, or the CRM's own words. */
export function problemTo(role: Role, problem: Problem): Problem {
  if (role.numbers === 'full') return problem;
  return Object.fromEntries(
    Object.entries(problem).map(([key, value]) => [key, REPEATED.includes(key) ? masked(value) : (value as unknown)]),
  ) as unknown as Problem;
}
