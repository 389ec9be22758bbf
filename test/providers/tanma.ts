import { connect, fixture, going, paths } from '../contract/connect';

export const NOW = Date.parse('2026-03-01T08:00:00Z');
export const SEARCH = '/apiServer/api/v3/customer/search';
export const settings = { appId: 'wwTESTcorp0000001_AbCdEf', appKey: 'a secret', qwUserId: 'ZhangLei' };

export const library = {
  '/apiServer/api/v2/customer/list-fields': fixture('tanma/list-fields'),
  '/apiServer/api/v3/tags/list-tree': fixture('tanma/tags-list-tree'),
};

export function connection(origin: string, more: Record<string, string> = {}, world = {}) {
  return connect('tanma', { ...settings, baseUrl: `${origin}/apiServer/`, ...more }, { now: () => NOW, ...world });
}

export function found(...rows: object[]): object {
  return { code: 0, message: 'success', data: { totalCount: rows.length, totalPage: 1, pageNo: 1, pageSize: 20, data: rows } };
}

export async function findIn(answers: Record<string, unknown>, hints = { name: '测试', phones: [] as string[] }) {
  const { origin, seen } = await paths({ ...library, ...answers });
  return { customers: (await connection(origin).find(hints, going())).customers, seen };
}
