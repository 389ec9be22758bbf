import { idKindOf, type ChatState, type Contact } from '../model/contact';
import { isSharedName } from '../model/shared-name';

/** Names that turned out to be the agent's own since this page was loaded. */
export interface OwnNames {
  /** The page shows this name without a chat. */
  alone(name: string): ChatState;
  /** Whether the name is the agent's own: it was shown without a chat, or in every chat. */
  has(contact: Contact): boolean;
}

/** The state of a page that only shows the agent's own name. */
export const OWN_NAME: ChatState = { kind: 'none', why: 'own-name' };

/** So many different contacts in a row rarely have the same name. */
const MANY = 3;

/** A chat that is being opened may show its name before its messages. In ms. */
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
      // Once two names were read at this place, it shows the contact's.
      if (ids.size <= 1) ids.set(name, seen.add(id));
      if (ids.size > 1) return false;
      if (performance.now() - (alone.get(name) ?? Infinity) > OPENING) return true;
      return idKindOf(contact) !== 'name' && !isSharedName(name) && seen.size >= MANY;
    },
  };
}
