import type { Change } from '../model/edit';
import { ProblemError, type Problem } from '../model/problem';
import { refuseUnseen, type WantedChanges } from './unseen';

/** How one CRM reads and writes a customer. `Row` is a customer in the CRM's own form. */
export interface Writing<Row, W extends Wish<Row>> {
  /** Reads the newest row. After a write it gets the row before and the wish, because the customer may have to be searched by new values. */
  read(written: { before: Row; wish: W } | null): Promise<Row>;
  /** The changes as one wish for a row. Throws the Problem `not-supported` for what the CRM cannot write. */
  wishOf(changes: readonly Change[], row: Row): W;
  /** Whether this account may write the row; it may where this is left out. */
  mayWrite?(row: Row): boolean;
  write(wish: W, row: Row): Promise<void>;
}

/** The values that a customer is to have. */
export interface Wish<Row> {
  holds(row: Row): boolean;
  /** The row's values in all places that are written. */
  placesIn(row: Row): Place[];
  /** The name of a value that has to be sent along unchanged but was not read in full; null or left out if there is none. */
  unreadAlong?: string | null;
  /** The changes of a write in places that it should not have changed. */
  changedBesides?(before: Row, after: Row): ChangedTooProblem['changes'];
}

/** One value of a row. */
export interface Place {
  /** The CRM's own name of it. */
  name: string;
  /** Whether the row shows it in full. */
  isRead: boolean;
  /** As a person reads it. */
  shown: string;
  /** Two rows are equal there if these are. The same in all rows for values that merge, such as tags. */
  compared: string;
}

type ChangedTooProblem = Extract<Problem, { kind: 'changed-too' }>;

/**
 * Makes changes true and answers with the row as the CRM has it then. The newest state is read first: what is true already is not written
 * again. Throws `forbidden` where the account may not write the row, `not-supported` where a value that is to be compared or sent along was
 * not read in full, and `conflict` where a value is not as the person saw it; nothing has been written then. The row is read once more after
 * the write: what did not take is `kept`, or a `conflict` where it has changed otherwise; what has changed besides is `changed-too`.
 */
export async function makeTrue<Row, W extends Wish<Row>>(wanted: WantedChanges, crm: Writing<Row, W>): Promise<Row> {
  const before = await crm.read(null);
  const wish = crm.wishOf(wanted.changes, before);
  const unread = wish.placesIn(before).find(({ isRead }) => !isRead);
  if (!unread && wish.holds(before)) return before;
  if (crm.mayWrite?.(before) === false) throw new ProblemError({ kind: 'forbidden' });
  refuseUnread(unread?.name);
  refuseUnseen(wanted, (change) => crm.wishOf([change], before).holds(before));
  refuseUnread(wish.unreadAlong);
  await crm.write(wish, before);
  const after = await crm.read({ before, wish });
  if (!wish.holds(after)) throw new ProblemError(notTaken(wish, before, after));
  const changes = wish.changedBesides?.(before, after) ?? [];
  if (changes.length > 0) throw new ProblemError({ kind: 'changed-too', changes });
  return after;
}

/** A value that the CRM's answer does not show is not overwritten: it may be anything. */
function refuseUnread(name: string | null = null): void {
  if (name !== null) throw new ProblemError({ kind: 'not-supported', ability: name, unread: true });
}

/** The CRM has accepted the write but a value differs: it has kept its own, or another user has written. */
function notTaken<Row>(wish: Wish<Row>, before: Row, after: Row): Problem {
  const [was, now] = [wish.placesIn(before), wish.placesIn(after)];
  const isAsBefore = now.every(({ compared }, at) => compared === was[at]?.compared);
  if (!isAsBefore) return { kind: 'conflict', theirs: null };
  return { kind: 'kept', value: [...new Set(now.map(({ shown }) => shown))].join(' / ') };
}
