import { createTranslate, type Spoken, type Text, type Translate } from '../translate';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

export type CustomersKey = keyof typeof zh_CN;
export type CustomersCatalogue = Record<CustomersKey, Text>;

const catalogues: Record<Spoken, CustomersCatalogue> = { zh_CN, zh_TW, en };

/** The texts of the page of all customers in one language. */
export function createCustomersTranslate(language: Spoken): Translate<CustomersKey> {
  return createTranslate(language, catalogues);
}
