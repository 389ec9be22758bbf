import { browser } from 'wxt/browser';
import { ProblemError } from '../model/problem';

/**
 * The browser's fetch. Where it fails because the person has not allowed (or no longer allows) Kebian to reach that origin, it says so:
 * `fetch` itself fails in the same way for a missing permission and for a server that is down.
 */
export async function permittedFetch(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch (thrown) {
    const [address] = request;
    const url = new URL(address instanceof Request ? address.url : address);
    if (thrown instanceof TypeError && !(await mayReach(url))) throw new ProblemError({ kind: 'not-permitted', origin: url.origin });
    throw thrown;
  }
}

/** A port is not part of a match pattern. */
function mayReach({ protocol, hostname }: URL): Promise<boolean> {
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
