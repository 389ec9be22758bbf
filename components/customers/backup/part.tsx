import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A section of the view, with its heading. */
export function Part({ title, help, children }: { title: string; help?: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      class="grid min-w-0 grid-cols-1 gap-3 rounded-l border border-line bg-surface px-4 py-4 shadow-card sm:px-5"
    >
      <div>
        <h2 id={id} class="text-lg font-semibold">
          {title}
        </h2>
        {help && <p class="text-ink-2">{help}</p>}
      </div>
      {children}
    </section>
  );
}

/** A labelled checkbox. */
export function Check({
  label,
  checked,
  disabled,
  onChange,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label class="inline-flex min-h-6 cursor-pointer items-center gap-1.5">
      <input
        type="checkbox"
        class="accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
