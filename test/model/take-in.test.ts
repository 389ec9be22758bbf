import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { applyChange, beforeOf, type Change, type Edit } from '../../lib/model/edit';
import { differenceOf, mergedText } from '../../lib/model/merge-text';
import { takeIn } from '../../lib/model/take-in';
import { customer, fields, tag } from '../gallery/people.ts';

const ref = { connection: 'main', id: 'c-1' };
let last = 0;

function edit(change: Edit['change'], more: Partial<Edit> = {}): Edit {
  last++;
  return { id: `e${last}`, ref, change, base: null, madeAt: last, attempts: 0, notBefore: 0, state: { kind: 'queued' }, ...more };
}

/** All edits in their order, as the outbox would keep them when nothing is sent meanwhile. */
function outbox(changes: Change[], start: Customer): Edit[] {
  let shown = start;
  return changes.reduce<Edit[]>((waiting, change) => {
    const next = edit(change, { base: beforeOf(shown, change) });
    shown = applyChange(shown, change);
    const { put, remove } = takeIn(waiting, next);
    const kept = waiting.filter(({ id }) => id !== remove && id !== put?.id);
    return put ? [...kept, put].sort((a, b) => a.madeAt - b.madeAt) : kept;
  }, []);
}

const changes = fc.array(
  fc.oneof(
    fc.constantFrom('a', 'b', 'c').map((text): Change => ({ kind: 'remark', text })),
    fc.constantFrom('a', 'b').map((text): Change => ({ kind: 'personal-name', text })),
    fc.constantFrom('1', '2').map((value): Change => ({ kind: 'field', field: fields[0]!.id, value })),
    fc
      .tuple(fc.constantFrom('add-tag' as const, 'remove-tag' as const), fc.constantFrom('x', 'y', 'VIP'))
      .map(([kind, name]): Change => ({ kind, tag: tag(name) })),
  ),
  { maxLength: 30 },
);

describe('edits that wait', () => {
  test('end, however they are merged, where they would have ended one by one, with no two about one thing', () => {
    fc.assert(
      fc.property(changes, (all) => {
        // What is added is not there and what is removed is, as for somebody who sees the tags.
        const start = customer({ fields });
        let so = start;
        const sensible = all.filter((change) => {
          const before = beforeOf(so, change);
          if ('tag' in change && before?.kind === change.kind) return false;
          so = applyChange(so, change);
          return true;
        });
        const waiting = outbox(sensible, start);
        const end = waiting.reduce((now, { change }) => applyChange(now, change), start);
        const plain = ({ tags, ...rest }: Customer) => ({ ...rest, tags: tags.map(({ name }) => name).sort() });
        expect(plain(end)).toEqual(plain(so));
        expect(waiting.length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('of ten saves are one, with what was there before the first', () => {
    const texts = Array.from({ length: 10 }, (_, number): Change => ({ kind: 'remark', text: '一'.repeat(number + 1) }));
    const waiting = outbox(texts, customer());
    expect(waiting).toMatchObject([{ change: texts[9], base: { kind: 'remark', text: customer().remark } }]);
    expect(waiting[0]!.carries).toHaveLength(9);
  });

  test('add and remove the same tag are none, unless the CRM may have heard of it', () => {
    const added = edit({ kind: 'add-tag', tag: tag('x') });
    const removed = edit({ kind: 'remove-tag', tag: tag('x') });
    expect(takeIn([added], removed)).toEqual({ put: null, remove: added.id, carrier: null });
    const tried = { ...added, attempts: 1 };
    expect(takeIn([tried], removed).put).toMatchObject({ id: added.id, change: removed.change, tried: [added.change] });
  });

  test('are one when they are handed over twice, also when they were taken into another one', () => {
    const first = edit({ kind: 'remark', text: 'a' });
    const { put } = takeIn([first], edit({ kind: 'remark', text: 'b' }, { id: 'again' }));
    expect(takeIn([put!], edit({ kind: 'remark', text: 'b' }, { id: 'again' }))).toEqual({ put: null, remove: null, carrier: put });
  });

  test('of somebody who has not seen the other one stay apart', () => {
    const base: Change = { kind: 'remark', text: 'before' };
    const first = edit({ kind: 'remark', text: 'a' }, { base });
    const second = edit({ kind: 'remark', text: 'b' }, { base });
    expect(takeIn([first], second).put).toBe(second);
  });

  test('of what was not known stay so when they are typed over, and nobody else takes them for their own', () => {
    const unseen = { kind: 'unseen' } as const;
    const a: Change = { kind: 'remark', text: 'a' };
    const first = edit(a, { base: unseen });
    const typed = takeIn([first], edit({ kind: 'remark', text: 'b' }, { base: a })).put!;
    expect(typed).toMatchObject({ id: first.id, change: { text: 'b' }, base: unseen });
    // Made in a window that shows nothing of the one that waits.
    const blind = edit({ kind: 'remark', text: 'c' }, { base: unseen });
    expect(takeIn([typed], blind).put).toBe(blind);
    const seen = edit(a, { base: { kind: 'remark', text: 'before' } });
    expect(takeIn([seen], blind).put).toBe(blind);
    // What was refused is not shown: the author of the next one has seen as much as its own.
    const refused = edit(a, { base: unseen, state: { kind: 'rejected', problem: { kind: 'forbidden' } } });
    expect(takeIn([refused], blind).put).toMatchObject({ id: refused.id, base: unseen, change: { text: 'c' } });
  });

  test('do not go before a follow-up that was written in between', () => {
    const followUp = edit({
      kind: 'follow-up',
      followUp: { text: 'met', at: '2026-01-01T00:00:00Z', kind: null, remindAt: null, stage: null },
    });
    const next = edit({ kind: 'remark', text: 'b' });
    expect(takeIn([edit({ kind: 'remark', text: 'a' }), followUp], next).put).toBe(next);
  });

  test('that nobody could decide yet give way to what the person types now, seeing what the CRM has', () => {
    const theirs: Change = { kind: 'remark', text: 'theirs' };
    const stuck = edit({ kind: 'remark', text: 'mine' }, { base: { kind: 'remark', text: 'old' }, state: { kind: 'conflict', theirs } });
    const { put } = takeIn([stuck], edit({ kind: 'remark', text: 'both' }, { base: theirs }));
    expect(put).toMatchObject({ id: stuck.id, base: theirs, change: { text: 'both' }, state: { kind: 'queued' } });
  });
});

describe('what was seen', () => {
  const changesOfAll: Change[] = [
    { kind: 'remark', text: 'n' },
    { kind: 'personal-name', text: 'n' },
    { kind: 'field', field: fields[0]!.id, value: '1' },
    { kind: 'details', details: { name: 'n', company: 'n', phones: ['1'] } },
    { kind: 'add-tag', tag: tag('x') },
  ];
  const parts = ['remark', 'nickname', 'name', 'company', 'phones', 'tags', fields[0]!.id];

  test('is nothing where the answer left it out, and only that part of details', () => {
    const unknown = customer({ fields, unknown: parts });
    for (const change of changesOfAll) expect(beforeOf(unknown, change)).toEqual({ kind: 'unseen' });
    const partly = customer({ fields, unknown: ['company'], phones: [{ label: null, number: '138****0000', hidden: true }] });
    expect(beforeOf(partly, changesOfAll[3]!)).toEqual({ kind: 'details', details: { name: partly.name } });
    expect(beforeOf(customer({ fields: [] }), changesOfAll[2]!)).toEqual({ kind: 'unseen' });
    expect(beforeOf(customer({ brief: true, company: null, remark: null, phones: [] }), changesOfAll[3]!)).toEqual({
      kind: 'details',
      details: { name: customer().name },
    });
  });

  test('is what a person has written themselves, from then on', () => {
    const unknown = customer({ fields, unknown: parts });
    for (const change of changesOfAll.filter((one) => !('tag' in one)))
      expect(beforeOf(applyChange(unknown, change), change)).toEqual(change);
  });
});

describe('two texts', () => {
  test('are told apart word by word, Chinese sign by sign, and no character is torn apart', () => {
    const own = (pieces: { text: string; own: boolean }[]) => pieces.filter((piece) => piece.own).map(({ text }) => text);
    const difference = differenceOf('周五前要报价，call 🌸 today\n已约', '周二前要报价，call 🌺 tomorrow\n已约');
    expect([own(difference.a), own(difference.b)]).toEqual([
      ['五', '🌸', 'today'],
      ['二', '🌺', 'tomorrow'],
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const { a: left, b: right } = differenceOf(a, b);
        expect(left.map(({ text }) => text).join('')).toBe(a);
        expect(right.map(({ text }) => text).join('')).toBe(b);
        const shared = (pieces: typeof left) => pieces.flatMap(({ text, own: only }) => (only ? [] : [text])).join('');
        expect(shared(left)).toBe(shared(right));
      }),
      { seed: 5, numRuns: 1_000 },
    );
  });

  test('that are very long are compared in an instant', () => {
    const difference = differenceOf(`a ${'x '.repeat(9_000)}`, `b ${'y '.repeat(9_000)}`);
    expect(difference.a[0]).toMatchObject({ own: true });
  });

  test('are merged line by line, without what was there before and is gone', () => {
    expect(mergedText('要报价', '要报价\n已寄样', '要报价\n周五开会')).toBe('要报价\n已寄样\n周五开会');
    expect(mergedText('旧', '新', '旧\n我的')).toBe('新\n我的');
    expect(mergedText(null, 'a', 'a b')).toBe('a\na b');
  });
});

describe('a follow-up that waits', () => {
  const written = (text: string): Edit['change'] => ({
    kind: 'follow-up',
    followUp: { text, at: '2026-05-20T12:00:00.000Z', kind: null, remindAt: null, stage: null },
  });
  const waiting = edit(written('first'), { id: 'form-1 a1' });

  test('is one with what the same form has made of it before any CRM could have it', () => {
    const { put, carrier } = takeIn([waiting, edit({ kind: 'remark', text: 'later' })], edit(written('corrected'), { id: 'form-1 b2' }));
    expect(put).toMatchObject({ id: 'form-1 a1', change: written('corrected'), base: null, carries: ['form-1 b2'] });
    expect(carrier).toBe(put);
  });

  test.each<[string, Partial<Edit>]>([
    ['was tried', { attempts: 1 }],
    ['is on its way', { attempts: 1, state: { kind: 'sending' } }],
    ['failed ten times', { attempts: 10, state: { kind: 'rejected', problem: { kind: 'timed-out', seconds: 30 } } }],
  ])('and %s is one with what the same form has made of it, which knows what the CRM may have', (_, more) => {
    const { put } = takeIn([{ ...waiting, ...more }], edit(written('corrected'), { id: 'form-1 b2' }));
    expect(put).toMatchObject({ id: 'form-1 a1', change: written('corrected'), tried: [waiting.change], state: { kind: 'queued' } });
    const { put: again } = takeIn([{ ...put!, attempts: 2 }], edit(written('once more'), { id: 'form-1 c3' }));
    expect(again).toMatchObject({ change: written('once more'), tried: [waiting.change, written('corrected')] });
  });

  test.each([
    ['of another form', 'form-2 b2'],
    ['of no form', 'b2'],
  ])('stays beside one %s', (_, id) => {
    const next = edit(written('corrected'), { id });
    expect(takeIn([waiting], next)).toEqual({ put: next, remove: null, carrier: next });
  });
});
