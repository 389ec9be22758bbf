export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one work after the other, in the order of the calls; a work that fails does not stop the others. */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
