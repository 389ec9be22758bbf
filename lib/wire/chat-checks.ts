import * as v from 'valibot';
import type { StampedState } from '../model/contact';
import { LIMITS } from '../model/limits';

/** Any text that a person writes. */
export const text = v.pipe(v.string(), v.maxLength(LIMITS.text));
/** A text that is a name, an id or a key. */
export const short = v.pipe(v.string(), v.maxLength(LIMITS.short));

export const contact = v.strictObject({
  site: short,
  id: short,
  name: v.pipe(v.string(), v.maxLength(1_000)),
  kind: v.picklist(['person', 'room', 'service']),
  avatar: v.nullable(short),
  idKind: v.exactOptional(v.picklist(['lasting', 'login', 'name'])),
});

const stamp = v.exactOptional(v.strictObject({ page: v.number(), number: v.number(), login: v.number() }));

export const stampedState = v.variant('kind', [
  v.strictObject({ stamp, kind: v.literal('starting') }),
  v.strictObject({
    stamp,
    kind: v.literal('none'),
    why: v.picklist(['signed-out', 'refused', 'nothing-open', 'elsewhere', 'reading', 'own-name']),
  }),
  v.strictObject({ stamp, kind: v.literal('switching') }),
  v.strictObject({ stamp, kind: v.literal('chat'), contact }),
  v.strictObject({
    stamp,
    kind: v.literal('unreadable'),
    missing: v.pipe(v.array(short), v.maxLength(20)),
    doubted: v.exactOptional(v.literal(true)),
  }),
]);

/** The state in a chat page's message, null for any other message. In a file of its own, because every own page loads it. */
export function chatStateIn(message: unknown): StampedState | null {
  const read = v.safeParse(CHAT_CHANGED, message);
  return read.success ? read.output.ask : null;
}

/** The state in a message over a chat page's port, null for anything else. */
export function stampedStateIn(message: unknown): StampedState | null {
  const read = v.safeParse(stampedState, message);
  return read.success ? read.output : null;
}

const CHAT_CHANGED = v.strictObject({ call: v.literal('chatChanged'), ask: stampedState });
