import { describe, expect, test } from 'vitest';
import { sign } from '../../lib/providers/tanma/sign';
import { answering } from '../contract/answering';
import { fixture, going, memoryOf, paths } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { NOW, SEARCH, settings, library, connection, found, findIn } from './tanma';

describe('calls', () => {
  test('the phone and the name are both asked for, whoever has the number', async () => {
    for (const rows of [[{ customerId: 1, qwRemark: 'a' }], []]) {
      const { seen } = await findIn({ [SEARCH]: found(...rows) }, { name: '王丽', phones: ['13800000000'] });
      // They are on their way side by side: which of them comes first is not said.
      expect(
        seen
          .map(({ body }) => body)
          .filter((body) => body.includes('searchKey'))
          .toSorted(),
      ).toEqual(['{"searchKey":"13800000000","pageNo":1,"pageSize":20}', '{"searchKey":"王丽","pageNo":1,"pageSize":20}']);
    }
  });

  test('every call is signed over the text that was sent, and the key itself is never sent', async () => {
    const { seen } = await findIn({ [SEARCH]: fixture('tanma/customer-search') });
    expect(seen.length).toBeGreaterThan(1);
    for (const { headers, body } of seen) {
      expect(headers).toMatchObject({ appid: settings.appId, timestamp: String(NOW), 'content-type': 'application/json' });
      expect(headers.sign).toBe(await sign(settings.appId, String(NOW), body, settings.appKey));
      expect(JSON.stringify(headers) + body).not.toContain(settings.appKey);
    }
  });

  test('fields and tags are asked for once, not at every search', async () => {
    const { origin, seen } = await paths({ ...library, [SEARCH]: found({ customerId: 1, qwRemark: 'a', tagIds: [2801078] }) });
    const { find } = connection(origin);
    await find({ name: 'a', phones: [] }, going());
    await find({ name: 'b', phones: [] }, going());
    expect(seen.filter(({ url }) => url !== SEARCH)).toHaveLength(2);
  });

  test('an edition that may not read fields and tags still finds people', async () => {
    const { origin } = await paths({
      [SEARCH]: found({ customerId: 1, qwRemark: 'a', tagIds: [5] }),
      '/apiServer/api/v2/customer/list-fields': { code: 403001, message: '无权限' },
    });
    expect((await connection(origin).find({ name: 'a', phones: [] }, going())).customers).toMatchObject([
      { name: 'a', tags: [], fields: [] },
    ]);
  });

  test('check says who we are', async () => {
    const { origin } = await paths({ [SEARCH]: found() });
    expect(await connection(origin).check(going())).toEqual({ user: { id: 'ZhangLei', name: 'ZhangLei' }, detail: 'wwTESTcorp0000001' });
    expect(await connection(origin, { qwUserId: '' }).check(going())).toMatchObject({ user: null });
  });

  test('the pages of a search follow each other to the end', async () => {
    const page = { totalCount: 3, totalPage: 2, pageSize: 20, data: [{ customerId: 1, qwRemark: 'a' }] };
    const { origin } = await paths({ ...library, [SEARCH]: { code: 0, message: 'ok', data: page } });
    expect(await connection(origin).search('a', null, going())).toMatchObject({ next: '2', total: 3 });
    expect(await connection(origin).search('a', '2', going())).toMatchObject({ next: null });
  });

  test('nothing can be changed, and the reason is there in three languages', async () => {
    const { origin } = await paths({ ...library, [SEARCH]: found({ customerId: 1, qwRemark: 'a' }) });
    const tanma = connection(origin);
    const [customer] = (await tanma.find({ name: 'a', phones: [] }, going())).customers;
    expect(tanma.can).toMatchObject({ changes: [], addCustomer: false, newTags: false });
    expect(Object.keys(tanma.can.readOnlyReason ?? {}).sort()).toEqual(['en', 'zh_CN', 'zh_TW']);
    expect(await problemOf(tanma.apply({ kind: 'remark', text: 'x' }, customer!, going()))).toEqual({
      kind: 'not-supported',
      ability: 'remark',
    });
  });
});

describe('the clock and the signature', () => {
  const late = { status: 200, headers: { date: new Date(NOW + 600_000).toUTCString() } };

  test('a clock that is off is corrected once from the answer’s date, and stays corrected', async () => {
    const { origin, seen } = await answering(({ headers }) =>
      headers.timestamp === String(NOW + 600_000)
        ? { body: found() }
        : { ...late, body: { code: 1003, message: '请求时间与服务器时间相差过大' } },
    );
    const memory = memoryOf();
    await connection(origin, {}, { memory }).check(going());
    await connection(origin, {}, { memory }).check(going());
    expect(seen.map(({ headers }) => Number(headers.timestamp) - NOW)).toEqual([0, 600_000, 600_000]);
  });

  test('when that does not help the person learns by how much the clock is off, after two calls', async () => {
    const { origin, seen } = await answering(() => ({ ...late, body: { code: 1003, message: 'x' } }));
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'clock-off', minutes: 10 });
    expect(seen).toHaveLength(2);
  });

  test('a refused signature is not tried again', async () => {
    const { origin, seen } = await answering(() => ({ body: { code: 1002, message: '签名校验未通过' } }));
    expect(await problemOf(connection(origin).check(going()))).toEqual({ kind: 'signature-refused' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    [
      { code: 40417, message: '<b>电话号码重复</b>', data: null },
      { kind: 'refused', message: '<b>电话号码重复</b>' },
    ],
    [{ code: 5 }, { kind: 'refused', message: '5' }],
    [{ message: 'no code' }, { kind: 'server-error', status: 200 }],
    [
      { code: 0, message: 'success' },
      { kind: 'not-understood', path: 'data', expected: '"data"' },
    ],
    [
      { code: '0', data: {} },
      { kind: 'not-understood', path: 'code', expected: 'number' },
    ],
  ])('%j is %j', async (body, problem) => {
    const { origin } = await answering(() => ({ body }));
    expect(await problemOf(connection(origin).check(going()))).toEqual(problem);
  });
});
