import * as v from 'valibot';
import { MOST_ALIKE } from '../model/alike';
import { later } from '../model/later';
import { LIMITS } from '../model/limits';
import { toldState, contact, short, text } from './chat-checks';
import { PREFERENCES, SHORTEST_PASSPHRASE } from '../model/settings';
import { siteCheck } from './site-check';
import type { Caller } from './caller';
import { draftName, keptDraft } from './draft-check';
import { newTask, task, taskFilter } from './task-check';
import { MOST_BADGES, type CallMessage, type CallName } from './protocol';

/** Whether a message is a call whose contents have the shape that the call wants. */
export function accepts(message: unknown): message is CallMessage {
  const envelope = v.safeParse(ENVELOPE, message);
  return envelope.success && v.is(CHECKS.get(envelope.output.call)!, envelope.output.ask);
}

/** Whether this kind of caller may make this call at all. What is not named here is for Kebian's own pages. */
export function mayAsk({ kind }: Caller, name: CallName): boolean {
  if (kind === 'chat-page') return BY_CHAT_PAGE.includes(name);
  if (kind === 'popover') return BY_POPOVER.includes(name);
  return !BY_CHAT_PAGE.includes(name) && name !== 'popover' && name !== 'searchNumber';
}

const BY_CHAT_PAGE: CallName[] = ['reading', 'chatChanged', 'chatSettled', 'openPanel', 'openPopover', 'badges', 'putInPhones'];

/** Each of these is also held to the customer that the popover is for, by the worker. */
const BY_POPOVER: CallName[] = [
  'popover',
  'searchNumber',
  'submit',
  'retry',
  'discard',
  'undo',
  'resolve',
  'tags',
  'followUpKinds',
  'keepDraft',
];

const nothing = v.null();
const ref = later(() => v.strictObject({ connection: short, id: short }));
const refs = later(() => v.pipe(v.array(ref), v.minLength(1), v.maxLength(100)));
const tag = later(() => v.strictObject({ id: short, name: short, group: v.nullable(short), color: v.nullable(short) }));
type Of = v.GenericSchema<string>;
const details = (name: Of, phones: number) =>
  v.strictObject({
    name: v.optional(name),
    company: v.optional(v.nullable(name)),
    phones: v.optional(v.pipe(v.array(name), v.maxLength(phones))),
  });
const changes = (of: { text: Of; name: Of; phones: number }) => [
  v.strictObject({ kind: v.literal('remark'), text: of.text }),
  v.strictObject({ kind: v.literal('add-tag'), tag }),
  v.strictObject({ kind: v.literal('remove-tag'), tag }),
  v.strictObject({ kind: v.literal('personal-name'), text: of.name }),
  v.strictObject({ kind: v.literal('field'), field: short, value: v.nullable(v.union([of.text, v.number(), v.array(short)])) }),
  v.strictObject({ kind: v.literal('details'), details: details(of.name, of.phones) }),
];
const written = () => changes({ text, name: short, phones: LIMITS.phones });
const change = later(() => v.variant('kind', written()));
/** What was there before is as long as the CRM has it: nothing of it is written. */
const seen = later(() => {
  const shown = v.pipe(v.string(), v.maxLength(LIMITS.seen));
  return v.variant('kind', changes({ text: shown, name: shown, phones: LIMITS.seen }));
});
const unseen = v.strictObject({ kind: v.literal('unseen') });
const time = v.pipe(v.string(), v.isoTimestamp());
const followUp = later(() =>
  v.strictObject({
    text: v.pipe(v.string(), v.maxLength(LIMITS.followUp), v.nonEmpty()),
    at: time,
    kind: v.nullable(short),
    remindAt: v.nullable(time),
    stage: v.nullable(short),
  }),
);
const intent = later(() => v.variant('kind', [...written(), v.strictObject({ kind: v.literal('follow-up'), followUp })]));
const span = later(() => v.strictObject({ from: v.nullable(short), to: v.nullable(short) }));
const ids = later(() => v.pipe(v.array(short), v.maxLength(100)));
const query = later(() =>
  v.strictObject({
    text: v.optional(short),
    id: v.optional(short),
    name: v.optional(short),
    phone: v.optional(short),
    remark: v.optional(short),
    whose: v.optional(v.picklist(['mine', 'assisting', 'below', 'pool'])),
    colleagues: v.optional(ids),
    departments: v.optional(ids),
    created: v.optional(span),
    dated: v.optional(span),
    tags: v.optional(ids),
    stage: v.optional(short),
    fields: v.optional(
      v.pipe(v.array(v.strictObject({ field: short, is: v.picklist(['one-of', 'filled', 'between']), values: ids })), v.maxLength(20)),
    ),
    creditCode: v.optional(short),
    followedUpOn: v.optional(v.pipe(v.string(), v.isoDate())),
    product: v.optional(short),
    sorting: v.optional(v.strictObject({ by: short, descending: v.boolean() })),
  }),
);
const friend = later(() =>
  v.strictObject({
    id: short,
    name: text,
    nickname: v.nullable(text),
    remark: v.nullable(text),
    account: v.strictObject({ id: v.nullable(short), name: v.nullable(text), owner: v.nullable(text) }),
    handle: v.record(short, text),
  }),
);
const newCustomer = later(() =>
  v.strictObject({
    name: short,
    nickname: v.nullable(short),
    company: v.nullable(short),
    phones: v.pipe(v.array(short), v.maxLength(LIMITS.phones)),
    remark: v.nullable(text),
  }),
);
const values = later(() => v.record(short, text));
const draft = later(() =>
  v.strictObject({
    id: v.nullable(short),
    provider: short,
    name: short,
    values,
    without: v.optional(v.pipe(v.array(short), v.maxLength(20))),
  }),
);
const preferences = later(() => v.strictObject(pickedFrom(PREFERENCES)));
const passphrase = v.pipe(v.string(), v.maxLength(LIMITS.passphrase));
const newPassphrase = v.pipe(passphrase, v.minLength(SHORTEST_PASSPHRASE));
const lockAfter = later(() => v.picklist([0, 5, 15, 60]));
const document = v.pipe(v.string(), v.maxLength(5_000_000));

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counts = later(() => v.strictObject({ edits: count, links: count, reminders: count, customers: count }));

const ASKS: Record<CallName, () => v.GenericSchema> = {
  reading: () => nothing,
  chatChanged: () => toldState,
  chatSettled: () => toldState,
  openPanel: () => nothing,
  openPopover: () =>
    v.variant('kind', [
      v.strictObject({ kind: v.literal('customer') }),
      v.strictObject({ kind: v.literal('phone'), phone: v.pipe(v.string(), v.maxLength(24), v.regex(/^\+?\d{7,15}(?:#\d{1,6})?$/)) }),
    ]),
  popover: () => short,
  searchNumber: () => nothing,
  badges: () => v.pipe(v.array(contact), v.maxLength(MOST_BADGES)),
  putInPhones: () => nothing,
  hello: () => nothing,
  lookUpAgain: () => v.strictObject({ contact, connection: short }),
  choose: () => v.strictObject({ contact, refs, agreed: v.optional(v.literal(true)) }),
  refuse: () => v.strictObject({ contact, refs }),
  takeBack: () => v.strictObject({ contact }),
  unlink: () => v.strictObject({ contact, connection: short }),
  searchLocal: () => v.strictObject({ query: short, from: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  customer: () => ref,
  addCustomer: () =>
    v.strictObject({
      key: short,
      contact: v.nullable(contact),
      connection: short,
      customer: newCustomer,
      despite: v.optional(v.pipe(v.array(short), v.maxLength(MOST_ALIKE))),
    }),
  alike: () => v.strictObject({ connection: short, customer: newCustomer }),
  search: () => v.strictObject({ connection: short, query, page: v.nullable(short) }),
  exportSearch: () => v.strictObject({ connection: short, query }),
  tags: () => v.strictObject({ connection: short }),
  fields: () => v.strictObject({ connection: short }),
  colleagues: () => v.strictObject({ connection: short }),
  sortings: () => v.strictObject({ connection: short }),
  countAbout: () => v.strictObject({ ref }),
  removeCustomer: () => v.strictObject({ ref, loses: counts }),
  followUps: () => v.strictObject({ ref, page: v.nullable(short) }),
  followUpKinds: () => v.strictObject({ connection: short }),
  keepDraft: () => v.strictObject({ name: draftName, draft: v.nullable(keptDraft) }),
  reminderDone: () => v.strictObject({ reminder: short }),
  messages: () => v.strictObject({ ref, span, page: v.nullable(short) }),
  friendsWithTag: () => v.strictObject({ connection: short, tag, offline: v.boolean() }),
  customerOfFriend: () => v.strictObject({ connection: short, friend }),
  submit: () => v.strictObject({ edit: short, ref, change: intent, base: v.nullable(v.union([seen, unseen])) }),
  retry: () => v.strictObject({ edit: short }),
  discard: () => v.strictObject({ edit: short }),
  undo: () => v.strictObject({ edit: short }),
  resolve: () => v.strictObject({ edit: short, change }),
  networkBack: () => nothing,
  taskPeople: () => v.strictObject({ connection: short, page: v.nullable(short) }),
  tasksOf: () => v.strictObject({ connection: short, person: short, filter: taskFilter, page: v.nullable(short) }),
  addTask: () => v.strictObject({ connection: short, task: newTask, befriendFirst: v.boolean(), once: short }),
  removeTask: () => v.strictObject({ connection: short, task }),
  removeAllTasks: () => v.strictObject({ connection: short, person: short }),
  findCaller: () => v.strictObject({ connection: short, phone: short }),
  callPopUp: () => v.strictObject({ connection: short }),
  setCallPopUp: () => v.strictObject({ connection: short, on: v.boolean() }),
  setPassphrase: () => v.strictObject({ passphrase: newPassphrase, lockAfter }),
  removePassphrase: () => v.strictObject({ passphrase }),
  changePassphrase: () => v.strictObject({ passphrase, next: newPassphrase }),
  unlock: () => v.strictObject({ passphrase }),
  lock: () => nothing,
  lockAfter: () => v.strictObject({ minutes: lockAfter }),
  wipe: () => nothing,
  diagnostics: () => nothing,
  providers: () => nothing,
  testConnection: () => draft,
  saveConnection: () => draft,
  countKept: () => v.strictObject({ connection: v.nullable(short) }),
  removeConnection: () => v.strictObject({ connection: short, loses: v.optional(counts) }),
  keepConnection: () => v.strictObject({ connection: short }),
  resumeFormer: () => v.strictObject({ former: short, connection: short }),
  forgetFormer: () => v.strictObject({ former: short, loses: counts }),
  orderConnections: () => v.strictObject({ connections: v.array(short) }),
  renameConnection: () => v.strictObject({ connection: short, name: short }),
  signInAgain: () => v.strictObject({ connection: short }),
  savePreferences: () => preferences,
  saveSite: () => siteCheck,
  removeSite: () => v.strictObject({ site: short }),
  switchSite: () => v.strictObject({ site: short, on: v.boolean() }),
  takeSearch: () => v.strictObject({ window: v.pipe(v.number(), v.integer()), at: v.number() }),
  exportSettings: () => v.strictObject({ secrets: v.boolean(), links: v.boolean() }),
  exportLinks: () => v.strictObject({ connection: short }),
  readSettings: () => v.strictObject({ document }),
  importSettings: () => v.strictObject({ document }),
};

/** Each value is one of its list. */
function pickedFrom(lists: Record<string, readonly (string | number | boolean)[]>) {
  return Object.fromEntries(Object.entries(lists).map(([key, values]) => [key, v.union(values.map((value) => v.literal(value)))]));
}

/** The check of what is asked, by the name of the call. */
export const CHECKS: ReadonlyMap<string, v.GenericSchema> = new Map(Object.entries(ASKS).map(([name, make]) => [name, later(make)]));

const ENVELOPE = v.strictObject({ call: v.picklist(Object.keys(ASKS)), ask: v.unknown() });
