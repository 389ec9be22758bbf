/** Where no frame comes, because nobody sees the page, what waits goes on after so many ms. */
const LONGEST = 100;

/** Settles a task after the next frame: the frame itself is through by then. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST);
  });
}
