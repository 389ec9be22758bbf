import type { Tag } from '../tag';
import { answers } from './highlight';

/** Whether a tag answers to what was typed: any part of its name in either script, by its readings or their initials. */
export function matchesTag({ name }: Tag, query: string): boolean {
  return answers(name, query);
}
