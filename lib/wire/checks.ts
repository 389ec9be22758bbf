import * as v from 'valibot';
import type { Caller } from './caller';
import { CARDS } from './cards';
import type { CallMessage, CallName } from './protocol';

/** Whether a message is a call that matches its schema. */
export function accepts(message: unknown): message is CallMessage {
  const envelope = v.safeParse(ENVELOPE, message);
  const check = envelope.success && checkOf(envelope.output.call);
  return check ? v.is(check, envelope.output.ask) : false;
}

/** Whether this kind of caller may make this call at all. */
export function mayAsk({ kind }: Caller, name: CallName): boolean {
  const { by, byPopover } = CARDS[name];
  return kind === 'popover' ? byPopover !== undefined : by === kind;
}

/**
 * The schema of what a call asks; undefined where there is no such call. Made at the first call of that name: a worker often starts for one message, and
 * there are a hundred calls.
 */
export function checkOf(name: string): v.GenericSchema | undefined {
  if (!Object.hasOwn(CARDS, name)) return undefined;
  let check = made.get(name);
  if (!check) made.set(name, (check = CARDS[name as CallName].ask()));
  return check;
}

const made = new Map<string, v.GenericSchema>();

const ENVELOPE = v.strictObject({ call: v.string(), ask: v.unknown() });
