import { NOTHING_CHOSEN, type Choices } from '../model/settings';
import { readState } from './state';

let read = async (): Promise<Choices> => (await readState(['choices'])).choices ?? NOTHING_CHOSEN;

/** In the worker: sets how the choices are read. */
export function readChoicesBy(reading: () => Promise<Choices>): void {
  read = reading;
}

/** The person's choices. A page reads them from the session, where the worker has put them. */
export function choicesNow(): Promise<Choices> {
  return read();
}
