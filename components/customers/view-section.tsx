import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface ViewSectionProps {
  id?: string;
  title: string;
  help?: ComponentChildren;
  /** The part replaces the previous step: its heading takes the focus. */
  next?: boolean;
  children: ComponentChildren;
}

/** A section of a view, with its heading. */
export function ViewSection({ id, title, help, next = false, children }: ViewSectionProps) {
  const own = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (next) heading.current?.focus();
  }, []);
  return (
    <section aria-labelledby={`${id ?? own}-title`} class="min-w-0 rounded-l border border-line bg-surface px-4 py-4 shadow-card sm:px-5">
      <h2 ref={heading} id={`${id ?? own}-title`} tabIndex={next ? -1 : undefined} class="scroll-mt-8 text-lg font-semibold outline-none">
        {title}
      </h2>
      {help && <p class="text-ink-2">{help}</p>}
      <div class="mt-3 grid grid-cols-1 gap-3">{children}</div>
    </section>
  );
}
