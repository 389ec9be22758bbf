import type { Json } from './json.ts';

/** What a CRM sends back, before faults have touched it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function json(body: Json, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) };
}

/** The page that a product shows instead of an answer when it wants a person to sign in. */
export function signInPage(title: string, status = 200): Answer {
  const body = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><form method="post" action="/login"><label>账号 <input name="userName"></label>
<label>密码 <input name="password" type="password"></label><button>登录</button></form></body></html>
`;
  return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body };
}
