import type { Checked, Decisions, SameRow } from '../../../lib/model/sheet/checked';
import type { SameChoice } from '../../../lib/model/sheet/imported';
import { INPUT } from '../../field';
import { Select } from '../../select';
import { Listed } from './listed';
import { useImportTexts } from './use-import-texts';

interface SameRowsProps {
  checked: Checked;
  decisions: Decisions;
  onDecisions: (decisions: Decisions) => void;
}

const CHOICES = ['skip', 'merge', 'both'] as const satisfies SameChoice[];

/** The rows of customers who exist already: one choice for all, which single rows can override. */
export function SameRows({ checked, decisions, onDecisions }: SameRowsProps) {
  const t = useImportTexts();
  const { all, each, prefers } = decisions;
  const chosen = Object.keys(each).length;
  const merges = all === 'merge' || Object.values(each).includes('merge');
  const choose = (row: number, choice: SameChoice | null) => {
    const { [row]: _, ...others } = each;
    onDecisions({ ...decisions, each: choice ? { ...others, [row]: choice } : others });
  };
  return (
    <section class="grid grid-cols-1 gap-2 border-t border-line pt-3">
      <h3 class="font-semibold">{t('check.same', { count: checked.sameCount })}</h3>
      <p class="text-sm text-ink-2">{t('check.sameHelp')}</p>
      <div class="grid max-w-[40rem] gap-3 sm:grid-cols-2">
        <Select
          label={t('check.sameAll')}
          options={CHOICES.map((one) => [one, t(`same.${one}`)] as const)}
          value={all}
          onValue={(value) => onDecisions({ ...decisions, all: value as SameChoice })}
        />
        {merges && (
          <Select
            label={t('check.prefers')}
            options={[
              ['book', t('check.prefers.book')],
              ['file', t('check.prefers.file')],
            ]}
            value={prefers}
            onValue={(value) => onDecisions({ ...decisions, prefers: value as Decisions['prefers'] })}
          />
        )}
      </div>
      {chosen > 0 && <p class="text-sm text-ink-2">{t('check.sameChosen', { count: chosen })}</p>}
      <Listed count={checked.same.length} all={checked.sameCount}>
        {(most) =>
          checked.same
            .slice(0, most)
            .map((same) => <SameLine key={same.row} same={same} choice={each[same.row] ?? null} onChoice={choose} />)
        }
      </Listed>
    </section>
  );
}

function SameLine({
  same,
  choice,
  onChoice,
}: {
  same: SameRow;
  choice: SameChoice | null;
  onChoice: (row: number, choice: SameChoice | null) => void;
}) {
  const t = useImportTexts();
  const other =
    same.with.kind === 'book' ? t('same.book', { name: same.with.name }) : t('same.row', { row: same.with.row, name: same.with.name });
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
      <span class="w-24 shrink-0 text-ink-2 tabular-nums">{t('check.row', { row: same.row })}</span>
      <span class="min-w-24 font-medium break-words">{same.name}</span>
      <span class="min-w-0 flex-1 basis-60 break-words">
        {other} <span class="text-ink-2">{t(`same.by.${same.by}`)}</span>
      </span>
      <select
        class={`${INPUT} w-32!`}
        aria-label={t('check.sameOne', { row: same.row, name: same.name })}
        value={choice ?? ''}
        onChange={(event) => onChoice(same.row, (event.currentTarget.value || null) as SameChoice | null)}
      >
        <option value="">{t('same.as-all')}</option>
        {CHOICES.map((one) => (
          <option key={one} value={one}>
            {t(`same.${one}`)}
          </option>
        ))}
      </select>
    </li>
  );
}
