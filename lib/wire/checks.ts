import * as v from 'valibot';
import type { CallMessage, CallName } from './protocol';

/** Whether a message is a call whose contents have the shape that the call wants. */
export function accepts(message: unknown): message is CallMessage {
  const envelope = v.safeParse(ENVELOPE, message);
  return envelope.success && v.is(ASKS[envelope.output.call as CallName], envelope.output.ask);
}

/** The calls that a chat page may make; all others are for Kebian's own pages. */
export function askedByChatPage(name: CallName): boolean {
  return name === 'chatChanged' || name === 'openPanel';
}

const short = v.pipe(v.string(), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(20_000));
const nothing = v.null();
const contact = v.strictObject({
  site: short,
  id: short,
  name: v.pipe(v.string(), v.maxLength(1_000)),
  kind: v.picklist(['person', 'room', 'service']),
  avatar: v.nullable(short),
});
const chatState = v.variant('kind', [
  v.strictObject({ kind: v.literal('none'), why: v.picklist(['signed-out', 'nothing-open', 'elsewhere']) }),
  v.strictObject({ kind: v.literal('switching') }),
  v.strictObject({ kind: v.literal('chat'), contact }),
  v.strictObject({ kind: v.literal('unreadable'), missing: v.pipe(v.array(short), v.maxLength(20)) }),
]);
const ref = v.strictObject({ connection: short, id: short });
const tag = v.strictObject({ id: short, name: short, group: v.nullable(short), color: v.nullable(short) });
const fieldValue = v.nullable(v.union([text, v.number(), v.array(short)]));
const details = v.strictObject({
  name: v.optional(short),
  company: v.optional(v.nullable(short)),
  phones: v.optional(v.pipe(v.array(short), v.maxLength(20))),
});
const change = v.variant('kind', [
  v.strictObject({ kind: v.literal('remark'), text }),
  v.strictObject({ kind: v.literal('add-tag'), tag }),
  v.strictObject({ kind: v.literal('remove-tag'), tag }),
  v.strictObject({ kind: v.literal('personal-name'), text: short }),
  v.strictObject({ kind: v.literal('field'), field: short, value: fieldValue }),
  v.strictObject({ kind: v.literal('details'), details }),
]);
const newCustomer = v.strictObject({
  name: short,
  nickname: v.nullable(short),
  company: v.nullable(short),
  phones: v.pipe(v.array(short), v.maxLength(20)),
  remark: v.nullable(text),
});
const values = v.record(short, text);
const draft = v.strictObject({ id: v.nullable(short), provider: short, name: short, values });
const preferences = v.strictObject({
  language: v.picklist(['auto', 'zh_CN', 'zh_TW', 'en']),
  theme: v.picklist(['auto', 'light', 'dark']),
  maskPhones: v.boolean(),
  keepDays: v.picklist([0, 1, 7, 30]),
});
const document = v.pipe(v.string(), v.maxLength(5_000_000));

const ASKS: Record<CallName, v.GenericSchema> = {
  chatChanged: chatState,
  openPanel: nothing,
  hello: nothing,
  lookUpAgain: v.strictObject({ contact, connection: short }),
  choose: v.strictObject({ contact, ref }),
  refuse: v.strictObject({ contact, ref }),
  unlink: v.strictObject({ contact, connection: short }),
  addCustomer: v.strictObject({ contact: v.nullable(contact), connection: short, customer: newCustomer }),
  search: v.strictObject({ connection: short, query: short, page: v.nullable(short) }),
  tags: v.strictObject({ connection: short }),
  submit: v.strictObject({ edit: short, ref, change, base: v.nullable(text) }),
  retry: v.strictObject({ edit: short }),
  discard: v.strictObject({ edit: short }),
  providers: nothing,
  testConnection: draft,
  saveConnection: draft,
  removeConnection: v.strictObject({ connection: short }),
  orderConnections: v.strictObject({ connections: v.array(short) }),
  renameConnection: v.strictObject({ connection: short, name: short }),
  signInAgain: v.strictObject({ connection: short }),
  savePreferences: preferences,
  exportSettings: v.strictObject({ secrets: v.boolean() }),
  readSettings: v.strictObject({ document }),
  importSettings: v.strictObject({ document }),
};

const ENVELOPE = v.strictObject({ call: v.picklist(Object.keys(ASKS)), ask: v.unknown() });
