import { createHash } from 'node:crypto';
import type { Incoming } from '../incoming.ts';
import { json, type Answer } from '../answer.ts';

/** How far, in ms, a request's timestamp may be from the server's clock. The vendor names no number; five minutes is our choice. */
export const TIME_WINDOW = 5 * 60_000;

/** Lower-case hex of SHA-256 over appId, timestamp (ms), the raw body and appKey, joined without anything between. */
export function signTanma(parts: { appId: string; timestamp: string; body: string; appKey: string }): string {
  return createHash('sha256')
    .update(parts.appId + parts.timestamp + parts.body + parts.appKey, 'utf8')
    .digest('hex');
}

/** Null when the request may pass, else the refusal. Refusals come with HTTP status 200. */
export function refuseUnsigned(request: Incoming, credentials: { appId: string; appKey: string }): Answer | null {
  const { appid = '', timestamp = '', sign = '' } = request.headers;
  const expected = signTanma({ appId: appid, timestamp, body: request.rawBody, appKey: credentials.appKey });
  if (appid !== credentials.appId || sign !== expected) return signatureRefused();
  if (!/^\d{13}$/.test(timestamp) || Math.abs(request.now - Number(timestamp)) > TIME_WINDOW) return timeRefused();
  return null;
}

export function signatureRefused(): Answer {
  return json({ code: 1002, message: '签名校验未通过', data: null });
}

function timeRefused(): Answer {
  return json({ code: 1003, message: '请求时间与服务器时间相差过大，请校对时间后重新请求', data: null });
}
