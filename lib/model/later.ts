import * as v from 'valibot';

/**
 * A schema that is created at its first use. The worker often starts for a single message that needs few of them, and creating all would take
 * longer than answering.
 */
export function later<S extends v.GenericSchema>(make: () => S) {
  let made: S | undefined;
  return v.lazy(() => (made ??= make()));
}
