/** A label of a customer in the CRM. `color` is a CSS colour or null; `group` is its heading, or null. */
export interface Tag {
  id: string;
  name: string;
  group: string | null;
  color: string | null;
}

export interface TagGroup {
  name: string | null;
  tags: Tag[];
}

/** Adds a tag unless it is there; the order of the others stays. */
export function withTag(tags: Tag[], tag: Tag): Tag[] {
  return tags.some((other) => sameTag(other, tag)) ? tags : [...tags, tag];
}

export function withoutTag(tags: Tag[], tag: Tag): Tag[] {
  return tags.filter((other) => !sameTag(other, tag));
}

/** Whether two names are written alike except for case and width: VIP, vip and ＶＩＰ. A book has one tag for them; a CRM may have several. */
export function isNamedLike(a: string, b: string): boolean {
  return a === b || foldedName(a) === foldedName(b);
}

export function foldedName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Whether a tag has this name; `folds`: names that only differ in case and width are one, as in a book. */
export function isTagCalled(tag: Tag, name: string, folds: boolean): boolean {
  return tag.name === name || (folds && isNamedLike(tag.name, name));
}

/** Tags are equal by id; a tag without an id yet is compared by name. */
export function sameTag(a: Tag, b: Tag): boolean {
  return a.id && b.id ? a.id === b.id : a.name === b.name;
}
