import { sameState, type ChatState } from '../model/contact';
import type { Site } from './site';

/** Told when the page shows something else; and after every look, since the page may have thrown away what was put into it. */
export interface Watcher {
  changed(state: ChatState): void;
  looked(records: MutationRecord[]): void;
}

/** A page may lack its parts for a moment; after this time they are missed. In ms. */
const PATIENCE = 2_500;

/** A page that has shown nothing yet may be loading or signing in, which takes its time; what it is then is only told when it stays. In ms. */
const PATIENCE_AT_START = 20_000;

/**
 * Arrow keys move the page's mark at once and its chat a moment later, and the next key may be on its way: the page takes keys that
 * come within this time for one movement. A chat reached in this way is reported when it has been open for this long. In ms.
 */
const REST = 210;

/**
 * Tells what the page shows, now and whenever it changes for a person. Reads both anchors again at every batch of mutations, since
 * the page replaces the chat area as a whole; ids are compared, not texts, since two people may share a name.
 */
export function watch(site: Site, page: Document, signal: AbortSignal, { changed, looked }: Watcher): void {
  if (signal.aborted) return;
  let last: ChatState | null = null;
  let waiting: { state: ChatState; wait: number; timer: ReturnType<typeof setTimeout> } | null = null;
  let wasRead = false;
  // A code that a phone has read waits for a person, not for the page.
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
    // What changes all the time is waited for once, unless it begins or ends to load meanwhile.
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

/** Whether this was told, after all the patience that there is. */
function isSettledAs(last: ChatState | null, state: ChatState): boolean {
  return last?.kind === state.kind && (last.kind !== 'none' || sameState(last, state));
}

function restOf(last: ChatState | null, state: ChatState): number {
  return state.kind === 'chat' && last?.kind === 'switching' ? REST : 0;
}

/** Whether the page may be half way from one chat to another. */
function inSteps({ changesInSteps }: Site, last: ChatState, state: ChatState): boolean {
  return changesInSteps === true && state.kind === 'chat' && !sameState(withKnownAvatar(last, state), state);
}

/** Whether the page still shows what is waited for. */
function goesOn(waited: ChatState, state: ChatState): boolean {
  return waited.kind === 'chat' && sameState(waited, state);
}

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
};

/** The picture is only known while its row is on screen: that it went out of sight is no change. */
function withKnownAvatar(last: ChatState, state: ChatState): ChatState {
  if (last.kind !== 'chat' || state.kind !== 'chat' || state.contact.avatar !== null) return last;
  return { kind: 'chat', contact: { ...last.contact, avatar: null } };
}
