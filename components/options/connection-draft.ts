import type { ConnectionView, ProviderView } from '../../lib/model/view';
import type { ConnectionDraft } from './actions';

/** What stands in the form. A secret that is set already starts empty. */
export interface Typed {
  name: string;
  values: Record<string, string>;
}

export function startValues(
  provider: ProviderView,
  connection: ConnectionView | null,
  providerName: string,
  former?: Pick<ConnectionView, 'name' | 'values'>,
): Typed {
  const before = connection ?? former;
  const values = provider.settings.map(({ key, secret, initial }) => [
    key,
    (secret ? '' : before?.values[key]) ?? (before ? '' : initial) ?? '',
  ]);
  return { name: (before?.name || null) ?? providerName, values: Object.fromEntries(values) };
}

/** What has to be mended before the form can be sent, by the key of the field. */
export function faultsOf(provider: ProviderView, connection: ConnectionView | null, typed: Typed): Record<string, 'missing' | 'url'> {
  const faults: Record<string, 'missing' | 'url'> = {};
  for (const { key, required, kind } of provider.settings) {
    const value = typed.values[key]?.trim() ?? '';
    if (!value && required && !connection?.secretsSet.includes(key)) faults[key] = 'missing';
    else if (value && kind === 'url' && !isAddress(value)) faults[key] = 'url';
  }
  return faults;
}

/** A secret that was left empty stays out, so that the stored one is kept. */
export function toDraft(provider: ProviderView, connection: ConnectionView | null, typed: Typed): ConnectionDraft {
  const values = provider.settings
    .map(({ key, secret }) => ({ key, secret, value: typed.values[key]?.trim() ?? '' }))
    .filter(({ key, secret, value }) => value || !(secret && connection?.secretsSet.includes(key)))
    .map(({ key, value }) => [key, value]);
  return {
    id: connection?.id ?? null,
    provider: provider.id,
    name: typed.name.trim() || (connection?.name ?? provider.id),
    values: Object.fromEntries(values),
  };
}

/** The origin that the browser will be asked for, null while no address is typed. */
export function originOf(provider: ProviderView, typed: Typed): string | null {
  const address = provider.settings.find(({ kind }) => kind === 'url');
  const value = address ? (typed.values[address.key]?.trim() ?? '') : '';
  return isAddress(value) ? new URL(value).origin : null;
}

/** https anywhere, http on this computer alone. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
