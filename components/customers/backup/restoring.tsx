import { useEffect, useRef } from 'preact/hooks';
import type { RestoreView } from '../../../lib/model/backup/kinds';
import { Progress } from '../progress';
import { useCustomersTexts } from '../use-customers-texts';

/** How far a restore or its undoing has got. It takes the focus of the button whose place it takes, which also scrolls it into view. */
export function Restoring({ restore: { phase, done, steps } }: { restore: RestoreView }) {
  const own = useCustomersTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} class="scroll-mt-20 outline-none">
      {phase === 'undoing' ? (
        <Progress text={own('backup.undoing', { count: done })} value={0} most={null} />
      ) : (
        <Progress text={own('backup.applying', { done, steps })} value={done} most={steps} />
      )}
    </div>
  );
}
