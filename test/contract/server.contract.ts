import { describe, expect, test } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import type { Connection } from '../../lib/providers/provider';
import { answering } from './answering';
import { going, type World } from './connect';
import { inPlaceContract } from './in-place.contract';
import { problemOf } from './problem';
import type { Server, Subject } from './subject';
import { faultsOf } from './whole';

/** Only a subject with a server is given to these tests. */
function withServer(subject: () => Subject): Subject & { server: Server } {
  const { server, ...rest } = subject();
  if (!server) throw new Error('The subject has no server');
  return { ...rest, server };
}

/** Put before an id it makes a number that JavaScript would round. */
const LARGE = '90071992547409931';
const LILY = { name: 'Lily', phones: [] };

/** What every provider with a server promises when that server, or the way to it, is in trouble. */
export function serverContract(subject: () => Subject): void {
  inPlaceContract(subject);

  describe('trouble', () => {
    test.each<[string, Parameters<Server['fault']>[0], (server: Server, now: number) => Problem]>([
      ['signed out', { kind: 'signed-out' }, ({ means }) => means['signed-out']],
      ['403', { kind: 'status', status: 403 }, ({ means }) => means.forbidden],
      ['a web page', { kind: 'html' }, ({ means }) => means.page],
      [
        '429',
        { kind: 'status', status: 429, retryAfter: 7 },
        (_, now) => ({ kind: 'rate-limited', until: now + 7_000, asked: 7_000, calls: null, seconds: null }),
      ],
      ['500', { kind: 'status', status: 500 }, () => ({ kind: 'server-error', status: 500 })],
      ['503', { kind: 'status', status: 503 }, () => ({ kind: 'server-error', status: 503 })],
      ['no answer', { kind: 'hang' }, () => ({ kind: 'timed-out', seconds: 0.5 })],
      ['a broken line', { kind: 'reset' }, ({ url }) => ({ kind: 'unreachable', origin: new URL(url).origin })],
      ['half an answer', { kind: 'truncated' }, () => ({ kind: 'not-understood', path: '', expected: 'JSON' })],
    ])('%s', async (_name, fault, expected) => {
      const { server, connect } = withServer(subject);
      const now = Date.now();
      // Each call has a connection to itself: where the clock stands still, what one call tries again uses up the quota of the next.
      const fresh = async () => {
        server.fault(null);
        // Only a call that is never answered is to run out of time: a busy machine takes its own.
        const one = connect({ now: () => now, timeoutMs: fault!.kind === 'hang' ? 500 : 10_000 });
        await one.check(going());
        return one;
      };
      for (const call of CALLS) {
        const one = await fresh();
        server.fault({ ...fault!, path: '/customer/' });
        expect(await problemOf(call(one))).toEqual(expected(server, now));
      }
      const connection = await fresh();
      expect((await connection.find(LILY, going())).customers).toHaveLength(1);
    });

    test('values of another type than they should be are named by their place, and nobody is shown', async () => {
      const { server, connect } = withServer(subject);
      const connection = connect();
      await connection.find(LILY, going());
      server.fault({ kind: 'wrong-types', path: '/customer/' });
      for (const call of CALLS) {
        expect(await problemOf(call(connection))).toEqual({
          kind: 'not-understood',
          path: expect.stringMatching(server.wrongAt ?? /^data/),
          expected: expect.stringMatching(/./),
        });
      }
    });

    test('a browser that is offline', async () => {
      const { connect } = subject();
      const connection = connect({ online: () => false, fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
      expect(await problemOf(connection.find(LILY, going()))).toEqual({ kind: 'offline' });
    });

    test('a call under way ends when its signal aborts', async () => {
      const { server, connect } = withServer(subject);
      const connection = connect();
      await connection.check(going());
      server.fault({ kind: 'hang' });
      const controller = new AbortController();
      const call = connection.find(LILY, controller.signal);
      const reason = new Error('another chat');
      controller.abort(reason);
      await expect(call).rejects.toBe(reason);
    });
  });

  describe('what does not belong to it', () => {
    test('no credential leaves for an origin that was not declared', async () => {
      const { server, connect } = withServer(subject);
      const undeclared = connect({ origins: ['https://crm.example'] });
      const problems = await Promise.all(CALLS.map((call) => problemOf(call(undeclared))));
      expect(problems).toEqual(problems.map(() => ({ kind: 'not-permitted', origin: new URL(server.url).origin })));
      expect(server.calls()).toEqual([]);
    });

    test('no credential follows a redirect', async () => {
      const { server, connect } = withServer(subject);
      const elsewhere = await answering(() => ({ body: {} }));
      const crm = await answering(({ url }) => ({ status: 307, headers: { location: elsewhere.origin + url } }));
      expect(await problemOf(connect({ baseUrl: crm.origin }).check(going()))).toEqual(server.means.redirect);
      expect(elsewhere.seen).toEqual([]);
      expect(crm.seen).toHaveLength(1);
    });
  });

  describe('answers that are larger than expected', () => {
    test('fields that nobody knows change nothing', async () => {
      const { connect } = subject();
      const plain = await connect().find(LILY, going());
      expect(await connect({ fetch: changed((text) => JSON.stringify(withStrangers(JSON.parse(text)))) }).find(LILY, going())).toEqual(
        plain,
      );
    });

    test('ids beyond 2^53 keep every digit, here and on their way back', async () => {
      const { server, connect } = withServer(subject);
      const sent: string[] = [];
      const enlarged = changed((text) => text.replace(server.ids ?? /(?<="(?:customerId|wechatContactId)":)(?=\d)/g, LARGE), sent);
      const connection = connect({ fetch: enlarged });
      const [plain] = (await connect().find(LILY, going())).customers;
      const [lily] = (await connection.find(LILY, going())).customers;
      expect(faultsOf([lily!])).toEqual([]);
      expect(lily!.id).toBe(`${LARGE}${plain!.id}`);
      sent.length = 0;
      await Promise.allSettled([connection.get(lily!, going())]);
      expect(sent.join('\n')).toContain(lily!.handle.wechatContactId ?? lily!.id);
    });
  });
}

const CALLS: ((connection: Connection) => Promise<unknown>)[] = [
  (connection) => connection.check(going()),
  (connection) => connection.find(LILY, going()),
  (connection) => connection.search('Lily', null, going()),
];

/** A fetch that changes the text of every answer; what it sends is noted in `sent`. */
function changed(change: (text: string) => string, sent: string[] = []): NonNullable<World['fetch']> {
  return async (url, init) => {
    sent.push(JSON.stringify([url, init?.body]));
    // The server knows nobody by an id that was made larger.
    const response = await fetch(String(url).replaceAll(LARGE, ''), init);
    return new Response(change(await response.text()), { status: response.status, headers: response.headers });
  };
}

/** The same JSON with keys in every object that no documentation knows. */
function withStrangers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withStrangers);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).map(([key, inner]) => [key, withStrangers(inner)]);
  return { ...Object.fromEntries(known), zzNew: { deep: [1, null] }, __proto: 'x', 'weird key': -1, length: 3 };
}
