import type { ChatState, Stamp, StampedState } from '../model/contact';

/** Module state: continues where Kebian leaves the page and comes back. */
const last: Stamp = { page: Date.now(), number: 0, login: 0 };

/** What the page shows now, with its position among all states that this load of the page has sent. */
export function stamped(shown: ChatState): StampedState {
  last.number++;
  if (shown.kind === 'none' && shown.why === 'signed-out') last.login++;
  return { ...shown, stamp: { ...last } };
}
