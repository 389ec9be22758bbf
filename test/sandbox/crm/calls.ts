import type { Crm } from './crm.ts';
import { signTanma } from './tanma/sign.ts';

/** What came back, parsed where it is JSON. */
export interface Reply<T> {
  status: number;
  headers: Headers;
  text: string;
  json: T;
}

/** A signed call to tanma with the sandbox's own credentials; `at` is the timestamp in epoch ms. */
export async function callTanma<T>(crm: Crm, path: string, body: string | object = '', at = Date.now()): Promise<Reply<T>> {
  const { appId, appKey } = crm.credentials as { appId: string; appKey: string };
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const sign = signTanma({ appId, timestamp: String(at), body: raw, appKey });
  const headers = { 'content-type': 'application/json', appId, timestamp: String(at), sign };
  return read(await fetch(crm.url + path, { method: 'POST', headers, body: raw }));
}

/** A call to lixiao with the documented header. A body goes out as JSON. */
export async function callLixiao<T>(crm: Crm, call: string, body?: object, token = crm.credentials['userToken']): Promise<Reply<T>> {
  const [method, path] = call.split(' ') as [string, string];
  const authorization = `Token token=${token}, device=open_api, version_code=9.9.9`;
  const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
  return read(await fetch(crm.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) }));
}

/** A call to the console with its static session. A plain object goes out as JSON, URLSearchParams as a form. */
export async function callConsole<T>(crm: Crm, call: string, body?: object): Promise<Reply<T>> {
  const [method, path] = call.split(' ') as [string, string];
  const form = body instanceof URLSearchParams;
  const headers = { token: crm.credentials['session']!, ...(body && !form && { 'content-type': 'application/json' }) };
  return read(await fetch(crm.url + path, { method, headers, ...(body && { body: form ? body : JSON.stringify(body) }) }));
}

async function read<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) as T };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
