import type { ConnectionDraft } from '../../lib/model/settings';
import type { ConnectionView, ProviderView, SettingsWay } from '../../lib/model/view';

/** The way that a connection was made; the first one for a new connection, null where there is only one. */
export function wayOf({ ways = [], settings }: ProviderView, connection: ConnectionView | null): SettingsWay | null {
  const isSecret = (key: string) => settings.some((field) => field.key === key && field.secret);
  const fits = (way: SettingsWay) =>
    (way.signsIn || way.keys.some((key) => isSecret(key) && connection?.secretsSet.includes(key))) &&
    Object.entries(way.values).every(([key, value]) => (connection?.values[key] || defaultOf(settings, key)) === value);
  return (connection ? ways.find(fits) : null) ?? ways[0] ?? null;
}

/** The product with the settings of one way alone. */
export function shapedBy(provider: ProviderView, way: SettingsWay | null): ProviderView {
  if (!way) return provider;
  const claimed = claimedBy(provider);
  const settings = provider.settings
    .filter(({ key }) => way.keys.includes(key) || !claimed.includes(key))
    .map((field) => (way.required.includes(field.key) ? { ...field, required: true } : field));
  return { ...provider, settings };
}

/** The draft with the values that follow from the way, and without those of the others. */
export function alongWay(draft: ConnectionDraft, provider: ProviderView, way: SettingsWay | null): ConnectionDraft {
  if (!way) return draft;
  const without = claimedBy(provider).filter((key) => !way.keys.includes(key) && !(key in way.values));
  return { ...draft, values: { ...draft.values, ...way.values }, without };
}

function claimedBy({ ways = [] }: ProviderView): string[] {
  return [...new Set(ways.flatMap(({ keys, values }) => [...keys, ...Object.keys(values)]))];
}

function defaultOf(settings: ProviderView['settings'], key: string): string {
  return settings.find((field) => field.key === key)?.initial ?? '';
}
