import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A shorter wait is not worth showing, in ms. */
const SEEN_AFTER = 240;

interface PlaceholderProps {
  class?: string;
  /** After how many ms it is seen. */
  after?: number;
  children: ComponentChildren;
}

/**
 * A placeholder that becomes visible only if the wait is long enough. It is in the document at once and does not move: an animation, or a CSS delay,
 * would keep the browser drawing, and whatever comes meanwhile would wait for the next frame of the screen.
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
