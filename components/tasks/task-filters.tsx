import type { TaskFilter } from '../../lib/model/task';
import { Select } from '../select';
import { TextLine } from '../text-line';
import { useWorkTexts } from '../use-work-texts';

interface TaskFiltersProps {
  filter: TaskFilter;
  onFilter: (filter: TaskFilter) => void;
}

/** What to show of a list of tasks. */
export function TaskFilters({ filter, onFilter }: TaskFiltersProps) {
  const own = useWorkTexts();
  const set = (change: Partial<TaskFilter>) => onFilter({ ...filter, ...change });
  const any = ['', own('tasks.all')] as const;
  return (
    <fieldset class="grid grid-cols-1 gap-2 rounded-m bg-surface p-2.5 @min-[18rem]:grid-cols-2">
      <legend class="sr-only">{own('tasks.filter')}</legend>
      <TextLine label={own('tasks.name')} value={filter.name} onValue={(name) => set({ name })} />
      <TextLine label={own('tasks.company')} value={filter.company} onValue={(company) => set({ company })} />
      <TextLine label={own('tasks.wechat')} value={filter.wechat} onValue={(wechat) => set({ wechat })} />
      <Select
        label={own('tasks.called')}
        options={[any, ['yes', own('tasks.calledYes')], ['no', own('tasks.calledNo')]]}
        value={wordOf(filter.called)}
        onValue={(word) => set({ called: ofWord(word) })}
      />
      <Select
        label={own('tasks.befriended')}
        options={[any, ['yes', own('tasks.befriendedYes')], ['no', own('tasks.befriendedNo')]]}
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
