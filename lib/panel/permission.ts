import { browser } from 'wxt/browser';
import { withoutPort } from '../model/chat-pages';
import { ProblemError } from '../model/problem';

/** Asks the browser for the right to reach these patterns and no others; to be called inside a click. Throws when the person says no. */
export async function allow(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return;
  const granted = await browser.permissions.request({ origins: withoutPort(patterns) });
  if (!granted) throw new ProblemError({ kind: 'not-permitted', origin: patterns[0]!.replace(/\/\*$/, '') });
}
