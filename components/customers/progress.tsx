import { useAnnounce } from '../live';
import { useEffect, useRef } from 'preact/hooks';

/** A progress bar; screen readers hear it from time to time, not at every step. */
export function Progress({ text, value, most }: { text: string; value: number; most: number | null }) {
  const announce = useAnnounce();
  const said = useRef(0);
  useEffect(() => {
    const now = Date.now();
    if (now - said.current < 10_000) return;
    said.current = now;
    announce(text);
  }, [text]);
  return (
    <div class="grid grid-cols-1 gap-1">
      <progress class="h-2 w-full accent-accent" aria-label={text} {...(most !== null && { value, max: Math.max(1, most) })} />
      <p class="text-ink-2 tabular-nums">{text}</p>
    </div>
  );
}
