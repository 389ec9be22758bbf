import type { Customer } from '../../lib/model/customer';
import { answering, type Reply } from '../contract/answering';
import { connect, going, paths } from '../contract/connect';

export const PAGE = '/wechat_api/customer/customerPage';
export const ONE = '/wechat_api/customer/getCustomer';
export const CALL = '/wechat_api/customer/getCustomerInfoByCall';
export const UPDATE = '/wechat_api/customer/updateCustomer';

export function connection(origin: string, more: Record<string, string> = {}, world = {}) {
  return connect('wechat-console', { baseUrl: `${origin}/`, ...more }, world);
}

export function page(...rows: object[]): object {
  return { code: 200, data: rows, pageNo: 1, count: rows.length };
}

export const row = {
  customerId: 5,
  customerName: '王丽',
  customerPhone: '13800000000',
  remarks: ' 老客 ',
  tags: '高意向, VIP',
  nickName: '丽姐',
  isStar: '',
  xfield1: 'x',
  wechatContactId: 77,
};

export async function someone(more: object = {}): Promise<Customer> {
  const { origin } = await paths({ [PAGE]: page({ ...row, ...more }) });
  const [customer] = (await connection(origin).find({ name: '王丽', phones: [] }, going())).customers;
  return customer!;
}

/** A console that keeps one row; `writes` holds the forms that reached it. */
export async function desk(start: object) {
  const writes: { path: string; form: Record<string, string> }[] = [];
  let now: Record<string, unknown> = { ...row, ...start };
  const { origin, seen } = await answering((request): Reply => {
    const path = new URL(request.url, 'http://desk').pathname;
    if (request.method === 'GET')
      return { body: path === PAGE ? page(now) : path === ONE ? { code: 200, msg: 'ok', data: now } : { code: 400 } };
    const form = Object.fromEntries(new URLSearchParams(request.body));
    writes.push({ path, form });
    now = { ...now, ...written(path, form, now) };
    return { body: path === UPDATE ? { code: 200, customer: now, wechatContact: null } : { code: 200, msg: '保存成功!' } };
  });
  return { desk: connection(origin), writes, seen, row: () => now };
}

export function written(path: string, form: Record<string, string>, now: Record<string, unknown>): object {
  if (path.endsWith('batchSaveNickName')) return { nickName: (JSON.parse(form.nickNames ?? '') as { nickName: string }).nickName };
  if (path.endsWith('batchAddCustomer'))
    return { tags: `${String(now.tags)},${(JSON.parse(form.tags ?? '') as { name: string }[])[0]!.name}` };
  return form;
}
