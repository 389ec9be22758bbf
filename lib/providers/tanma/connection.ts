import type { Customer } from '../../model/customer';
import { ProblemError } from '../../model/problem';
import { numberText } from '../json';
import type { Answered, Connection, ContactHints, AccountInfo, LocalizedText, ProviderDeps, Settings } from '../provider';
import { createCall } from './client';
import { colleagues } from './colleagues';
import { lacksSomething } from './completing';
import { followUps } from './follow-ups';
import { list } from './list';
import { withDetails } from './mapping';
import { unlessRefused } from '../answer';
import { colleagueIn } from '../settings';
import type { Here } from './here';
import { loadFields, loadTags, toCustomers } from './rows';
import { details, SEARCH, searchData } from './schema';
import { filtersOf, foundBy, search, whoseOf } from './search';
import { allWays } from '../ways';

/** One team's Tanma. Reads only: no call that writes is documented by the vendor. */
export function createConnection(settings: Settings, deps: ProviderDeps, readOnlyReason: LocalizedText): Connection {
  const here: Here = {
    settings,
    deps,
    call: createCall(settings, deps),
    tags: null,
    fields: null,
    me: null,
    asked: null,
    names: null,
    hasWindows: true,
  };
  return {
    can: {
      changes: [],
      addCustomer: false,
      newTags: false,
      readOnlyReason,
      filters: filtersOf(settings),
      whose: whoseOf(settings),
      filledFields: true,
    },
    check: (signal) => check(here, signal),
    me: async () => colleagueIn(settings, ME),
    find: (hints, signal) => find(here, hints, signal),
    get: (known, signal) => get(here, known, signal),
    search: (query, page, signal) => search(here, query, page, signal),
    tags: async (signal) => (await loadTags(here, signal)).groups,
    fields: (signal) => loadFields(here, signal),
    list: (since, cursor, signal) => list(here, since, cursor, signal),
    followUps: (customer, page, signal) => followUps(here, customer, page, signal),
    colleagues: (signal) => colleagues(here, signal),
    apply: async (changes) => {
      const [change] = [changes].flat();
      throw new ProblemError({ kind: 'not-supported', ability: change?.kind ?? 'edit' });
    },
  };
}

const PAGE_SIZE = 20;
/** The WeCom account that is set: rows name their colleague by it. */
const ME = 'qwUserId';

async function check({ settings, call }: Here, signal: AbortSignal): Promise<AccountInfo> {
  await call(searchData, SEARCH, JSON.stringify({ pageNo: 1, pageSize: 1 }), signal);
  return { user: colleagueIn(settings, ME), detail: settings.appId?.split('_')[0] || null };
}

async function find(here: Here, hints: ContactHints, signal: AbortSignal): Promise<Answered> {
  const by = (text: string) => [foundBy(here, text, signal)];
  const { rows, complete } = await allWays(hints, { byPhone: by, byName: by }, ({ id }) => id);
  const [only] = rows;
  return { customers: only && rows.length === 1 ? [await enrich(here, only, signal)] : rows, complete };
}

async function get(here: Here, known: Customer, signal: AbortSignal): Promise<Customer> {
  const body = `{"customerId":${numberText(known.id)},"pageNo":1,"pageSize":${PAGE_SIZE}}`;
  const { data } = await here.call(searchData, SEARCH, body, signal);
  const customers = await toCustomers(here, data, signal);
  const customer = customers.find(({ id }) => id === known.id);
  if (!customer) throw new ProblemError({ kind: 'not-found' });
  return enrich(here, customer, signal);
}

/** Asks the WeCom side for a phone or a nickname that the row lacks. */
async function enrich({ call }: Here, customer: Customer, signal: AbortSignal): Promise<Customer> {
  const { externalUserId, qwSalesId } = customer.handle;
  if (!lacksSomething(customer)) return customer;
  const body = JSON.stringify({ externalUserId, qwUserId: qwSalesId });
  // Source: 按企微客户id获取详情, https://apifox.com/apidoc/shared/4b77e117-3c1e-47a1-b899-abe28a9438db/api-11500191
  return withDetails(customer, await unlessRefused(call(details, '/api/v2/customer/qw-details', body, signal), []));
}
