import * as v from 'valibot';
import { later } from '../model/later';
import type { Caller } from './caller';
import { CARDS } from './cards';
import type { CallMessage, CallName } from './protocol';

/** Whether a message is a call that matches its schema. */
export function accepts(message: unknown): message is CallMessage {
  const envelope = v.safeParse(ENVELOPE, message);
  return envelope.success && v.is(CHECKS.get(envelope.output.call)!, envelope.output.ask);
}

/** Whether this kind of caller may make this call at all. */
export function mayAsk({ kind }: Caller, name: CallName): boolean {
  const { by, byPopover } = CARDS[name];
  return kind === 'popover' ? byPopover !== undefined : by === kind;
}

/** The schemas by the names of the calls. */
export const CHECKS: ReadonlyMap<string, v.GenericSchema> = new Map(
  Object.entries<{ ask: () => v.GenericSchema }>(CARDS).map(([name, { ask }]) => [name, later(ask)]),
);

const ENVELOPE = v.strictObject({ call: v.picklist(Object.keys(CARDS)), ask: v.unknown() });
