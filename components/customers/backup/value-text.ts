import type { BackupKind, NamedDifference } from '../../../lib/model/backup/kinds';
import type { CustomersKey } from '../../../locales/customers/translate';
import type { Translate } from '../../../locales/translate';
import { maskPhone, spacedPhone } from '../../customer/mask';

const PLACES = [
  ...(['name', 'company', 'remark', 'nickname', 'phones', 'tags', 'stage', 'source', 'text', 'title'] as const),
  ...(['customer', 'kind', 'at', 'remindAt', 'group', 'note'] as const),
] as const;

/** The name of a part of a record; a part without one has the name of the record's kind. */
export function placeName(kind: BackupKind, { at, label }: NamedDifference, own: Translate<CustomersKey>): string {
  if (label) return label;
  const [part = ''] = at.split('.');
  const known = PLACES.find((one) => one === part);
  return known ? own(`backup.part.${known}`) : own(`backup.kind.${kind}`);
}

/** The longest text of a value that is shown, in UTF-16 units. */
const MOST_SIGNS = 200;

interface Reading {
  maskPhones: boolean;
  /** A time in the person's own words. */
  when: (iso: string) => string | null;
}

/** A value in few words, '' where there is none. */
export function valueText({ at }: NamedDifference, value: unknown, { maskPhones, when }: Reading): string {
  const [part = ''] = at.split('.');
  const text = (one: unknown): string => {
    if (one === null || one === undefined) return '';
    if (typeof one === 'number' || typeof one === 'string') {
      if (part === 'at' || part === 'remindAt') return when(new Date(one).toISOString()) ?? String(one);
      return String(one);
    }
    if (Array.isArray(one)) return one.map(text).filter(Boolean).join('、');
    const { name, number, text: words } = Object(one) as Record<string, unknown>;
    if (typeof number === 'string') return maskPhones ? maskPhone(number) : spacedPhone(number);
    return text(name ?? words ?? null);
  };
  return text(value).slice(0, MOST_SIGNS);
}
