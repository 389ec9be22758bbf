import type { MatchRecord } from '../../../lib/model/match/records.ts';
import {
  surnames,
  rare,
  given,
  pairs,
  alike,
  traditional,
  romanized,
  brandSigns,
  trades,
  forms,
  cities,
  states,
  titles,
  calls,
  pictures,
  gaps,
} from './words.ts';

/**
 * A contact as a page would show it, with the record that it is (null = a stranger; several records may be one person) and the colleague whose
 * chat it is.
 */
export interface LabelledContact {
  id: string;
  shown: string;
  truth: string | string[] | null;
  kind: string;
  /** The colleague's id; missing where unknown. */
  me?: string;
}

/** An invented team: everybody is generated from the seed, character by character. */
export interface Team {
  customers: MatchRecord[];
  contacts: LabelledContact[];
}

/** Mulberry32: the same seed gives the same team. */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Customers and contacts; a quarter of the contacts are strangers, and four of five known ones chat with the customer's owner. */
export function inventTeam(seed: number, customers: number, contacts: number): Team {
  const dice = createDice(seed);
  const people = Array.from({ length: customers }, (_, at) => inventCustomer(dice, `v${seed}-${at}`));
  return { customers: people, contacts: Array.from({ length: contacts }, (_, at) => inventContact(dice, `@v${at}`, people)) };
}

export function inventCustomer(dice: () => number, id: string): MatchRecord {
  const name = inventName(dice);
  const company = dice() < 0.55 ? inventCompany(dice) : null;
  return {
    id,
    name,
    company,
    phones: Array.from({ length: dice() < 0.3 ? 0 : dice() < 0.9 ? 1 : 2 }, () => inventPhone(dice)),
    nickname: dice() < 0.6 ? inventNickname(dice) : null,
    remark: dice() < 0.6 ? inventRemark(dice, name, company) : null,
    tags: dice() < 0.4 ? [pick(dice, states)] : [],
    owner: `A${Math.floor(dice() * 25)}`,
    updatedAt: new Date(Date.UTC(2025, 0, 1 + Math.floor(dice() * 300))).toISOString(),
  };
}

function inventContact(dice: () => number, id: string, people: MatchRecord[]): LabelledContact {
  const truth = dice() < 0.25 ? null : pick(dice, people);
  const person = truth ?? inventCustomer(dice, 'stranger');
  const me = (truth && dice() < 0.8 ? truth.owner : null) ?? `A${Math.floor(dice() * 25)}`;
  const [kind, shown] = show(dice, person);
  return { id, shown, truth: truth?.id ?? null, kind: truth ? kind : 'stranger', me };
}

function show(dice: () => number, person: MatchRecord): [string, string] {
  const { name, remark, nickname, company, phones } = person;
  const way = dice();
  if (way < 0.37) return ['remark', remark ?? name];
  if (way < 0.6) return ['decorated', decorate(dice, name)];
  if (way < 0.72 && phones[0]) return ['phone', writePhone(dice, phones[0], dice() < 0.6 ? name : '')];
  if (way < 0.82 && nickname) return ['nickname', nickname];
  if (way < 0.89) return ['traditional', [...name].map((sign) => traditional.get(sign) ?? sign).join('')];
  if (way < 0.95 && company) return ['companyTitle', inventTitled(dice, name, company)];
  if (way < 0.98) return ['homophone', slip(dice, name)];
  const read = [...name].map((sign) => romanized.get(sign));
  if (read.every((part) => part !== undefined)) return ['pinyin', dice() < 0.5 ? read.join(' ') : [...read.slice(1), read[0]].join(' ')];
  return ['remark', remark ?? name];
}

function decorate(dice: () => number, name: string): string {
  const ways = [
    () => `${pick(dice, ['B', 'Z', 'AA', 'C1', '★', '0'])}${pick(dice, gaps)}${name}`,
    () => `${name}${pick(dice, pictures)}`,
    () => `${pick(dice, states)}${pick(dice, gaps)}${name}`,
    () => `[${pick(dice, cities)}]${name}`,
    () => `${Math.floor(dice() * 300)}号 ${name}`,
    () => `${name}（${pick(dice, states)}）${Math.floor(dice() * 12) + 1}月`,
  ];
  return pick(dice, ways)();
}

function inventTitled(dice: () => number, name: string, company: string): string {
  const brand = company
    .replace(/（中国）/, '')
    .replace(/(有限责任公司|有限公司|集团|厂|商行|工作室)$/, '')
    .replace(new RegExp(`^(${cities.join('|')})`), '');
  const who = name.slice(0, rare.some((surname) => name.startsWith(surname)) ? 2 : 1) + pick(dice, titles);
  return dice() < 0.6 ? `${brand}${pick(dice, gaps)}${who}` : `${who}(${brand})`;
}

function inventRemark(dice: () => number, name: string, company: string | null): string {
  const way = dice();
  if (way < 0.55) return name;
  if (way < 0.7 && company) return `${name}${pick(dice, gaps)}${company.slice(0, 4)}`;
  if (way < 0.75) return `${name.slice(0, 1)}${pick(dice, titles)}`;
  return dice() < 0.5 ? `${name}${pick(dice, gaps)}${pick(dice, cities)}` : `${pick(dice, states)}${pick(dice, gaps)}${name}`;
}

function inventName(dice: () => number): string {
  const surname = dice() < 0.02 ? pick(dice, rare) : pick(dice, surnames, 2);
  const way = dice();
  if (way < 0.18) return surname + pick(dice, given, 1.6);
  return surname + (way < 0.35 ? pick(dice, pairs, 1.3) : pick(dice, given, 1.4) + pick(dice, given, 1.4));
}

function inventCompany(dice: () => number): string {
  const brand = pick(dice, brandSigns) + pick(dice, brandSigns);
  return `${dice() < 0.5 ? pick(dice, cities) : ''}${brand}${pick(dice, trades)}${pick(dice, forms)}`;
}

function inventNickname(dice: () => number): string {
  const way = dice();
  if (way < 0.2) return pick(dice, pictures) + pick(dice, pictures);
  if (way < 0.35) return inventName(dice);
  return (
    pick(dice, calls) +
    (way < 0.6 ? '' : way < 0.8 ? pick(dice, pictures) : `${pick(dice, gaps)}${pick(dice, brandSigns)}${pick(dice, brandSigns)}`)
  );
}

function inventPhone(dice: () => number): string {
  return `1${pick(dice, ['31', '35', '52', '66', '77', '81', '98'])}${String(Math.floor(dice() * 1e8)).padStart(8, '0')}`;
}

function writePhone(dice: () => number, phone: string, name: string): string {
  const [a, b, c] = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)];
  const wide = phone.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const written = pick(dice, [
    phone,
    `${a}-${b}-${c}`,
    `${a} ${b} ${c}`,
    `+86${phone}`,
    `0086 ${phone}`,
    `(+86)${a}-${b}${c}`,
    wide,
    `${a}.${b}.${c}`,
  ]);
  return dice() < 0.5 ? `${name} ${written}`.trim() : `${written}${name}`;
}

function slip(dice: () => number, name: string): string {
  for (let at = name.length - 1; at > 0; at--) {
    const group = alike.find((signs) => signs.includes(name.charAt(at)));
    const other =
      group &&
      pick(
        dice,
        [...group].filter((sign) => sign !== name[at]),
      );
    if (other) return name.slice(0, at) + other + name.slice(at + 1);
  }
  return name;
}

// With `bend` above 1, the first ones are more frequent.
function pick<T>(dice: () => number, from: readonly T[], bend = 1): T {
  const found = from[Math.floor(dice() ** bend * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}
