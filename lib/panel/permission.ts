import { browser } from 'wxt/browser';
import { withoutPort } from '../model/chat-pages';
import { ProblemError } from '../model/problem';
import { dataRights } from '../wire/consent';

/** Asks the browser for the permission for these patterns; to be called in the turn of a click. Throws if the person refuses. */
export function allow(patterns: string[]): Promise<void> {
  return request(patterns, {});
}

/** The same for CRMs. In Firefox it also asks for the consent to send data; in Chromium, where the person `signsIn`, for the right to show the sign-in. */
export function allowSending(patterns: string[], signsIn = false): Promise<void> {
  return request(patterns, { ...dataRights(), ...(signsIn && signInRights()) });
}

/** Asks for the right to show a company's sign-in, without a question to the person; to be called in the turn of a click. */
export async function allowSignIn(): Promise<void> {
  const rights = signInRights();
  if (rights.permissions) await browser.permissions.request(rights).catch(() => false);
}

/** Optional in Chromium alone: Firefox grants it with the installation. */
function signInRights(): { permissions?: ['identity'] } {
  const { optional_permissions: optional = [] } = browser.runtime.getManifest();
  return (optional as string[]).includes('identity') ? { permissions: ['identity'] } : {};
}

async function request(patterns: string[], rights: ReturnType<typeof dataRights> & ReturnType<typeof signInRights>): Promise<void> {
  if (patterns.length === 0) return;
  const granted = await browser.permissions.request({ origins: withoutPort(patterns), ...rights });
  if (!granted) throw new ProblemError({ kind: 'not-permitted', origin: patterns[0]!.replace(/\/\*$/, '') });
}
