import { createTranslate, type Spoken, type Text, type Translate } from '../../translate';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

export type ImportKey = keyof typeof zh_CN;
export type ImportCatalogue = Record<ImportKey, Text>;

const catalogues: Record<Spoken, ImportCatalogue> = { zh_CN, zh_TW, en };

/** The texts of the view that takes files in and out, in one language. */
export function createImportTranslate(language: Spoken): Translate<ImportKey> {
  return createTranslate(language, catalogues);
}
