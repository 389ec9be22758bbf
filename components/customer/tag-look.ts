import type { CSSProperties } from 'preact';
import type { Tag } from '../../lib/model/tag';

const GROUNDS = [
  'bg-tag-1 text-tag-1-ink',
  'bg-tag-2 text-tag-2-ink',
  'bg-tag-3 text-tag-3-ink',
  'bg-tag-4 text-tag-4-ink',
  'bg-tag-5 text-tag-5-ink',
];

export interface TagLook {
  class: string;
  style: CSSProperties | undefined;
}

/** The CRM's colour as a tint, otherwise one of five colours, the same for the same name. */
export function tagLook(tag: Pick<Tag, 'name' | 'color'>): TagLook {
  const style = tag.color === null ? undefined : tint(tag.color);
  return { class: style ? 'tag-tint' : groundFor(tag.name), style };
}

/** One of the five colours, the same for the same text. */
export function groundFor(text: string): string {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) % 9973;
  return GROUNDS[sum % GROUNDS.length]!;
}

/** Only a plain colour is accepted: the CRM's text is not trusted. */
function tint(color: string): CSSProperties | undefined {
  const plain = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|(rgb|hsl)a?\([\d\s.,%/deg-]+\))$/i.test(color.trim());
  return plain ? { '--tag-colour': color.trim() } : undefined;
}
