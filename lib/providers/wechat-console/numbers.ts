import type { Tag } from '../../model/tag';
import { tokensOf } from './tokens';

/** The console's numbers of tags, by name. */
export type TagNumbers = ReadonlyMap<string, string>;

/**
 * The numbers that the console has given to names, as a person writes them into the settings: `高意向=42906, 老客=81100608`. No
 * published call lists them. What is not a name, a sign = and a number is passed over.
 */
export function numbersOf(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split(/[,，;；、\n]+/).flatMap((part) => {
    const [sign = '', number = ''] = /[=＝:：]\s*(\d+)$/.exec(part.trim()) ?? [];
    const name = part
      .trim()
      .slice(0, part.trim().length - sign.length)
      .trim();
    return number && name ? [[name, number] as const] : [];
  });
  return new Map(pairs);
}

/**
 * The tag of a token, which is a name in some consoles and a number in others. No call lists the tags with their numbers: unless the settings
 * say both, a tag is known by its token alone.
 */
export function toTag(token: string, numbers: TagNumbers): Tag {
  const named = numbers.has(token) ? undefined : [...numbers].find(([, number]) => number === token);
  return { id: numbers.get(token) ?? token, name: named?.[0] ?? token, group: null, color: null };
}

/** The tags of a row, each once, though it may stand there by its name and by its number. */
export function tagsOf(text: string, numbers: TagNumbers): Tag[] {
  return once(tokensOf(text).map((token) => toTag(token, numbers)));
}

/**
 * The tags that can be chosen: those with a known number and those that were seen. A number without a name is left out where no name was ever
 * seen: given to a customer, it would become the name of a new tag.
 */
export function offered(seen: ReadonlySet<string>, numbers: TagNumbers): Tag[] {
  const named = [...seen].some((token) => !isNumber(token));
  const tags = [...numbers.keys(), ...seen].map((token) => toTag(token, numbers));
  return once(tags.filter(({ name }) => named || !isNumber(name)));
}

/** Whether the console writes tags as numbers: one of those that a row shows, or that were seen, has a known number, and none is a name. */
export function writesNumbers(tokens: Iterable<string>, numbers: TagNumbers): boolean {
  const all = [...tokens];
  return all.every(isNumber) && all.some((token) => toTag(token, numbers).name !== token);
}

export function isNumber(token: string): boolean {
  return /^\d+$/.test(token);
}

function once(tags: Tag[]): Tag[] {
  return tags.filter(({ id }, at) => tags.findIndex((other) => other.id === id) === at);
}
