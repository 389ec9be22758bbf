import { NOTHING_CHOSEN, type Choices } from '../model/settings';
import { readState } from './state';

let read = async (): Promise<Choices> => (await readState(['choices'])).choices ?? NOTHING_CHOSEN;

/** In the worker: they are read from where they are kept. */
export function readChoicesBy(reading: () => Promise<Choices>): void {
  read = reading;
}

/** What the person has chosen. A page reads it out of the session, where the worker has put it. */
export function choicesNow(): Promise<Choices> {
  return read();
}
