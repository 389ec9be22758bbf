import type { Language } from '../lib/model/settings';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

/** A language that texts exist in. */
export type Spoken = Exclude<Language, 'auto'>;

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

/** What `auto` means with these browser languages (`navigator.languages`); Chinese of the mainland when none is spoken. */
export function resolveLanguage(language: Language, browserLanguages: readonly string[]): Spoken {
  if (language !== 'auto') return language;
  return browserLanguages.map(spokenFor).find((spoken) => spoken !== null) ?? 'zh_CN';
}

/** The BCP 47 name, for Intl and the `lang` attribute. */
export function localeOf(language: Spoken): string {
  return { zh_CN: 'zh-CN', zh_TW: 'zh-TW', en: 'en' }[language];
}

function spokenFor(tag: string): Spoken | null {
  if (/^en\b/i.test(tag)) return 'en';
  if (!/^zh\b/i.test(tag)) return null;
  return /hant|tw|hk|mo/i.test(tag) && !/hans/i.test(tag) ? 'zh_TW' : 'zh_CN';
}

function choose(text: Text, values: Values, plurals: Intl.PluralRules): string {
  if (typeof text === 'string') return text;
  const count = values.count ?? Object.values(values).find((value) => typeof value === 'number') ?? 0;
  return plurals.select(Number(count)) === 'one' ? text.one : text.other;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
