import type { Customer } from './customer';

/** What stands for each part of a customer, in every language: a reply that was written in one is used in the others. */
const NAMES = {
  name: ['name', '姓名', '名字'],
  nickname: ['nickname', '昵称', '暱稱'],
  company: ['company', '公司'],
  owner: ['owner', '负责人', '負責人'],
  stage: ['stage', '阶段', '階段'],
  source: ['source', '来源', '來源'],
} as const;

export type FillPart = keyof typeof NAMES;

/** A part of a reply: words as they are, or a blank with what is known for it, which is null where nothing is. */
export type ReplyPart = { text: string } | { blank: string; value: string | null };

/** Signs that no name of a field holds, within braces of either width. */
const BLANK = /[{｛]([^{}｛｝\n]{1,50})[}｝]/gu;

/** The names of the blanks in a text, each once, as they are written. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, name]) => name!.trim()))].filter((name) => name !== '');
}

/** A reply with what is known of the customer in its blanks; `typed` is what the person has given for a blank. */
export function filled(text: string, known: (blank: string) => string | null, typed: ReadonlyMap<string, string> = new Map()): ReplyPart[] {
  const parts: ReplyPart[] = [];
  let from = 0;
  for (const found of text.matchAll(BLANK)) {
    const blank = found[1]!.trim();
    if (blank === '') continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ blank, value: known(blank) ?? (typed.get(blank)?.trim() || null) });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The text to copy; null while a blank has nothing in it. */
export function textOf(parts: ReplyPart[]): string | null {
  const texts = parts.map((part) => ('text' in part ? part.text : part.value));
  return texts.every((text) => text !== null) ? texts.join('') : null;
}

/**
 * What is known of a customer for a blank: of the parts that every customer has, else the field of that label; `shown` is the name in the chat,
 * for a contact who is no customer. No phone number: it would be copied in full where it is masked.
 */
export function knownOf(customer: Customer | null, shown: string | null): (blank: string) => string | null {
  return (blank) => {
    const part = (Object.keys(NAMES) as FillPart[]).find((one) => (NAMES[one] as readonly string[]).includes(blank.toLowerCase()));
    if (part === 'name') return (customer?.name ?? shown)?.trim() || null;
    if (!customer) return null;
    if (part) return ofCustomer(customer, part)?.trim() || null;
    const field = customer.fields.find(({ label, type }) => type !== 'phone' && label.trim().toLowerCase() === blank.toLowerCase());
    if (!field || field.value === null) return null;
    const values = Array.isArray(field.value) ? field.value : [String(field.value)];
    return values.map((value) => field.options.find(({ id }) => id === value)?.name ?? value).join('、') || null;
  };
}

function ofCustomer({ nickname, company, owner, stage, source }: Customer, part: Exclude<FillPart, 'name'>): string | null {
  return { nickname, company, source, owner: owner?.name ?? null, stage: stage?.name ?? null }[part];
}
