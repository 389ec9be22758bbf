/** How long to wait for a frame, in ms: a hidden page has none. */
const LONGEST = 100;

/** Resolves in the task after the next frame, which is painted by then. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST);
  });
}
