import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Intent } from '../../lib/model/edit';
import { CARDS, type Card, type Cards, type Narrow } from '../../lib/wire/cards';
import { accepts } from '../../lib/wire/checks';
import type { Ask, CallName, Reply } from '../../lib/wire/protocol';
import { serve, type Handlers } from '../../lib/wire/serve';
import { chatPage, freshBrowser, OWN_PAGE, popover, send } from '../service/worker';

const CALLS = Object.keys(CARDS) as CallName[];
const SENDERS = { 'own-page': OWN_PAGE, 'chat-page': chatPage(), popover: popover('frame-1') };
type Sender = keyof typeof SENDERS;

function may(who: Sender, { by, byPopover }: Pick<Card<never>, 'by' | 'byPopover'>): boolean {
  return who === 'popover' ? byPopover !== undefined : by === who;
}

function isRefusal(reply: Reply | undefined): boolean {
  return reply !== undefined && 'problem' in reply && ['malformed', 'too-long'].includes(reply.problem.kind);
}

describe('whatever a call asks that it does not take', () => {
  beforeEach(() => {
    freshBrowser();
    serve({} as Handlers);
  });

  test('is answered at once with what is wrong where a page of ours may make the call, and by silence everywhere else', async () => {
    const part = fc.record({ connection: fc.anything(), edit: fc.anything(), ref: fc.anything() }, { requiredKeys: [] });
    const asks = fc.oneof(fc.anything({ maxDepth: 2 }), part);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CALLS),
        fc.constantFrom<Sender>('own-page', 'popover', 'chat-page'),
        asks,
        async (call, who, ask) => {
          fc.pre(!accepts({ call, ask }));
          const reply = await send({ call, ask }, SENDERS[who]);
          const answered = who !== 'chat-page' && may(who, CARDS[call]);
          expect(answered ? isRefusal(reply) : reply === undefined).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each(CALLS)('is told to be of that call: %s', async (call) => {
    const who = (['own-page', 'popover', 'chat-page'] as const).find((one) => may(one, CARDS[call]))!;
    const reply = await send({ call, ask: { nothing: 'that any call takes' } }, SENDERS[who]);
    const where = reply && 'problem' in reply && reply.problem.kind === 'malformed' ? reply.problem.where.split('.')[0] : null;
    expect(where).toBe(who === 'chat-page' ? null : call);
  });
});

test('a popover may make the calls whose card says what they touch, and no others', () => {
  expect(CALLS.filter((call) => may('popover', CARDS[call])).toSorted()).toEqual(
    ['popover', 'takeNumber', 'submit', 'retry', 'discard', 'undo', 'resolve', 'tags', 'followUpKinds', 'keepDraft'].toSorted(),
  );
});

/** The compiler reads these with every other file: where it finds no error in the line below the comment, that is the error. */
describe('the compiler refuses', () => {
  const row = <A>(ask: () => v.GenericSchema<A>): Card<A> => ({ by: 'own-page', needs: 'records', ask });

  test('a call without its card', () => {
    const { hello: _, ...others } = CARDS;
    // @ts-expect-error hello is missing
    expect(others satisfies Cards).not.toHaveProperty('hello');
  });

  test('a card without its call', () => {
    const more = row(() => v.null());
    // @ts-expect-error there is no call of that name
    expect({ ...CARDS, more } satisfies Cards).toHaveProperty('more');
  });

  test('a card whose shape lets something through that the handler is not made for', () => {
    const retry = row(() => v.strictObject({ edit: v.union([v.string(), v.number()]) }));
    // @ts-expect-error an edit is no number
    expect({ ...CARDS, retry } satisfies Cards).toMatchObject({ retry });
    const saveSite = row(() => v.object({ id: v.string(), matches: v.array(v.string()) }));
    // @ts-expect-error a site has a name, and how it is read
    expect({ ...CARDS, saveSite } satisfies Cards).toMatchObject({ saveSite });
  });

  test('a card whose shape takes less than a page may ask: a kind of edit that the guard does not know', () => {
    type More = Omit<Ask<'submit'>, 'change'> & { change: Intent | { kind: 'new-kind'; of: string } };
    const refused: Narrow<typeof CARDS, { submit: More }> = 'submit';
    // @ts-expect-error every kind that there is is taken
    const taken: Narrow<typeof CARDS, { submit: Ask<'submit'> }> = 'submit';
    expect(refused).toBe(taken);
  });
});
