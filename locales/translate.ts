import type { SpokenLanguage } from '../lib/model/language';
import type { zh_CN as restZhCn } from './rest/zh_CN';
import { zh_CN } from './zh_CN';

/** A language that texts exist in. */
export type Spoken = SpokenLanguage;

/** One text. `{name}` stands for a value; a pair is chosen by the value called `count` (or the first number). */
export type Text = string | { one: string; other: string };
export type Key = keyof typeof zh_CN | keyof typeof restZhCn;
export type Catalogue = Record<Key, Text>;
export type Values = Record<string, string | number>;
export type Translate<K extends string = Key> = ((key: K, values?: Values) => string) & { readonly language: Spoken };

const FIRST: Record<Spoken, () => Promise<Record<keyof typeof zh_CN, Text>>> = {
  zh_CN: () => Promise.resolve(zh_CN),
  zh_TW: async () => (await import('./zh_TW')).zh_TW,
  en: async () => (await import('./en')).en,
};

const REST: Record<Spoken, () => Promise<Record<keyof typeof restZhCn, Text>>> = {
  zh_CN: async () => (await import('./rest/zh_CN')).zh_CN,
  zh_TW: async () => (await import('./rest/zh_TW')).zh_TW,
  en: async () => (await import('./rest/en')).en,
};

/** What is loaded; the first texts of the default language are there from the start. */
const base: Partial<Record<Spoken, Partial<Catalogue>>> = { zh_CN };
const whole = new Set<Spoken>();

/** Whether the first texts of a language are there, with which the panel shows a customer. */
export function hasTexts(language: Spoken): boolean {
  return base[language] !== undefined;
}

export function hasAllTexts(language: Spoken): boolean {
  return whole.has(language);
}

export async function loadFirstTexts(language: Spoken): Promise<void> {
  const first = await FIRST[language]();
  base[language] ??= first;
}

/** Loads all texts of the panel in a language; a translation that was made before does not have those that come with this. */
export async function loadTexts(language: Spoken): Promise<void> {
  const [first, rest] = await Promise.all([FIRST[language](), REST[language]()]);
  base[language] = { ...first, ...rest };
  whole.add(language);
}

/** Texts of one language: the panel's, as far as they are loaded, unless other catalogues are given. What is not loaded yet is ''. */
export function createTranslate(language: Spoken): Translate;
export function createTranslate<K extends string>(language: Spoken, catalogues: Record<Spoken, Record<K, Text>>): Translate<K>;
export function createTranslate(
  language: Spoken,
  catalogues: Partial<Record<Spoken, Partial<Record<string, Text>>>> = base,
): Translate<string> {
  const catalogue = catalogues[language] ?? {};
  const plurals = new Intl.PluralRules(localeOf(language));
  const translate = (key: string, values: Values = {}) => fill(choose(catalogue[key] ?? '', values, plurals), values);
  return Object.assign(translate, { language });
}

/** The BCP 47 name, for Intl and the `lang` attribute. */
export function localeOf(language: Spoken): string {
  return { zh_CN: 'zh-CN', zh_TW: 'zh-TW', en: 'en' }[language];
}

function choose(text: Text, values: Values, plurals: Intl.PluralRules): string {
  if (typeof text === 'string') return text;
  const count = values.count ?? Object.values(values).find((value) => typeof value === 'number') ?? 0;
  return plurals.select(Number(count)) === 'one' ? text.one : text.other;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
