import type { Change, CustomerDetails } from '../model/edit';
import { ProblemError } from '../model/problem';
import type { Capabilities, Connection } from './provider';

/** All parts of the details, which a connection can write where it names none. */
const ALL_DETAILS: (keyof CustomerDetails)[] = ['name', 'company', 'phones'];

/** The parts of the details that a connection claims to write. */
export function claimedDetails({ changes, details = ALL_DETAILS }: Capabilities): (keyof CustomerDetails)[] {
  return changes.includes('details') ? details : [];
}

/** The connection as it is used: a change that it does not claim in `can` is the Problem `not-supported`, before anything is asked. */
export function claimed(connection: Connection): Connection {
  const { as } = connection;
  return {
    ...connection,
    ...(as && { as: (colleague) => claimed(as(colleague)) }),
    apply: async (changes, known, signal, bases) => {
      for (const change of [changes].flat()) refuseUnclaimed(connection.can, change);
      return connection.apply(changes, known, signal, bases);
    },
  };
}

/** The connection where a policy hides phone numbers: none is written that no page may see. */
export function withoutNumbers(connection: Connection): Connection {
  const { can } = connection;
  return claimed({ ...connection, can: { ...can, details: claimedDetails(can).filter((part) => part !== 'phones') } });
}

function refuseUnclaimed(can: Capabilities, change: Change): void {
  const parts = change.kind === 'details' ? (Object.keys(change.details) as (keyof CustomerDetails)[]) : [];
  const unclaimed = can.changes.includes(change.kind) ? parts.find((part) => !claimedDetails(can).includes(part)) : change.kind;
  // A tag without an id does not exist yet.
  const makesTag = change.kind === 'add-tag' && change.tag.id === '' && !can.newTags;
  if (unclaimed === undefined && makesTag) throw new ProblemError({ kind: 'not-supported', ability: 'new-tag' });
  if (unclaimed !== undefined) throw new ProblemError({ kind: 'not-supported', ability: unclaimed });
}
