import type { Customer } from '../../model/customer';
import { normalizePhone } from '../../model/phone';
import type { TagGroup } from '../../model/tag';
import type { Answered, Connection, ContactHints, AccountInfo, LocalizedText, ProviderDeps, Settings } from '../provider';
import { createCall } from './client';
import { unlessRefused } from '../answer';
import { detailOf, fieldsWithStage, namedRows, pageOf, toCustomers, type Here } from './customers';
import { addFollowUp, followUps, hasFollowUp } from './follow-ups';
import { createCrmCache } from './cache';
import { labelsOf } from './labels';
import { list } from './list';
import { phonesOf } from './phones';
import { TABS, type Tab } from './query';
import { askMe, createMe } from './me';
import type { CustomersPage, Row } from './schema';
import { FILTERS, search, sortings } from './search';
import { forgetRefusal } from './session';
import { wantedOf } from '../unseen';
import { allWays, type FoundRows } from '../ways';
import { applyTo } from './write';

/** One team's lixiao. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const here: Here = { settings, deps, call: createCall(settings, deps), cache: createCrmCache(deps) };
  return {
    can: {
      changes: ['remark', 'add-tag', 'remove-tag', 'field', 'details'],
      addCustomer: false,
      newTags: false,
      readOnlyReason,
      filters: FILTERS,
      whose: ['mine', 'assisting', 'below', 'pool'],
    },
    check: (signal) => check(here, signal),
    me: createMe(here),
    find: (hints, signal) => find(here, hints, signal),
    get: (known, signal) => get(here, known.id, signal),
    search: (query, page, signal) => search(here, tabOf(settings), query, page, signal),
    tags: (signal) => tags(here, signal),
    fields: (signal) => fieldsWithStage(here, signal),
    colleagues: () => here.cache.owners(),
    sortings: (signal) => sortings(here, signal),
    list: (since, cursor, signal) => list(here, tabOf(settings), since, cursor, signal),
    apply: async (changes, known, signal, bases) =>
      whole(here, await applyTo(here, wantedOf(changes, known, bases), known.id, signal), signal),
    followUps: (customer, page, signal) => followUps(here, customer, page, signal),
    addFollowUp: (customer, followUp, signal) => addFollowUp(here, customer, followUp, signal),
    hasFollowUp: (customer, followUp, signal) => hasFollowUp(here, customer, followUp, signal),
  };
}

const PAGE_SIZE = 20;
const MOST_ROWS = 100;
/** Each customer's details are one call: worth it for a few people with one name, not for many. */
const MOST_DETAILS = 3;

async function check(here: Here, signal: AbortSignal): Promise<AccountInfo> {
  await forgetRefusal(here.settings, here.deps);
  await pageOf(here, { page: 1, perPage: 1 }, signal);
  return { user: await askMe(here, signal), detail: URL.parse(here.settings.baseUrl ?? '')?.host ?? null };
}

/** By phone in both columns, by name, and by what is left of a decorated name. */
async function find(here: Here, hints: ContactHints, signal: AbortSignal): Promise<Answered> {
  const { rows, complete } = await allWays(
    hints,
    {
      byPhone: (phone) => PHONE_COLUMNS.map((column) => rowsOfPhone(here, normalizePhone(phone), column, signal)),
      byName: (text) => [namedRows(here, { page: 1, perPage: PAGE_SIZE, text }, signal).then(foundOn)],
    },
    ({ id }) => id,
  );
  const customers =
    rows.length > MOST_DETAILS ? toCustomers(here, rows, (at) => `data.customers[${at}]`, signal) : wholes(here, rows, signal);
  return { customers: await customers, complete };
}

/** Mobile numbers stand in the first column, others in the second; each may stand in the other one too. */
const PHONE_COLUMNS = ['address.phone', 'address.tel'];

/** A page that does not say whether another follows is the last one when it is not full. */
function foundOn({ customers, has_next_page }: CustomersPage): FoundRows<Row> {
  return { rows: customers, complete: has_next_page === null ? customers.length < PAGE_SIZE : !has_next_page };
}

/**
 * The CRM looks for the text inside of a number as it was typed in, perhaps with a sign behind the area code: of a fixed line only the
 * last seven digits are asked for, and customers with another number are left out. A withheld number cannot be compared.
 */
async function rowsOfPhone(here: Here, phone: string | null, field: string, signal: AbortSignal): Promise<FoundRows<Row>> {
  if (phone === null) return { rows: [], complete: true };
  const text = /^0\d{9,11}$/.test(phone) ? phone.slice(-7) : phone.replace(/^\+/, '');
  const { rows, complete } = foundOn(await pageOf(here, { page: 1, perPage: PAGE_SIZE, field, text }, signal));
  return { rows: rows.filter((row) => phonesOf(row).some(({ number, hidden }) => hidden || normalizePhone(number) === phone)), complete };
}

async function wholes(here: Here, rows: Row[], signal: AbortSignal): Promise<Customer[]> {
  const details: Row[] = [];
  for (const row of rows) details.push(await unlessRefused(detailOf(here, row.id, signal), row));
  return toCustomers(here, details, () => 'data', signal);
}

async function get(here: Here, id: string, signal: AbortSignal): Promise<Customer> {
  return whole(here, await detailOf(here, id, signal), signal);
}

async function whole(here: Here, row: Row, signal: AbortSignal): Promise<Customer> {
  const [customer] = await toCustomers(here, [row], () => 'data', signal);
  return customer!;
}

/** No call lists the labels: these are the ones that customers have, of a first page when no customer has been seen yet. */
async function tags(here: Here, signal: AbortSignal): Promise<TagGroup[]> {
  signal.throwIfAborted();
  const known = await here.cache.tags();
  if (known.length) return known;
  const { customers } = await pageOf(here, { page: 1, perPage: MOST_ROWS }, signal);
  await here.cache.keepLabels(customers.flatMap(labelsOf));
  return here.cache.tags();
}

/** Whose customers a search covers; all unless one of the four is set. */
function tabOf({ scope = '' }: Settings): Tab | null {
  return TABS.find((tab) => tab === scope.trim().toLowerCase()) ?? null;
}
