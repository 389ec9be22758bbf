import { sameState, type ChatState } from '../model/contact';
import type { Site } from './site';

/** Told when the page shows something else; and after every look, since the page may have thrown away what was put into it. */
export interface Watcher {
  changed(state: ChatState): void;
  looked(): void;
}

/** A page that has just started may lack its parts for a while; after this time they are missed. In ms. */
const PATIENCE = 2_500;

/**
 * Tells what the page shows, now and whenever it changes for a person. Reads both anchors anew at every batch of mutations, since
 * the page replaces the chat area as a whole; ids are compared, not texts, since two people may share a name.
 */
export function watch(site: Site, page: Document, signal: AbortSignal, { changed, looked }: Watcher): void {
  if (signal.aborted) return;
  let last: ChatState | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const tell = (state: ChatState) => {
    if (last && sameState(withKnownAvatar(last, state), state)) return;
    last = state;
    changed(state);
  };
  const look = () => {
    const state = site.read(page);
    if (state.kind === 'unreadable' && last?.kind !== 'unreadable') {
      // It runs from the first miss on: a page that never stands still would put it off for ever.
      patience ??= setTimeout(lose, PATIENCE);
      // Whoever was open may not be any more.
      if (last?.kind === 'chat') tell({ kind: 'switching' });
      return;
    }
    clearTimeout(patience);
    patience = undefined;
    tell(state);
  };
  const lose = () => {
    patience = undefined;
    tell(site.read(page));
  };
  const observer = new MutationObserver(() => {
    look();
    looked();
  });
  observer.observe(page.body, OBSERVED);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(patience);
  });
  look();
}

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['data-username', 'class'],
};

/** The picture is only known while its row is on screen: that it went out of sight is no change. */
function withKnownAvatar(last: ChatState, state: ChatState): ChatState {
  if (last.kind !== 'chat' || state.kind !== 'chat' || state.contact.avatar !== null) return last;
  return { kind: 'chat', contact: { ...last.contact, avatar: null } };
}
