import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DraftName } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import { isPassing, type Problem } from '../../lib/model/problem';
import type { NewTask } from '../../lib/model/task';
import type { ConnectionView } from '../../lib/model/view';
import { useForm } from '../form';
import { FormButtons } from '../form-buttons';
import { keyOf } from '../keys';
import { useAnnounce } from '../live';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';

interface TaskFormProps {
  connection: ConnectionView;
  actions: PanelActions;
  onDone: (added: boolean) => void;
  /** Called if it may have been added: the lists should be checked. */
  onUnsure: () => void;
}

type Line = Exclude<keyof NewTask, 'fields'>;

const REQUIRED: Line[] = ['name', 'phone', 'place'];
const LINES: Line[] = [...REQUIRED, 'company', 'wechat', 'nickname', 'address', 'tags'];
const EMPTY = { name: '', phone: '', place: '', address: '', nickname: '', wechat: '', company: '', tags: '', befriend: false };

export function taskDraft(connection: string): DraftName {
  return { form: 'task', of: connection, connection };
}

/** A new entry on the person's own list. */
export function TaskForm({ connection, actions, onDone, onUnsure }: TaskFormProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const box = useRef<HTMLFormElement>(null);
  const form = useForm(taskDraft(connection.id), EMPTY);
  const { befriend, ...task } = form.values;
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => box.current?.querySelector('input')?.focus(), []);
  const missing = REQUIRED.some((line) => !task[line].trim());

  async function add(): Promise<void> {
    setTried(true);
    if (missing || busy) return;
    setBusy(true);
    const found = await actions.order('addTask', {
      connection: connection.id,
      task: { ...task, fields: {} },
      befriendFirst: befriend,
      once: form.once,
    });
    setProblem(found);
    setBusy(false);
    if (found && isUnsure(found)) onUnsure();
    if (found) return;
    announce(t('tasks.added', { name: task.name }));
    leave(true);
  }
  function leave(added: boolean): void {
    form.done();
    onDone(added);
  }
  return (
    <form
      ref={box}
      aria-label={t('tasks.add')}
      noValidate
      class="grid grid-cols-1 gap-2.5 rounded-m border border-line bg-surface p-3 shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape') return;
        event.stopPropagation();
        leave(false);
      }}
    >
      <h3 class="font-semibold">{t('tasks.add')}</h3>
      <p class="text-sm text-ink-2">{t('tasks.addHelp')}</p>
      {LINES.map((line) => (
        <TextLine
          key={line}
          label={t(`tasks.${line}`)}
          type={line === 'phone' ? 'tel' : 'text'}
          required={REQUIRED.includes(line)}
          {...(!REQUIRED.includes(line) && { optional: t('form.optional') })}
          most={line === 'address' || line === 'tags' ? LIMITS.text : LIMITS.short}
          value={task[line]}
          onValue={(value) => form.set({ [line]: value })}
        />
      ))}
      <label class={`flex items-center gap-2 ${connection.can.befriend ? 'cursor-pointer' : 'text-ink-2'}`}>
        <input
          type="checkbox"
          class="accent-accent"
          disabled={!connection.can.befriend}
          checked={befriend}
          onChange={(event) => form.set({ befriend: event.currentTarget.checked })}
        />
        {t('tasks.befriendFirst')}
      </label>
      {!connection.can.befriend && <p class="text-sm text-ink-2">{t('tasks.noBefriend')}</p>}
      {tried && missing && (
        <p role="alert" class="text-danger">
          {t('tasks.missing')}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
      {problem && isUnsure(problem) && <p class="text-sm text-ink-2">{t('tasks.unsure')}</p>}
      <FormButtons submit={t(busy ? 'tasks.adding' : 'tasks.add')} disabled={busy} onCancel={() => leave(false)} />
    </form>
  );
}

/** The call may have reached the CRM all the same. */
function isUnsure(problem: Problem): boolean {
  return problem.kind === 'unexpected' || problem.kind === 'not-understood' || (isPassing(problem) && problem.kind !== 'offline');
}
