import { randomBytes } from 'node:crypto';
import { json, signInPage, type Answer } from '../answer.ts';
import { HEX, inventedText, LETTERS } from '../chance.ts';
import type { Incoming } from '../incoming.ts';
import type { Routes } from '../routes.ts';
import type { ConsoleTables } from './tables.ts';

const PREFIX = 'ZTSF_';
/** How long a token of `gettoken` serves; the vendor names no time. */
const TOKEN_LIFE = 2 * 60 * 60_000;

export const credentials = {
  appId: 'kbdesk20200422',
  appSecret: inventedText('console secret', 32, HEX),
  userName: 'kebian',
  password: 'sandbox-desk',
  /** A session that is always good, for the header named `sessionHeader`. */
  session: `${PREFIX}${inventedText('console session', 40, LETTERS)}`,
  sessionHeader: 'token',
};

/** The two steps of signing in; both put secrets into the query, as the vendor has it. */
export function sessionRoutes(tables: ConsoleTables): Routes {
  return {
    'GET /wechat_api/thirdlogin/gettoken': (request) => getToken(tables, request),
    'GET /wechat_api/thirdlogin/login': (request) => login(tables, request),
  };
}

/** Whether the request carries a session, in the cookie that `login` sets or in the header `token`. */
export function isSignedIn(tables: ConsoleTables, request: Incoming): boolean {
  const cookie = /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(request.headers['cookie'] ?? '')?.[1];
  return [cookie, request.headers['token']].some(
    (session) => session !== undefined && (session === credentials.session || tables.sessions.get(session)?.kind === 'session'),
  );
}

export function signedOutAnswer(status: number): Answer {
  return status === 200 ? signInPage('聊天后台 登录') : json({ code: status, msg: '請先登錄', data: null }, status);
}

function getToken(tables: ConsoleTables, { query, now }: Incoming): Answer {
  if (query.get('appId') !== credentials.appId || query.get('appSecret') !== credentials.appSecret) return refused('appId或appSecret錯誤');
  const token = randomBytes(16).toString('hex');
  tables.sessions.put(token, { kind: 'token', at: now });
  return json({ code: 200, msg: '操作成功!', data: token });
}

function login(tables: ConsoleTables, { query, now }: Incoming): Answer {
  const token = tables.sessions.get(query.get('token') ?? '');
  if (token?.kind !== 'token' || now - token.at > TOKEN_LIFE) return refused('token無效');
  if (query.get('userName') !== credentials.userName || query.get('password') !== credentials.password) return refused('賬號或密碼錯誤');
  const session = PREFIX + randomBytes(24).toString('base64url');
  tables.sessions.put(session, { kind: 'session', at: now });
  return json({ code: 200, msg: '登录成功!', data: session }, 200, { 'set-cookie': `JSESSIONID=${session}; Path=/; HttpOnly` });
}

function refused(msg: string): Answer {
  return json({ code: 400, msg, data: null });
}
