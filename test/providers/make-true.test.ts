import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import { makeTrue, type Wish, type Writing } from '../../lib/providers/make-true';
import { problemOf } from '../contract/problem';
import { CASES } from '../support/cases';

/** A customer of a small CRM that has a remark and a nickname; undefined where its answer leaves one out. */
interface Row {
  remark: string | undefined;
  nickname: string | undefined;
}

interface RowWish extends Wish<Row> {
  wanted: Partial<Row>;
}

/** What the CRM makes of a write, and what was done to it. */
interface World {
  row: Row;
  locked?: boolean;
  unreadAlong?: string;
  onWrite?(row: Row, wanted: Partial<Row>): Row;
}

function smallCrm(world: World): Writing<Row, RowWish> & { done: string[] } {
  const done: string[] = [];
  return {
    done,
    read: async () => (done.push('read'), { ...world.row }),
    mayWrite: () => !world.locked,
    wishOf: (changes, row) => wishOf(changes, row, world.unreadAlong),
    write: async ({ wanted }) => {
      done.push('write');
      world.row = world.onWrite?.(world.row, wanted) ?? { ...world.row, ...wanted };
    },
  };
}

function wishOf(changes: readonly Change[], row: Row, unreadAlong: string | null = null): RowWish {
  const wanted = Object.assign({}, ...changes.map(valueOf)) as Partial<Row>;
  const keys = Object.keys(wanted) as (keyof Row)[];
  return {
    wanted,
    holds: (now) => keys.every((key) => now[key] === wanted[key]),
    placesIn: (now) => keys.map((key) => ({ name: key, isRead: now[key] !== undefined, shown: now[key] ?? '', compared: now[key] ?? '' })),
    unreadAlong,
    changedBesides: (before, after) =>
      (['remark', 'nickname'] as const)
        .filter((key) => !keys.includes(key) && before[key] !== after[key])
        .map((key) => ({ what: key, before: row[key] ?? '', now: after[key] ?? '' })),
  };
}

function valueOf(change: Change): Partial<Row> {
  if (change.kind === 'remark') return { remark: change.text };
  return change.kind === 'personal-name' ? { nickname: change.text } : {};
}

const remark = (text: string): Change => ({ kind: 'remark', text });
const nickname = (text: string): Change => ({ kind: 'personal-name', text });
const run = (world: World, changes: Change[], bases: Change[] = []) => {
  const crm = smallCrm(world);
  return { crm, made: makeTrue({ changes, bases }, crm) };
};

describe('a change of a customer', () => {
  test('is written between two reads, and answers with what the second one says', async () => {
    const { crm, made } = run({ row: { remark: '旧', nickname: '' } }, [remark('新')], [remark('旧')]);
    expect(await made).toEqual({ remark: '新', nickname: '' });
    expect(crm.done).toEqual(['read', 'write', 'read']);
  });

  test('that is so already is not written, whatever was seen and whoever may write', async () => {
    const { crm, made } = run({ row: { remark: '新', nickname: '' }, locked: true, unreadAlong: 'isStar' }, [remark('新')], [remark('旧')]);
    expect(await made).toEqual({ remark: '新', nickname: '' });
    expect(crm.done).toEqual(['read']);
  });

  test.each<[string, World, object]>([
    ['a locked record first', { row: { remark: undefined, nickname: '' }, locked: true, unreadAlong: 'x' }, { kind: 'forbidden' }],
    [
      'then a value that was not read',
      { row: { remark: undefined, nickname: '' }, unreadAlong: 'x' },
      { kind: 'not-supported', ability: 'remark', unread: true },
    ],
    [
      'then one that nobody here has seen',
      { row: { remark: '同事写的', nickname: '' }, unreadAlong: 'x' },
      { kind: 'conflict', theirs: null },
    ],
    [
      'then what cannot be sent back as it was',
      { row: { remark: '旧', nickname: '' }, unreadAlong: 'x' },
      { kind: 'not-supported', ability: 'x', unread: true },
    ],
  ])('is refused before anything is written: %s', async (_what, world, problem) => {
    const { crm, made } = run(world, [remark('新')], [remark('旧')]);
    expect(await problemOf(made)).toEqual(problem);
    expect(crm.done).toEqual(['read']);
  });

  test.each<[string, World['onWrite'], object]>([
    ['kept, where the CRM has left what it had', (row) => row, { kind: 'kept', value: '旧' }],
    ['a conflict, where somebody else wrote meanwhile', (row) => ({ ...row, remark: '同事' }), { kind: 'conflict', theirs: null }],
    [
      'made, and told with what has changed besides',
      (row, wanted) => ({ ...row, ...wanted, nickname: '' }),
      { kind: 'changed-too', changes: [{ what: 'nickname', before: '伟', now: '' }] },
    ],
  ])('that was accepted is %s', async (_what, onWrite, problem) => {
    const { made } = run({ row: { remark: '旧', nickname: '伟' }, ...(onWrite && { onWrite }) }, [remark('新')], [remark('旧')]);
    expect(await problemOf(made)).toEqual(problem);
  });
});

test('whatever is there, seen and wanted: nothing unseen is written over, and done twice is done once', async () => {
  const text = fc.constantFrom('', 'a', 'b', 'c');
  const changes = fc.uniqueArray(fc.oneof(text.map(remark), text.map(nickname)), { selector: ({ kind }) => kind, minLength: 1 });
  const bases = fc.array(fc.oneof(text.map(remark), text.map(nickname)), { maxLength: 3 });
  const shown = fc.option(text, { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fc.record({ remark: shown, nickname: shown }), changes, bases, async (row, wanted, seen) => {
      const world: World = { row };
      const first = smallCrm(world);
      const made = await makeTrue({ changes: wanted, bases: seen }, first).catch(() => null);
      const isSafe = wanted.every((change) => {
        const [key] = Object.keys(valueOf(change)) as [keyof Row];
        const isBased = seen.filter(({ kind }) => kind === change.kind).map((base) => valueOf(base)[key]);
        return row[key] === valueOf(change)[key] || (row[key] !== undefined && (isBased.length ? isBased : ['']).includes(row[key]));
      });
      expect(made !== null).toBe(isSafe);
      expect(world.row).toEqual(isSafe ? Object.assign({}, row, ...wanted.map(valueOf)) : row);
      const again = smallCrm(world);
      expect(await makeTrue({ changes: wanted, bases: seen }, again).catch(() => null)).toEqual(made);
      expect(again.done).not.toContain('write');
    }),
    { numRuns: CASES, seed: 20_260_301 },
  );
});
