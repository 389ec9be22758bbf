import { useEffect, useState } from 'preact/hooks';
import { EVERY_TASK, type Task, type TaskFilter } from '../../lib/model/task';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { ConfirmDialog } from '../confirm-dialog';
import { useTexts } from '../texts';
import { useLoaded } from '../use-loaded';
import { TaskFacts } from './task-facts';
import { TaskFilters } from './task-filters';

interface TaskListProps {
  connection: string;
  person: { id: string; name: string };
  maskPhones: boolean;
  actions: PanelActions;
  onEmptied: () => void;
}

/** Milliseconds without a key before the CRM is asked. */
const PAUSE = 300;

/** One colleague's tasks. Give it a `key` per colleague. */
export function TaskList({ connection, person, maskPhones, actions, onEmptied }: TaskListProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [typed, setTyped] = useState<TaskFilter>(EVERY_TASK);
  const [asking, setAsking] = useState(false);
  const filter = usePaused(typed);
  const { items, total, busy, problem, renew, more } = useLoaded(JSON.stringify(filter), (page) =>
    actions.ask('tasksOf', { connection, person: person.id, filter, page }),
  );
  async function removeAll() {
    const found = await actions.order('removeAllTasks', { connection, person: person.id });
    if (found) return found;
    announce(t('tasks.removedAll', { name: person.name }));
    onEmptied();
    return null;
  }
  return (
    <>
      <TaskFilters filter={typed} onFilter={setTyped} />
      <div class="flex flex-wrap items-center gap-2">
        <span role="status" class="text-sm text-ink-3">
          {busy ? t('search.searching') : t('tasks.count', { count: total ?? items.length })}
        </span>
        {items.length > 0 && !asking && (
          <Button look="quiet" class="ml-auto text-danger!" onClick={() => setAsking(true)}>
            {t('tasks.removeAll')}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('tasks.removeAllQuestion', { name: person.name })}
          yes={t('tasks.removeAll')}
          onYes={removeAll}
          onCancel={() => setAsking(false)}
        />
      )}
      {problem && <ProblemNote problem={problem} onRetry={renew} onSignIn={() => actions.signInAgain(connection)} />}
      {!busy && !problem && items.length === 0 && <p class="text-ink-2">{t('tasks.empty')}</p>}
      <ul aria-label={t('tasks.title')} aria-busy={busy} class="grid grid-cols-1 gap-2 empty:hidden">
        {items.map((task) => (
          <TaskLine key={task.id} connection={connection} task={task} maskPhones={maskPhones} actions={actions} onRemoved={renew} />
        ))}
      </ul>
      {more && (
        <Button class="justify-self-center" onClick={more}>
          {t('tasks.more')}
        </Button>
      )}
    </>
  );
}

interface TaskLineProps {
  connection: string;
  task: Task;
  maskPhones: boolean;
  actions: PanelActions;
  onRemoved: () => void;
}

function TaskLine({ connection, task, maskPhones, actions, onRemoved }: TaskLineProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  async function remove() {
    const problem = await actions.order('removeTask', { connection, task });
    if (problem) return problem;
    announce(t('tasks.removed', { name: task.name }));
    onRemoved();
    return null;
  }
  return (
    <li class="grid grid-cols-1 gap-2 rounded-m border border-line bg-surface px-3 py-2.5 shadow-card">
      <TaskFacts task={task} maskPhones={maskPhones} onCopy={actions.copy} />
      {asking ? (
        <ConfirmDialog
          title={t('tasks.removeQuestion', { name: task.name })}
          yes={t('tasks.removeShort')}
          onYes={remove}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <Button
          look="quiet"
          class="justify-self-end text-danger!"
          aria-label={t('tasks.remove', { name: task.name })}
          onClick={() => setAsking(true)}
        >
          {t('tasks.removeShort')}
        </Button>
      )}
    </li>
  );
}

function usePaused(filter: TaskFilter): TaskFilter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), filter === settled ? 0 : PAUSE);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}
