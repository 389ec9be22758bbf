import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LIMITS } from '../lib/model/limits';
import type { Problem } from '../lib/model/problem';
import { Button } from './button';
import { ProblemNote } from './note';
import { TextLine } from './text-line';
import { useTexts } from './texts';

interface UnlockFormProps {
  onUnlock: (passphrase: string) => Promise<Problem | null>;
  /** Takes the focus at once, if the page is about this form. */
  focus?: boolean;
}

/** Asks for the passphrase. After the right one the caller replaces this form. */
export function UnlockForm({ onUnlock, focus = false }: UnlockFormProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const toBox = () => form.current?.querySelector('input')?.select();
  useLayoutEffect(() => {
    if (focus) toBox();
  }, []);
  async function go(): Promise<void> {
    if (busy || passphrase === '') return toBox();
    setBusy(true);
    setProblem(null);
    const found = await onUnlock(passphrase);
    setBusy(false);
    setProblem(found);
    if (found) toBox();
  }
  return (
    <form
      ref={form}
      noValidate
      class="grid w-full max-w-80 gap-3 text-left"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <TextLine label={t('unlock.passphrase')} type="password" most={LIMITS.passphrase} value={passphrase} onValue={setPassphrase} />
      <div role="alert" class="empty:hidden">
        {problem && <ProblemNote problem={problem} />}
      </div>
      <Button type="submit" look="primary" icon="lock" disabled={busy}>
        {t(busy ? 'unlock.busy' : 'unlock.submit')}
      </Button>
    </form>
  );
}
