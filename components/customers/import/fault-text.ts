import type { FileFault } from '../../../lib/model/sheet/file-fault';
import type { Fault } from '../../../lib/model/sheet/row-fault';
import type { ImportKey } from '../../../locales/customers/import/translate';
import type { Translate } from '../../../locales/translate';

/** Why a file cannot be read, and where, in one sentence. */
export function fileFaultText(fault: FileFault, t: Translate<ImportKey>): string {
  switch (fault.kind) {
    case 'empty':
      return t('file.empty');
    case 'other-kind':
      return t(`file.other.${fault.what}`);
    case 'encoding':
      return fault.encoding
        ? t('file.encodingChosen', { row: fault.row, encoding: fault.encoding.toUpperCase() })
        : t('file.encoding', { row: fault.row });
    case 'row':
      return t('file.row', { row: fault.row, most: fault.most });
    case 'quote':
      return t('file.quote', { row: fault.row, column: fault.column });
    case 'columns':
      return t('file.columns', { row: fault.row, columns: fault.columns, most: fault.most });
    case 'rows':
      return t('file.rows', { most: fault.most });
    case 'merged':
      return t('file.merged', { most: fault.most });
    case 'too-large':
      return t('file.tooLarge', { megabytes: fault.megabytes, most: fault.most });
    case 'unpacks':
      return t('file.unpacks', { most: fault.most });
    case 'cut-off':
      if (fault.row !== null) return t('file.cutOffRow', { row: fault.row });
      return fault.part ? t('file.cutOffPart', { part: fault.part }) : t('file.cutOff');
    case 'sealed':
      return t('file.sealed');
    case 'not-ours':
      return t('file.notOurs', { where: fault.where });
    case 'newer':
      return t('file.newer', { version: fault.version });
    case 'unreadable':
      return t('file.unreadable');
  }
}

/** The name of a column: its heading, or its number. */
export function columnName(headings: readonly string[], column: number | null, t: Translate<ImportKey>): string {
  if (column === null) return t('target.remark');
  return headings[column] || t('columns.number', { number: column + 1 });
}

/** The faults of a row, each with its column. */
export function faultsText(faults: readonly Fault[], headings: readonly string[], t: Translate<ImportKey>): string {
  const separator = t.language === 'en' ? '; ' : '；';
  return faults
    .map(({ kind, column, value }) => t(`fault.${kind}`, { column: columnName(headings, column, t), value: value.slice(0, 24) }))
    .join(separator);
}
