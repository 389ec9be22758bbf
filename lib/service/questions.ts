import type { Customer, CustomerRef } from '../model/customer';
import { ProblemError } from '../model/problem';
import type { QuestionName } from '../model/questions';
import type { Connection } from '../providers/provider';
import type { Handlers } from '../wire/serve';
import { asking, cacheAnswered } from './customers';
import type { Desk } from './desk';
import { knownCustomer } from './sync/open-directories';
import { onlyOnce } from './edits/once';

/** A question that a connection cannot answer is the Problem `not-supported`; pages know before and do not ask it. */
export function createQuestionHandlers(desk: Desk): Pick<Handlers, QuestionName> {
  const ask = async <T>(connection: string, question: (crm: Connection, signal: AbortSignal) => Promise<T>) =>
    (await asking(desk, connection, question)).answer;
  const done = <T>(work: Promise<T>) => work.then(() => null);
  return {
    tags: ({ connection }) => ask(connection, (crm, signal) => crm.tags(signal)),
    fields: ({ connection }) => ask(connection, (crm, signal) => crm.fields(signal)),
    colleagues: ({ connection }) => ask(connection, (crm, signal) => able(crm, 'colleagues').colleagues(signal)),
    sortings: ({ connection }) => ask(connection, (crm, signal) => able(crm, 'sortings').sortings(signal)),
    followUps: async ({ ref, page }) => {
      const customer = await customerOf(desk, ref);
      return ask(ref.connection, (crm, signal) => able(crm, 'followUps').followUps(customer, page, signal));
    },
    followUpKinds: ({ connection }) => ask(connection, async (crm, signal) => crm.followUpKinds?.(signal) ?? []),
    messages: async ({ ref, span, page }) => {
      const customer = await customerOf(desk, ref);
      return ask(ref.connection, (crm, signal) => able(crm, 'messages').messages(customer, span, page, signal));
    },
    friendsWithTag: ({ connection, tag, offline }) =>
      ask(connection, (crm, signal) => able(crm, 'friendsWithTag').friendsWithTag(tag, { offline }, signal)),
    customerOfFriend: async ({ connection, friend }) => {
      const { answer: customer, snapshot } = await asking(desk, connection, (crm, signal) =>
        able(crm, 'customerOfFriend').customerOfFriend(friend, signal),
      );
      if (customer) await cacheAnswered(desk, [customer], snapshot);
      return customer;
    },
    taskPeople: ({ connection, page }) => ask(connection, (crm, signal) => able(crm, 'tasks').tasks.people(page, signal)),
    tasksOf: ({ connection, person, filter, page }) =>
      ask(connection, (crm, signal) => able(crm, 'tasks').tasks.of(person, filter, page, signal)),
    addTask: ({ connection, task, befriendFirst, once }) =>
      done(onlyOnce(once, (step) => ask(connection, (crm, signal) => able(crm, 'tasks').tasks.add(task, { befriendFirst, step }, signal)))),
    removeTask: ({ connection, task }) => done(ask(connection, (crm, signal) => able(crm, 'tasks').tasks.remove(task, signal))),
    removeAllTasks: ({ connection, person }) => done(ask(connection, (crm, signal) => able(crm, 'tasks').tasks.removeAll(person, signal))),
    findByPhone: async ({ connection, phone }) => {
      const { answer: found, snapshot } = await asking(desk, connection, (crm, signal) =>
        able(crm, 'telephony').telephony.lookUp(phone, signal),
      );
      await cacheAnswered(desk, found.customers, snapshot);
      return found;
    },
    phonePopUp: ({ connection }) => ask(connection, (crm, signal) => able(crm, 'telephony').telephony.popUp(signal)),
    setPhonePopUp: ({ connection, on }) => done(ask(connection, (crm, signal) => able(crm, 'telephony').telephony.setPopUp(on, signal))),
  };
}

function able<K extends keyof Connection>(crm: Connection, ability: K): Connection & Required<Pick<Connection, K>> {
  if (crm[ability] === undefined) throw new ProblemError({ kind: 'not-supported', ability });
  return crm as Connection & Required<Pick<Connection, K>>;
}

async function customerOf(desk: Desk, ref: CustomerRef): Promise<Customer> {
  const known = await knownCustomer(desk, ref);
  if (!known) throw new ProblemError({ kind: 'not-found' });
  return known.customer;
}
