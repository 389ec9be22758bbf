import { describe, expect, test } from 'vitest';
import { answering } from '../contract/answering';
import { connect, going } from '../contract/connect';
import { problemOf } from '../contract/problem';

const CRMS = {
  lixiao: { userToken: 'abc' },
  tanma: { appId: 'wwTESTcorp0000001_AbCdEf', appKey: 'a secret' },
  'wechat-console': {},
};

describe.each(Object.entries(CRMS))('what stands before %s', (product, settings) => {
  const problemFor = async (status: number, body: object) => {
    const { origin } = await answering(() => ({ status, body }));
    return problemOf(connect(product, { baseUrl: origin, ...settings }).check(going()));
  };

  test.each([
    ['no route', 404, { code: 404, message: 'no Route matched with those values' }],
    ['no route, with status 200', 200, { code: 404, msg: 'Not Found', data: null }],
    ['nobody behind it, with status 200', 200, { code: 502, message: 'Bad Gateway' }],
    ['a service that starts, with status 200', 200, { code: 503, msg: '服务不可用', data: null }],
    ['a service that is slow, with status 200', 200, { code: 504, message: 'upstream timed out' }],
    ['too many calls, with status 200', 200, { code: 429, message: 'blocked' }],
    ['another form', 404, { timestamp: '2026-03-01T08:00:00Z', status: 404, error: 'Not Found', path: '/customer' }],
    ['another form, with status 200', 200, { errcode: 503, errmsg: 'down' }],
  ])('says it in JSON, which is passing and nobody’s refusal: %s', async (_name, status, body) => {
    const code = 'code' in body ? body.code : status;
    // That product has a quota, and says no more of it.
    const isQuota = product === 'lixiao' && code === 429;
    expect(await problemFor(status, body)).toMatchObject(isQuota ? { kind: 'rate-limited' } : { kind: 'server-error', status: code });
  });
});
