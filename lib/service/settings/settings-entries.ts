import * as v from 'valibot';
import { checkAddress, type GoodAddress } from '../../model/address';
import { later } from '../../model/later';
import type { ConnectionSettings } from '../../model/settings';
import type { SettingFieldView } from '../../model/view';
import { providerById, providers } from '../../providers/registry';
import { withAddresses } from '../../providers/settings';
import type { Place } from '../../model/without-faults';
import type { JsonFault } from '../../wire/json-faults';
import { shortId } from '../../wire/site-check';
import { BOOK } from '../connections/connections';

const text = v.pipe(v.string(), v.maxLength(5_000));
const values = v.optional(v.record(v.string(), text), {});

/** A connection as a settings document has it. */
export const CONNECTION = later(() =>
  v.strictObject({
    id: shortId(),
    provider: text,
    name: v.optional(text, ''),
    baseUrl: v.optional(text),
    credentials: values,
    options: values,
  }),
);

type Entry = v.InferOutput<typeof CONNECTION>;

/** The faults that only the provider's own description of its settings shows. */
export function entryFaults(entry: Entry, place: Place): JsonFault[] {
  const at = (...keys: string[]) => [...place, ...keys];
  const provider = providerById(entry.provider);
  if (!provider) return [{ at: at('provider'), expected: providers.map(({ id }) => id).join(' | '), found: 'string' }];
  const isTaken = entry.id === BOOK.id && entry.provider !== BOOK.provider;
  const reserved = isTaken ? [{ at: at('id'), expected: 'another id: book is the local book', found: 'string' }] : [];
  const fieldAt = (where: SettingFieldView['place'], key: string) =>
    provider.settings.find((field) => field.place === where && field.key === key && !field.found);
  const faults = givenIn(entry).flatMap(({ where, key, value }) => {
    const field = fieldAt(where, key);
    const here = where === 'address' ? at(key) : at(where, key);
    return field ? valueFault(here, field, value) : [{ at: here, expected: 'nothing', found: 'string' }];
  });
  const given = new Set(givenIn(entry).flatMap(({ where, key, value }) => (value ? [fieldAt(where, key)] : [])));
  const missing = provider.settings.filter((field) => field.required && !field.secret && !given.has(field));
  const places = missing.map((field) => (field.place === 'address' ? at(field.key) : at(field.place, field.key)));
  return [...reserved, ...faults, ...places.map((one) => ({ at: one, expected: 'string', found: 'undefined' }))];
}

function valueFault(at: Place, field: SettingFieldView, value: string): JsonFault[] {
  if (field.choices && !field.choices.some((choice) => choice.value === value)) {
    return [{ at, expected: field.choices.map((choice) => choice.value).join(' | '), found: 'string' }];
  }
  if (field.kind !== 'url') return [];
  const checked = checkAddress(value, field.address);
  return 'fault' in checked ? [{ at, expected: 'https://...', found: 'string', address: checked.fault }] : [];
}

/** The values of an entry with the path of each. */
function givenIn({ baseUrl, credentials, options }: Entry): { where: SettingFieldView['place']; key: string; value: string }[] {
  const under = (where: 'credentials' | 'options', values: Record<string, string>) =>
    Object.entries(values).map(([key, value]) => ({ where, key, value }));
  const address = baseUrl === undefined ? [] : [{ where: 'address' as const, key: 'baseUrl', value: baseUrl }];
  return [...address, ...under('credentials', credentials), ...under('options', options)];
}

/** The check of a connection's address, with its id. */
export function addressOf({ id, provider, baseUrl = '' }: Entry): [string, GoodAddress][] {
  const field = providerById(provider)?.settings.find(({ kind }) => kind === 'url');
  const checked = checkAddress(baseUrl, field?.address);
  return field && !('fault' in checked) ? [[id, checked]] : [];
}

export function settingsOf(entry: Entry): ConnectionSettings {
  const address = entry.baseUrl === undefined ? {} : { baseUrl: entry.baseUrl };
  const values = withAddresses(providerById(entry.provider)!, { ...address, ...entry.credentials, ...entry.options });
  return { id: entry.id, provider: entry.provider, name: entry.name, values };
}

/** Secrets are left out unless asked for. */
export function connectionEntry({ id, provider, name, values: all }: ConnectionSettings, secrets: boolean) {
  const fields = (providerById(provider)?.settings ?? []).filter((field) => all[field.key] && !field.found && (secrets || !field.secret));
  const at = (place: SettingFieldView['place']) => fields.filter((field) => field.place === place).map(({ key }) => [key, all[key]!]);
  const part = (key: string, entries: string[][]) => (entries.length > 0 ? { [key]: Object.fromEntries(entries) } : {});
  return {
    id,
    provider,
    ...(name ? { name } : {}),
    ...Object.fromEntries(at('address')),
    ...part('credentials', at('credentials')),
    ...part('options', at('options')),
  };
}
