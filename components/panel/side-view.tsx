import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../button';
import { useTexts } from '../texts';

interface SideViewProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A view that replaces the customer, with a title and a back button. */
export function SideView({ title, onClose, children }: SideViewProps) {
  const { t } = useTexts();
  const view = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    view.current?.querySelector('button')?.focus();
    return () => before instanceof HTMLElement && before.isConnected && before.focus();
  }, []);
  return (
    <section ref={view} aria-label={title} class="@container grid grid-cols-1 gap-2.5 p-3">
      <div class="flex items-center gap-2">
        <IconButton icon="back" label={t('common.back')} onClick={onClose} />
        <h2 class="min-w-0 text-lg font-semibold break-words">{title}</h2>
      </div>
      {children}
    </section>
  );
}
