import type { ComponentChildren } from 'preact';
import { Note, ProblemNote } from '../../note';
import type { Trouble } from '../../../lib/model/sheet/outcome';
import { fileFaultText } from './fault-text';
import { useImportTexts } from './use-import-texts';

/** What has failed, and what can be done. */
export function TroubleNote({
  trouble,
  onRetry,
  actions,
}: {
  trouble: Trouble;
  onRetry?: (() => void) | undefined;
  actions?: ComponentChildren;
}) {
  const t = useImportTexts();
  return (
    <div role="alert">
      {trouble.kind === 'problem' ? (
        <ProblemNote problem={trouble.problem} onRetry={onRetry} />
      ) : (
        <Note tone="danger" icon="warn" actions={actions}>
          {fileFaultText(trouble.fault, t)}
        </Note>
      )}
    </div>
  );
}
