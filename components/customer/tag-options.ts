import type { Difference } from '../../lib/model/look-alike';
import { foldedName, isTagCalled, sameTag, type Tag, type TagGroup } from '../../lib/model/tag';
import type { TagMatcher } from '../panel/actions';

/** One line of the list: a tag of the CRM, a new one with the typed name, or the question whether there shall be one that looks like another. */
export type TagOption =
  | { kind: 'tag'; tag: Tag }
  | { kind: 'create'; tag: Tag }
  | { kind: 'alike'; tag: Tag; other: string; difference: Difference };

/** Whether the CRM takes new tags, and what is new; `insisted` is a name that was asked for although it looks like another. */
export interface Creating {
  canCreate: boolean;
  differs: (name: string, other: string) => Difference | null;
  insisted: string | null;
  /** Whether names that only differ in case and width are one tag, as in a book. */
  folds: boolean;
}

export interface OptionGroup {
  name: string | null;
  options: TagOption[];
}

/** The groups that match what was typed, the tag of exactly this name first, without the customer's own tags; a new tag last. */
export function tagOptions(groups: TagGroup[], present: Tag[], query: string, matches: TagMatcher, creating: Creating): OptionGroup[] {
  const typed = query.trim();
  const found = groups.map(({ name, tags }) => ({ name, options: tags.filter(offered).map((tag): TagOption => ({ kind: 'tag', tag })) }));
  const made = creating.canCreate && typed ? creation(typed, [...groups.flatMap(({ tags }) => tags), ...present], creating) : [];
  const isExact = ({ tag }: TagOption) => isTagCalled(tag, typed, creating.folds);
  const all = found.map(({ name, options }) => ({ name, options: first(options, isExact) }));
  return [...first(all, ({ options }) => options.some(isExact)), { name: null, options: made }].filter(({ options }) => options.length > 0);

  function offered(tag: Tag): boolean {
    return !present.some((other) => sameTag(other, tag)) && (!typed || matches(tag, typed) || creating.differs(typed, tag.name) !== null);
  }
}

/** Whether the name holds what was typed, whatever the case and width of its letters. */
export function matchesName(tag: Tag, query: string): boolean {
  return foldedName(tag.name).includes(foldedName(query));
}

/** Those for which `isSo` is true before the others, each in their order. */
function first<T>(all: T[], isSo: (one: T) => boolean): T[] {
  return [...all.filter(isSo), ...all.filter((one) => !isSo(one))];
}

function creation(name: string, known: Tag[], creating: Creating): TagOption[] {
  const { differs, insisted } = creating;
  // A name that consists only of signs that do not count cannot be seen.
  if (known.some((tag) => isTagCalled(tag, name, creating.folds)) || differs(name, '') !== null) return [];
  const tag = { id: '', name, group: null, color: null };
  const other = insisted === name ? undefined : known.find((one) => differs(name, one.name) !== null)?.name;
  return [other === undefined ? { kind: 'create', tag } : { kind: 'alike', tag, other, difference: differs(name, other)! }];
}
