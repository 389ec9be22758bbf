import { browser } from 'wxt/browser';
import { withoutPort } from '../model/chat-pages';
import { ProblemError } from '../model/problem';
import { dataRights } from '../wire/consent';

/** Asks the browser for the right to reach these patterns and no others; to be called inside a click. Throws when the person says no. */
export function allow(patterns: string[]): Promise<void> {
  return request(patterns, {});
}

/** The same for CRMs: where the browser has a right for that, the one question is also whether Kebian may send them anything. */
export function allowSending(patterns: string[]): Promise<void> {
  return request(patterns, dataRights());
}

async function request(patterns: string[], rights: ReturnType<typeof dataRights>): Promise<void> {
  if (patterns.length === 0) return;
  const granted = await browser.permissions.request({ origins: withoutPort(patterns), ...rights });
  if (!granted) throw new ProblemError({ kind: 'not-permitted', origin: patterns[0]!.replace(/\/\*$/, '') });
}
