import type { Task } from '../../lib/model/task';
import { Fact } from '../customer/facts';
import { Phones } from '../customer/phones';
import { useTexts } from '../texts';
import { useWorkTexts } from '../use-work-texts';

interface TaskFactsProps {
  task: Task;
  maskPhones: boolean;
  onCopy: (text: string) => void;
}

/** The facts of one entry on a call list. */
export function TaskFacts({ task, maskPhones, onCopy }: TaskFactsProps) {
  const { t, date, list } = useTexts();
  const own = useWorkTexts();
  const lines = [
    [own('tasks.company'), task.company],
    [own('tasks.wechat'), task.wechat],
    [own('tasks.nickname'), task.nickname],
    [own('tasks.address'), task.address],
    [own('tasks.tags'), list(task.tags)],
    [t('remark.title'), task.remark],
    [t('facts.created'), task.createdAt && date(task.createdAt)],
    [own('tasks.called'), task.called === null ? null : own(task.called ? 'tasks.calledYes' : 'tasks.calledNo')],
    [own('tasks.befriended'), task.befriended === null ? null : own(task.befriended ? 'tasks.befriendedYes' : 'tasks.befriendedNo')],
    ...Object.entries(task.fields),
  ] as const;
  return (
    <dl class="grid grid-cols-[max-content_minmax(0,1fr)] @max-[16rem]:grid-cols-[minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
      <Fact label={own('tasks.name')}>
        <span class="font-medium">{task.name}</span>
      </Fact>
      {task.phone && (
        <Fact label={own('tasks.phone')}>
          <Phones of={task.id} phones={[{ label: null, number: task.phone, hidden: false }]} mask={maskPhones} onCopy={onCopy} />
        </Fact>
      )}
      {lines.map(([label, value]) => value && <Fact key={label} label={label} children={value} />)}
    </dl>
  );
}
