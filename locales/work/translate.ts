import { createTranslate, type Spoken, type Text, type Translate } from '../translate';
import { en } from './en';
import { zh_CN } from './zh_CN';
import { zh_TW } from './zh_TW';

export type WorkKey = keyof typeof zh_CN;
export type WorkCatalogue = Record<WorkKey, Text>;

const catalogues: Record<Spoken, WorkCatalogue> = { zh_CN, zh_TW, en };

/** The texts of the views that are loaded when they are opened, in one language. */
export function createWorkTranslate(language: Spoken): Translate<WorkKey> {
  return createTranslate(language, catalogues);
}
