import { browser } from 'wxt/browser';
import { ProblemError } from '../model/problem';
import { dataRights } from '../wire/consent';

/**
 * The browser's fetch. Where it fails because the person has not allowed (or no longer allows) Kebian to reach that origin, it says so:
 * `fetch` itself fails in the same way for a missing permission and for a server that is down. Nothing is sent without the person's consent
 * where the browser has asked for it, also after they have taken it back in the browser's own settings.
 */
export async function permittedFetch(...request: Parameters<typeof fetch>): Promise<Response> {
  const [address] = request;
  const url = new URL(address instanceof Request ? address.url : address);
  if (!(await maySend())) throw new ProblemError({ kind: 'not-permitted', origin: url.origin });
  try {
    return await fetch(...request);
  } catch (thrown) {
    if (thrown instanceof TypeError && !(await mayReach(url))) throw new ProblemError({ kind: 'not-permitted', origin: url.origin });
    throw thrown;
  }
}

async function maySend(): Promise<boolean> {
  const rights = dataRights();
  return !rights.data_collection || (await browser.permissions.contains({ ...rights, origins: [] }));
}

/** A port is not part of a match pattern. */
function mayReach({ protocol, hostname }: URL): Promise<boolean> {
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
