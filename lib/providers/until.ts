/** Resolves with `value`, or rejects with the signal's reason if it aborts first; the work continues. */
export async function until<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  // Nobody waits for it where the signal has aborted before.
  value.catch(() => undefined);
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
