import { NOTHING_CHOSEN, type Choices } from '../model/settings';
import { readState } from './items';

let whenThere: () => Promise<unknown> = async () => undefined;

/** In the worker: the choices are in the session once this is settled. */
export function awaitChoices(there: () => Promise<unknown>): void {
  whenThere = there;
}

/** What the person has chosen. A page reads it out of the session, where the worker has put it. */
export async function choicesNow(): Promise<Choices> {
  await whenThere();
  return (await readState(['choices'])).choices ?? NOTHING_CHOSEN;
}
