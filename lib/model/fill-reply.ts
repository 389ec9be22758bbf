import type { Customer } from './customer';

/** The placeholders for each part of a customer, in every language: a reply written in one language works in the others. */
const NAMES = {
  name: ['name', '姓名', '名字'],
  nickname: ['nickname', '昵称', '暱稱'],
  company: ['company', '公司'],
  owner: ['owner', '负责人', '負責人'],
  stage: ['stage', '阶段', '階段'],
  source: ['source', '来源', '來源'],
} as const;

export type FillPart = keyof typeof NAMES;

/** A part of a reply: literal text, or a placeholder with its value, which is null where none is known. */
export type ReplyPart = { text: string } | { blank: string; value: string | null };

/** Characters that cannot occur in a field's label, in braces of either width. */
const BLANK = /[{｛]([^{}｛｝\n]{1,50})[}｝]/gu;

/** The names of the placeholders in a text, each once. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, name]) => name!.trim()))].filter((name) => name !== '');
}

/** Fills the placeholders of a reply with what is known of the customer; `typed` are values that the person has entered. */
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

/** The text to copy; null while a placeholder has no value. */
export function textOf(parts: ReplyPart[]): string | null {
  const texts = parts.map((part) => ('text' in part ? part.text : part.value));
  return texts.every((text) => text !== null) ? texts.join('') : null;
}

/**
 * The values of placeholders: the parts that every customer has, else the field with that label; `shown` is the name in the chat, for a contact
 * who is no customer. No phone numbers: they would be copied in full where they are masked.
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
