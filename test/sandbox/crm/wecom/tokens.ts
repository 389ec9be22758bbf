import { json, type Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import type { JsonObject } from '../json.ts';

const LIFE_SECONDS = 7_200;

/** A refusal in WeCom's words: behind them stand a hint for its own people, the caller's address and a link. */
export function refused(errcode: number, message: string): JsonObject {
  const hint = `hint: [1700000000000000000000001], from ip: 203.0.113.7`;
  return { errcode, errmsg: `${message}, ${hint}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}` };
}

/** Gives out tokens, the same one while it is good, and lets nobody in without one. */
export function createTokens(credentials: { corpId: string; secret: string }) {
  let given: { token: string; until: number } | null = null;
  let count = 0;

  function give({ query, now }: Incoming): Answer {
    if (query.get('corpid') !== credentials.corpId) return json(refused(40013, 'invalid corpid'));
    if (query.get('corpsecret') !== credentials.secret) return json(refused(40001, 'invalid credential'));
    if (!given || given.until <= now) given = { token: `sandbox-token-${++count}`, until: now + LIFE_SECONDS * 1000 };
    return json({ errcode: 0, errmsg: 'ok', access_token: given.token, expires_in: Math.ceil((given.until - now) / 1000) });
  }

  return {
    /** null for a call that may pass. */
    answer(request: Incoming, path: string): Answer | null {
      if (path === '/cgi-bin/gettoken') return give(request);
      const token = request.query.get('access_token');
      if (!token) return json(refused(41001, 'access_token missing'));
      if (token !== given?.token) return json(refused(40014, 'invalid access_token'));
      return given.until <= request.now ? json(refused(42001, 'access_token expired')) : null;
    },
  };
}
