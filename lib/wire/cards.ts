import * as v from 'valibot';
import { MOST_ALIKE } from '../model/alike';
import { MOST_ROWS } from '../model/table/row';
import { MOST_REPLIES } from '../model/reply';
import { BACKUP_ROWS } from './backup-cards';
import { nothing, ofConnection, PAGE, type Card, type Touched } from './card';
import { contact, short, stampedState } from './chat-checks';
import { draftName, keptDraft } from './draft-check';
import { IMPORT_ROWS } from './import-cards';
import { MANY_ROWS } from './many-cards';
import { MOST_BADGES, type Ask, type CallName } from './protocol';
import type { Same } from './same-type';
import {
  besideChange,
  change,
  count,
  counts,
  document,
  draft,
  friend,
  intent,
  listOf,
  lockAfter,
  moment,
  newCustomer,
  newPassphrase,
  passphrase,
  preferences,
  query,
  ref,
  refs,
  reply,
  seen,
  span,
  tag,
  unseen,
} from './shapes';
import { taughtSite } from './site-check';
import { MOST_CARRIED } from '../model/book/carry-over';
import { schemaChange, schemaUse, toCarry } from './schema-check';
import { newTask, task, taskFilter } from './task-check';

export type Cards = { [K in CallName]: Card<Ask<K>> };

/** The calls whose schema differs from the call's type: by a key, also an optional one, or by a wider or narrower value. */
export type Unlike<C extends { [K in keyof Asks]: { ask: () => v.GenericSchema } }, Asks = { [K in CallName]: Ask<K> }> = {
  [K in keyof Asks]: Same<Asks[K], v.InferInput<ReturnType<C[K]['ask']>>> extends true ? never : K;
}[keyof Asks];

const theEdit = ({ edit }: { edit: string }): Touched => ({ kind: 'edit', edit });
const theConnection = ({ connection }: { connection: string }): Touched => ({ kind: 'connection', connection });

const ofEdit = () => v.strictObject({ edit: short });

const ROWS = {
  reading: { by: 'chat-page', needs: 'nothing', takesOut: false, ask: nothing },
  chatChanged: { by: 'chat-page', needs: 'nothing', takesOut: false, ask: () => stampedState },
  chatSettled: { by: 'chat-page', needs: 'session', takesOut: false, ask: () => stampedState },
  openPanel: { by: 'chat-page', needs: 'nothing', takesOut: false, ask: nothing },
  openPopover: {
    by: 'chat-page',
    needs: 'session',
    takesOut: false,
    ask: () =>
      v.variant('kind', [
        v.strictObject({ kind: v.literal('customer') }),
        v.strictObject({ kind: v.literal('phone'), phone: v.pipe(v.string(), v.maxLength(24), v.regex(/^\+?\d{7,15}(?:#\d{1,6})?$/)) }),
      ]),
  },
  popover: { by: 'popover', needs: 'session', takesOut: false, byPopover: (key) => ({ kind: 'popover', key }), ask: () => short },
  takeNumber: {
    by: 'popover',
    needs: 'session',
    takesOut: false,
    byPopover: () => ({ kind: 'number' }),
    ask: () => v.picklist(['search', 'record']),
  },
  badges: { by: 'chat-page', needs: 'nothing', takesOut: false, ask: () => v.pipe(v.array(contact), v.maxLength(MOST_BADGES)) },
  putInPhones: { by: 'chat-page', needs: 'records', takesOut: false, ask: nothing },
  hello: { by: 'own-page', needs: 'nothing', takesOut: false, ask: nothing },
  lookUpAgain: { by: 'own-page', needs: 'session', takesOut: false, ask: () => v.strictObject({ contact, connection: short }) },
  choose: { ...PAGE, takesOut: false, ask: () => v.strictObject({ contact, refs, agreed: v.optional(v.literal(true)) }) },
  refuse: { ...PAGE, takesOut: false, ask: () => v.strictObject({ contact, refs }) },
  takeBack: { ...PAGE, takesOut: false, ask: () => v.strictObject({ contact }) },
  unlink: { ...PAGE, takesOut: false, ask: () => v.strictObject({ contact, connection: short }) },
  searchLocal: {
    ...PAGE,
    takesOut: false,
    ask: () => v.strictObject({ query: short, from: count, to: v.optional(count) }),
  },
  rows: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, after: v.nullable(short) }) },
  rowsOf: {
    ...PAGE,
    takesOut: false,
    ask: () => v.strictObject({ connection: short, ids: v.pipe(v.array(short), v.maxLength(MOST_ROWS)) }),
  },
  rowsFound: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, query: short }) },
  openCustomer: { ...PAGE, takesOut: false, ask: () => ref },
  customer: { ...PAGE, takesOut: false, ask: () => ref },
  addCustomer: {
    ...PAGE,
    takesOut: false,
    ask: () =>
      v.strictObject({
        key: short,
        contact: v.nullable(contact),
        connection: short,
        customer: newCustomer,
        despite: v.optional(v.pipe(v.array(short), v.maxLength(MOST_ALIKE))),
      }),
  },
  alike: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, customer: newCustomer }) },
  search: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, query, page: v.nullable(short) }) },
  exportSearch: { ...PAGE, takesOut: 'export', rule: 'reveal', ask: () => v.strictObject({ connection: short, query }) },
  tags: { ...PAGE, takesOut: false, byPopover: theConnection, ask: ofConnection },
  fields: { ...PAGE, takesOut: false, ask: ofConnection },
  colleagues: { ...PAGE, takesOut: false, ask: ofConnection },
  sortings: { ...PAGE, takesOut: false, ask: ofConnection },
  bookSchema: { ...PAGE, takesOut: false, ask: ofConnection },
  changeSchema: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, change: schemaChange }) },
  carryOver: {
    ...PAGE,
    takesOut: 'export',
    rule: 'reveal',
    ask: () => v.strictObject({ from: short, to: short, customers: v.pipe(v.array(toCarry), v.minLength(1), v.maxLength(MOST_CARRIED)) }),
  },
  countUses: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, of: schemaUse }) },
  countAbout: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ref }) },
  removeCustomer: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ref, loses: counts }) },
  followUps: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ref, page: v.nullable(short) }) },
  followUpKinds: { ...PAGE, takesOut: false, byPopover: theConnection, ask: ofConnection },
  keepDraft: {
    by: 'own-page',
    needs: 'session',
    takesOut: false,
    byPopover: ({ name }) => ({ kind: 'draft', name }),
    ask: () => v.strictObject({ name: draftName, draft: v.nullable(keptDraft) }),
  },
  openBeside: { ...PAGE, takesOut: false, ask: () => ref },
  changeBeside: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ref, change: besideChange }) },
  besideTags: { ...PAGE, takesOut: false, ask: nothing },
  chatNumbers: { ...PAGE, needs: 'session', takesOut: false, ask: () => v.strictObject({ contact }) },
  replies: { ...PAGE, takesOut: false, ask: nothing },
  saveReplies: {
    ...PAGE,
    takesOut: false,
    ask: () =>
      v.strictObject({ put: v.pipe(v.array(reply), v.maxLength(MOST_REPLIES)), remove: v.pipe(v.array(short), v.maxLength(MOST_REPLIES)) }),
  },
  reminderDone: { ...PAGE, takesOut: false, ask: () => v.strictObject({ reminder: short }) },
  remindLater: { ...PAGE, takesOut: false, ask: () => v.strictObject({ reminder: short, at: moment }) },
  messages: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ref, span, page: v.nullable(short) }) },
  friendsWithTag: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, tag, offline: v.boolean() }) },
  customerOfFriend: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, friend }) },
  submit: {
    ...PAGE,
    takesOut: false,
    byPopover: ({ ref, change }) => ({ kind: 'customer', ref, change: change.kind }),
    ask: () => v.strictObject({ edit: short, ref, change: intent, base: v.nullable(v.union([seen, unseen])) }),
  },
  retry: { ...PAGE, takesOut: false, byPopover: theEdit, ask: ofEdit },
  discard: { ...PAGE, takesOut: false, byPopover: theEdit, ask: ofEdit },
  undo: { ...PAGE, takesOut: false, byPopover: theEdit, ask: ofEdit },
  resolve: {
    ...PAGE,
    takesOut: false,
    byPopover: ({ edit, change }) => ({ kind: 'edit', edit, change: change.kind }),
    ask: () => v.strictObject({ edit: short, change }),
  },
  networkBack: { ...PAGE, takesOut: false, ask: nothing },
  taskPeople: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, page: v.nullable(short) }) },
  tasksOf: {
    ...PAGE,
    takesOut: false,
    ask: () => v.strictObject({ connection: short, person: short, filter: taskFilter, page: v.nullable(short) }),
  },
  addTask: {
    ...PAGE,
    takesOut: false,
    ask: () => v.strictObject({ connection: short, task: newTask, befriendFirst: v.boolean(), once: short }),
  },
  removeTask: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, task }) },
  removeAllTasks: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, person: short }) },
  findByPhone: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, phone: short }) },
  phonePopUp: { ...PAGE, takesOut: false, ask: ofConnection },
  setPhonePopUp: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, on: v.boolean() }) },
  setPassphrase: { ...PAGE, takesOut: false, ask: () => v.strictObject({ passphrase: newPassphrase, lockAfter }) },
  removePassphrase: { ...PAGE, takesOut: false, rule: 'unsealed', ask: () => v.strictObject({ passphrase }) },
  changePassphrase: { ...PAGE, takesOut: false, ask: () => v.strictObject({ passphrase, next: newPassphrase }) },
  unlock: { by: 'own-page', needs: 'nothing', takesOut: false, ask: () => v.strictObject({ passphrase }) },
  lock: { by: 'own-page', needs: 'nothing', takesOut: false, ask: nothing },
  lockAfter: { ...PAGE, takesOut: false, ask: () => v.strictObject({ minutes: lockAfter }) },
  toldOfReading: { by: 'own-page', needs: 'nothing', takesOut: false, ask: nothing },
  wipe: { by: 'own-page', needs: 'nothing', takesOut: false, rule: 'wipe', ask: nothing },
  diagnostics: { by: 'own-page', needs: 'nothing', takesOut: false, ask: nothing },
  providers: { by: 'own-page', needs: 'nothing', takesOut: false, ask: nothing },
  testConnection: { ...PAGE, takesOut: false, ask: () => draft },
  saveConnection: { ...PAGE, takesOut: false, ask: () => draft },
  countKept: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: v.nullable(short) }) },
  removeConnection: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, loses: v.optional(counts) }) },
  keepConnection: { ...PAGE, takesOut: false, rule: 'connections', ask: ofConnection },
  resumeFormer: { ...PAGE, takesOut: false, ask: () => v.strictObject({ former: short, connection: short }) },
  forgetFormer: { ...PAGE, takesOut: false, ask: () => v.strictObject({ former: short, loses: counts }) },
  orderConnections: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connections: listOf(short) }) },
  renameConnection: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, name: short }) },
  signInAgain: { ...PAGE, takesOut: false, ask: ofConnection },
  savePreferences: { by: 'own-page', needs: 'nothing', takesOut: false, ask: () => preferences },
  saveSite: { ...PAGE, takesOut: false, ask: () => taughtSite },
  removeSite: { ...PAGE, takesOut: false, ask: () => v.strictObject({ site: short }) },
  switchSite: { ...PAGE, takesOut: false, ask: () => v.strictObject({ site: short, on: v.boolean() }) },
  takeWanted: {
    by: 'own-page',
    needs: 'session',
    takesOut: false,
    ask: () => v.strictObject({ window: v.pipe(v.number(), v.integer()), at: v.number() }),
  },
  exportSettings: { ...PAGE, takesOut: 'export', ask: () => v.strictObject({ secrets: v.boolean(), links: v.boolean() }) },
  exportLinks: { ...PAGE, takesOut: 'export', ask: ofConnection },
  readSettings: { ...PAGE, takesOut: false, ask: () => v.strictObject({ document }) },
  importSettings: { ...PAGE, takesOut: false, ask: () => v.strictObject({ document }) },
  ...IMPORT_ROWS,
  ...MANY_ROWS,
  ...BACKUP_ROWS,
} satisfies Cards;

export type Rows = typeof ROWS;
export type PopoverCall = { [K in CallName]: Rows[K] extends { byPopover: unknown } ? K : never }[CallName];
export type Fitting<R extends Cards> = Cards & Record<Unlike<R>, 'says something else than its call'>;

export const CARDS: Fitting<Rows> = ROWS;
