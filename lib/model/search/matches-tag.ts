import type { Tag } from '../tag';
import { stretches } from './highlight';
import { searchTerms } from './search-line';

/** Whether a tag answers to what was typed: any part of its name in either script, its pinyin or its initials. */
export function matchesTag({ name }: Tag, query: string): boolean {
  return searchTerms(query).every((term) => stretches(name, term).length > 0);
}
