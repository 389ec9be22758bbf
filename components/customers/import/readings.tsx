import type { Preview } from '../../../lib/model/sheet/checked';
import { encodingName } from './encodings';
import { useImportTexts } from './use-import-texts';

interface ReadingsProps {
  readings: Preview['readings'];
  /** The one that is read now. */
  encoding: string | null;
  onEncoding: (encoding: string) => void;
}

/** The beginning of a file in each encoding that it may have: which one can be read is seen by a person at once. */
export function Readings({ readings, encoding, onEncoding }: ReadingsProps) {
  const t = useImportTexts();
  return (
    <fieldset class="grid grid-cols-1 gap-1.5">
      <legend class="pb-1 font-medium">{t('columns.readings')}</legend>
      {readings.map(({ encoding: one, rows }) => (
        <label
          key={one}
          class={`flex cursor-pointer items-start gap-2 rounded-m border p-2 ${one === encoding ? 'border-accent' : 'border-line'}`}
        >
          <input
            type="radio"
            name="encoding"
            class="mt-1 accent-accent"
            checked={one === encoding}
            onChange={() => one !== encoding && onEncoding(one)}
          />
          <span class="grid min-w-0 grid-cols-1 gap-0.5">
            <span class="text-sm text-ink-2">{encodingName(one)}</span>
            {rows.map((cells, at) => (
              <span key={at} class="truncate">
                {cells.filter((cell) => cell.trim() !== '').join(' · ')}
              </span>
            ))}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
