import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIELDS, fieldJson, SALES, STAGE_IDS, TAG_GROUPS } from '../../sandbox/crm/tanma/library.ts';
import type { TanmaCustomer } from '../../sandbox/crm/tanma/customer.ts';
import { searchRow } from '../../sandbox/crm/tanma/search-row.ts';
import { createDice, inventCustomer } from '../match/invent.ts';

/** A CRM with any number of invented customers, each generated from its number when its page is requested. */
export interface InventedCrm {
  /** The values for the connection form. */
  values: { baseUrl: string; appId: string; appKey: string };
  /** The ids of all customers. */
  ids(): Set<string>;
  /** The name under which a chat page may show a customer. */
  shown(number: number): string;
  stop(): Promise<void>;
}

const FIRST_ID = 700_000_000_000_000;
const PAGE_SIZE = 100;
const MINUTE = 60_000;

/** Implements Tanma's calls that fill a directory; signatures are not checked, because only the client's work is measured. */
export async function startInventedCrm(count: number): Promise<InventedCrm> {
  const numbers = new Map<string, number>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const data = answer(request.url ?? '', body, count, numbers);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ code: 0, message: 'success', data }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    values: { baseUrl: `http://127.0.0.1:${port}`, appId: 'ww0bench0_Invented', appKey: 'bench' },
    ids: () => new Set(Array.from({ length: count }, (_, number) => String(FIRST_ID + number))),
    shown: (number) => {
      const shown = customer(number).remark ?? customer(number).name;
      for (const text of [shown, customer(number).name]) numbers.set(text, number);
      return shown;
    },
    stop: () => stop(server),
  };
}

/** @param numbers the customers that a chat page shows, by their shown names */
function answer(path: string, body: Record<string, unknown>, count: number, numbers: ReadonlyMap<string, number>): unknown {
  if (path.endsWith('/customer/search')) {
    // A question about a contact has one customer as its answer, not a page of the list.
    const asked = body['searchKey'];
    return asked === undefined ? page(Number(body['pageNo'] ?? 1), count) : found(numbers.get(String(asked)));
  }
  if (path.endsWith('/tags/list-tree')) return TAG_GROUPS;
  if (path.endsWith('/list-fields')) return { fields: FIELDS.map(fieldJson) };
  return [];
}

function page(pageNo: number, count: number): unknown {
  const first = (pageNo - 1) * PAGE_SIZE;
  const size = Math.max(0, Math.min(PAGE_SIZE, count - first));
  const data = Array.from({ length: size }, (_, at) => searchRow(customer(first + at)));
  return { data, pageNo, pageSize: PAGE_SIZE, totalCount: count, totalPage: Math.ceil(count / PAGE_SIZE) };
}

function found(number: number | undefined): unknown {
  const data = number === undefined ? [] : [searchRow(customer(number))];
  return { data, pageNo: 1, pageSize: PAGE_SIZE, totalCount: data.length, totalPage: 1 };
}

/** The searched texts of the customers from `from` on and before `to`: name, remark, nickname, company, phones, tags. */
export function searchedTexts(from: number, to: number): string[][] {
  const tags = new Map(TAG_GROUPS.flatMap((group) => group.tags).map(({ id, name }) => [id, name]));
  return Array.from({ length: to - from }, (_, at) => {
    const { name, remark, nickname, company, phones, tagIds } = customer(from + at);
    return [name, remark ?? '', nickname ?? '', company ?? '', phones.join(' '), tagIds.map((id) => tags.get(id)).join(' ')];
  });
}

function customer(number: number): TanmaCustomer {
  const invented = inventCustomer(createDice(number + 1), String(FIRST_ID + number));
  const tags = TAG_GROUPS.flatMap((group) => group.tags);
  const time = new Date(Date.UTC(2021, 0, 1) + number * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
  return {
    customerId: FIRST_ID + number,
    relationId: FIRST_ID + number + 67_584,
    person: null,
    name: invented.name,
    phones: invented.phones,
    company: invented.company,
    remark: invented.remark ?? invented.name,
    nickname: invented.nickname,
    avatar: null,
    externalUserId: null,
    ownerId: SALES[number % 3]!.salesId,
    helperIds: [],
    stageId: Object.values(STAGE_IDS)[number % 5]!,
    sourceId: 1 + (number % 5),
    gender: 0,
    note: number % 3 === 0 ? `第 ${number} 位客户的说明` : null,
    tagIds: number % 2 === 0 ? [tags[number % tags.length]!.id] : [],
    contentTagIds: [],
    point: null,
    creditCode: null,
    fields: { '30898': '深圳' },
    createTime: time,
    updateTime: time,
    friendTime: null,
    row: {},
    v2Fields: null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
