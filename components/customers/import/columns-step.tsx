import { nameIn, PLAIN_TARGETS, takesSeveral, type Target } from '../../../lib/model/sheet/columns';
import { SCHEMA_LIMITS, STAGE } from '../../../lib/model/book/schema';
import { addedBy, placesLeft, targetOfField } from '../../../lib/model/sheet/own-fields';
import type { Field } from '../../../lib/model/customer';
import type { Preview } from '../../../lib/model/sheet/checked';
import type { ImportAbout } from '../../../lib/model/sheet/import-run';
import { Button } from '../../button';
import { INPUT } from '../../field';
import { Note } from '../../note';
import { useCustomersTexts } from '../use-customers-texts';
import { ViewSection } from '../view-section';
import { columnName } from './fault-text';
import { HiddenParts } from './hidden-parts';
import { ReadingChoices } from './reading-choices';
import { Readings } from './readings';
import { useImportTexts } from './use-import-texts';

interface ColumnsStepProps {
  file: string;
  preview: Preview;
  fields: Field[];
  targets: Target[];
  onTargets: (targets: Target[]) => void;
  onReading: (reading: ImportAbout['reading']) => void;
  onHeader: (row: number | null) => void;
  onNext: () => void;
  onCancel: () => void;
}

/** Chooses what each column of the file contains. */
export function ColumnsStep({ file, preview, fields, targets, onTargets, onReading, onHeader, onNext, onCancel }: ColumnsStepProps) {
  const t = useImportTexts();
  const named = nameIn(targets);
  const choose = (column: number, target: Target) =>
    onTargets(targets.map((one, at) => (at === column ? target : one === target && !takesSeveral(target) ? null : one)));
  // A book without stages has no place for one, unless it gets the file's.
  const isThere = (target: Target) => target !== STAGE || targets.includes(STAGE) || fields.some(({ isStage }) => isStage);
  const kind = t(`kind.${preview.kind}`);
  const headings = headingsOf(preview, t);
  return (
    <ViewSection next title={t('columns.title')} help={t('columns.help')}>
      <p class="font-medium break-words">
        {file} <span class="font-normal text-ink-2">{kind}</span>
      </p>
      {preview.readings.length > 0 && (
        <Readings readings={preview.readings} encoding={preview.encoding} onEncoding={(encoding) => onReading({ encoding })} />
      )}
      <ReadingChoices preview={preview} named={named !== null} onReading={onReading} onHeader={onHeader} />
      {preview.passedOver !== null && (
        <Note tone="info" icon="file">
          {t('columns.passedOver', { first: preview.passedOver, sheet: preview.sheets[preview.sheet] ?? '' })}
        </Note>
      )}
      {preview.layout === 'fields' && (
        <Note tone="info" icon="file">
          {t('columns.upright')}
        </Note>
      )}
      {(preview.hidden.rows > 0 || preview.hidden.columns.length > 0) && (
        <HiddenParts {...{ preview, headings, targets, onTargets, onReading }} />
      )}
      {preview.merged > 0 && <p class="text-ink-2">{t('columns.merged', { count: preview.merged })}</p>}
      {preview.missing.length > 0 && <MissingFields preview={preview} fields={fields} targets={targets} onTargets={onTargets} />}
      <div class="overflow-x-auto">
        <table class="w-full border-collapse text-left max-sm:block">
          <thead class="max-sm:sr-only">
            <tr class="border-b border-line text-sm text-ink-2">
              <th class="py-1.5 pr-3 font-medium">{t('columns.column')}</th>
              <th class="py-1.5 pr-3 font-medium">{t('columns.sample')}</th>
              <th class="py-1.5 font-medium">{t('columns.target')}</th>
            </tr>
          </thead>
          <tbody class="max-sm:block">
            {targets.map((target, column) => {
              const name = columnName(headings, column, t);
              const samples = preview.samples.map((cells) => cells[column] ?? '').filter((cell) => cell.trim() !== '');
              return (
                <tr
                  key={column}
                  class={`border-b border-line align-top max-sm:grid max-sm:grid-cols-1 max-sm:gap-1 max-sm:py-2 ${target === null ? 'text-ink-3' : ''}`}
                >
                  <th scope="row" class="py-2 pr-3 font-medium break-words max-sm:py-0 sm:max-w-48">
                    {name}
                  </th>
                  <td class="py-2 pr-3 max-sm:py-0">
                    <span class="line-clamp-2 max-w-96 break-words">{samples.slice(0, 3).join(' · ')}</span>
                  </td>
                  <td class="py-1 sm:w-56">
                    <select
                      class={INPUT}
                      aria-label={t('columns.targetOf', { column: name })}
                      value={target ?? ''}
                      onChange={(event) => choose(column, (event.currentTarget.value || null) as Target)}
                    >
                      <option value="">{t('columns.none')}</option>
                      {PLAIN_TARGETS.filter(isThere).map((one) => (
                        <option key={one} value={one}>
                          {t(`target.${one}`)}
                        </option>
                      ))}
                      {fields
                        .filter(({ isStage, isSource }) => !isStage && !isSource)
                        .map(({ id, label }) => (
                          <option key={id} value={`field:${id}`}>
                            {label}
                          </option>
                        ))}
                      {preview.missing
                        .filter((one) => one.column === column && targetOfField(one.field) === target && !isPlain(target))
                        .map(({ field }) => (
                          <option key={field.id} value={targetOfField(field)}>
                            {t('columns.newField', { field: field.label })}
                          </option>
                        ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {named === null && <p class="text-danger">{t('columns.noName')}</p>}
      {named !== null && named !== 'name' && <p class="text-ink-2">{t(`columns.nameFrom.${named}`)}</p>}
      <div class="flex flex-wrap gap-2">
        <Button look="primary" disabled={named === null} onClick={onNext}>
          {t('columns.next')}
        </Button>
        <Button onClick={onCancel}>{t('in.cancel')}</Button>
      </div>
    </ViewSection>
  );
}

/** The fields of the file that the book does not have: each is added, with its values, unless the person leaves it out. */
function MissingFields({ preview, fields, targets, onTargets }: Pick<ColumnsStepProps, 'preview' | 'fields' | 'targets' | 'onTargets'>) {
  const t = useImportTexts();
  const own = useCustomersTexts();
  const { missing } = preview;
  const added = addedBy(preview, targets);
  const places = placesLeft(fields) - added.length;
  const turn = ({ column, field }: (typeof missing)[number], isAdded: boolean) =>
    onTargets(targets.map((target, at) => (at === column ? (isAdded ? targetOfField(field) : null) : target)));
  return (
    <fieldset class="grid grid-cols-1 gap-1.5 rounded-m border border-line px-3 py-2">
      <legend class="px-1 font-medium">{t('columns.missing')}</legend>
      <p class="text-sm text-ink-2">{t('columns.missingHelp')}</p>
      {missing.map((one) => {
        const { field } = one;
        const isAdded = added.includes(field);
        return (
          <label key={field.id} class="flex items-baseline gap-2">
            <input
              type="checkbox"
              class="accent-accent"
              checked={isAdded}
              disabled={!isAdded && places <= 0}
              onChange={(event) => turn(one, event.currentTarget.checked)}
            />
            <span class="min-w-0 break-words">
              {field.label} <span class="text-ink-2">{own(`schema.type.${field.type === 'date-time' ? 'date' : field.type}`)}</span>
            </span>
          </label>
        );
      })}
      {places <= 0 && added.length < missing.length && (
        <p class="text-sm text-warn">{t('columns.missingMost', { most: SCHEMA_LIMITS.fields })}</p>
      )}
    </fieldset>
  );
}

/** The headings as a person can read them: a book's own file names its columns by their ids. */
export function headingsOf({ kind, headings }: Preview, t: ReturnType<typeof useImportTexts>): string[] {
  return kind === 'json' ? headings.map((heading) => (isPlain(heading) ? t(`target.${heading}`) : heading)) : headings;
}

function isPlain(target: string | null): target is (typeof PLAIN_TARGETS)[number] {
  return PLAIN_TARGETS.some((one) => one === target);
}
