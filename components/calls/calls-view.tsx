import { useEffect, useState } from 'preact/hooks';
import type { FoundByPhone } from '../../lib/model/found-by-phone';
import { toProblem, type Problem } from '../../lib/model/problem';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { Facts } from '../customer/facts';
import { useForm } from '../form';
import { Note, ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import { Select } from '../select';
import { TaskFacts } from '../tasks/task-facts';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';

interface CallsViewProps {
  /** Those that have telephones. */
  connections: ConnectionView[];
  maskPhones: boolean;
  actions: PanelActions;
  onClose: () => void;
}

/** Who belongs to a phone number, and whether the CRM shows callers by itself. */
export function CallsView({ connections, maskPhones, actions, onClose }: CallsViewProps) {
  const { t } = useTexts();
  const [connection, setConnection] = useState(connections[0]?.id ?? '');
  return (
    <SideView title={t('calls.title')} onClose={onClose}>
      {connections.length > 1 && (
        <Select
          label={t('tasks.connection')}
          options={connections.map(({ id, name }) => [id, name])}
          value={connection}
          onValue={setConnection}
        />
      )}
      <Caller key={`caller ${connection}`} connection={connection} maskPhones={maskPhones} actions={actions} />
      <PopUp key={`pop-up ${connection}`} connection={connection} actions={actions} />
    </SideView>
  );
}

type Asked = { kind: 'nothing' } | { kind: 'asked' } | { kind: 'failed'; problem: Problem } | { kind: 'found'; found: FoundByPhone };

function Caller({ connection, maskPhones, actions }: { connection: string; maskPhones: boolean; actions: PanelActions }) {
  const { t } = useTexts();
  const form = useForm({ form: 'call', of: connection, connection }, { phone: '' });
  const { phone } = form.values;
  const [asked, setAsked] = useState<Asked>({ kind: 'nothing' });
  async function find(): Promise<void> {
    const wanted = phone.trim();
    if (!wanted || asked.kind === 'asked') return;
    setAsked({ kind: 'asked' });
    form.done();
    setAsked(
      await actions.ask('findByPhone', { connection, phone: wanted }).then(
        (found): Asked => ({ kind: 'found', found }),
        (thrown: unknown): Asked => ({ kind: 'failed', problem: toProblem(thrown, 'panel') }),
      ),
    );
  }
  return (
    <form
      aria-label={t('calls.find')}
      class="grid grid-cols-1 gap-2.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <TextLine label={t('calls.phone')} type="tel" required value={phone} onValue={(typed) => form.set({ phone: typed })} />
      <Button type="submit" look="primary" icon="search" class="justify-self-start" disabled={asked.kind === 'asked'}>
        {t(asked.kind === 'asked' ? 'calls.busy' : 'calls.find')}
      </Button>
      {asked.kind === 'failed' && (
        <ProblemNote problem={asked.problem} onRetry={() => void find()} onSignIn={() => actions.signInAgain(connection)} />
      )}
      {asked.kind === 'found' && <Found found={asked.found} maskPhones={maskPhones} actions={actions} />}
    </form>
  );
}

function Found({ found, maskPhones, actions }: { found: FoundByPhone; maskPhones: boolean; actions: PanelActions }) {
  const { t } = useTexts();
  const { source, customers, tasks } = found;
  const card = 'rounded-m border border-line bg-surface px-3 py-2.5 shadow-card';
  return (
    <>
      <Note role="status" tone={source === 'none' ? 'neutral' : 'accent'} icon={source === 'none' ? 'search' : 'phone'}>
        {t(`calls.source.${source}`)}
      </Note>
      <ul class="grid grid-cols-1 gap-2 empty:hidden">
        {customers.map((customer) => (
          <li key={customer.id} class={card}>
            <Facts customer={customer} showName maskPhones={maskPhones} onCopy={actions.copy} />
          </li>
        ))}
        {tasks.map((task) => (
          <li key={task.id} class={card}>
            <TaskFacts task={task} maskPhones={maskPhones} onCopy={actions.copy} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The switch shows the state that the CRM reports. */
function PopUp({ connection, actions }: { connection: string; actions: PanelActions }) {
  const { t } = useTexts();
  const [on, setOn] = useState<boolean | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let alive = true;
    actions.ask('phonePopUp', { connection }).then(
      (now) => alive && setOn(now),
      (thrown: unknown) => alive && setProblem(toProblem(thrown, 'panel')),
    );
    return () => void (alive = false);
  }, [connection]);
  async function turn(next: boolean): Promise<void> {
    setOn(next);
    const found = await actions.order('setPhonePopUp', { connection, on: next });
    setProblem(found);
    if (found) setOn(!next);
  }
  return (
    <div class="grid grid-cols-1 gap-2 border-t border-line pt-2.5">
      <label class="flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          role="switch"
          class="accent-accent"
          disabled={on === null}
          checked={on ?? false}
          onChange={(event) => void turn(event.currentTarget.checked)}
        />
        {t('calls.popUp')}
      </label>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
