import { createTranslate, type Spoken, type Text, type Translate } from '../translate';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

export type OptionsKey = keyof typeof zh_CN;
export type OptionsCatalogue = Record<OptionsKey, Text>;

const catalogues: Record<Spoken, OptionsCatalogue> = { zh_CN, zh_TW, en };

/** The options page's own texts in one language. */
export function createOptionsTranslate(language: Spoken): Translate<OptionsKey> {
  return createTranslate(language, catalogues);
}
