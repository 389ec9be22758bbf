import type { SpokenLanguage } from '../lib/model/language';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

/** A language that texts exist in. */
export type Spoken = SpokenLanguage;

/** One text. `{name}` stands for a value; a pair is chosen by the value called `count` (or the first number). */
export type Text = string | { one: string; other: string };
export type Key = keyof typeof zh_CN;
export type Catalogue = Record<Key, Text>;
export type Values = Record<string, string | number>;
export type Translate<K extends string = Key> = (key: K, values?: Values) => string;

const base: Record<Spoken, Catalogue> = { zh_CN, zh_TW, en };

/** Texts of one language; the panel's unless other catalogues are given. */
export function createTranslate(language: Spoken): Translate;
export function createTranslate<K extends string>(language: Spoken, catalogues: Record<Spoken, Record<K, Text>>): Translate<K>;
export function createTranslate(language: Spoken, catalogues: Record<Spoken, Record<string, Text>> = base): Translate<string> {
  const catalogue = catalogues[language];
  const plurals = new Intl.PluralRules(localeOf(language));
  return (key, values = {}) => fill(choose(catalogue[key] ?? key, values, plurals), values);
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
