import type { Task } from '../../lib/model/task';
import { Fact } from '../customer/facts';
import { Phones } from '../customer/phones';
import { useTexts } from '../texts';

interface TaskFactsProps {
  task: Task;
  maskPhones: boolean;
  onCopy: (text: string) => void;
}

/** The facts of one entry on a call list. */
export function TaskFacts({ task, maskPhones, onCopy }: TaskFactsProps) {
  const { t, date, list } = useTexts();
  const lines = [
    [t('tasks.company'), task.company],
    [t('tasks.wechat'), task.wechat],
    [t('tasks.nickname'), task.nickname],
    [t('tasks.address'), task.address],
    [t('tasks.tags'), list(task.tags)],
    [t('remark.title'), task.remark],
    [t('facts.created'), task.createdAt && date(task.createdAt)],
    [t('tasks.called'), task.called === null ? null : t(task.called ? 'tasks.calledYes' : 'tasks.calledNo')],
    [t('tasks.befriended'), task.befriended === null ? null : t(task.befriended ? 'tasks.befriendedYes' : 'tasks.befriendedNo')],
    ...Object.entries(task.fields),
  ] as const;
  return (
    <dl class="grid grid-cols-[max-content_minmax(0,1fr)] @max-[16rem]:grid-cols-[minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
      <Fact label={t('tasks.name')}>
        <span class="font-medium">{task.name}</span>
      </Fact>
      {task.phone && (
        <Fact label={t('tasks.phone')}>
          <Phones of={task.id} phones={[{ label: null, number: task.phone, hidden: false }]} mask={maskPhones} onCopy={onCopy} />
        </Fact>
      )}
      {lines.map(([label, value]) => value && <Fact key={label} label={label} children={value} />)}
    </dl>
  );
}
