import type { Customer } from '../customer';
import { plainly } from '../folding/fold';
import { wideHash } from '../match/hash';
import { phonesInField } from '../phone';
import type { Region } from '../regions';
import type { SameKeys } from './many-calls';

/** The id of a book's field with the WeChat id. */
const WECHAT = 'wechat';

/** Shorter numbers do not identify anybody. */
const SHORTEST = 5;

/** The keys that tell duplicates. Many people share a name, so it only counts together with a company. */
export function sameKeysOf({ id, name, company, phones, fields }: Customer, home: Region | null): SameKeys {
  const numbers = phones.flatMap(({ number, hidden }) => (hidden ? [] : numbersIn(number, home)));
  const wechat = fields.find((field) => field.id === WECHAT)?.value;
  const [called, from] = [plainly(name), plainly(company)];
  return {
    id,
    phones: [...new Set(numbers)].map((number) => wideHash(`p${number}`)),
    wechat: typeof wechat === 'string' && wechat.trim() !== '' ? wideHash(`w${wechat.trim().toLowerCase()}`) : null,
    named: called !== '' && from !== '' ? wideHash(`n${called}\n${from}`) : null,
  };
}

function numbersIn(text: string, home: Region | null): string[] {
  const found = phonesInField(text, home);
  if (found.length > 0) return found;
  const digits = text.replace(/\D/g, '');
  return digits.length >= SHORTEST && /[1-9]/.test(digits) ? [digits] : [];
}

export interface SameGroup {
  by: 'phone' | 'wechat' | 'named';
  /** At least two ids, in the order in which they came. */
  ids: string[];
}

/** Collects keys in parts, and finds the ids that share one. */
export function createSameGroups() {
  const byKey = new Map<number, { by: SameGroup['by']; ids: string[] }>();
  const put = (by: SameGroup['by'], key: number, id: string) => {
    const group = byKey.get(key);
    if (group) group.ids.push(id);
    else byKey.set(key, { by, ids: [id] });
  };
  return {
    take(customers: SameKeys[]): void {
      for (const { id, phones, wechat, named } of customers) {
        for (const phone of phones) put('phone', phone, id);
        if (wechat !== null) put('wechat', wechat, id);
        if (named !== null) put('named', named, id);
      }
    },
    /** Each set of customers once, with the strongest key that they share. */
    groups(): SameGroup[] {
      const order: SameGroup['by'][] = ['phone', 'wechat', 'named'];
      const found = [...byKey.values()].filter(({ ids }) => ids.length > 1).sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
      const seen = new Set<string>();
      return found.filter(({ ids }) => {
        const set = ids.toSorted().join('\n');
        return !seen.has(set) && seen.add(set);
      });
    },
  };
}
