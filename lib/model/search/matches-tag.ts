import type { Tag } from '../tag';
import { answers } from './highlight';

/** Whether a tag matches what was typed: any part of its name, in either script, by readings or their initials. */
export function matchesTag({ name }: Tag, query: string): boolean {
  return answers(name, query);
}
