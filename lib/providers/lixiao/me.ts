import { digestOf } from '../../model/digest';
import type { Colleague } from '../../model/customer';
import { unlessRefused } from '../answer';
import type { Connection } from '../provider';
import type { Here } from './customers';
import { me } from './schema';

/** Asks the CRM who we are and remembers it; null where the account may not ask, or the answer names no user. */
export async function askMe(here: Here, signal: AbortSignal): Promise<Colleague | null> {
  // Source: a public client of 2019, https://github.com/app-ark/iKcrm-sdk; the vendor’s page is not public
  const { id, name } = await unlessRefused(here.call(me, { path: '/user/info' }, signal), { id: null, name: null });
  const found = name || id ? { id, name: name ?? id! } : null;
  await here.cache.keepMe(await credentialsOf(here), found?.id ? { id: found.id, name: found.name } : null);
  return found;
}

/** Who we are, from the memory; the CRM is asked once if it is not there. */
export function createMe(here: Here): NonNullable<Connection['me']> {
  let known: Colleague | null | undefined;
  let asking: Promise<Colleague | null> | null = null;
  return async (signal) => {
    known ??= await here.cache.me(await credentialsOf(here));
    if (known !== undefined || signal === undefined) return known ?? null;
    asking ??= askMe(here, signal).finally(() => (asking = null));
    return (known = await asking);
  };
}

/** Another account or token may be another user. */
function credentialsOf({ settings: { baseUrl = '', login = '', corpId = '', userToken = '' } }: Here): Promise<string> {
  return digestOf(JSON.stringify([baseUrl, corpId, login, userToken]));
}
