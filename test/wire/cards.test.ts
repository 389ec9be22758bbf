import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Intent } from '../../lib/model/edit';
import type { Card } from '../../lib/wire/card';
import { CARDS, type Cards, type Fitting, type Rows, type Unlike } from '../../lib/wire/cards';
import { accepts } from '../../lib/wire/checks';
import type { Ask, CallName, Reply } from '../../lib/wire/protocol';
import { serve, type Handlers } from '../../lib/wire/serve';
import { actionsOf, exampleOf, insideOf, type Shape } from '../support/schemas';
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

test('a chat page may make the calls that its chips, badges and buttons are for, and no others', () => {
  expect(CALLS.filter((call) => may('chat-page', CARDS[call])).toSorted()).toEqual(
    ['reading', 'chatChanged', 'chatSettled', 'openPanel', 'openPopover', 'badges', 'putInPhones'].toSorted(),
  );
});

test('a policy forbids with each of its rules the calls whose card says so, and no others', () => {
  const ruleOf = (call: CallName) => (CARDS[call] satisfies Pick<Card<never>, 'rule'>).rule;
  expect(CALLS.flatMap((call) => (ruleOf(call) ? [`${ruleOf(call)}: ${call}`] : [])).toSorted()).toEqual(
    [
      ...['backUpNow', 'backupPart', 'carryOver', 'exportSearch', 'setBackupPlace'].map((call) => `reveal: ${call}`),
      ...['applyRestore', 'beginImport', 'importPart', 'importSame'].map((call) => `localBook: ${call}`),
      ...['connections: keepConnection', 'unsealed: removePassphrase', 'wipe: wipe'],
    ].toSorted(),
  );
});

/** The compiler reads these with every other file: where it finds no error in the line below the comment, that is the error. */
describe('the compiler refuses', () => {
  const row = <A>(ask: () => v.GenericSchema<A>): Card<A> => ({ by: 'own-page', needs: 'records', takesOut: false, ask });

  test('a call without its card', () => {
    const { hello: _, ...others } = CARDS;
    // @ts-expect-error hello is missing
    expect(others satisfies Cards).not.toHaveProperty('hello');
  });

  test('a card that does not say whether anything leaves the browser by it', () => {
    const { takesOut: _, ...exportBook } = CARDS.exportBook;
    // @ts-expect-error takesOut is missing
    expect({ ...CARDS, exportBook } satisfies Cards).toMatchObject({ exportBook });
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
    const refused: Unlike<Rows, { submit: More }> = 'submit';
    // @ts-expect-error every kind that there is is taken
    const taken: Unlike<Rows, { submit: Ask<'submit'> }> = 'submit';
    expect(refused).toBe(taken);
  });

  test('a card whose schema says another thing than its call, whichever of the two says more', () => {
    const retry = {
      by: 'own-page',
      needs: 'records',
      takesOut: false,
      ask: () => v.strictObject({ edit: v.string(), more: v.exactOptional(v.string()) }),
    };
    type Other = Omit<Rows, 'retry'> & { retry: typeof retry };
    // @ts-expect-error no page may ask for `more`
    const fitting: Fitting<Other>['retry'] = retry;
    expect(fitting).toBe(retry);

    const text = v.string();
    const schemas = {
      same: v.strictObject({ kind: v.picklist(['a', 'b']), text, often: v.exactOptional(v.number()) }),
      without: v.strictObject({ kind: v.picklist(['a', 'b']), text }),
      needed: v.strictObject({ kind: v.picklist(['a', 'b']), text, often: v.number() }),
      further: v.strictObject({ kind: v.picklist(['a', 'b']), text, often: v.exactOptional(v.number()), more: v.exactOptional(text) }),
      loose: v.looseObject({ kind: v.picklist(['a', 'b']), text, often: v.exactOptional(v.number()) }),
      wider: v.strictObject({ kind: text, text, often: v.exactOptional(v.number()) }),
      narrower: v.strictObject({ kind: v.literal('a'), text, often: v.exactOptional(v.number()) }),
      any: v.strictObject({ kind: v.picklist(['a', 'b']), text: v.any(), often: v.exactOptional(v.number()) }),
      unknown: v.strictObject({ kind: v.picklist(['a', 'b']), text: v.unknown(), often: v.exactOptional(v.number()) }),
      whatever: v.any(),
    };
    type Wanted = { kind: 'a' | 'b' } & { text: string; often?: number };
    type Verdicts = { [K in keyof typeof schemas]: Verdict<Wanted, (typeof schemas)[K]> };
    const verdicts: Verdicts = {
      same: 'taken',
      ...{ without: 'refused', needed: 'refused', further: 'refused', loose: 'refused', wider: 'refused', narrower: 'refused' },
      ...{ any: 'refused', unknown: 'refused', whatever: 'refused' },
    };
    expect(Object.keys(verdicts)).toEqual(Object.keys(schemas));
  });
});

type Verdict<A, S extends v.GenericSchema> = [Unlike<{ call: { ask: () => S } }, { call: A }>] extends [never] ? 'taken' : 'refused';

/** What the types do not show of a schema: the guard hands over what was asked, not what a schema makes of it. */
describe('the schema of a call', () => {
  const inside = CALLS.flatMap((call) => [...insideOf(shapeOf(call), call)]);
  const places = (wrong: (shape: Shape) => boolean) => inside.filter(({ schema }) => wrong(schema)).map(({ place }) => place);

  test('is looked at as a whole: it takes its own example, which lacks nothing that has to be there', () => {
    const examples = CALLS.map((call) => ({ call, ask: exampleOf(CARDS[call].ask()) }));
    expect(examples.filter((message) => !accepts(message))).toEqual([]);
    expect(inside.length).toBeGreaterThan(1_000);
  });

  test('lets no key through that it does not name', () => {
    expect(places(({ type }) => type.endsWith('object') || type === 'object_with_rest').length).toBeGreaterThan(150);
    expect(places(({ type }) => /^(?!strict_).*object/.test(type))).toEqual([]);
    expect(places(({ type }) => /^(?!strict_).*tuple/.test(type))).toEqual([]);
  });

  test('lets nothing through unseen, but what a backup has in its records, which is looked at where each is kept', () => {
    expect(places(({ type }) => type === 'any' || type === 'unknown')).toEqual(['takeRestorePart.records[]{}']);
  });

  test('says how long each text is at most, and how many entries each list and each record has', () => {
    const ends = ['max_length', 'max_entries', 'regex', 'uuid', 'iso_timestamp', 'iso_date'];
    const isEndless = (shape: Shape) => !actionsOf(shape.pipe).some(({ type }) => ends.includes(type));
    const endless = places((shape) => ['string', 'array', 'record'].includes(shape.type) && isEndless(shape));
    expect([...new Set(endless)].toSorted()).toEqual(
      [
        // Measured as a whole.
        ...['typed', 'typed{}', 'start', 'start{}'].map((lines) => `keepDraft.draft.${lines}`),
        // Read row by row, each of which is looked at.
        'importPart.rows',
        // What a record of a backup holds is looked at where it is kept.
        ...['takeRestorePart.records[]', 'takeRestorePart.records[]{key}'],
      ].toSorted(),
    );
  });

  test('changes nothing, and puts nothing where something is missing', () => {
    expect(places(({ kind }) => kind === 'transformation')).toEqual([]);
    expect(places((shape) => shape.default !== undefined)).toEqual([]);
  });

  test('where it is a check of its own, takes nothing that is of another kind than a text', () => {
    const own = inside.filter(({ schema }) => schema.type === 'custom' || schema.type === 'instance');
    const others = [null, undefined, 7, true, [], {}, ['field:x'], { field: 'x' }];
    expect(own.filter(({ schema }) => others.some((value) => v.is(schema as never, value))).map(({ place }) => place)).toEqual([]);
  });
});

function shapeOf(call: CallName): Shape {
  return CARDS[call].ask() as unknown as Shape;
}
