import type { Customer, CustomerRef } from '../../model/customer';
import type { LocalHit, LocalHits } from '../../model/search/local-hit';
import { ProblemError } from '../../model/problem';
import { connections, type Desk } from '../desk';
import { directoryOf, knownCustomer } from './open-directories';
import type { Directory } from '../directory/directory';

/** More results are not useful: the person narrows the search instead. */
const MOST = 1_000;
const AT_A_TIME = 100;

/** Searches every Directory, the best hits of all first, in the order of the connections where they are equally good. */
export async function searchLocal(desk: Desk, query: string, from: number): Promise<LocalHits> {
  const opened = await Promise.all((await connections(desk)).map(({ settings }) => directoryOf(desk, settings.id)));
  if (desk.locked) throw new ProblemError({ kind: 'locked' });
  performance.mark('directory-search');
  const found = opened.flatMap((directory) => (directory ? hitsIn(directory, query) : []));
  const hits = found.sort((a, b) => a.rank - b.rank).slice(from, from + AT_A_TIME);
  const answer = { hits: hits.map(toHit), next: from + AT_A_TIME < Math.min(found.length, MOST) ? from + AT_A_TIME : null };
  performance.measure('directory-search', 'directory-search');
  return answer;
}

/** A customer in full, as it was last known. */
export async function wholeCustomer(desk: Desk, ref: CustomerRef): Promise<Customer> {
  const known = await knownCustomer(desk, ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  return known.customer;
}

interface Found {
  directory: Directory;
  slot: number;
  rank: number;
}

function hitsIn(directory: Directory, query: string): Found[] {
  return directory.people.find(query, MOST).map(({ slot, rank }) => ({ directory, slot, rank }));
}

function toHit({ directory, slot }: Found): LocalHit {
  const { id, name, company, remark, nickname, phones, tags, owner } = directory.people.record(slot);
  return { ref: { connection: directory.connection, id }, name, company, remark, nickname, phones, tags, owner };
}
