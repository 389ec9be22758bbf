/** Resolves with `value`, or rejects with the signal's reason if it aborts first, or has before; the work continues, and how it ends is of no matter then. */
export async function until<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  value.catch(() => undefined);
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
