/** A label of the CRM on a customer. `color` is a CSS colour or null; `group` is its heading, or null. */
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

/** Tags are the same by id; a tag that was only named so far (no id yet) is the same by name. */
export function sameTag(a: Tag, b: Tag): boolean {
  return a.id && b.id ? a.id === b.id : a.name === b.name;
}
