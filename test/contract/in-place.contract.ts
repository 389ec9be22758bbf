import { describe, expect, test } from 'vitest';
import { answering } from './answering';
import { skipping } from './clock';
import { going } from './connect';
import { problemOf } from './problem';
import type { InPlace, Subject } from './subject';

/** What every provider with a server promises of answers that its server may give: the suite answers in its place. */
export function inPlaceContract(subject: () => Subject): void {
  const inPlace = (): InPlace => subject().server!.inPlace;

  describe('what stands before it', () => {
    test.each([
      ['no route', 404, { code: 404, message: 'no Route matched with those values' }],
      ['no route, with status 200', 200, { code: 404, msg: 'Not Found', data: null }],
      ['nobody behind it, with status 200', 200, { code: 502, message: 'Bad Gateway' }],
      ['a service that starts, with status 200', 200, { code: 503, msg: '服务不可用', data: null }],
      ['a service that is slow, with status 200', 200, { code: 504, message: 'upstream timed out' }],
      ['too many calls, with status 200', 200, { code: 429, message: 'blocked' }],
      ['another form', 404, { timestamp: '2026-03-01T08:00:00Z', status: 404, error: 'Not Found', path: '/customer' }],
      ['another form, with status 200', 200, { errcode: 503, errmsg: 'down' }],
    ])('says it in JSON, which is passing and nobody’s refusal: %s', async (_name, status, body) => {
      const { connect, hasQuota } = inPlace();
      const { origin } = await answering(() => ({ status, body }));
      const code = 'code' in body ? body.code : status;
      // A product that has a quota says no more of it.
      const expected = hasQuota && code === 429 ? { kind: 'rate-limited' } : { kind: 'server-error', status: code };
      expect(await problemOf(connect(origin, skipping()).check(going()))).toMatchObject(expected);
    });
  });

  describe('a find', () => {
    test('says that nobody is left out where every way was asked to its end', async () => {
      for (const found of inPlace().found) {
        expect(await findIn(inPlace(), found(rows(inPlace(), 4), false))).toMatchObject({ complete: true, customers: [{}, {}, {}, {}] });
        expect(await findIn(inPlace(), found([], false))).toMatchObject({ complete: true, customers: [] });
      }
    });

    test.each([20, 1])('says that somebody may be left out where a full page is of %d customers and another follows', async (of) => {
      for (const found of inPlace().found) {
        const answered = await findIn(inPlace(), found(rows(inPlace(), 20, of), true));
        expect(answered.complete).toBe(false);
        expect(answered.customers).toHaveLength(of);
      }
    });

    test('goes by the name, by what is left of a decorated one, and by a number, whoever is found first', async () => {
      for (const found of inPlace().found) expect(await missedIn(inPlace(), found)).toEqual([]);
    });
  });
}

/** As many rows as wanted; each of another customer, or all of a few. */
function rows({ row }: InPlace, count: number, of = count): object[] {
  return Array.from({ length: count }, (_, at) => row(1 + (at % of), '沈溪桐'));
}

/** Every question for customers is answered with `all`; `asked` are the addresses and bodies of those questions. */
export async function findIn(
  { connect, asksFor, otherwise }: Pick<InPlace, 'connect' | 'asksFor' | 'otherwise'>,
  all: object,
  hints = { name: '沈溪桐', phones: [] as string[] },
) {
  const asked: string[] = [];
  const { origin } = await answering(({ url, body }) => {
    if (/\?/.test(url) || asksFor.test(url)) asked.push(decodeURIComponent(`${url} ${body}`));
    return { body: asksFor.test(url) ? all : otherwise(url) };
  });
  const answered = await connect(origin, skipping()).find(hints, going());
  return { ...answered, asked };
}

/** The ways that a find leaves out, of all in which somebody may be meant. */
async function missedIn(inPlace: InPlace, found: InPlace['found'][number]): Promise<string[]> {
  const hints = { name: '沈溪桐 介绍人13800001111', phones: ['13800001111'] };
  if (inPlace.readsAll) {
    const people = ['沈溪桐', '谁 13800001111', '欧阳晓东'].map((name, at) => inPlace.row(1 + at, name));
    const { customers } = await findIn(inPlace, found(people, false), hints);
    const ids = customers.map(({ id }) => id);
    return [...['1', '2'].filter((id) => !ids.includes(id)), ...ids.filter((id) => id === '3')];
  }
  const { asked } = await findIn(inPlace, found(rows(inPlace, 4), false), hints);
  const ways: Record<string, (text: string) => boolean> = {
    'what is left of the name': (text) => /沈溪桐(?![ +]介)/.test(text),
    'the name': (text) => /沈溪桐[ +]介绍人/.test(text),
    'the number': (text) => /13800001111(?!\d)/.test(text) && !text.includes('沈'),
  };
  return Object.entries(ways).flatMap(([way, isAsked]) => (asked.some(isAsked) ? [] : way));
}
