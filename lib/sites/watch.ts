import { sameState, type ChatState } from '../model/contact';
import type { Site } from './site';

/** Called when the page shows something else, and after every reading, since the page may have removed our elements. */
export interface Watcher {
  changed(state: ChatState): void;
  looked(records: MutationRecord[]): void;
}

/** A page may lack parts for a moment; after this time they are reported as missing. In ms. */
const PATIENCE = 2_500;

/** A page that has shown nothing yet may be loading or signing in; the state it is in then is only reported after this time. In ms. */
const PATIENCE_AT_START = 20_000;

/**
 * Arrow keys move the page's selection at once and open its chat a moment later, and the next key may follow: the page takes keys within this
 * time as one movement. A chat that was reached so is reported once it has been open for this long. In ms.
 */
const REST = 210;

/**
 * Reports what the page shows, now and at every visible change. Reads the title and the list again after every batch of mutations, since the
 * page replaces the chat area as a whole; compares ids, not texts, since two people may share a name.
 */
export function watch(site: Site, page: Document, signal: AbortSignal, { changed, looked }: Watcher): void {
  if (signal.aborted) return;
  let last: ChatState | null = null;
  let waiting: { state: ChatState; wait: number; timer: ReturnType<typeof setTimeout> } | null = null;
  let wasRead = false;
  // A scanned QR code waits for the person, not for the page.
  const isBusy = () => site.isStarting?.(page) === true && !site.isScanned?.(page);
  const patience = () => (!isBusy() && (wasRead || site.isLoaded?.(page)) ? PATIENCE : PATIENCE_AT_START);
  const unsettled = (state: ChatState) => state.kind === 'unreadable' || (state.kind === 'none' && site.isStarting?.(page) === true);
  const tell = (state: ChatState) => {
    if (last && sameState(withKnownAvatar(last, state), state)) return;
    last = state;
    changed(state);
  };
  const look = () => {
    const state = site.read(page);
    const open = unsettled(state);
    const most = open && !isSettledAs(last, state) ? patience() : 0;
    // A state that changes all the time is only waited for once, unless the page begins or ends to load meanwhile.
    if (waiting && (open ? waiting.state.kind !== 'chat' && waiting.wait === most : goesOn(waiting.state, state))) return;
    clearTimeout(waiting?.timer);
    // The chat that was open may be closed by now.
    if (last?.kind === 'chat' && (open || inSteps(site, last, state))) tell({ kind: 'switching' });
    if (last === null && open) tell({ kind: 'starting' });
    const wait = open ? most : restOf(last, state);
    waiting = wait > 0 ? { state, wait, timer: setTimeout(rested, wait) } : null;
    if (wait > 0) return;
    tell(state);
    wasRead = true;
  };
  const rested = () => {
    waiting = null;
    wasRead = true;
    tell(site.read(page));
  };
  const observer = new MutationObserver((records) => {
    look();
    looked(records);
  });
  observer.observe(page.body, { ...OBSERVED, attributeFilter: ['class', ...site.watched] });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(waiting?.timer);
  });
  look();
}

/** Whether this state was reported, after the longest wait. */
function isSettledAs(last: ChatState | null, state: ChatState): boolean {
  return last?.kind === state.kind && (last.kind !== 'none' || sameState(last, state));
}

function restOf(last: ChatState | null, state: ChatState): number {
  return state.kind === 'chat' && last?.kind === 'switching' ? REST : 0;
}

/** Whether the page may be changing from one chat to another. */
function inSteps({ changesInSteps }: Site, last: ChatState, state: ChatState): boolean {
  return changesInSteps === true && state.kind === 'chat' && !sameState(withKnownAvatar(last, state), state);
}

/** Whether the page still shows the state that is waited for. */
function goesOn(waited: ChatState, state: ChatState): boolean {
  return waited.kind === 'chat' && sameState(waited, state);
}

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
};

/** The picture is only known while its row is on screen: a row that scrolls out of view is no change. */
function withKnownAvatar(last: ChatState, state: ChatState): ChatState {
  if (last.kind !== 'chat' || state.kind !== 'chat' || state.contact.avatar !== null) return last;
  return { kind: 'chat', contact: { ...last.contact, avatar: null } };
}
