import { useState } from 'preact/hooks';
import type { FormerView } from '../../lib/model/former';
import type { ConnectionView, ProviderView } from '../../lib/model/view';
import { useForm } from '../form';
import { startValues, type Typed } from './connection-draft';
import { wayOf } from './ways';

interface TypedSettings {
  typed: Typed;
  /** The id of the way that is chosen, '' where there is only one. */
  way: string;
  set(change: { name?: string; way?: string; values?: Record<string, string> }): void;
  /** To be called when it was saved or given up. */
  done(): void;
}

/** The typed values of a connection's form. All but the secrets are stored while they are half typed, and are there again the next time. */
export function useTypedSettings(
  provider: ProviderView,
  connection: ConnectionView | null,
  providerName: string,
  former: FormerView | undefined,
): TypedSettings {
  const secret = new Set(provider.settings.filter((field) => field.secret).map(({ key }) => key));
  const start = startValues(provider, connection, providerName, former);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const form = useForm<Record<string, string>>(
    { form: 'connection', of: connection?.id ?? `${provider.id} ${former?.id ?? ''}`, connection: connection?.id ?? null },
    { name: start.name, way: wayOf(provider, connection)?.id ?? '', ...linesOf(start.values, (key) => !secret.has(key)) },
  );
  const values = Object.keys(start.values).map((key) => [key, secret.has(key) ? (secrets[key] ?? '') : form.values[lineOf(key)]!]);
  return {
    typed: { name: form.values['name']!, values: Object.fromEntries(values) },
    way: form.values['way']!,
    set({ values: changed = {}, ...lines }) {
      const isSecret = Object.entries(changed).filter(([key]) => secret.has(key));
      if (isSecret.length > 0) setSecrets((before) => ({ ...before, ...Object.fromEntries(isSecret) }));
      const open = { ...lines, ...linesOf(changed, (key) => !secret.has(key)) };
      if (Object.keys(open).length > 0) form.set(open);
    },
    done: form.done,
  };
}

/** A product may call one of its settings as the form calls a line of its own. */
function lineOf(key: string): string {
  return `values.${key}`;
}

function linesOf(values: Record<string, string>, isWanted: (key: string) => boolean): Record<string, string> {
  const wanted = Object.entries(values).filter(([key]) => isWanted(key));
  return Object.fromEntries(wanted.map(([key, value]) => [lineOf(key), value]));
}
