import type { ComponentChildren } from 'preact';

interface PartShown {
  id: string;
  title: string;
  help: string;
  children: ComponentChildren;
}

/** A section of the view, with its heading and help. */
export function Part({ id, title, help, children }: PartShown) {
  return (
    <section aria-labelledby={`${id}-title`} class="rounded-l border border-line bg-surface px-4 py-4 shadow-card">
      <h2 id={`${id}-title`} class="text-lg font-semibold">
        {title}
      </h2>
      <p class="text-ink-2">{help}</p>
      <div class="mt-3">{children}</div>
    </section>
  );
}
