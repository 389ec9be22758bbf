export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** Does one work after the other, in the order in which they are handed over; one that fails holds up none. */
export function oneByOne(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
