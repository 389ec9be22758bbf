import type { Customer, CustomerRef } from '../model/customer';
import type { Change } from '../model/edit';
import { ProblemError, toProblem, type Problem } from '../model/problem';
import { call } from '../wire/bus';
import { isNamedLike } from '../model/tag';
import type { PanelStore } from './store';
import { submit } from './submit';
import { shown } from './view';

/**
 * Makes a change of the remark or the tags that was made to one customer to the same person in other CRMs, too, each as an edit of its own. @returns
 * the connections that could not store it, with the Problems
 */
export async function submitAlso(
  store: PanelStore,
  others: CustomerRef[],
  change: Change,
): Promise<{ connection: string; problem: Problem }[]> {
  const made = others.map(async ({ connection, id }) => {
    const ref = { connection, id };
    try {
      const own = await changeFor(store, ref, change);
      if (own) await submit(store, ref, own);
      return [];
    } catch (thrown) {
      return [{ connection, problem: toProblem(thrown, 'panel') }];
    }
  });
  return (await Promise.all(made)).flat();
}

/** The change for another CRM, null if there is nothing to do: each CRM has its own ids of tags, so they are found by name. */
async function changeFor(store: PanelStore, ref: CustomerRef, change: Change): Promise<Change | null> {
  if (change.kind !== 'add-tag' && change.kind !== 'remove-tag') return change;
  const { name } = change.tag;
  const customer = shown(store.getState(), ref)?.customer;
  const present = tagOf(customer, name);
  if (change.kind === 'remove-tag') return present ? { ...change, tag: present } : null;
  if (present) return null;
  const known = (await call('tags', { connection: ref.connection })).flatMap(({ tags }) => tags).find((tag) => isNamedLike(tag.name, name));
  if (known) return { ...change, tag: known };
  const { can } = store.getState().connections.find(({ id }) => id === ref.connection) ?? {};
  if (!can?.newTags) throw new ProblemError({ kind: 'not-supported', ability: 'new-tag' });
  return { ...change, tag: { id: '', name, group: null, color: null } };
}

function tagOf(customer: Customer | undefined, name: string): Customer['tags'][number] | undefined {
  return customer?.tags.find((tag) => isNamedLike(tag.name, name));
}
