import { expect, test } from 'vitest';
import { skipping } from '../contract/clock';
import { connect, going } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { sandboxCrm } from '../contract/sandbox';
import type { Connection, Part } from '../../lib/providers/provider';
import { ask, relayBefore, relayOver } from './relay';

const crm = sandboxCrm('tanma');

async function browser() {
  const relay = await relayBefore({ tanma: crm() });
  const token = await relay.agent();
  const { json } = await ask(relay, token, '-/abilities');
  const abilities = JSON.stringify(json.answer);
  return { relay, connection: connect('relay', { baseUrl: relay.origin, token }, { ...skipping(), abilities }) };
}

/** A browser's list over a relay, of a CRM whose parts come when the test wants it. */
async function listOf(list: NonNullable<Connection['list']>): Promise<AsyncIterable<Part>> {
  const { origin, token } = await relayOver({ can: { changes: [], addCustomer: false, newTags: false }, list } as unknown as Connection);
  const abilities = JSON.stringify({
    can: { changes: [], addCustomer: false, newTags: false, readOnlyReason: null },
    members: ['list'],
    befriends: false,
  });
  return connect('relay', { baseUrl: origin, token }, { abilities }).list!(null, null, going());
}

const part = (cursor: string | null): Part => ({ customers: [], cursor });

test('a list comes part by part: the first one is there while the CRM has not answered with the next', async () => {
  const { promise: asked, resolve: answer } = Promise.withResolvers<void>();
  const list = await listOf(async function* () {
    yield part('2');
    await asked;
    yield part(null);
  });
  const parts = [];
  for await (const one of list) {
    parts.push(one);
    answer();
  }
  expect(parts).toEqual([part('2'), part(null)]);
});

test('whoever stops reading stops the CRM from being asked', async () => {
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const list = await listOf(async function* (_, __, signal) {
    yield part('2');
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))).finally(stop);
  });
  for await (const one of list) if (one) break;
  await stopped;
});

test('what fails in the middle is told behind the parts that came, and what fails at once instead of them', async () => {
  const { connection } = await browser();
  const list = connection.list!(null, null, going())[Symbol.asyncIterator]();
  expect((await list.next()).value).toMatchObject({ cursor: expect.any(String) });
  crm().fault({ kind: 'status', status: 503 });
  const rest = async () => {
    for (let next = await list.next(); !next.done;) next = await list.next();
  };
  expect(await problemOf(rest())).toEqual({ kind: 'server-error', status: 503 });
  expect(await problemOf(Array.fromAsync(connection.list!(null, null, going())))).toEqual({ kind: 'server-error', status: 503 });
});

test('an agent who is removed in the middle gets no further part, and the CRM is asked for none', async () => {
  const { promise: removed, resolve: remove } = Promise.withResolvers<void>();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const list = async function* () {
    try {
      yield part('2');
      await removed;
      yield part('3');
      yield part('4');
    } finally {
      stop();
    }
  };
  const { origin, token, dismiss } = await relayOver({ can: {}, list } as unknown as Connection);
  const response = await fetch(`${origin}/v1/connections/c1/list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ since: null, cursor: null }),
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader.read();
  expect(JSON.parse(first.value!)).toEqual({ answer: part('2') });
  await dismiss();
  remove();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) rest += read.value;
  expect(JSON.parse(rest)).toEqual({ problem: { kind: 'credentials-refused', message: null } });
  await stopped;
});

test('a relay that is stopped in the middle is a failure, never the end of the list', async () => {
  const { relay, connection } = await browser();
  const list = connection.list!(null, null, going())[Symbol.asyncIterator]();
  await list.next();
  crm().fault({ kind: 'hang' });
  const rest = async () => {
    for (let next = await list.next(); !next.done;) next = await list.next();
  };
  const failed = problemOf(rest());
  await relay.stop();
  expect((await failed).kind).toMatch(/^(unreachable|not-understood)$/);
});
