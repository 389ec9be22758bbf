import { browser } from 'wxt/browser';
import { ProblemError } from '../../model/problem';
import type { ConnectionSettings } from '../../model/settings';
import { signsIn } from '../../model/signs-in';
import { createHttp } from '../../providers/http';
import { providerById } from '../../providers/registry';
import { refusing } from '../../providers/settings';
import type { SignedIn } from '../../providers/sign-in';
import { ofConnection, type Database } from '../storage/database';
import type { Surroundings } from './connections';

/** Whether the person signs in to this connection with an account of their company. */
export function isBySignIn({ provider: id, values }: Pick<ConnectionSettings, 'provider' | 'values'>): boolean {
  const provider = providerById(id);
  return provider?.signIn !== undefined && signsIn(provider, values);
}

/** Whether the extension has the permission `identity`, which is asked for when such a connection is made. */
export function maySignIn(): boolean {
  return (browser as Partial<typeof browser>).identity !== undefined;
}

/** Has the person sign in; `unseen`: without showing anything, which works where the company's sign-in knows the browser already. */
export async function askSignIn(
  { fetch, now, online }: Pick<Surroundings, 'fetch' | 'now' | 'online'>,
  { provider: id, values }: Pick<ConnectionSettings, 'provider' | 'values'>,
  unseen = false,
): Promise<SignedIn> {
  const provider = providerById(id)!;
  const origins = provider.origins(values);
  if (!maySignIn()) throw new ProblemError({ kind: 'not-permitted', origin: origins[0] ?? '' });
  const http = refusing(provider, values, createHttp({ origins, fetch, now, online }));
  // The browser takes what is sent to this address; no server has it.
  const redirect = browser.identity.getRedirectURL();
  const signal = AbortSignal.timeout(LONGEST_MS);
  return provider.signIn!(values, { http, redirect, visit: (url) => visit(url, !unseen), unseen, signal });
}

/** What the memory of these connections holds of sign-ins, read before it is deleted. */
export function signedInAt(database: Database, all: ConnectionSettings[]): Promise<Left[]> {
  return Promise.all(
    all.filter(isBySignIn).map(async (settings) => {
      const entries = await database.getAll('memory', ofConnection(settings.id));
      return { settings, memory: Object.fromEntries(entries.map(({ key, value }) => [key, value])) };
    }),
  );
}

interface Left {
  settings: Pick<ConnectionSettings, 'provider' | 'values'>;
  memory: SignedIn['memory'];
}

/** Ends sessions that no connection uses any more. A server that does not answer in time is left out: its session ends by itself. */
export async function giveSessionsBack({ fetch, now, online }: Pick<Surroundings, 'fetch' | 'now' | 'online'>, all: Left[]): Promise<void> {
  const signal = AbortSignal.timeout(LONGEST_GOODBYE_MS);
  const ended = all.map(async ({ settings: { provider: id, values }, memory }) => {
    const provider = providerById(id)!;
    const http = refusing(provider, values, createHttp({ origins: provider.origins(values), fetch, now, online }));
    await provider.signOut?.(values, memory, { http, signal });
  });
  await Promise.allSettled(ended);
}

const LONGEST_GOODBYE_MS = 2_000;

/** A person may need their telephone for the second factor. */
const LONGEST_MS = 600_000;

async function visit(url: string, shown: boolean): Promise<string> {
  const back = await browser.identity.launchWebAuthFlow({ url, interactive: shown }).catch((thrown: unknown) => failed(thrown, shown));
  return back ?? failed(null, shown);
}

/** Only the text of the browser's error tells a page that could not be loaded from a window that the person closed. */
function failed(thrown: unknown, shown: boolean): never {
  const isAway = /could not be loaded|Invalid request/i.test(thrown instanceof Error ? thrown.message : '');
  throw new ProblemError({ kind: 'not-signed-in', why: isAway ? 'away' : shown ? 'closed' : 'not-yet' });
}
