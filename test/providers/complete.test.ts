import { describe, expect, test } from 'vitest';
import { answering } from '../contract/answering';
import { skipping } from '../contract/clock';
import { connect, fixture, going } from '../contract/connect';

/** As many rows as wanted; each of another customer, or all of one. */
function rows(count: number, make: (id: number) => object, of = count): object[] {
  return Array.from({ length: count }, (_, at) => make(1 + (at % of)));
}

const lixiaoRow = (id: number) => ({ id, name: '沈溪桐' });
const tanmaRow = (id: number) => ({ customerId: id, qwRemark: '沈溪桐' });
const consoleRow = (id: number) => ({ customerId: id, customerName: '沈溪桐' });

interface Asking {
  provider: string;
  settings: (origin: string) => Record<string, string>;
  /** What the CRM answers to a question for customers: all that it has, or a part of it. */
  answer: (rows: object[], more: boolean) => object;
  row: (id: number) => object;
  /** What it answers to every other question. */
  otherwise: (url: string) => unknown;
}

const LIXIAO_ELSE = { code: 0, data: { ...lixiaoRow(1), contacts: [], custom_field_groups: [] } };

const CRMS: Asking[] = [
  {
    provider: 'lixiao',
    settings: (origin) => ({ baseUrl: origin, userToken: 'abc' }),
    answer: (customers, has_next_page) => ({ code: 0, data: { customers, column_list: [], has_next_page } }),
    row: lixiaoRow,
    otherwise: () => LIXIAO_ELSE,
  },
  {
    provider: 'lixiao',
    settings: (origin) => ({ baseUrl: origin, userToken: 'abc' }),
    // One that does not say whether a page follows.
    answer: (customers) => ({ code: 0, data: { customers, column_list: [] } }),
    row: lixiaoRow,
    otherwise: () => LIXIAO_ELSE,
  },
  {
    provider: 'tanma',
    settings: (origin) => ({ baseUrl: `${origin}/apiServer/`, appId: 'ww_1', appKey: 'k' }),
    answer: (data, more) => ({ code: 0, message: 'success', data: { data, totalPage: more ? 2 : 1, totalCount: data.length } }),
    row: tanmaRow,
    otherwise: (url) => fixture(/list-fields/.test(url) ? 'tanma/list-fields' : 'tanma/tags-list-tree'),
  },
  {
    provider: 'wechat-console',
    settings: (origin) => ({ baseUrl: `${origin}/` }),
    answer: (data, more) => ({ code: 200, data, pageNo: 1, count: more ? 24 : data.length }),
    row: consoleRow,
    otherwise: () => ({ code: 200, data: { source: 0 } }),
  },
];

/** The CRM answers every question for customers with `all`; `asked` are the addresses and bodies of those questions. */
async function found(
  { provider, settings, answer, otherwise }: Asking,
  all: object[],
  more: boolean,
  hints = { name: '沈溪桐', phones: [] as string[] },
) {
  const asked: string[] = [];
  const { origin } = await answering(({ url, body }) => {
    if (/\?|customer\/search/.test(url)) asked.push(decodeURIComponent(`${url} ${body}`));
    if (!/customers(?:\/by_name)?\?|customer\/search|customerPage/.test(url)) return { body: otherwise(url) };
    return { body: answer(all, more) };
  });
  const answered = await connect(provider, settings(origin), skipping()).find(hints, going());
  return { ...answered, asked };
}

describe.each(CRMS)('$provider ($answer)', (crm) => {
  test('says that nobody is left out where every way was asked to its end', async () => {
    expect(await found(crm, rows(4, crm.row), false)).toMatchObject({ complete: true, customers: [{}, {}, {}, {}] });
    expect(await found(crm, [], false)).toMatchObject({ complete: true, customers: [] });
  });

  test.each([20, 1])('says that somebody may be left out where a full page is of %d customers and another follows', async (of) => {
    const answered = await found(crm, rows(20, crm.row, of), true);
    expect(answered.complete).toBe(false);
    expect(answered.customers).toHaveLength(of);
  });

  test('asks by the name, by what is left of a decorated one, and by a number, whoever is found first', async () => {
    const { asked } = await found(crm, rows(4, crm.row), false, { name: '沈溪桐 介绍人13800001111', phones: ['13800001111'] });
    expect(asked.some((text) => /沈溪桐(?![ +]介)/.test(text))).toBe(true);
    expect(asked.some((text) => /沈溪桐[ +]介绍人/.test(text))).toBe(true);
    expect(asked.some((text) => /13800001111(?!\d)/.test(text) && !text.includes('沈'))).toBe(true);
  });
});

test('the console is asked by name and by remark, whoever is called so', async () => {
  const [, , , desk] = CRMS;
  const { asked } = await found(desk!, rows(1, consoleRow), false);
  expect(
    asked.filter((text) => text.includes('customerPage')).map((text) => /customerName=([^&]*).*remarks=([^&]*)/.exec(text)!.slice(1)),
  ).toEqual([
    ['沈溪桐', ''],
    ['', '沈溪桐'],
  ]);
});
