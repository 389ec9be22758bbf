import { createContext, type ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';

/** The level of the parts' headings: below the panel's contact and card, or below the popover's customer. */
export const PartHeading = createContext<'h2' | 'h3'>('h3');

interface SectionProps {
  title: string;
  /** Shown at the right end of the heading's line. */
  aside?: ComponentChildren;
  /** The key that leads here, shown as a hint. */
  hotkey?: string | undefined;
  children: ComponentChildren;
}

/** One part of a card, with its heading. */
export function Section({ title, aside, hotkey, children }: SectionProps) {
  const id = useId();
  const Heading = useContext(PartHeading);
  return (
    <div role="group" aria-labelledby={id} class="border-t border-line px-3 py-2.5">
      <div class="mb-1.5 flex min-h-5 items-center gap-2">
        <Heading id={id} class="text-sm font-semibold text-ink-2">
          {title}
        </Heading>
        <span class="ml-auto flex items-center gap-2">
          {aside}
          {hotkey && <Hotkey>{hotkey}</Hotkey>}
        </span>
      </div>
      {children}
    </div>
  );
}

export function Hotkey({ children }: { children: string }) {
  return (
    <kbd aria-hidden="true" class="rounded-s border border-line-strong px-1 font-sans text-[0.625rem] leading-[0.875rem] text-ink-3">
      {children}
    </kbd>
  );
}
