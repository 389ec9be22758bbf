import { describe, expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import type { Seen } from '../contract/answering';
import { skipping } from '../contract/clock';
import { going, memoryOf } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { connection, KNOWN, NOW, OK, onWechat, refused, tag, wecom } from './wecom';

describe('the token', () => {
  test('is asked for once, and goes along with every call', async () => {
    const { origin, seen, of } = await wecom();
    const crm = connection(origin);
    await Promise.all([crm.check(going()), crm.tags(going()), crm.get(KNOWN, going())]);
    expect(of('gettoken').map(({ url }) => url)).toEqual(['/cgi-bin/gettoken?corpid=wwTEST&corpsecret=a+secret']);
    const others = seen.filter(({ url }) => !url.includes('gettoken'));
    expect(others.filter(({ url }) => !url.includes('access_token=T1'))).toEqual([]);
    expect(JSON.stringify(others)).not.toContain('secret');
  });

  test('is kept for others with the same memory, until it ends, and belongs to its secret', async () => {
    const { origin, of } = await wecom();
    const memory = memoryOf();
    await connection(origin, { memory }).check(going());
    await connection(origin, { memory, now: () => NOW + 7_000_000 }).check(going());
    expect(of('gettoken')).toHaveLength(1);
    await connection(origin, { memory, now: () => NOW + 7_190_000 }).check(going());
    expect(of('gettoken')).toHaveLength(2);
    await connection(origin, { memory, now: () => NOW + 7_190_000 }, { secret: 'another' }).check(going());
    expect(of('gettoken')).toHaveLength(3);
  });

  test.each([40001, 40014, 42001])('that is refused with %d is asked for anew once, and the call is made again', async (code) => {
    let given = 0;
    const { origin, of } = await wecom({
      gettoken: () => ({ ...OK, access_token: `T${++given}`, expires_in: 7_200 }),
      members: ({ url }: Seen) => (url.includes('T1') ? refused(code) : { ...OK, follow_user: [] }),
    });
    const memory = memoryOf();
    await connection(origin, { memory }).tags(going());
    await connection(origin, { memory, now: () => NOW + 60_000 }).check(going());
    expect([given, of('get_follow_user_list').length]).toEqual([2, 2]);
  });

  test('that is refused again is no reason to ask for another', async () => {
    const { origin, of } = await wecom({ members: refused(40014, 'invalid access_token') });
    const crm = connection(origin);
    expect(await problemOf(crm.check(going()))).toEqual({ kind: 'credentials-refused', message: null });
    expect([of('gettoken').length, of('get_follow_user_list').length]).toEqual([1, 1]);
  });

  test('is not asked for again with a secret that was refused: WeCom shuts out who sends wrong ones', async () => {
    const { origin, of } = await wecom({
      gettoken: refused(40001, 'invalid credential, hint: [1], from ip: 203.0.113.7, more info at https://example.com'),
    });
    const memory = memoryOf();
    const problem = { kind: 'credentials-refused', message: 'invalid credential (40001)' };
    expect(await problemOf(connection(origin, { memory }).check(going()))).toEqual(problem);
    expect(await problemOf(connection(origin, { memory }).find({ name: '沈溪桐', phones: [] }, going()))).toEqual(problem);
    expect(of('gettoken')).toHaveLength(1);
    await problemOf(connection(origin, { memory }, { secret: 'mended' }).check(going()));
    await problemOf(connection(origin, { memory, now: () => NOW + 11 * 60_000 }).check(going()));
    expect(of('gettoken')).toHaveLength(3);
  });
});

describe('what WeCom refuses', () => {
  const words = 'not allow to access from your ip, hint: [17000000001], from ip: 203.0.113.7, more info at https://example.com?e=60020';
  test.each<[string, object, Problem]>([
    ['an address that is not trusted', refused(60020, words), { kind: 'not-trusted', address: '203.0.113.7' }],
    ['one of six', refused(60020, 'from ip: 2001:db8::7, more info'), { kind: 'not-trusted', address: '2001:db8::7' }],
    ['one that it does not name', refused(60020), { kind: 'not-trusted', address: null }],
    ['an app without the right', refused(48002), { kind: 'beyond-reach', of: 'app' }],
    ['a colleague whom the app may not see', refused(60011), { kind: 'beyond-reach', of: 'colleague' }],
    ['a colleague without customer contact', refused(84074), { kind: 'beyond-reach', of: 'colleague' }],
    ['a colleague who has left', refused(60111), { kind: 'beyond-reach', of: 'left' }],
    ['a customer whom the colleague does not have', refused(84061), { kind: 'beyond-reach', of: 'customer' }],
    ['too many calls', refused(45009), { kind: 'rate-limited', until: NOW + 60_000, asked: 60_000, calls: null, seconds: null }],
    ['too many at once', refused(45033), { kind: 'rate-limited', until: NOW + 1_000, asked: 1_000, calls: null, seconds: null }],
    ['a tag that is gone', refused(40068), { kind: 'unfit', wants: 'option' }],
    [
      'what has no meaning here',
      refused(40058, 'bad param, hint: [1], from ip: 203.0.113.7'),
      { kind: 'refused', message: 'bad param (40058)' },
    ],
  ])('%s', async (_, answer, problem) => {
    const { origin } = await wecom({ remark: answer, mark: answer, one: onWechat() });
    const change: Change = problem.kind === 'unfit' ? { kind: 'add-tag', tag: tag(2) } : { kind: 'details', details: { name: '沈溪' } };
    const crm = connection(origin);
    expect(await problemOf(crm.apply(change, await crm.get(KNOWN, going()), going()))).toEqual(problem);
  });

  test.each([-1, 6000])('with %d, being busy, is asked three times', async (code) => {
    let times = 0;
    const { origin } = await wecom({ members: () => (++times % 3 === 0 ? { ...OK, follow_user: [] } : refused(code)) });
    await connection(origin, skipping()).check(going());
    expect(times).toBe(3);
    const busy = await wecom({ members: refused(code) });
    expect(await problemOf(connection(busy.origin, skipping()).check(going()))).toEqual({ kind: 'server-error', status: 503 });
    expect(busy.of('get_follow_user_list')).toHaveLength(3);
  });
});
