import { browser } from 'wxt/browser';
import { refKey } from '../../model/customer';
import { endingWith } from '../../wire/item-cards';
import { editsIn, without } from '../../wire/item-keys';
import { itemsOf, type StateKey } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { renewChips } from '../pages/chips';
import { publishConnections, type Desk } from '../desk';
import { noteStorage } from '../storage/status';
import { lostAmong } from '../edits/taken-edits';

/** A mark outside the databases that there were any: a browser that deletes the databases leaves it. */
const MARK = 'kept';

export async function noteKept(): Promise<void> {
  if (!(await wasKept())) await browser.storage.local.set({ [MARK]: true });
}

export async function wasKept(): Promise<boolean> {
  return (await browser.storage.local.get(MARK))[MARK] === true;
}

/**
 * The browser has deleted the databases. An edit that no CRM had accepted by then stays visible as lost, with its customer, so that the person can
 * make it again; everything else in the session belongs to connections that no longer exist, and is deleted.
 * @param at epoch ms
 */
export async function takeLoss(at: number): Promise<void> {
  await noteStorage({ lostAt: at, setAside: [] });
  const state = await readState();
  const lost = lostAmong(state, editsIn(state));
  const refs = new Set<StateKey>(lost.map(({ ref }) => `customer:${refKey(ref)}` as const));
  const gone = endingWith('loss', state).filter((key) => !refs.has(key));
  await writeState({ ...without(gone), ...itemsOf(lost) });
}

/** Publishes the state after a loss. */
export async function tellLoss(desk: Desk): Promise<void> {
  desk.connected = null;
  desk.shared.forgetAll();
  desk.problems.clear();
  desk.takenEdits = null;
  // If Kebian is locked, unlocking publishes it.
  if (desk.locked) return;
  await publishConnections(desk);
  await renewChips(desk, null);
}
