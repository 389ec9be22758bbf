import * as v from 'valibot';
import { checkAddress, type GoodAddress } from '../model/address';
import { later } from '../model/later';
import type { ConnectionSettings } from '../model/settings';
import type { SettingFieldView } from '../model/view';
import { providerById } from '../providers/registry';
import { withAddresses } from '../providers/settings';
import type { SettingsFault } from '../wire/protocol';
import { BOOK } from './connections';

const text = v.pipe(v.string(), v.maxLength(5_000));
const values = v.optional(v.record(v.string(), text), {});

/** A connection as a settings document has it. */
export const CONNECTION = later(() =>
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/, 'letters, digits, - and _')),
    provider: text,
    name: v.optional(text, ''),
    baseUrl: v.optional(text),
    credentials: values,
    options: values,
  }),
);

type Entry = v.InferOutput<typeof CONNECTION>;

/** Faults that only the provider's own form knows. */
export function entryFaults(entry: Entry, path: string): SettingsFault[] {
  const provider = providerById(entry.provider);
  if (!provider) return [{ path: `${path}.provider`, expected: 'tanma | lixiao | wechat-console | local', found: 'string' }];
  const isTaken = entry.id === BOOK.id && entry.provider !== BOOK.provider;
  const reserved = isTaken ? [{ path: `${path}.id`, expected: 'another id: book is the local book', found: 'string' }] : [];
  const known = new Map(provider.settings.map((field) => [pathOf(field), field]));
  const given = Object.entries(placesOf(entry)).filter(([, value]) => value !== undefined);
  const unknown = given
    .filter(([key]) => !known.has(key))
    .map(([key]) => ({ path: `${path}.${key}`, expected: 'nothing', found: 'string' }));
  const missing = [...known].filter(([key, field]) => field.required && !field.secret && !placesOf(entry)[key]);
  return [
    ...reserved,
    ...unknown,
    ...missing.map(([key]) => ({ path: `${path}.${key}`, expected: 'string', found: 'undefined' })),
    ...given.flatMap(([key, value]) => valueFault(`${path}.${key}`, known.get(key), value!)),
  ];
}

function valueFault(path: string, field: SettingFieldView | undefined, value: string): SettingsFault[] {
  if (field?.choices && !field.choices.some((choice) => choice.value === value)) {
    return [{ path, expected: field.choices.map((choice) => choice.value).join(' | '), found: 'string' }];
  }
  if (field?.kind !== 'url') return [];
  const checked = checkAddress(value, field.address);
  return 'fault' in checked ? [{ path, expected: 'https://...', found: 'string', address: checked.fault }] : [];
}

/** The values of an entry by their path inside it. */
function placesOf(entry: Entry): Record<string, string | undefined> {
  const under = (place: 'credentials' | 'options') => Object.entries(entry[place]).map(([key, value]) => [`${place}.${key}`, value]);
  return Object.fromEntries([['baseUrl', entry.baseUrl], ...under('credentials'), ...under('options')]);
}

function pathOf(field: SettingFieldView): string {
  return field.place === 'address' ? field.key : `${field.place}.${field.key}`;
}

/** What was said of the address, by the id of the connection. */
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
  const fields = (providerById(provider)?.settings ?? []).filter((field) => all[field.key] && (secrets || !field.secret));
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
