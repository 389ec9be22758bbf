import * as v from 'valibot';

/**
 * A schema that is made when something is first read with it. The worker is started often, each time by one message: most of what it
 * could read is not read then, and making all of it would take longer than answering.
 */
export function later<S extends v.GenericSchema>(make: () => S) {
  let made: S | undefined;
  return v.lazy(() => (made ??= make()));
}
