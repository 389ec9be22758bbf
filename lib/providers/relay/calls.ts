import * as v from 'valibot';
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
 * `does`: whether it may change the CRM; `stream`: the answer comes in parts, one JSON text in each line.
 */
export function callsFor(connection: string) {
  const { alike, answered, customer, foundByPhone, page, part, ref } = customersOf(connection);
  return {
    abilities: reads({}, abilities),
    check: reads({}, account),
    me: reads({}, v.nullable(colleague)),
    suggestions: reads({}, v.array(suggestion)),
    find: reads({ hints }, answered),
    get: reads({ known: customer }, customer),
    search: reads({ query: v.union([words, query]), page: maybeWords }, page),
    tags: reads({}, v.array(tagGroup)),
    fields: reads({}, v.array(field)),
    apply: writes({ changes: v.array(change), known: customer, bases: v.exactOptional(v.array(base)) }, customer),
    add: writes({ customer: newCustomer, key: words, seen: v.exactOptional(seen) }, customer),
    alike: reads({ customer: newCustomer, home: v.nullable(region) }, v.array(alike)),
    list: streams({ since: maybeWords, cursor: maybeWords }, part),
    remove: writes({ ref }, nothing),
    followUps: reads({ customer, page: maybeWords }, pageOf(followUp)),
    addFollowUp: writes({ customer, followUp: newFollowUp }, followUp),
    hasFollowUp: reads({ customer, followUp: newFollowUp }, maybeYes),
    followUpKinds: reads({}, v.array(option)),
    colleagues: reads({}, v.array(colleague)),
    sortings: reads({}, v.array(option)),
    messages: reads({ customer, span, page: maybeWords }, pageOf(message)),
    friendsWithTag: reads({ tag, offline: yesOrNo }, v.array(friend)),
    customerOfFriend: reads({ friend }, v.nullable(customer)),
    export: streams({ query }, v.array(customer)),
    'tasks.people': reads({ page: maybeWords }, pageOf(colleague)),
    'tasks.of': reads({ person: words, filter: taskFilter, page: maybeWords }, pageOf(task)),
    'tasks.add': writes({ task: newTask, befriendFirst: yesOrNo, done: v.array(words), does: STEP_ASKED }, STEP_ANSWER),
    'tasks.remove': writes({ task }, nothing),
    'tasks.removeAll': writes({ person: words }, nothing),
    'telephony.lookUp': reads({ phone: words }, foundByPhone),
    'telephony.popUp': reads({}, yesOrNo),
    'telephony.setPopUp': writes({ on: yesOrNo }, nothing),
  };
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

type Entries = v.ObjectEntries;

function reads<const A extends Entries, R extends v.GenericSchema>(ask: A, answer: R) {
  return { does: 'reads' as const, stream: false as const, ask: v.strictObject(ask), answer };
}

function writes<const A extends Entries, R extends v.GenericSchema>(ask: A, answer: R) {
  return { does: 'writes' as const, stream: false as const, ask: v.strictObject(ask), answer };
}

function streams<const A extends Entries, R extends v.GenericSchema>(ask: A, answer: R) {
  return { does: 'reads' as const, stream: true as const, ask: v.strictObject(ask), answer };
}

export type RelayCalls = ReturnType<typeof callsFor>;
export type RelayCall = keyof RelayCalls;
export type Asked<N extends RelayCall> = v.InferOutput<RelayCalls[N]['ask']>;
export type Told<N extends RelayCall> = v.InferOutput<RelayCalls[N]['answer']>;
export type Streamed = { [N in RelayCall]: RelayCalls[N]['stream'] extends true ? N : never }[RelayCall];

/** How the relay calls a connection that the settings do not name: the only one. */
export const ONLY_ONE = '-';
