import { browser } from 'wxt/browser';
import { ProblemError } from '../model/problem';
import { dataRights } from '../wire/consent';

/**
 * The browser's `fetch`, which fails in the same way for a missing permission and for a server that is down: this one throws the Problem
 * `not-permitted` if Kebian may not reach the origin. Where the browser asks for consent to what is sent (Firefox), nothing is sent without it, also
 * after the person has withdrawn it in the browser's settings.
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
