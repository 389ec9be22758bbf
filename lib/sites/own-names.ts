import { idKindOf, type ChatState, type Contact } from '../model/contact';
import { isSharedName } from '../model/shared-name';

/** Names that are the agent's own, as far as this load of the page has shown it. */
export interface OwnNames {
  /** The page shows this name and no chat. */
  alone(name: string): ChatState;
  /** Whether the contact's name is the agent's own: it stood there without a chat, or has stood there in every chat. */
  has(contact: Contact): boolean;
}

/** A name shown in every chat, or without an open chat, is not a contact's. */
export const OWN_NAME: ChatState = { kind: 'none', why: 'own-name' };

/** This many different contacts in a row with one and the same name are not likely. */
const MANY = 3;

/** A chat that is just being opened has its name before its messages. In ms. */
const OPENING = 3_000;

export function createOwnNames(): OwnNames {
  const alone = new Map<string, number>();
  const ids = new Map<string, Set<string>>();
  return {
    alone: (name) => {
      if (!alone.has(name)) alone.set(name, performance.now());
      return OWN_NAME;
    },
    has: (contact) => {
      const { id, name } = contact;
      const seen = ids.get(name) ?? new Set();
      // Once two names were read, the place shows who is open.
      if (ids.size <= 1) ids.set(name, seen.add(id));
      if (ids.size > 1) return false;
      if (performance.now() - (alone.get(name) ?? Infinity) > OPENING) return true;
      return idKindOf(contact) !== 'name' && !isSharedName(name) && seen.size >= MANY;
    },
  };
}
