import { useState } from 'preact/hooks';
import type { BackupOutcome, PlaceView } from '../../../lib/model/backup/place';
import { LIMITS } from '../../../lib/model/limits';
import type { Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { Input, INPUT, Labelled } from '../../field';
import { Note } from '../../note';
import { ConfirmDialog } from '../../confirm-dialog';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions, Failed } from './actions';
import { placeFaultText } from './fault-text';
import { Part } from './part';
import { PlaceForm } from './place-form';
import { NOTHING_SAID, saidBy, SaidNotes } from './said';

interface PlaceProps {
  place: PlaceView | null;
  actions: BackupActions;
  onChanged: () => void;
}

/** Automatic backups to a place that other computers may share. */
export function PlaceSection({ place, actions, onChanged }: PlaceProps) {
  const own = useCustomersTexts();
  return (
    <Part title={own('backup.place.title')} help={own('backup.place.help')}>
      {place ? <Place place={place} actions={actions} onChanged={onChanged} /> : <PlaceForm actions={actions} onChanged={onChanged} />}
    </Part>
  );
}

function Place({ place, actions, onChanged }: PlaceProps & { place: PlaceView }) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(NOTHING_SAID);
  const [needsPassphrase, setNeedsPassphrase] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [asksOver, setAsksOver] = useState(false);
  const at = (time: number) => when(new Date(time).toISOString(), now);

  async function ask(work: () => Promise<BackupOutcome | Failed>): Promise<Problem | null> {
    setBusy(true);
    setSaid(NOTHING_SAID);
    const outcome = await work();
    setBusy(false);
    // A fault of the place is stored and shown with the place.
    setSaid(outcome.kind === 'fault' ? NOTHING_SAID : saidBy(outcome));
    onChanged();
    return outcome.kind === 'problem' ? outcome.problem : null;
  }
  async function takeUp(): Promise<void> {
    setBusy(true);
    setSaid(NOTHING_SAID);
    const outcome = await actions.takeUp(passphrase || null);
    setBusy(false);
    if (outcome.kind === 'taken') {
      setNeedsPassphrase(false);
      setPassphrase('');
      return onChanged();
    }
    if (outcome.kind === 'problem') return setSaid({ ...NOTHING_SAID, problem: outcome.problem });
    const isAsking = outcome.fault.kind === 'file' && ['needs-passphrase', 'wrong-passphrase'].includes(outcome.fault.fault);
    setNeedsPassphrase(isAsking);
    setSaid({ ...NOTHING_SAID, fault: outcome.fault });
  }

  return (
    <div class="grid grid-cols-1 gap-3">
      <div class="min-w-0">
        <p class="font-medium break-all">{place.name}</p>
        <p class="text-sm text-ink-2">
          {[place.user, own(`backup.every.${place.every}`), own(place.sealed ? 'backup.place.sealed' : 'backup.place.readable')]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p class="text-sm text-ink-2">
          {place.lastAt === null ? own('backup.place.unwritten') : own('backup.place.written', { when: at(place.lastAt) })}
        </p>
      </div>
      {place.theirs && (
        <Note
          tone="warn"
          icon="swap"
          role="status"
          actions={
            <>
              <Button look="primary" disabled={busy} onClick={() => void takeUp()}>
                {own('backup.theirs.take')}
              </Button>
              <Button disabled={busy} onClick={() => setAsksOver(true)}>
                {own('backup.theirs.over')}
              </Button>
            </>
          }
        >
          {own('backup.theirs', { when: when(place.theirs.madeAt, now) })}
        </Note>
      )}
      {needsPassphrase && (
        <div class="max-w-sm">
          <Labelled label={own('backup.restore.passphrase', { name: place.name })}>
            {(ids) => (
              <Input
                {...ids}
                type="password"
                class={INPUT}
                autocomplete="off"
                most={LIMITS.passphrase}
                value={passphrase}
                onInput={(event) => setPassphrase(event.currentTarget.value)}
              />
            )}
          </Labelled>
        </div>
      )}
      {asksOver && (
        <ConfirmDialog
          title={own('backup.theirs.overAsk')}
          yes={own('backup.theirs.over')}
          onYes={async () => {
            const problem = await ask(() => actions.backUpNow(true));
            if (!problem) setAsksOver(false);
            return problem;
          }}
          onCancel={() => setAsksOver(false)}
        />
      )}
      {place.fault && (
        <Note
          tone="danger"
          icon="warn"
          role="alert"
          actions={
            place.fault.kind === 'folder-forbidden' && (
              <Button disabled={busy} onClick={() => void ask(() => actions.allowAgain())}>
                {own('backup.place.allow')}
              </Button>
            )
          }
        >
          {placeFaultText(place.fault, own)}
        </Note>
      )}
      <SaidNotes said={said} />
      <div class="flex flex-wrap items-center gap-2">
        <Button disabled={busy} onClick={() => void ask(() => actions.backUpNow(false))}>
          {own('backup.place.now')}
        </Button>
        <Button look="quiet" disabled={busy} onClick={() => void actions.leave().then(onChanged)}>
          {own('backup.place.leave')}
        </Button>
        {busy && <span class="text-ink-2">{own('backup.place.busy')}</span>}
      </div>
    </div>
  );
}
