import type { Preview } from '../../../lib/model/sheet/checked';
import type { ImportAbout } from '../../../lib/model/sheet/import-run';
import type { Layout } from '../../../lib/model/sheet/layout';
import { Select } from '../../select';
import { ENCODINGS } from './encodings';
import { useImportTexts } from './use-import-texts';

interface ReadingChoicesProps {
  preview: Preview;
  /** Whether a column has the names. */
  named: boolean;
  onReading: (reading: ImportAbout['reading']) => void;
  onHeader: (row: number | null) => void;
}

/** How the file is read, where that has to be guessed. */
export function ReadingChoices({ preview, named, onReading, onHeader }: ReadingChoicesProps) {
  const t = useImportTexts();
  const { kind, encoding, separator, sheets, sheet, headerRow, layout } = preview;
  const separators = [
    [',', t('columns.separator.comma')],
    [';', t('columns.separator.semicolon')],
    ['\t', t('columns.separator.tab')],
    ['|', t('columns.separator.bar')],
    ['，', t('columns.separator.typed')],
  ] as const;
  const hasHeader = layout === 'rows';
  const layouts = [
    ['rows', t('columns.layout.rows')],
    ['fields', t('columns.layout.fields')],
  ] as const;
  const rows = [...new Set([1, 2, 3, 4, 5, ...(headerRow ? [headerRow] : [])])].toSorted((a, b) => a - b);
  const headers = [['', t('columns.header.none')], ...rows.map((row) => [String(row), t('columns.header.row', { row })])] as [
    string,
    string,
  ][];
  return (
    <div class="grid gap-3 empty:hidden sm:grid-cols-3">
      {encoding && kind !== 'json' && (
        <Select
          label={t('columns.encoding')}
          options={ENCODINGS}
          value={encoding}
          onValue={(value) => onReading({ ...readingOf(preview), encoding: value })}
        />
      )}
      {separator && (
        <Select
          label={t('columns.separator')}
          options={separators}
          value={separator}
          onValue={(value) => onReading({ ...readingOf(preview), separator: value })}
        />
      )}
      {sheets.length > 1 && (
        <Select
          label={t('columns.sheet')}
          options={sheets.map((name, at) => [String(at), name] as const)}
          value={String(sheet)}
          onValue={(value) => onReading({ sheet: Number(value) })}
        />
      )}
      {layout !== null && (layout === 'fields' || headerRow === null || !named) && (
        <Select
          label={t('columns.layout')}
          options={layouts}
          value={layout}
          onValue={(value) => onReading({ ...readingOf(preview), layout: value as Layout })}
        />
      )}
      {hasHeader && (
        <Select
          label={t('columns.header')}
          options={headers}
          value={headerRow === null ? '' : String(headerRow)}
          onValue={(value) => onHeader(value === '' ? null : Number(value))}
        />
      )}
    </div>
  );
}

/** The options with which the file is read now, so that it can be read in the same way again. */
export function readingOf({ kind, encoding, separator, sheet, layout, hidden }: Preview): ImportAbout['reading'] {
  const arranged = layout ? { layout } : {};
  if (kind === 'xlsx') return { sheet, ...arranged, ...(hidden.left && { shown: true }) };
  return { ...(encoding && kind !== 'json' && { encoding }), ...(separator && { separator }), ...arranged };
}
