import { browser } from 'wxt/browser';
import { refKey } from '../model/customer';
import type { Edit } from '../model/edit';
import { readState, writeState, type StateChange, type StateItems } from '../wire/items';
import { renewChips } from './chips';
import { publishConnections, type Desk } from './desk';
import { STAYS } from './locking';
import { noteStorage } from './storage-news';

/** A mark outside the databases that there have been any: a browser that throws them away leaves it. */
const MARK = 'kept';

export async function noteKept(): Promise<void> {
  if (!(await wasKept())) await browser.storage.local.set({ [MARK]: true });
}

export async function wasKept(): Promise<boolean> {
  return (await browser.storage.local.get(MARK))[MARK] === true;
}

/**
 * The browser has thrown away what was kept. An edit that no CRM had accepted by then stays in sight as lost, with its customer, so that the
 * person can make it again; what else the session shows is of connections that are not there any more, and goes.
 */
export async function takeLoss(desk: Desk): Promise<void> {
  const state = await readState();
  const lost = lostAmong(state);
  const refs = new Set(lost.map(({ ref }) => `customer:${refKey(ref)}`));
  const gone = Object.keys(state).filter((key) => !STAYS.test(key) && key !== 'accepted' && !refs.has(key));
  const items = lost.map((edit): [string, Edit] => [`edit:${edit.id}`, edit]);
  desk.connected = null;
  desk.problems.clear();
  await writeState(Object.fromEntries([...gone.map((key) => [key, undefined] as const), ...items]) as StateChange);
  await noteStorage({ lostAt: desk.now(), setAside: [] });
  await publishConnections(desk);
  await renewChips(desk, null);
}

function lostAmong(state: Partial<StateItems>): Edit[] {
  const accepted = new Set(state.accepted);
  const edits = Object.entries(state).flatMap(([key, value]) => (key.startsWith('edit:') ? [value as Edit] : []));
  return edits
    .filter(({ id }) => !accepted.has(id))
    .map(({ sentAt: _, ...edit }) => ({ ...edit, state: { kind: 'rejected', problem: { kind: 'lost' } } }));
}
