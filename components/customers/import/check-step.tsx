import type { Checked, Decisions } from '../../../lib/model/sheet/checked';
import type { Damaged } from '../../../lib/model/sheet/row-fault';
import type { Field } from '../../../lib/model/customer';
import { Button } from '../../button';
import { Note } from '../../note';
import { Select } from '../../select';
import { ViewSection } from '../view-section';
import { faultsText } from './fault-text';
import { Listed } from './listed';
import { SameRows } from './same-rows';
import { useImportTexts } from './use-import-texts';

interface CheckStepProps {
  checked: Checked;
  headings: string[];
  fields: Pick<Field, 'id' | 'label'>[];
  /** The headings of columns that are not imported. */
  leftOut: string[];
  damaged: Damaged;
  decisions: Decisions;
  onDamaged: (damaged: Damaged) => void;
  onDecisions: (decisions: Decisions) => void;
  onFaulty: () => void;
  onBegin: () => void;
  onBack: () => void;
}

/** The most names of new options that are shown. */
const SHOWN = 20;
const DAMAGED = ['leave-out', 'without', 'as-is'] as const satisfies Damaged[];

/** The result of checking the whole file; nothing is written before the person agrees. */
export function CheckStep(props: CheckStepProps) {
  const { checked, headings, fields, leftOut, damaged, decisions, onDamaged, onDecisions, onFaulty, onBegin, onBack } = props;
  const t = useImportTexts();
  const faulty = checked.left + checked.marked;
  const labelOf = (id: string) => fields.find((field) => field.id === id)?.label ?? id;
  const coming = comingOf(checked, decisions);
  return (
    <ViewSection next title={t('check.title')}>
      <p>{t('check.rows', { rows: checked.rows - checked.empty, taken: checked.taken, left: checked.left })}</p>
      {checked.empty > 0 && <p class="text-ink-2">{t('check.empty', { count: checked.empty })}</p>}
      {checked.filled > 0 && <p class="text-ink-2">{t('check.filled', { count: checked.filled })}</p>}
      {checked.yearless > 0 && <p class="text-ink-2">{t('check.yearless', { count: checked.yearless })}</p>}
      {checked.unnamed > 0 && <p class="text-ink-2">{t('check.unnamed', { count: checked.unnamed })}</p>}
      {leftOut.length > 0 && <p class="break-words text-ink-2">{t('check.leftOut', { count: leftOut.length, names: namesIn(leftOut) })}</p>}
      {faulty === 0 && checked.taken > 0 && (
        <Note tone="accent" icon="check">
          {t('check.good')}
        </Note>
      )}
      {checked.taken === 0 && (
        <Note tone="warn" icon="warn">
          {t('check.nobody')}
        </Note>
      )}
      {faulty > 0 && (
        <section class="grid grid-cols-1 gap-2 border-t border-line pt-3">
          <h3 class="font-semibold">{t('check.faults', { count: faulty })}</h3>
          <p class="text-sm text-ink-2">{t('check.faultsHelp')}</p>
          <div class="max-w-96">
            <Select
              label={t('check.damaged')}
              options={DAMAGED.map((one) => [one, t(`check.damaged.${one}`)] as const)}
              value={damaged}
              onValue={(value) => onDamaged(value as Damaged)}
            />
          </div>
          <Listed count={checked.faulty.length} all={faulty}>
            {(most) =>
              checked.faulty.slice(0, most).map(({ row, name, faults }) => (
                <li key={row} class="flex flex-wrap gap-x-3 border-b border-line py-1.5">
                  <span class="w-24 shrink-0 text-ink-2 tabular-nums">{t('check.row', { row })}</span>
                  <span class="min-w-24 font-medium break-words">{name}</span>
                  <span class="min-w-0 flex-1 basis-60 break-words">{faultsText(faults, headings, t)}</span>
                </li>
              ))
            }
          </Listed>
          <div>
            <Button icon="file" onClick={onFaulty}>
              {t('check.faulty')}
            </Button>
          </div>
        </section>
      )}
      {checked.sameCount > 0 && <SameRows checked={checked} decisions={decisions} onDecisions={onDecisions} />}
      {checked.newOptions.length > 0 && (
        <section class="grid grid-cols-1 gap-1 border-t border-line pt-3">
          <h3 class="font-semibold">{t('check.new')}</h3>
          {checked.newOptions.map(({ field, names }) => (
            <p key={field} class="break-words">
              <span class="text-ink-2">{labelOf(field)}</span> {namesIn(names)}
            </p>
          ))}
        </section>
      )}
      <div class="flex flex-wrap gap-2 border-t border-line pt-3">
        <Button look="primary" disabled={coming === 0} onClick={onBegin}>
          {t('check.begin', { count: coming })}
        </Button>
        <Button onClick={onBack}>{t('in.back')}</Button>
      </div>
    </ViewSection>
  );
}

function namesIn(names: string[]): string {
  return `${names.slice(0, SHOWN).join(' · ')}${names.length > SHOWN ? ' …' : ''}`;
}

/** The number of rows that will be added or merged. */
function comingOf({ taken, sameCount, same }: Checked, { all, each }: Decisions): number {
  const chosen = same.filter(({ row }) => each[row] !== undefined);
  const skipped = chosen.filter(({ row }) => each[row] === 'skip').length + (all === 'skip' ? sameCount - chosen.length : 0);
  return taken - skipped;
}
