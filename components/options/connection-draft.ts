import type { ConnectionDraft } from '../../lib/model/settings';
import { checkAddress, type AddressFault } from '../../lib/model/address';
import type { ConnectionView, ProviderView, SettingFieldView } from '../../lib/model/view';

/** The values of the form. A secret that is already set starts empty. */
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

/** Why a line of the form cannot be sent as it is. */
export type FieldFault = 'missing' | AddressFault;

/** The faults that have to be corrected before the form can be sent, by the key of the field. */
export function faultsOf(provider: ProviderView, connection: ConnectionView | null, typed: Typed): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  for (const { key, required, kind, address } of provider.settings) {
    const value = typed.values[key]?.trim() ?? '';
    if (!value && required && !connection?.secretsSet.includes(key)) faults[key] = 'missing';
    const checked = value && kind === 'url' ? checkAddress(value, address) : null;
    if (checked && 'fault' in checked) faults[key] = checked.fault;
  }
  return faults;
}

/** A secret that was left empty stays out, so that the stored one is kept. */
export function toDraft(provider: ProviderView, connection: ConnectionView | null, typed: Typed): ConnectionDraft {
  const values = provider.settings
    .map((field) => ({ ...field, value: valueOf(field, typed) }))
    .filter(({ key, secret, value }) => value || !(secret && connection?.secretsSet.includes(key)))
    .map(({ key, value }) => [key, value]);
  return {
    id: connection?.id ?? null,
    provider: provider.id,
    name: typed.name.trim() || (connection?.name ?? provider.id),
    values: Object.fromEntries(values),
  };
}

/** The typed value; an address in the form in which it is used. */
function valueOf({ key, kind, address }: SettingFieldView, typed: Typed): string {
  const value = typed.values[key]?.trim() ?? '';
  const checked = value && kind === 'url' ? checkAddress(value, address) : null;
  return checked && !('fault' in checked) ? checked.address : value;
}

/** The origin that the browser will be asked for, null while no address is typed. */
export function originOf(provider: ProviderView, typed: Typed): string | null {
  const field = provider.settings.find(({ kind }) => kind === 'url');
  const checked = field && checkAddress(typed.values[field.key] ?? '', field.address);
  return checked && !('fault' in checked) ? new URL(checked.address).origin : null;
}
