import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import { SHORTEST_PASSPHRASE } from '../../lib/model/settings';
import type { LockAfter } from '../../lib/model/vault';
import { Button } from '../button';
import { keyOf } from '../keys';
import { Note, ProblemNote } from '../note';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { useOptionsTexts } from './use-options-texts';

/** What the form asks for: the passphrase as it is, a new one (twice), after how many minutes to lock. */
type Asked = 'current' | 'next' | 'lockAfter';

interface Typed {
  current: string;
  next: string;
  again: string;
  lockAfter: LockAfter;
}

interface PassphraseFormProps {
  asks: Asked[];
  note?: string;
  submit: string;
  /** Null when it is done: then the caller removes the form. */
  onSubmit: (typed: Typed) => Promise<Problem | null>;
  /** Left out where there is nothing else to do. */
  onCancel?: () => void;
}

export function PassphraseForm({ asks, note, submit, onSubmit, onCancel }: PassphraseFormProps) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Typed>({ current: '', next: '', again: '', lockAfter: 15 });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const faults = faultsOf(asks, typed);
  const change = (key: keyof Typed) => (value: string) => setTyped((before) => ({ ...before, [key]: value }));
  const line = (key: 'current' | 'next' | 'again') => (
    <TextLine
      type="password"
      name={key}
      most={LIMITS.passphrase}
      label={own(`vault.${key}`)}
      help={key === 'next' ? own('vault.nextHelp', { count: SHORTEST_PASSPHRASE }) : undefined}
      fault={tried && faults[key] ? own(faults[key], { count: SHORTEST_PASSPHRASE }) : undefined}
      value={typed[key]}
      onValue={change(key)}
    />
  );
  async function go(): Promise<void> {
    setTried(true);
    const [first] = Object.keys(faults);
    if (first !== undefined) return void form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    setBusy(true);
    const found = await onSubmit(typed);
    setBusy(false);
    setProblem(found);
    if (found) form.current?.querySelector('input')?.select();
  }
  return (
    <form
      ref={form}
      noValidate
      class="grid max-w-lg gap-3 rounded-m bg-bg p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
      onKeyDown={(event) => keyOf(event) === 'Escape' && onCancel?.()}
    >
      {note && (
        <Note tone="warn" icon="warn">
          {note}
        </Note>
      )}
      {asks.includes('current') && line('current')}
      {asks.includes('next') && line('next')}
      {asks.includes('next') && line('again')}
      {asks.includes('lockAfter') && (
        <label class="flex flex-wrap items-center justify-between gap-2">
          {own('vault.lockAfter')}
          <LockAfterSelect value={typed.lockAfter} onValue={(lockAfter) => setTyped((before) => ({ ...before, lockAfter }))} />
        </label>
      )}
      <div role="alert" class="empty:hidden">
        {problem && <ProblemNote problem={problem} />}
      </div>
      <div class="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? own('vault.busy') : submit}
        </Button>
        {onCancel && (
          <Button look="quiet" disabled={busy} onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

const MINUTES: LockAfter[] = [5, 15, 60, 0];

export function LockAfterSelect({ value, onValue }: { value: LockAfter; onValue: (minutes: LockAfter) => void }) {
  const own = useOptionsTexts();
  return (
    <select
      class="h-8 max-w-full min-w-32 rounded-m border border-edge bg-surface px-2"
      value={String(value)}
      onChange={(event) => onValue(Number(event.currentTarget.value) as LockAfter)}
    >
      {MINUTES.map((minutes) => (
        <option key={minutes} value={String(minutes)}>
          {minutes === 0 ? own('vault.never') : own('vault.minutes', { count: minutes })}
        </option>
      ))}
    </select>
  );
}

type Fault = 'vault.missing' | 'vault.short' | 'vault.differs';

function faultsOf(asks: Asked[], { current, next, again }: Typed): Partial<Record<'current' | 'next' | 'again', Fault>> {
  return {
    ...(asks.includes('current') && current === '' && { current: 'vault.missing' }),
    ...(asks.includes('next') && next.length < SHORTEST_PASSPHRASE && { next: 'vault.short' }),
    ...(asks.includes('next') && next.length >= SHORTEST_PASSPHRASE && next !== again && { again: 'vault.differs' }),
  };
}
