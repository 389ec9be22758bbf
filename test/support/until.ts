/** The longest time for a page to open or to show something, in ms. */
const PATIENCE = 30_000;

/** Repeats until there is a value; throws this sentence where none comes. */
export async function until<T>(missing: string, look: () => Promise<T | null | undefined | false>, patience = PATIENCE): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(missing);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
