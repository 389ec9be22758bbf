import type { TaskFilter } from '../../lib/model/task';
import { Select } from '../select';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';

interface TaskFiltersProps {
  filter: TaskFilter;
  onFilter: (filter: TaskFilter) => void;
}

/** What to show of a list of tasks. */
export function TaskFilters({ filter, onFilter }: TaskFiltersProps) {
  const { t } = useTexts();
  const set = (change: Partial<TaskFilter>) => onFilter({ ...filter, ...change });
  const any = ['', t('tasks.all')] as const;
  return (
    <fieldset class="grid grid-cols-1 gap-2 rounded-m bg-surface p-2.5 @min-[18rem]:grid-cols-2">
      <legend class="sr-only">{t('tasks.filter')}</legend>
      <TextLine label={t('tasks.name')} value={filter.name} onValue={(name) => set({ name })} />
      <TextLine label={t('tasks.company')} value={filter.company} onValue={(company) => set({ company })} />
      <TextLine label={t('tasks.wechat')} value={filter.wechat} onValue={(wechat) => set({ wechat })} />
      <Select
        label={t('tasks.called')}
        options={[any, ['yes', t('tasks.calledYes')], ['no', t('tasks.calledNo')]]}
        value={wordOf(filter.called)}
        onValue={(word) => set({ called: ofWord(word) })}
      />
      <Select
        label={t('tasks.befriended')}
        options={[any, ['yes', t('tasks.befriendedYes')], ['no', t('tasks.befriendedNo')]]}
        value={wordOf(filter.befriended)}
        onValue={(word) => set({ befriended: ofWord(word) })}
      />
    </fieldset>
  );
}

function wordOf(value: boolean | null): string {
  return value === null ? '' : value ? 'yes' : 'no';
}

function ofWord(word: string): boolean | null {
  return word === '' ? null : word === 'yes';
}
