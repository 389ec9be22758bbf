import * as v from 'valibot';
import type { Connection, Tasks, Telephony } from '../provider';
import {
  abilities,
  account,
  base,
  change,
  colleague,
  customersOf,
  field,
  followUp,
  friend,
  hints,
  maybeWords,
  maybeYes,
  message,
  newCustomer,
  newFollowUp,
  newTask,
  nothing,
  option,
  pageOf,
  query,
  region,
  seen,
  span,
  suggestion,
  tag,
  tagGroup,
  task,
  taskFilter,
  words,
  yesOrNo,
} from './shapes';

/**
 * Every call of a `Connection`, as it goes to a relay: `POST /v1/connections/:id/:call` with what is asked as JSON. Both ends read by these schemas.
 *
 * A row, in this order:
 * - its columns. `has`: whether every connection has the member, or some do, or the relay answers itself. `about`: `own` where an agent who has
 *   only their own customers is answered with these or with none, `others` where the relay cannot decide that. `to`: for whom it is of use. `shared`: how long
 *   agents with the same question share one answer. `once`: whether it adds something, so that the browser must not send it a second time.
 * - the arguments of the member in their order, without the signal behind them;
 * - the answer.
 *
 * What fits the member is made by both ends as it is (`PlainCall`); the compiler asks both for code of any other one.
 * `does`: whether it may change the CRM; `stream`: the answer comes in parts, one JSON text in each line.
 */
export function callsFor(connection: string) {
  const { alike, answered, customer, foundByPhone, page, part, ref } = customersOf(connection);
  const paged = { page: maybeWords };
  return {
    abilities: reads({ has: 'relay', about: 'own', to: 'all', shared: 'no' }, [], abilities),
    check: reads({ has: 'every', about: 'own', to: 'all', shared: 'no' }, [], account),
    me: reads({ has: 'some', about: 'own', to: 'all', shared: 'no' }, [], v.nullable(colleague)),
    suggestions: reads({ has: 'some', about: 'own', to: 'admins', shared: 'no' }, [], v.array(suggestion)),
    find: reads({ has: 'every', about: 'own', to: 'all', shared: 'briefly' }, [{ hints }], answered),
    get: reads({ has: 'every', about: 'own', to: 'all', shared: 'briefly' }, [{ known: customer }], customer),
    search: reads({ has: 'every', about: 'own', to: 'all', shared: 'briefly' }, [{ query: v.union([words, query]) }, paged], page),
    tags: reads({ has: 'every', about: 'own', to: 'all', shared: 'long' }, [], v.array(tagGroup)),
    fields: reads({ has: 'every', about: 'own', to: 'all', shared: 'long' }, [], v.array(field)),
    apply: writes(
      { has: 'every', about: 'own', once: false },
      [{ changes: v.array(change) }, { known: customer }, { bases: v.exactOptional(v.array(base)) }],
      customer,
    ),
    add: writes(
      { has: 'some', about: 'others', once: true },
      [{ customer: newCustomer }, { key: words }, { seen: v.exactOptional(seen) }],
      customer,
    ),
    alike: reads(
      { has: 'some', about: 'others', to: 'editors', shared: 'while-asked' },
      [{ customer: newCustomer }, { home: v.nullable(region) }],
      v.array(alike),
    ),
    list: streams({ has: 'some', about: 'own', to: 'all' }, [{ since: maybeWords }, { cursor: maybeWords }], part),
    remove: writes({ has: 'some', about: 'own', once: false }, [{ ref }], nothing),
    followUps: reads({ has: 'some', about: 'own', to: 'all', shared: 'while-asked' }, [{ customer }, paged], pageOf(followUp)),
    addFollowUp: writes({ has: 'some', about: 'own', once: true }, [{ customer }, { followUp: newFollowUp }], followUp),
    hasFollowUp: reads({ has: 'some', about: 'own', to: 'editors', shared: 'no' }, [{ customer }, { followUp: newFollowUp }], maybeYes),
    followUpKinds: reads({ has: 'some', about: 'own', to: 'all', shared: 'long' }, [], v.array(option)),
    colleagues: reads({ has: 'some', about: 'own', to: 'all', shared: 'long' }, [], v.array(colleague)),
    sortings: reads({ has: 'some', about: 'own', to: 'all', shared: 'long' }, [], v.array(option)),
    messages: reads({ has: 'some', about: 'own', to: 'all', shared: 'while-asked' }, [{ customer }, { span }, paged], pageOf(message)),
    friendsWithTag: reads(
      { has: 'some', about: 'others', to: 'all', shared: 'while-asked' },
      [{ tag }, { offline: yesOrNo }],
      v.array(friend),
    ),
    customerOfFriend: reads({ has: 'some', about: 'others', to: 'all', shared: 'while-asked' }, [{ friend }], v.nullable(customer)),
    export: streams({ has: 'some', about: 'own', to: 'all' }, [{ query }], v.array(customer)),
    'tasks.people': reads({ has: 'some', about: 'others', to: 'all', shared: 'no' }, [paged], pageOf(colleague)),
    'tasks.of': reads(
      { has: 'some', about: 'others', to: 'all', shared: 'no' },
      [{ person: words }, { filter: taskFilter }, paged],
      pageOf(task),
    ),
    'tasks.add': writes(
      { has: 'some', about: 'others', once: true },
      [{ task: newTask }, { befriendFirst: yesOrNo }, { done: v.array(words) }, { does: STEP_ASKED }],
      STEP_ANSWER,
    ),
    'tasks.remove': writes({ has: 'some', about: 'others', once: false }, [{ task }], nothing),
    'tasks.removeAll': writes({ has: 'some', about: 'others', once: false }, [{ person: words }], nothing),
    'telephony.lookUp': reads({ has: 'some', about: 'others', to: 'all', shared: 'while-asked' }, [{ phone: words }], foundByPhone),
    'telephony.popUp': reads({ has: 'some', about: 'others', to: 'all', shared: 'no' }, [], yesOrNo),
    'telephony.setPopUp': writes({ has: 'some', about: 'others', once: false }, [{ on: yesOrNo }], nothing),
  } satisfies Rows;
}

/** What is to happen in the step behind those that are `done`: nothing, its work, or a look whether it was done with these contents. */
const STEP_ASKED = v.nullable(
  v.variant('kind', [v.object({ kind: v.literal('work') }), v.object({ kind: v.literal('look'), contents: v.unknown() })]),
);

/** The next step that is to be done, null where none is left; or what a look has found. */
const STEP_ANSWER = v.variant('kind', [
  v.object({ kind: v.literal('next'), name: words, contents: v.unknown(), looks: yesOrNo }),
  v.object({ kind: v.literal('looked'), found: yesOrNo }),
  v.object({ kind: v.literal('done') }),
]);

interface Columns {
  has: 'every' | 'some' | 'relay';
  about: 'own' | 'others';
  to: 'all' | 'editors' | 'admins';
}

/** `while-asked`: nothing is stored, since the answer has to be the present state. `briefly`: what people look at while others work on it. */
type Shared = 'no' | 'while-asked' | 'briefly' | 'long';

type Arguments = readonly v.ObjectEntries[];
type EntriesOf<A extends Arguments> = { [One in A[number] as keyof One & string]: One[keyof One] };

function row<C, const A extends Arguments, R extends v.GenericSchema>(columns: C, given: A, answer: R) {
  return { ...columns, given, ask: v.strictObject(Object.assign({}, ...given) as EntriesOf<A>), answer };
}

function reads<const C extends Columns & { shared: Shared }, const A extends Arguments, R extends v.GenericSchema>(
  columns: C,
  given: A,
  answer: R,
) {
  return row({ ...columns, does: 'reads' as const, once: false as const, stream: false as const }, given, answer);
}

/** An agent who may not edit may make none of these. */
function writes<const C extends Omit<Columns, 'to'> & { once: boolean }, const A extends Arguments, R extends v.GenericSchema>(
  columns: C,
  given: A,
  answer: R,
) {
  return row({ ...columns, to: 'editors' as const, does: 'writes' as const, shared: 'no' as const, stream: false as const }, given, answer);
}

function streams<const C extends Columns, const A extends Arguments, R extends v.GenericSchema>(columns: C, given: A, answer: R) {
  return row({ ...columns, does: 'reads' as const, shared: 'no' as const, once: false as const, stream: true as const }, given, answer);
}

/** The members of a connection that hold calls of their own. */
interface Held {
  tasks: Tasks;
  telephony: Telephony;
}
type HeldCall = { [H in keyof Held]: `${H}.${Exclude<keyof Held[H], 'canBefriend'> & string}` }[keyof Held];
/** The calls that a CRM's connection answers; what it can do the relay says itself. */
export type CrmCall = Exclude<keyof Connection, 'can' | 'as' | keyof Held> | HeldCall;
/** What a call is at either end, in code. */
export type FunctionOf<N extends CrmCall> = N extends keyof Connection
  ? Extract<Connection[N], (...all: never) => unknown>
  : N extends `${infer H extends keyof Held}.${infer M}`
    ? Extract<Held[H][M & keyof Held[H]], (...all: never) => unknown>
    : never;

type HasOf<N> = N extends keyof Connection ? (undefined extends Connection[N] ? 'some' : 'every') : 'some';
type Rows = { abilities: { has: 'relay' } } & { [N in CrmCall]: { has: HasOf<N> } };

export type RelayCalls = ReturnType<typeof callsFor>;
export type RelayCall = keyof RelayCalls;
export type Asked<N extends RelayCall> = v.InferOutput<RelayCalls[N]['ask']>;
export type Told<N extends RelayCall> = v.InferOutput<RelayCalls[N]['answer']>;
export type Streamed = { [N in RelayCall]: RelayCalls[N]['stream'] extends true ? N : never }[RelayCall];

type ValuesOf<A extends Arguments> = { -readonly [I in keyof A]: v.InferOutput<A[I][keyof A[I]] & v.GenericSchema> };
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Ends<R> = R extends AsyncIterable<infer P> ? P : Awaited<R> extends void ? undefined : Awaited<R>;
type IsPlain<N extends CrmCall> = Same<
  [Parameters<FunctionOf<N>>, Ends<ReturnType<FunctionOf<N>>>],
  [[...ValuesOf<RelayCalls[N]['given']>, AbortSignal], Told<N>]
>;
/** The calls whose arguments go as the row has them and whose answer comes as it is: no end needs code for one of them. */
export type PlainCall = { [N in CrmCall]: IsPlain<N> extends true ? N : never }[CrmCall];
/** What an end has code for: every call that is not plain, and what it has reasons for. */
export type OwnCode<F extends Record<CrmCall, unknown>> = Omit<F, PlainCall> & Partial<F>;

/** The names of what is asked, in the order of the arguments. */
export function namesIn({ given }: { given: Arguments }): string[] {
  return given.flatMap((one) => Object.keys(one));
}

/** The member of a connection that a call belongs to, and the part of it that is called where that is no function. */
export function placeOf(call: CrmCall): [member: string, part?: string] {
  return call.split('.') as [string, string?];
}

/** How the relay calls a connection that the settings do not name: the only one. */
export const ONLY_ONE = '-';
