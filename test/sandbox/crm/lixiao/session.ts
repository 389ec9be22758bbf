import { randomBytes } from 'node:crypto';
import { json, type Answer } from '../answer.ts';
import { HEX, inventedText } from '../chance.ts';
import type { Habits } from '../crm.ts';
import type { Incoming } from '../incoming.ts';
import { objectOf, textOf } from '../json.ts';
import { ME } from './library.ts';
import { ok, signedOutElsewhere, unauthorized } from './reply.ts';
import type { LixiaoTables } from './tables.ts';

export const credentials = {
  userToken: inventedText('lixiao token', 32, HEX),
  login: '13800138001',
  password: 'sandbox-sales',
  corpId: 'ding5a0db0x0kebian',
};

const CALLS = 10;
const WINDOW = 10_000;

/** Null when the caller may pass. There is one session: a new login ends the one before. */
export function refuseStranger(tables: LixiaoTables, request: Incoming): Answer | null {
  const token = tokenOf(request);
  if (token === null) return unauthorized('请求头不正确');
  const known = tables.tokens.get(token);
  if (!known) return unauthorized('用户未登录');
  return known.current ? null : signedOutElsewhere();
}

/** Form or JSON: the vendor's client of 2019 sends a form, today's rule is JSON. */
export function login(tables: LixiaoTables, request: Incoming): Answer {
  const input = objectOf(request.body);
  if (textOf(input['device']) !== 'open_api' || textOf(input['version_code']) !== '9.9.9')
    return unauthorized('device或version_code不正确');
  const rightCompany = [credentials.corpId, ''].includes(textOf(input['corp_id']));
  if (!rightCompany || textOf(input['login']) !== credentials.login || textOf(input['password']) !== credentials.password) {
    return json({ code: 100000, data: null, message: '帐号或密码错误' });
  }
  const token = randomBytes(16).toString('hex');
  setToken(tables, token);
  return ok({ user_token: token, user_id: ME.id, name: ME.name });
}

export function setToken(tables: LixiaoTables, token: string): void {
  for (const old of tables.tokens.ids()) tables.tokens.put(old, { current: false });
  tables.tokens.put(token, { current: true });
}

/** Counts calls of the whole company; the answer to the eleventh within ten seconds is not public, this one is the sandbox's own. */
export function createRateLimit(habits: Habits): (now: number) => Answer | null {
  let calls: number[] = [];
  return (now) => {
    calls = calls.filter((at) => at > now - WINDOW && at <= now);
    if (!habits.rateLimit) return null;
    if (calls.length < CALLS) {
      calls.push(now);
      return null;
    }
    const seconds = Math.max(1, Math.ceil((calls[0]! + WINDOW - now) / 1000));
    return json({ code: 100429, data: null, message: '请求过于频繁,请稍后再试' }, 429, { 'retry-after': String(seconds) });
  };
}

/** The documented header, or the three headers that the vendor's own sample sends. */
function tokenOf({ headers }: Incoming): string | null {
  const documented = /^Token token=([^,\s]+), device=open_api, version_code=9\.9\.9$/.exec(headers['authorization'] ?? '');
  if (documented) return documented[1]!;
  const sampled = headers['x-lxy-platform'] === 'lixiaoyun' && headers['x-lxy-app'] === 'crm';
  return sampled ? (headers['access-token'] ?? null) : null;
}
