import type { SpokenLanguage } from '../lib/model/language';
import { zh_CN } from './zh_CN';

/** A language that texts exist in. */
export type Spoken = SpokenLanguage;

/** One text. `{name}` stands for a value; a pair is chosen by the value called `count` (or the first number). */
export type Text = string | { one: string; other: string };
export type Key = keyof typeof zh_CN;
export type Catalogue = Record<Key, Text>;
export type Values = Record<string, string | number>;
export type Translate<K extends string = Key> = ((key: K, values?: Values) => string) & { readonly language: Spoken };

/** The default language is there from the start; each of the others is loaded when it is first spoken. */
const base: Partial<Record<Spoken, Catalogue>> = { zh_CN };

export function hasTexts(language: Spoken): boolean {
  return base[language] !== undefined;
}

/** Loads the panel's texts of a language, so that `createTranslate` has them. */
export async function loadTexts(language: Spoken): Promise<void> {
  if (language === 'en') base.en = (await import('./en')).en;
  if (language === 'zh_TW') base.zh_TW = (await import('./zh_TW')).zh_TW;
}

/** Texts of one language; the panel's, once they are loaded, unless other catalogues are given. */
export function createTranslate(language: Spoken): Translate;
export function createTranslate<K extends string>(language: Spoken, catalogues: Record<Spoken, Record<K, Text>>): Translate<K>;
export function createTranslate(language: Spoken, catalogues: Partial<Record<Spoken, Record<string, Text>>> = base): Translate<string> {
  const catalogue = catalogues[language] ?? {};
  const plurals = new Intl.PluralRules(localeOf(language));
  const translate = (key: string, values: Values = {}) => fill(choose(catalogue[key] ?? key, values, plurals), values);
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
