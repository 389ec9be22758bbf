import { checkAddress, type AddressFault } from '../model/address';
import type { Colleague } from '../model/customer';
import { ProblemError } from '../model/problem';
import type { Http, Provider, Settings } from './provider';

/** The origin of the address in `settings.baseUrl`; none while the address cannot be a CRM's. */
export function originsOf(settings: Settings): string[] {
  const checked = checkAddress(settings.baseUrl ?? '');
  return 'fault' in checked ? [] : [new URL(checked.address).origin];
}

/** The address of a call: the base URL, whether or not it ends in a slash, and a path that begins with one. */
export function urlOf(settings: Settings, path: string): string {
  return withoutSlashes((settings.baseUrl ?? '').trim()) + path;
}

/** The colleague whom a setting names by the CRM's id; null while it is empty. */
export function colleagueIn(settings: Settings, key: string): Colleague | null {
  const id = settings[key]?.trim();
  return id ? { id, name: id } : null;
}

/** The text without slashes at its end. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}

/** The settings with normalised addresses; throws the Problem `address-refused` for one that cannot be a CRM's. */
export function withAddresses({ settings }: Pick<Provider, 'settings'>, values: Settings): Settings {
  const addresses = settings.flatMap(({ key, kind, address }) => {
    const typed = values[key];
    if (kind !== 'url' || !typed) return [];
    const checked = checkAddress(typed, address);
    if ('fault' in checked) throw refused(checked.fault);
    return [[key, checked.address]];
  });
  return { ...values, ...(Object.fromEntries(addresses) as Settings) };
}

/** For stored settings with an address that is refused by now: nothing is sent. */
export function refusing(provider: Pick<Provider, 'settings'>, values: Settings, http: Http): Http {
  return async (request) => {
    withAddresses(provider, values);
    return http(request);
  };
}

function refused(fault: AddressFault): ProblemError {
  return new ProblemError({ kind: 'address-refused', fault });
}
