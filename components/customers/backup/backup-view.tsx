import { useEffect, useState } from 'preact/hooks';
import type { BackupsView } from '../../../lib/model/backup/place';
import type { Failed, Problem } from '../../../lib/model/problem';
import { Note, ProblemNote } from '../../note';
import { useWhenBack } from '../../when-back';
import type { ViewProps } from '../views';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions } from './actions';
import { MakeSection } from './make-section';
import { PlaceSection } from './place-section';
import { RestoreSection } from './restore-section';

/** Makes backups and restores them. */
export function BackupView({ rules, preferences, actions }: ViewProps<BackupActions>) {
  const own = useCustomersTexts();
  const [view, setView] = useState<BackupsView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = (answer: BackupsView | Failed) => {
    if ('kind' in answer) return setProblem(answer.problem);
    setProblem(null);
    setView(answer);
  };
  const renew = () => void actions.now().then(take);
  useEffect(renew, []);
  useWhenBack(renew);
  const mayExport = rules.export && rules.reveal;
  /** The section in which the person has to decide something comes first. */
  const sections = (now: BackupsView) => {
    const make = mayExport ? (
      <MakeSection key="make" view={now} actions={actions} onView={take} onMade={renew} />
    ) : (
      <Note key="make" tone="info" icon="lock">
        {own('backup.forbidden')}
      </Note>
    );
    const restore = (
      <RestoreSection key="restore" restore={now.restore} actions={actions} maskPhones={preferences.maskPhones} onChanged={renew} />
    );
    const place = mayExport && <PlaceSection key="place" place={now.place} actions={actions} onChanged={renew} />;
    if (now.restore && now.restore.phase !== 'taking') return [restore, make, place];
    return now.place?.theirs || now.place?.fault ? [place, make, restore] : [make, restore, place];
  };
  return (
    <div class="mx-auto grid w-full max-w-3xl grid-cols-1 gap-4 px-4 py-5">
      <p class="text-ink-2">{own('backup.intro')}</p>
      {problem && <ProblemNote problem={problem} onRetry={renew} />}
      {view && sections(view)}
    </div>
  );
}
