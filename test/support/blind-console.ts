import { NO_BOOK } from './book';
import fc from 'fast-check';
import type { Connection } from '../../lib/providers/provider.ts';
import type { Change } from '../../lib/model/edit.ts';
import { createHttp } from '../../lib/providers/http.ts';
import { providerById } from '../../lib/providers/registry.ts';

/** The nine values that `updateCustomer` writes. */
export const NINE = ['nickName', 'remarks', 'customerName', 'customerPhone', 'tags', 'customerId', 'isStar', 'xfield1', 'wechatContactId'];

/** How a row of a console shows one of its values: whole, not at all, or changed. */
export type Lens = 'whole' | 'left out' | 'null' | 'masked' | 'cut off' | 'number' | 'boolean';
export const LENSES: Lens[] = ['whole', 'left out', 'null', 'masked', 'cut off', 'number', 'boolean'];

export interface BlindConsole {
  /** The value that the console stores. */
  kept: Record<string, string>;
  connection: Connection;
  calls: string[];
}

/**
 * A console that stores one customer and everything that it is sent, but only shows what `lenses` let through. `on` changes the stored values
 * right after a write, as a console may do by its own rules.
 */
export function blindConsole(
  start: Record<string, string>,
  lenses: Record<string, Lens>,
  on: (kept: Record<string, string>) => void = () => {},
) {
  const desk: Omit<BlindConsole, 'connection'> = { kept: { ...start }, calls: [] };
  const origin = 'https://console.example';
  const answer = (request: Request, form: Record<string, string>): unknown => {
    const path = new URL(request.url).pathname.split('/').at(-1)!;
    if (request.method === 'GET') {
      const row = shownRow(desk.kept, lenses);
      return path === 'getCustomer' ? { code: 200, data: row } : { code: 200, data: [row], count: 1 };
    }
    desk.calls.push(path);
    if (path === 'updateCustomer') Object.assign(desk.kept, Object.fromEntries(NINE.map((key) => [key, form[key] ?? ''])));
    if (path === 'batchSaveNickName') {
      const { custName, nickName } = JSON.parse(form['nickNames']!) as { custName: string; nickName: string };
      Object.assign(desk.kept, { customerName: custName, nickName });
    }
    if (path === 'batchAddCustomer') {
      const names = (JSON.parse(form['tags']!) as { name: string }[]).map(({ name }) => name);
      desk.kept['tags'] = [desk.kept['tags'], ...names].filter(Boolean).join(',');
      if (form['isStar']) desk.kept['isStar'] = form['isStar'];
    }
    on(desk.kept);
    return { code: 200, msg: '保存成功!' };
  };
  const http = createHttp({
    origins: [origin],
    now: () => 0,
    fetch: async (url, init) => {
      const request = new Request(url as string, init);
      const form = Object.fromEntries(new URLSearchParams(typeof init?.body === 'string' ? init.body : ''));
      return Response.json(answer(request, form));
    },
  });
  const nothing = { get: async () => null, set: async () => {} };
  const deps = { connection: 'c', http, now: () => 0, memory: nothing, shared: () => nothing, book: NO_BOOK };
  return Object.assign(desk, { connection: providerById('wechat-console')!.connect({ baseUrl: origin }, deps) });
}

function shownRow(kept: Record<string, string>, lenses: Record<string, Lens>): Record<string, unknown> {
  return Object.fromEntries(
    NINE.flatMap((key): [string, unknown][] => {
      const value = kept[key]!;
      switch (lenses[key] ?? 'whole') {
        case 'left out':
          return [];
        case 'null':
          return [[key, value === '' ? null : value]];
        case 'masked':
          return [[key, masked(key, value)]];
        case 'cut off':
          return [[key, value.length > 12 ? `${value.slice(0, 10)}...` : value]];
        case 'number':
          return [[key, /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value]];
        case 'boolean':
          return [[key, key === 'isStar' ? value === '1' : value]];
        case 'whole':
          return [[key, value]];
      }
    }),
  );
}

/** How consoles hide values that an account may not see; remarks are shown as they were typed. */
function masked(key: string, value: string): string {
  if (key === 'remarks') return value;
  if (key === 'customerName') return value.length > 1 ? `${value[0]}*${value.length > 2 ? value.at(-1)! : ''}` : value;
  return value.replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(7)}`);
}

/** What a console stores of a customer. */
export const records = fc.record({
  nickName: fc.constantFrom('丽姐', '', 'Lily *小*', '13812345678'),
  remarks: fc.constantFrom(
    '',
    '老客，周五回电……',
    '电话 13812345678，采购负责人，周五前要报价',
    ' 两端有空格 \n第二行',
    'call back...',
    '*',
    '138****0000',
  ),
  customerName: fc.constantFrom('王丽', '欧阳晓东', 'Wang Li'),
  customerPhone: fc.constantFrom('', '13812345678', '0512-66668888', '+86 138 1234 5678'),
  tags: fc.constantFrom('', 'VIP', '高意向, VIP，老客', '高意向,VIP,深圳,老客,代理商'),
  customerId: fc.constant('5'),
  isStar: fc.constantFrom('', '0', '1'),
  xfield1: fc.constantFrom('', 'x', '007', '42', '6222021234567890123'),
  wechatContactId: fc.constantFrom('77', ''),
});

/** Which values a row shows, and how. Every row contains its customer's id. */
export const lensesOfRows = fc.record(
  Object.fromEntries(NINE.map((key) => [key, key === 'customerId' ? fc.constant<Lens>('whole') : fc.constantFrom(...LENSES)])),
);

/** Rows that show most of their values whole. */
export const lensesOfMost = fc
  .tuple(lensesOfRows, fc.subarray(NINE, { maxLength: 2 }))
  .map(([lenses, keys]) => Object.fromEntries(Object.entries(lenses).filter(([key]) => keys.includes(key))));

const tag = (name: string) => ({ id: name, name, group: null, color: null });
export const changes = fc.constantFrom<Change>(
  { kind: 'remark', text: '新备注' },
  { kind: 'remark', text: '' },
  { kind: 'personal-name', text: '新称呼' },
  { kind: 'details', details: { name: '王丽丽' } },
  { kind: 'details', details: { phones: ['13900000000'] } },
  { kind: 'field', field: 'xfield1', value: '新' },
  { kind: 'add-tag', tag: tag('售后') },
  { kind: 'remove-tag', tag: tag('VIP') },
);

/** Which of the nine values a change concerns. */
export function keyOf(change: Change): string {
  if (change.kind === 'details') return change.details.name === undefined ? 'customerPhone' : 'customerName';
  return { remark: 'remarks', 'personal-name': 'nickName', field: 'xfield1', 'add-tag': 'tags', 'remove-tag': 'tags' }[change.kind];
}
