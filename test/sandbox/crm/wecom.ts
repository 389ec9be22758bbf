import type { Person } from '../people.ts';
import { inventedText, LETTERS } from './chance.ts';

/** WeCom's id of a person: the same in every CRM that knows them through WeCom. */
export function externalUserIdOf(person: Person): string {
  return `wm${inventedText(`person ${person.key}`, 30, LETTERS)}`;
}
