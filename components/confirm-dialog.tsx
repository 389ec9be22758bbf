import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../lib/model/problem';
import { Button } from './button';
import { keyOf } from './keys';
import { ProblemNote } from './note';
import { useTexts } from './texts';

interface ConfirmDialogProps {
  title: string;
  yes: string;
  /** False while something has to be typed before. */
  ready?: boolean;
  children?: ComponentChildren;
  /** Resolves with null when it is done. */
  onYes: () => Promise<Problem | null>;
  onCancel: () => void;
}

/** Asks before something is deleted. The focus is on Cancel. */
export function ConfirmDialog({ title, yes, ready = true, children, onYes, onCancel }: ConfirmDialogProps) {
  const { t } = useTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('input, button')?.focus(), []);
  async function go(): Promise<void> {
    if (busy || !ready) return;
    setBusy(true);
    const found = await onYes();
    setProblem(found);
    if (found) setBusy(false);
  }
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-labelledby={id}
      class="grid grid-cols-1 gap-2 rounded-m bg-danger-soft p-3"
      onKeyDown={(event) => {
        const key = keyOf(event);
        if (key === 'Enter' && event.target instanceof HTMLInputElement) void go();
        if (key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <p id={id} class="font-semibold break-words text-danger">
        {title}
      </p>
      {children}
      {problem && <ProblemNote problem={problem} />}
      <div class="flex flex-wrap gap-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look="danger" disabled={busy || !ready} onClick={() => void go()}>
          {yes}
        </Button>
      </div>
    </div>
  );
}
