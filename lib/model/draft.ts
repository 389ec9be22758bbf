import type { Contact } from './contact';

/** The texts of a customer that save themselves unless they are too long. */
export const TEXTS = ['remark', 'nickname'] as const;

/** What is typed into: forms with a button, and texts that save themselves. */
export const DRAFT_FORMS = [
  ...(['details', 'add', 'follow-up', 'tag', 'merge', 'task', 'call', 'search', 'rename', 'teach', 'connection', 'reply'] as const),
  ...([...TEXTS, 'field'] as const),
];

/** Which form something is half typed into, and whom or what it is about there. */
export interface DraftName {
  form: (typeof DRAFT_FORMS)[number];
  /** What tells one from another among the forms of a kind: a customer's key, a contact, a connection; '' where there is one alone. */
  of: string;
  /** The connection that it goes with; null where it belongs to none. */
  connection: string | null;
}

/** The lines of a form, by their names: texts, and whether something is ticked. */
export type Lines = Record<string, string | boolean>;

/** What is half typed in a form. */
export interface KeptDraft {
  connection: string | null;
  /** The lines that the person has touched, as they are. */
  typed: Lines;
  /** What each of these lines was when the person first touched it. */
  start: Lines;
  /** An id of this one filling-in: what it adds is added once, however often it is sent. */
  once: string;
}

/** One text that identifies a draft among all of them. */
export function draftKey({ form, of }: Pick<DraftName, 'form' | 'of'>): string {
  return `${form} ${of}`;
}

/** Whether anything in a draft differs from what its form started with. */
export function isHalfTyped({ typed, start }: Pick<KeptDraft, 'typed' | 'start'>): boolean {
  return Object.keys(typed).some((line) => typed[line] !== start[line]);
}

/**
 * What tells the contact of a draft from others. The page's own id does so for one login, whatever the contact is renamed to. Null where
 * the shown name is used as the id: two people may share it, and nothing of one may be shown for the other.
 */
export function draftContact({ site, id, name }: Contact): string | null {
  return id === name ? null : `${site} ${id}`;
}
