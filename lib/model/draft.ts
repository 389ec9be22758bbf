import type { Contact } from './contact';

/** The texts of a customer that are saved without a button, unless they are too long. */
export const TEXTS = ['remark', 'nickname'] as const;

/** The kinds of drafts: forms with a button, and texts that are saved without one. */
export const DRAFT_FORMS = [
  ...(['details', 'add', 'follow-up', 'tag', 'merge', 'task', 'call', 'search', 'rename', 'teach', 'connection', 'reply'] as const),
  ...([...TEXTS, 'field'] as const),
];

/** The most characters of one draft, as JSON, that are stored. */
export const MOST_KEPT = 500_000;

/** Identifies a draft: the kind of form, and what it is about. */
export interface DraftName {
  form: (typeof DRAFT_FORMS)[number];
  /** Distinguishes drafts of one kind: a customer's key, a contact, a connection; '' where there can only be one. */
  of: string;
  /** The connection that it belongs to, null for none: it is deleted with it. */
  connection: string | null;
}

/** The values of a form by their names: texts, and whether a box is ticked. */
export type Lines = Record<string, string | boolean>;

/** The draft of one form. */
export interface FormDraft {
  connection: string | null;
  /** The values that the person has changed, as they are now. */
  typed: Lines;
  /** The value of each of them before the person first changed it. */
  start: Lines;
  /** A unique id of this draft: what the form adds is added once, however often it is sent. */
  once: string;
}

/** One text that identifies a draft among all of them. */
export function draftKey({ form, of }: Pick<DraftName, 'form' | 'of'>): string {
  return `${form} ${of}`;
}

/** Whether any value of a draft differs from its start. */
export function isHalfTyped({ typed, start }: Pick<FormDraft, 'typed' | 'start'>): boolean {
  return Object.keys(typed).some((line) => typed[line] !== start[line]);
}

/**
 * The key of a contact among drafts. The page's own id identifies it during one login, under any name. Null where the name is used as the id:
 * two people may share it, and a draft for one must not be shown for the other.
 */
export function draftContact({ site, id, name }: Contact): string | null {
  return id === name ? null : `${site} ${id}`;
}
