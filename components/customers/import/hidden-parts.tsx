import type { Preview } from '../../../lib/model/sheet/checked';
import type { Target } from '../../../lib/model/sheet/columns';
import type { ImportAbout } from '../../../lib/model/sheet/import-run';
import { columnName } from './fault-text';
import { readingOf } from './reading-choices';
import { useImportTexts } from './use-import-texts';

interface HiddenPartsProps {
  preview: Preview;
  headings: string[];
  targets: Target[];
  onTargets: (targets: Target[]) => void;
  onReading: (reading: ImportAbout['reading']) => void;
}

/** What a person does not see in the workbook comes in as well, unless it is left out. */
export function HiddenParts({ preview, headings, targets, onTargets, onReading }: HiddenPartsProps) {
  const t = useImportTexts();
  const { hidden } = preview;
  const columns = hidden.columns.filter((column) => preview.targets[column] !== null);
  const areLeft = columns.every((column) => targets[column] === null);
  const turn = (isLeft: boolean) =>
    onTargets(targets.map((target, at) => (columns.includes(at) ? (isLeft ? null : preview.targets[at]!) : target)));
  return (
    <fieldset class="grid grid-cols-1 gap-1.5 rounded-m border border-line px-3 py-2">
      <legend class="px-1 font-medium">{t('columns.hidden')}</legend>
      {hidden.rows > 0 && (
        <label class="flex items-baseline gap-2">
          <input
            type="checkbox"
            class="accent-accent"
            checked={hidden.left}
            onChange={(event) => onReading({ ...readingOf(preview), shown: event.currentTarget.checked })}
          />
          {t('columns.hiddenRows', { count: hidden.rows })}
        </label>
      )}
      {columns.length > 0 && (
        <label class="flex items-baseline gap-2">
          <input type="checkbox" class="accent-accent" checked={areLeft} onChange={(event) => turn(event.currentTarget.checked)} />
          <span class="min-w-0 break-words">
            {t('columns.hiddenColumns', {
              count: columns.length,
              names: columns.map((column) => columnName(headings, column, t)).join(' · '),
            })}
          </span>
        </label>
      )}
    </fieldset>
  );
}
