import type { ComponentChildren } from 'preact';
import { Icon } from '../icon';
import { useOptionsTexts } from './use-options-texts';

interface SectionProps {
  id: string;
  title: string;
  help?: string;
  children: ComponentChildren;
}

/** One part of the options page. */
export function Section({ id, title, help, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      class="scroll-mt-4 rounded-l border border-line bg-surface px-4 py-4 sm:px-5 shadow-card"
    >
      <h2 id={`${id}-title`} class="text-lg font-semibold">
        {title}
      </h2>
      {help && <p class="text-ink-2">{help}</p>}
      <div class="mt-3">{children}</div>
    </section>
  );
}

/** Says that a value comes from the administrator's policy and cannot be edited. */
export function ManagedMark() {
  const t = useOptionsTexts();
  return (
    <span class="inline-flex items-center gap-1 text-sm text-ink-3">
      <Icon name="lock" size={12} />
      {t('managed')}
    </span>
  );
}
