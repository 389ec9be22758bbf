import { browser } from 'wxt/browser';
import { withoutPort } from '../model/chat-pages';
import { ProblemError } from '../model/problem';
import { dataRights } from '../wire/consent';

/** Asks the browser for the permission for these patterns; to be called in the turn of a click. Throws if the person refuses. */
export function allow(patterns: string[]): Promise<void> {
  return request(patterns, {});
}

/** The same for CRMs: in Firefox it also asks for the consent to send data. */
export function allowSending(patterns: string[]): Promise<void> {
  return request(patterns, dataRights());
}

async function request(patterns: string[], rights: ReturnType<typeof dataRights>): Promise<void> {
  if (patterns.length === 0) return;
  const granted = await browser.permissions.request({ origins: withoutPort(patterns), ...rights });
  if (!granted) throw new ProblemError({ kind: 'not-permitted', origin: patterns[0]!.replace(/\/\*$/, '') });
}
