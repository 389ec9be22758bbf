import * as v from 'valibot';
import type { Problem } from '../../model/problem';

const text = v.string();
const maybe = v.nullable(text);
const number = v.number();

/** The person has not signed in with the company's account yet, or the sign-in has failed. */
export const NOT_SIGNED_IN = of('not-signed-in', {
  why: v.picklist(['not-yet', 'closed', 'not-offered', 'away', 'refused', 'untrusted', 'clock', 'not-allowed']),
});

/** Every Problem that a call of a `Connection` can end with, as it goes from the relay. */
export const problem = v.variant('kind', [
  of('signature-refused', {}),
  of('clock-off', { minutes: number }),
  of('signed-out', { elsewhere: v.boolean() }),
  NOT_SIGNED_IN,
  of('credentials-refused', { message: maybe }),
  of('forbidden', {}),
  of('not-trusted', { address: maybe }),
  of('beyond-reach', { of: v.picklist(['app', 'colleague', 'customer', 'left']) }),
  of('not-found', {}),
  of('rate-limited', { until: number, asked: v.exactOptional(number), calls: v.nullable(number), seconds: v.nullable(number) }),
  of('not-understood', { path: text, expected: text }),
  of('server-error', { status: number }),
  of('not-the-crm', { address: text }),
  of('refused', { message: text }),
  of('timed-out', { seconds: number }),
  of('unreachable', { origin: text }),
  of('offline', {}),
  of('not-permitted', { origin: text }),
  of('address-refused', { fault: v.picklist(['no-address', 'more-text', 'no-scheme', 'other-scheme', 'signs-in', 'open-http']) }),
  of('not-supported', { ability: text, unread: v.exactOptional(v.literal(true)) }),
  of('conflict', { theirs: maybe }),
  of('kept', { value: text }),
  of('unfit', { wants: v.picklist(['number', 'date', 'option', 'text']) }),
  of('changed-too', { changes: v.array(v.object({ what: text, before: text, now: text })) }),
  of('already-there', { by: v.picklist(['phone', 'name']) }),
  of('done-before', { unsure: v.exactOptional(v.literal(true)) }),
  of('not-connected', {}),
  of('too-long', {
    what: v.picklist(['name', 'tag', 'phone', 'company', 'remark', 'search', 'passphrase', 'list', 'text']),
    length: number,
    most: number,
  }),
  of('malformed', { where: text }),
  of('unexpected', { where: text }),
]) satisfies v.GenericSchema<unknown, Problem>;

function of<const K extends Problem['kind'], E extends v.ObjectEntries>(kind: K, entries: E) {
  return v.object({ kind: v.literal(kind), ...entries });
}
