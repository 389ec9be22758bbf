import type { ChatState, Told, ToldState } from '../model/contact';

/** Goes on where Kebian leaves the page and comes back. */
const told: Told = { page: Date.now(), turn: 0, login: 0 };

/** What the page shows now, with its place among all that this load of the page has told. */
export function inTurn(shown: ChatState): ToldState {
  told.turn++;
  if (shown.kind === 'none' && shown.why === 'signed-out') told.login++;
  return { ...shown, told: { ...told } };
}
