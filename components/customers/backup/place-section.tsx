import { useState } from 'preact/hooks';
import { MOST_OLDER, olderTime } from '../../../lib/model/backup/older';
import type { BackupOutcome, PlaceView } from '../../../lib/model/backup/place';
import type { Failed, Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { Note } from '../../note';
import { ConfirmDialog } from '../../confirm-dialog';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions } from './actions';
import { placeFaultText } from './fault-text';
import { ViewSection } from '../view-section';
import { UnsealForm } from './unseal-form';
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
    <ViewSection title={own('backup.place.title')} help={own('backup.place.help')}>
      {place ? <Place place={place} actions={actions} onChanged={onChanged} /> : <PlaceForm actions={actions} onChanged={onChanged} />}
    </ViewSection>
  );
}

function Place({ place, actions, onChanged }: PlaceProps & { place: PlaceView }) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(NOTHING_SAID);
  /** The backup that needs a passphrase: the name of an older version, or '' for the current one. */
  const [sealed, setSealed] = useState<string | null>(null);
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
  async function takeUp(older: string | null): Promise<void> {
    setBusy(true);
    setSaid(NOTHING_SAID);
    const outcome = await actions.takeUp(passphrase || null, older);
    setBusy(false);
    if (outcome.kind === 'taken') {
      setSealed(null);
      setPassphrase('');
      return onChanged();
    }
    if (outcome.kind === 'problem') return setSaid({ ...NOTHING_SAID, problem: outcome.problem });
    const isAsking = outcome.fault.kind === 'file' && ['needs-passphrase', 'wrong-passphrase'].includes(outcome.fault.fault);
    setSealed(isAsking ? (older ?? '') : null);
    const { fault } = outcome;
    // A file that is sealed is no fault: the form asks for its passphrase.
    if (fault.kind === 'file' && fault.fault === 'needs-passphrase') return;
    setSaid({ ...NOTHING_SAID, fault: isAsking && older ? { ...fault, address: older } : fault });
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
              <Button look="primary" disabled={busy} onClick={() => void takeUp(null)}>
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
      {sealed !== null && (
        <UnsealForm
          key={sealed}
          name={sealed || place.name}
          value={passphrase}
          busy={busy}
          onValue={setPassphrase}
          onSubmit={() => void takeUp(sealed || null)}
        />
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
      <Older names={place.older} busy={busy} onTake={(name) => void takeUp(name)} />
    </div>
  );
}

/** The older versions of the backup in the same place. */
function Older({ names, busy, onTake }: { names: string[] | null; busy: boolean; onTake: (name: string) => void }) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  if (!names) return <p class="text-sm text-warn">{own('backup.older.unkept')}</p>;
  if (names.length === 0) return <p class="text-sm text-ink-2">{own('backup.older.none', { most: MOST_OLDER })}</p>;
  return (
    <details>
      <summary class="cursor-pointer text-info">{own('backup.older', { count: names.length })}</summary>
      <p class="mt-1 text-sm text-ink-2">{own('backup.older.where', { most: MOST_OLDER })}</p>
      <ul class="mt-1 grid grid-cols-1 gap-1">
        {names.map((name) => {
          const time = when(olderTime(name)!, now) ?? name;
          return (
            <li key={name} class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span class="min-w-32 max-sm:flex-1">{time}</span>
              <span class="min-w-0 flex-1 text-sm break-all text-ink-3 max-sm:order-last max-sm:basis-full">{name}</span>
              <Button look="quiet" disabled={busy} aria-label={own('backup.older.takeOf', { when: time })} onClick={() => onTake(name)}>
                {own('backup.older.take')}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
