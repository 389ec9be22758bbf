import { sameTag, type Tag, type TagGroup } from '../../lib/model/tag';
import type { TagMatcher } from '../panel/actions';

/** One line of the list: a tag of the CRM, or a new one with the typed name. */
export type TagOption = { kind: 'tag'; tag: Tag } | { kind: 'create'; tag: Tag };

export interface OptionGroup {
  name: string | null;
  options: TagOption[];
}

/** The groups that answer to what was typed, without the tags that are on the customer already. */
export function tagOptions(groups: TagGroup[], present: Tag[], query: string, matches: TagMatcher, canCreate: boolean): OptionGroup[] {
  const typed = query.trim();
  const found = groups.map(({ name, tags }) => ({ name, options: tags.filter(offered).map((tag): TagOption => ({ kind: 'tag', tag })) }));
  return [...found, ...(canCreate && typed && !isKnown(typed, groups, present) ? [creation(typed)] : [])].filter(
    ({ options }) => options.length > 0,
  );

  function offered(tag: Tag): boolean {
    return !present.some((other) => sameTag(other, tag)) && (!typed || matches(tag, typed));
  }
}

/** Whether the name holds what was typed, whatever the case and width of its letters. */
export function matchesName(tag: Tag, query: string): boolean {
  return folded(tag.name).includes(folded(query));
}

function isKnown(name: string, groups: TagGroup[], present: Tag[]): boolean {
  return [...groups.flatMap(({ tags }) => tags), ...present].some((tag) => folded(tag.name) === folded(name));
}

function creation(name: string): OptionGroup {
  return { name: null, options: [{ kind: 'create', tag: { id: '', name, group: null, color: null } }] };
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
