import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A shorter wait is not worth showing, in ms. */
const SEEN_AFTER = 240;

interface PlaceholderProps {
  class?: string;
  /** In ms. */
  after?: number;
  children: ComponentChildren;
}

/**
 * Holds the place of what is awaited, and is only seen when the wait is long enough. It comes at once and rests: a movement, or a style's
 * own delay, would keep the browser drawing, and whatever comes meanwhile would wait for the screen's next frame.
 */
export function Placeholder({ class: look = '', after = SEEN_AFTER, children }: PlaceholderProps) {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), after);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-hidden="true" class={`${look} ${seen ? '' : 'invisible'}`}>
      {children}
    </div>
  );
}
