import * as v from 'valibot';
import { MOST_ALIKE } from '../model/alike';
import type { CustomerRef } from '../model/customer';
import type { DraftName } from '../model/draft';
import type { Change, Intent } from '../model/edit';
import { MOST_ROWS } from '../model/table/row';
import { MOST_REPLIES } from '../model/reply';
import type { Rules } from '../model/rules';
import type { Caller } from './caller';
import { BACKUP_ROWS } from './backup-cards';
import { contact, short, stampedState } from './chat-checks';
import { draftName, keptDraft } from './draft-check';
import { IMPORT_ROWS } from './import-cards';
import { MANY_ROWS } from './many-cards';
import { MOST_BADGES, type Ask, type CallName } from './protocol';
import type { Same } from './same-type';
import {
  change,
  counts,
  document,
  draft,
  friend,
  intent,
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

/** What is true of one call to the worker; `Calls` says what comes back. The compiler wants a card for each call, and one that fits it. */
export interface Card<A> {
  /** Who may make it. */
  by: Caller['kind'];
  /** Set if a popover may make it, too: what the call touches, which has to be the popover's own. */
  byPopover?: (ask: A) => Touched;
  /** What it needs for an answer; `session`: the session and the CRMs are enough, while the database cannot be opened. */
  needs: 'records' | 'session' | 'nothing';
  /** What an administrator's policy has to allow for it. */
  rule?: keyof Rules;
  /** The schema of what is asked, built at its first use: what passes it reaches the handler unchanged. */
  ask: () => v.GenericSchema<A>;
}

/** What a call touches: `popover` one that a frame comes to with its key, `number` the number that the popover is about. */
export type Touched =
  | { kind: 'customer'; ref: CustomerRef; change: Intent['kind'] }
  | { kind: 'edit'; edit: string; change?: Change['kind'] }
  | { kind: 'draft'; name: DraftName }
  | { kind: 'connection'; connection: string }
  | { kind: 'popover'; key: string }
  | { kind: 'number' };

export type Cards = { [K in CallName]: Card<Ask<K>> };

/** The calls whose schema says anything else than the call's type: a key more or less, also an optional one, a wider or a narrower value. */
export type Unlike<C extends { [K in keyof Asks]: { ask: () => v.GenericSchema } }, Asks = { [K in CallName]: Ask<K> }> = {
  [K in keyof Asks]: Same<Asks[K], v.InferInput<ReturnType<C[K]['ask']>>> extends true ? never : K;
}[keyof Asks];

const theEdit = ({ edit }: { edit: string }): Touched => ({ kind: 'edit', edit });
const theConnection = ({ connection }: { connection: string }): Touched => ({ kind: 'connection', connection });

const ofConnection = () => v.strictObject({ connection: short });
const ofEdit = () => v.strictObject({ edit: short });
const nothing = () => v.null();

const ROWS = {
  reading: { by: 'chat-page', needs: 'nothing', ask: nothing },
  chatChanged: { by: 'chat-page', needs: 'nothing', ask: () => stampedState },
  chatSettled: { by: 'chat-page', needs: 'session', ask: () => stampedState },
  openPanel: { by: 'chat-page', needs: 'nothing', ask: nothing },
  openPopover: {
    by: 'chat-page',
    needs: 'session',
    ask: () =>
      v.variant('kind', [
        v.strictObject({ kind: v.literal('customer') }),
        v.strictObject({ kind: v.literal('phone'), phone: v.pipe(v.string(), v.maxLength(24), v.regex(/^\+?\d{7,15}(?:#\d{1,6})?$/)) }),
      ]),
  },
  popover: { by: 'popover', needs: 'session', byPopover: (key) => ({ kind: 'popover', key }), ask: () => short },
  takeNumber: { by: 'popover', needs: 'session', byPopover: () => ({ kind: 'number' }), ask: () => v.picklist(['search', 'record']) },
  badges: { by: 'chat-page', needs: 'nothing', ask: () => v.pipe(v.array(contact), v.maxLength(MOST_BADGES)) },
  putInPhones: { by: 'chat-page', needs: 'records', ask: nothing },
  hello: { by: 'own-page', needs: 'nothing', ask: nothing },
  lookUpAgain: { by: 'own-page', needs: 'session', ask: () => v.strictObject({ contact, connection: short }) },
  choose: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ contact, refs, agreed: v.optional(v.literal(true)) }) },
  refuse: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ contact, refs }) },
  takeBack: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ contact }) },
  unlink: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ contact, connection: short }) },
  searchLocal: {
    by: 'own-page',
    needs: 'records',
    ask: () => v.strictObject({ query: short, from: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  },
  rows: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, after: v.nullable(short) }) },
  rowsOf: {
    by: 'own-page',
    needs: 'records',
    ask: () => v.strictObject({ connection: short, ids: v.pipe(v.array(short), v.maxLength(MOST_ROWS)) }),
  },
  rowsFound: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, query: short }) },
  openCustomer: { by: 'own-page', needs: 'records', ask: () => ref },
  customer: { by: 'own-page', needs: 'records', ask: () => ref },
  addCustomer: {
    by: 'own-page',
    needs: 'records',
    ask: () =>
      v.strictObject({
        key: short,
        contact: v.nullable(contact),
        connection: short,
        customer: newCustomer,
        despite: v.optional(v.pipe(v.array(short), v.maxLength(MOST_ALIKE))),
      }),
  },
  alike: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, customer: newCustomer }) },
  search: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, query, page: v.nullable(short) }) },
  exportSearch: { by: 'own-page', needs: 'records', rule: 'export', ask: () => v.strictObject({ connection: short, query }) },
  tags: { by: 'own-page', needs: 'records', byPopover: theConnection, ask: ofConnection },
  fields: { by: 'own-page', needs: 'records', ask: ofConnection },
  colleagues: { by: 'own-page', needs: 'records', ask: ofConnection },
  sortings: { by: 'own-page', needs: 'records', ask: ofConnection },
  bookSchema: { by: 'own-page', needs: 'records', ask: ofConnection },
  changeSchema: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, change: schemaChange }) },
  carryOver: {
    by: 'own-page',
    needs: 'records',
    rule: 'export',
    ask: () => v.strictObject({ from: short, to: short, customers: v.pipe(v.array(toCarry), v.minLength(1), v.maxLength(MOST_CARRIED)) }),
  },
  countUses: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, of: schemaUse }) },
  countAbout: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ ref }) },
  removeCustomer: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ ref, loses: counts }) },
  followUps: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ ref, page: v.nullable(short) }) },
  followUpKinds: { by: 'own-page', needs: 'records', byPopover: theConnection, ask: ofConnection },
  keepDraft: {
    by: 'own-page',
    needs: 'session',
    byPopover: ({ name }) => ({ kind: 'draft', name }),
    ask: () => v.strictObject({ name: draftName, draft: v.nullable(keptDraft) }),
  },
  replies: { by: 'own-page', needs: 'records', ask: nothing },
  saveReplies: {
    by: 'own-page',
    needs: 'records',
    ask: () =>
      v.strictObject({ put: v.pipe(v.array(reply), v.maxLength(MOST_REPLIES)), remove: v.pipe(v.array(short), v.maxLength(MOST_REPLIES)) }),
  },
  reminderDone: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ reminder: short }) },
  remindLater: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ reminder: short, at: moment }) },
  messages: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ ref, span, page: v.nullable(short) }) },
  friendsWithTag: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, tag, offline: v.boolean() }) },
  customerOfFriend: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, friend }) },
  submit: {
    by: 'own-page',
    needs: 'records',
    byPopover: ({ ref, change }) => ({ kind: 'customer', ref, change: change.kind }),
    ask: () => v.strictObject({ edit: short, ref, change: intent, base: v.nullable(v.union([seen, unseen])) }),
  },
  retry: { by: 'own-page', needs: 'records', byPopover: theEdit, ask: ofEdit },
  discard: { by: 'own-page', needs: 'records', byPopover: theEdit, ask: ofEdit },
  undo: { by: 'own-page', needs: 'records', byPopover: theEdit, ask: ofEdit },
  resolve: {
    by: 'own-page',
    needs: 'records',
    byPopover: ({ edit, change }) => ({ kind: 'edit', edit, change: change.kind }),
    ask: () => v.strictObject({ edit: short, change }),
  },
  networkBack: { by: 'own-page', needs: 'records', ask: nothing },
  taskPeople: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, page: v.nullable(short) }) },
  tasksOf: {
    by: 'own-page',
    needs: 'records',
    ask: () => v.strictObject({ connection: short, person: short, filter: taskFilter, page: v.nullable(short) }),
  },
  addTask: {
    by: 'own-page',
    needs: 'records',
    ask: () => v.strictObject({ connection: short, task: newTask, befriendFirst: v.boolean(), once: short }),
  },
  removeTask: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, task }) },
  removeAllTasks: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, person: short }) },
  findByPhone: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, phone: short }) },
  phonePopUp: { by: 'own-page', needs: 'records', ask: ofConnection },
  setPhonePopUp: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, on: v.boolean() }) },
  setPassphrase: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ passphrase: newPassphrase, lockAfter }) },
  removePassphrase: { by: 'own-page', needs: 'records', rule: 'unsealed', ask: () => v.strictObject({ passphrase }) },
  changePassphrase: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ passphrase, next: newPassphrase }) },
  unlock: { by: 'own-page', needs: 'nothing', ask: () => v.strictObject({ passphrase }) },
  lock: { by: 'own-page', needs: 'nothing', ask: nothing },
  lockAfter: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ minutes: lockAfter }) },
  toldOfReading: { by: 'own-page', needs: 'nothing', ask: nothing },
  wipe: { by: 'own-page', needs: 'nothing', rule: 'wipe', ask: nothing },
  diagnostics: { by: 'own-page', needs: 'nothing', ask: nothing },
  providers: { by: 'own-page', needs: 'nothing', ask: nothing },
  testConnection: { by: 'own-page', needs: 'records', ask: () => draft },
  saveConnection: { by: 'own-page', needs: 'records', ask: () => draft },
  countKept: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: v.nullable(short) }) },
  removeConnection: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, loses: v.optional(counts) }) },
  keepConnection: { by: 'own-page', needs: 'records', rule: 'connections', ask: ofConnection },
  resumeFormer: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ former: short, connection: short }) },
  forgetFormer: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ former: short, loses: counts }) },
  orderConnections: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connections: v.array(short) }) },
  renameConnection: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, name: short }) },
  signInAgain: { by: 'own-page', needs: 'records', ask: ofConnection },
  savePreferences: { by: 'own-page', needs: 'nothing', ask: () => preferences },
  saveSite: { by: 'own-page', needs: 'records', ask: () => taughtSite },
  removeSite: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ site: short }) },
  switchSite: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ site: short, on: v.boolean() }) },
  takeWanted: { by: 'own-page', needs: 'session', ask: () => v.strictObject({ window: v.pipe(v.number(), v.integer()), at: v.number() }) },
  exportSettings: {
    by: 'own-page',
    needs: 'records',
    rule: 'export',
    ask: () => v.strictObject({ secrets: v.boolean(), links: v.boolean() }),
  },
  exportLinks: { by: 'own-page', needs: 'records', rule: 'export', ask: ofConnection },
  readSettings: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ document }) },
  importSettings: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ document }) },
  ...IMPORT_ROWS,
  ...MANY_ROWS,
  ...BACKUP_ROWS,
} satisfies Cards;

export type Rows = typeof ROWS;
export type PopoverCall = { [K in CallName]: Rows[K] extends { byPopover: unknown } ? K : never }[CallName];
export type Fitting<R extends Cards> = Cards & Record<Unlike<R>, 'says something else than its call'>;

export const CARDS: Fitting<Rows> = ROWS;
