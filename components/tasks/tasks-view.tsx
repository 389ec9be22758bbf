import { useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { useIsHalfTyped } from '../form';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import { Select } from '../select';
import { useTexts } from '../texts';
import { useLoaded } from '../use-loaded';
import { taskDraft, TaskForm } from './task-form';
import { TaskList } from './task-list';

interface TasksViewProps {
  /** Those that have lists of tasks. */
  connections: ConnectionView[];
  maskPhones: boolean;
  actions: PanelActions;
  onClose: () => void;
}

/** The lists of people to call, one for each colleague. */
export function TasksView({ connections, maskPhones, actions, onClose }: TasksViewProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState(connections[0]?.id);
  const connection = connections.find(({ id }) => id === chosen) ?? connections[0];
  return (
    <SideView title={t('tasks.title')} onClose={onClose}>
      {connections.length > 1 && (
        <Select
          label={t('tasks.connection')}
          options={connections.map(({ id, name }) => [id, name])}
          value={connection?.id ?? ''}
          onValue={setChosen}
        />
      )}
      {connection && <Lists key={connection.id} connection={connection} maskPhones={maskPhones} actions={actions} />}
    </SideView>
  );
}

function Lists({ connection, maskPhones, actions }: { connection: ConnectionView; maskPhones: boolean; actions: PanelActions }) {
  const { t } = useTexts();
  const { id } = connection;
  const [adding, setAdding] = useState(useIsHalfTyped(taskDraft(id)));
  const [changed, setChanged] = useState(0);
  const [chosen, setChosen] = useState('');
  const { items, busy, problem, renew, more } = useLoaded(`${changed}`, (page) => actions.ask('taskPeople', { connection: id, page }));
  const people = items.flatMap((one) => (one.id === null ? [] : [{ id: one.id, name: one.name }]));
  const person = people.find((one) => one.id === chosen) ?? people[0] ?? null;
  return (
    <>
      {adding ? (
        <TaskForm
          connection={connection}
          actions={actions}
          onDone={(added) => {
            setAdding(false);
            if (added) setChanged((count) => count + 1);
          }}
          onUnsure={() => setChanged((count) => count + 1)}
        />
      ) : (
        <Button icon="plus" look="soft" class="justify-self-start" onClick={() => setAdding(true)}>
          {t('tasks.add')}
        </Button>
      )}
      {busy && people.length === 0 && <p class="text-ink-3">{t('search.searching')}</p>}
      {problem && <ProblemNote problem={problem} onRetry={renew} onSignIn={() => actions.signInAgain(id)} />}
      {!busy && !problem && !person && <p class="text-ink-2">{t('tasks.nobody')}</p>}
      {person && (
        <>
          <Select label={t('tasks.person')} options={people.map((one) => [one.id, one.name])} value={person.id} onValue={setChosen} />
          {more && (
            <Button look="link" class="justify-self-start" onClick={more}>
              {t('search.more')}
            </Button>
          )}
          <TaskList
            key={`${person.id} ${changed}`}
            connection={id}
            person={person}
            maskPhones={maskPhones}
            actions={actions}
            onEmptied={() => setChanged((count) => count + 1)}
          />
        </>
      )}
    </>
  );
}
