/** Where no frame comes because the page is hidden, waiting work continues after this many ms. */
const LONGEST = 100;

/** Settles a task after the next frame: the frame itself is through by then. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST);
  });
}
