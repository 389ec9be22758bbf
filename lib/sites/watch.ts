import { sameState, type ChatState } from '../model/contact';
import type { Site } from './site';

/** Told when the page shows something else; and after every look, since the page may have thrown away what was put into it. */
export interface Watcher {
  changed(state: ChatState): void;
  looked(records: MutationRecord[]): void;
}

/** A page that has just started may lack its parts for a while; after this time they are missed. In ms. */
const PATIENCE = 2_500;

/**
 * Arrow keys move the page's mark at once and its chat a moment later, and the next key may be on its way: the page takes keys that
 * come within this time for one movement. A chat that was come to in this way is told when it has stayed so long. In ms.
 */
const REST = 210;

/**
 * Tells what the page shows, now and whenever it changes for a person. Reads both anchors anew at every batch of mutations, since
 * the page replaces the chat area as a whole; ids are compared, not texts, since two people may share a name.
 */
export function watch(site: Site, page: Document, signal: AbortSignal, { changed, looked }: Watcher): void {
  if (signal.aborted) return;
  let last: ChatState | null = null;
  let waiting: { state: ChatState; timer: ReturnType<typeof setTimeout> } | null = null;
  const tell = (state: ChatState) => {
    if (last && sameState(withKnownAvatar(last, state), state)) return;
    last = state;
    changed(state);
  };
  const look = () => {
    const state = site.read(page);
    if (waiting && goesOn(waiting.state, state)) return;
    clearTimeout(waiting?.timer);
    // Whoever was open may not be any more.
    if (last?.kind === 'chat' && (state.kind === 'unreadable' || inSteps(site, last, state))) tell({ kind: 'switching' });
    const wait = waitFor(last, state);
    waiting = wait > 0 ? { state, timer: setTimeout(rested, wait) } : null;
    if (wait === 0) tell(state);
  };
  const rested = () => {
    waiting = null;
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

function waitFor(last: ChatState | null, state: ChatState): number {
  if (state.kind === 'unreadable' && last?.kind !== 'unreadable') return PATIENCE;
  return state.kind === 'chat' && last?.kind === 'switching' ? REST : 0;
}

/** Whether the page may be half way from one chat to another. */
function inSteps({ changesInSteps }: Site, last: ChatState, state: ChatState): boolean {
  return changesInSteps === true && state.kind === 'chat' && !sameState(withKnownAvatar(last, state), state);
}

/** Whether the page still shows what is waited for. */
function goesOn(waited: ChatState, state: ChatState): boolean {
  return waited.kind === 'chat' ? sameState(waited, state) : waited.kind === state.kind;
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
