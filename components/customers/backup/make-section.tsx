import { useRef, useState } from 'preact/hooks';
import { REMIND_AFTER, type BackupsView, type RemindAfter } from '../../../lib/model/backup/place';
import type { Failed, Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { useAnnounce } from '../../live';
import { Note, ProblemNote } from '../../note';
import { Select } from '../../select';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions } from './actions';
import { NewPassphrase, NOT_SEALED, passphraseOf } from './new-passphrase';
import { ViewSection } from '../view-section';
import { Check } from './check';

interface MakeProps {
  view: BackupsView;
  actions: BackupActions;
  onView: (answer: BackupsView | Failed) => void;
  onMade: () => void;
}

/** Makes a backup file. */
export function MakeSection({ view, actions, onView, onMade }: MakeProps) {
  const { t } = useTexts();
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [typed, setTyped] = useState(NOT_SEALED);
  const [secrets, setSecrets] = useState(false);
  const [faults, setFaults] = useState(false);
  const [done, setDone] = useState<number | null>(null);
  const [made, setMade] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function make(): Promise<void> {
    const passphrase = passphraseOf(typed);
    setFaults(passphrase === undefined);
    if (passphrase === undefined || done !== null) return;
    setProblem(null);
    setMade(false);
    setDone(0);
    const { signal } = (stop.current = new AbortController());
    const failed = await actions.make({ passphrase, secrets }, setDone, signal);
    setDone(null);
    if (signal.aborted) return;
    if (failed) return setProblem(failed.problem);
    setMade(true);
    setTyped(NOT_SEALED);
    announce(own('backup.make.done'));
    onMade();
  }

  return (
    <ViewSection title={own('backup.make.title')}>
      <Last view={view} />
      <NewPassphrase typed={typed} faults={faults} onTyped={setTyped} />
      <div class="grid grid-cols-1 gap-1">
        <Check label={own('backup.make.secrets')} checked={secrets} onChange={setSecrets} />
        {secrets && <p class="text-sm text-warn">{own('backup.make.secretsWarning')}</p>}
      </div>
      <div class="flex flex-wrap items-center gap-2">
        <Button look="primary" icon="file" disabled={done !== null} onClick={() => void make()}>
          {own('backup.make.go')}
        </Button>
        {done !== null && (
          <>
            <span class="text-ink-2">{own('backup.make.busy', { count: done })}</span>
            <Button look="quiet" onClick={() => stop.current?.abort()}>
              {t('common.cancel')}
            </Button>
          </>
        )}
      </div>
      {made && (
        <Note tone="accent" icon="check">
          {own('backup.make.done')}
        </Note>
      )}
      {problem && <ProblemNote problem={problem} onRetry={() => void make()} />}
      <div class="max-w-56">
        <Select
          label={own('backup.remind')}
          options={REMIND_AFTER.toSorted((a, b) => (a || Infinity) - (b || Infinity)).map((days) => [
            String(days),
            own(`backup.remind.${days}`),
          ])}
          value={String(view.remindAfter)}
          onValue={(days) => void actions.remind(Number(days) as RemindAfter).then(onView)}
        />
      </div>
    </ViewSection>
  );
}

/** When the last backup was made, highlighted where it is old. */
function Last({ view: { last, old, customers } }: { view: BackupsView }) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const at = last && when(new Date(last.at).toISOString(), now);
  if (at && !old) return <p class="text-ink-2">{own('backup.last', { when: at, count: last.counts.customers ?? 0 })}</p>;
  if (!at && customers === 0) return null;
  return (
    <Note tone="warn" icon="clock">
      {at ? own('backup.old', { when: at }) : own('backup.never', { count: customers })}
    </Note>
  );
}
