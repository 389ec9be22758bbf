/** What `value` comes to, unless the signal aborts first; the work behind it continues. Rejects with the signal's reason then. */
export async function until<T>(signal: AbortSignal, value: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
