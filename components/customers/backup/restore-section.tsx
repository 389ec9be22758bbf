import { useEffect, useRef, useState } from 'preact/hooks';
import type { FileFault } from '../../../lib/model/backup/head';
import type { RestoreView } from '../../../lib/model/backup/kinds';
import type { Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { useAnnounce } from '../../live';
import { Note, ProblemNote } from '../../note';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions } from './actions';
import { ViewSection } from '../view-section';
import { UnsealForm } from './unseal-form';
import { Preview } from './preview';
import { Restoring } from './restoring';

interface RestoreProps {
  restore: RestoreView | null;
  actions: BackupActions;
  maskPhones: boolean;
  onChanged: () => void;
}

/** Restores a backup: from choosing a file over the preview to the result, and back. */
export function RestoreSection({ restore, actions, maskPhones, onChanged }: RestoreProps) {
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [undone, setUndone] = useState(false);
  const isOver = restore === null || restore.phase === 'taking';
  const box = useRef<HTMLDivElement>(null);
  const phase = useRef(restore?.phase);
  // The progress that a phase ends with had the focus: what follows takes it, and is scrolled into view.
  useEffect(() => {
    if (phase.current !== restore?.phase && document.activeElement === document.body) box.current?.focus();
    phase.current = restore?.phase;
  }, [restore?.phase]);
  return (
    <ViewSection title={own('backup.restore.title')} help={own('backup.restore.help')}>
      <div ref={box} tabIndex={-1} class="grid grid-cols-1 gap-3 outline-none">
        {(isOver || restore.phase === 'done') && <FromFile actions={actions} onTaken={onChanged} />}
        {restore?.phase === 'ready' && (
          <Preview key={restore.id} restore={restore} actions={actions} maskPhones={maskPhones} onChanged={onChanged} />
        )}
        {restore && ['applying', 'undoing', 'done'].includes(restore.phase) && (
          <UnderWay
            key={restore.id}
            restore={restore}
            actions={actions}
            onChanged={onChanged}
            onUndone={() => {
              setUndone(true);
              announce(own('backup.undone'));
            }}
          />
        )}
        {isOver && undone && (
          <Note tone="accent" icon="check">
            {own('backup.undone')}
          </Note>
        )}
      </div>
    </ViewSection>
  );
}

function FromFile({ actions, onTaken }: { actions: BackupActions; onTaken: () => void }) {
  const own = useCustomersTexts();
  const box = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const isAsking = fault === 'needs-passphrase' || fault === 'wrong-passphrase';

  async function take(chosen: File, typed: string | null): Promise<void> {
    setFile(chosen);
    setFault(null);
    setProblem(null);
    setDone(0);
    const taken = await actions.take(chosen, typed, setDone);
    setDone(null);
    if (taken.kind === 'file') return setFault(taken.fault);
    if (taken.kind === 'problem') return setProblem(taken.problem);
    setPassphrase('');
    onTaken();
  }

  return (
    <div class="grid grid-cols-1 gap-3">
      <div class="flex flex-wrap items-center gap-2">
        <Button icon="file" disabled={done !== null} onClick={() => box.current?.click()}>
          {own('backup.restore.choose')}
        </Button>
        {done !== null && <span class="text-ink-2">{own('backup.restore.busy', { count: done })}</span>}
      </div>
      <input
        ref={box}
        type="file"
        hidden
        aria-label={own('backup.restore.file')}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (chosen) void take(chosen, null);
        }}
      />
      {fault && fault !== 'needs-passphrase' && file && (
        <Note tone="danger" icon="warn" role="alert">
          {own(`backup.file.${fault}`, { name: file.name })}
        </Note>
      )}
      {isAsking && file && (
        <UnsealForm
          key={file.name}
          name={file.name}
          value={passphrase}
          busy={done !== null}
          onValue={setPassphrase}
          onSubmit={() => void take(file, passphrase)}
        />
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

type UnderWayProps = Omit<RestoreProps, 'maskPhones'> & { restore: RestoreView; onUndone: () => void };

/** A restore that was interrupted: any open page can finish it or undo it. */
function UnderWay({ restore, actions, onChanged, onUndone }: UnderWayProps) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const [so, setSo] = useState<RestoreView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const left = Object.values(restore.changes).reduce((all, { leftOut }) => all + leftOut, 0);

  async function goOn(): Promise<void> {
    setProblem(null);
    setSo(restore);
    const ended = await actions.apply(restore, restore.how!, [], setSo);
    setSo(null);
    if (ended.kind === 'problem') setProblem(ended.problem);
    onChanged();
  }
  async function undo(): Promise<void> {
    setProblem(null);
    setSo({ ...restore, phase: 'undoing' });
    const failed = await actions.undo(restore, setSo);
    setSo(null);
    if (failed) setProblem(failed.problem);
    else onUndone();
    onChanged();
  }
  if (so) return <Restoring restore={so} />;
  const undoing = <Button onClick={() => void undo()}>{own(restore.phase === 'undoing' ? 'backup.goOn' : 'backup.undo')}</Button>;
  if (restore.phase === 'done') {
    return (
      <div class="grid grid-cols-1 gap-2">
        <Note
          tone="accent"
          icon="check"
          actions={
            <>
              {undoing}
              <Button look="quiet" onClick={() => void actions.forget(restore).then(onChanged)}>
                {own('backup.keep')}
              </Button>
            </>
          }
        >
          {own('backup.restored', { when: when(restore.madeAt, now) })}
          {left > 0 && ` ${own('backup.restoredLeftOut', { count: left })}`}
        </Note>
        {problem && <ProblemNote problem={problem} />}
      </div>
    );
  }
  return (
    <div class="grid grid-cols-1 gap-2">
      <Note
        tone="warn"
        icon="warn"
        role="alert"
        actions={
          <>
            {restore.phase === 'applying' && (
              <Button look="primary" onClick={() => void goOn()}>
                {own('backup.goOn')}
              </Button>
            )}
            {undoing}
          </>
        }
      >
        {restore.phase === 'applying' ? own('backup.unfinished', { done: restore.done, steps: restore.steps }) : own('backup.unundone')}
      </Note>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
