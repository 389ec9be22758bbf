import type { Tag } from '../model/tag';

let matches: (tag: Tag, query: string) => boolean = ({ name }, query) => name.toLowerCase().includes(query.trim().toLowerCase());

/** Whether a tag matches what was typed; by readings and in the other script, too, once the tables are loaded. */
export function matchesTag(tag: Tag, query: string): boolean {
  return matches(tag, query);
}

/** Loads the tables: they are larger than the rest of the panel, and only the list of tags needs them. */
export async function loadTagMatcher(): Promise<void> {
  matches = (await import('../model/search/matches-tag')).matchesTag;
}
