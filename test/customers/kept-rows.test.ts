import { describe, expect, test } from 'vitest';
import { ImportSession } from '../../lib/customers/import/session';
import { firstSchema } from '../../lib/model/book/first-schema';
import { fieldsOf } from '../../lib/model/book/schema';
import { bareCustomer } from '../../lib/model/customer';
import { BOOK_FORMAT, BOOK_VERSION, written } from '../../lib/model/sheet/book-file';
import { rowsIn } from '../../lib/wire/import-cards';
import type { Decisions } from '../../lib/model/sheet/checked';
import type { ImportRow } from '../../lib/model/sheet/import-part';

const fields = fieldsOf(firstSchema('zh_CN'));

/** A file with empty rows, rows that are left out, and rows that are there further up. */
const file = new Blob([
  '姓名,手机,备注,生日\n',
  Array.from({ length: 1_300 }, (_, at) => {
    if (at % 40 === 7) return ',,,';
    const phone = at % 50 === 3 ? '1.38E+10' : 13_000_000_000 + (at % 1_000);
    return `客户${at},${phone},"行 ${at}, ""甲""",1990-05-0${1 + (at % 9)}`;
  }).join('\n'),
]);

const bookFile = JSON.stringify({
  format: BOOK_FORMAT,
  version: BOOK_VERSION,
  fields: [],
  customers: [written({ ...bareCustomer({ connection: 'book', id: '1' }), name: '王芳' })],
});

/** The parts of the file with so many units of its rows in memory, and how many bytes were read for them after the check. */
async function partsOf(mostKept: number, decisions: Decisions) {
  const { slice } = Blob.prototype;
  let bytes = 0;
  file.slice = (from, to, type) => {
    const part = slice.call(file, from, to, type);
    bytes += part.size;
    return part;
  };
  const session = await ImportSession.open(file, {}, mostKept);
  const { targets, headings } = await session.preview(fields);
  session.beginCheck({ targets, headings, fields, home: 'CN', damaged: 'leave-out' });
  while (await session.nextAsked(true));
  bytes = 0;
  const parts: { part: number; rows: ImportRow[]; read: number; count: number }[] = [];
  for await (const one of session.parts(decisions)) parts.push({ ...one, rows: rowsIn(one.rows) });
  return { parts, bytes };
}

describe('the parts of a checked file', () => {
  test.each<Decisions>([
    { all: 'skip', each: {}, prefers: 'book' },
    { all: 'merge', each: { 1_010: 'both', 1_011: 'skip' }, prefers: 'file' },
  ])('are the same from memory and from the file: $all', async (decisions) => {
    const [kept, ...others] = [await partsOf(Infinity, decisions), await partsOf(20_000, decisions), await partsOf(0, decisions)];
    for (const { parts } of others) expect(parts).toEqual(kept!.parts);
    expect(kept!.parts.map(({ part, read }) => [part, read])).toEqual([
      [0, 500],
      [1, 1_000],
      [2, 1_300],
    ]);
    expect(kept!.parts.every(({ rows, count }) => rows.length === count)).toBe(true);
    expect(kept!.parts[0]!.rows[0]).toMatchObject({ row: 2, name: '客户0', remark: '行 0, "甲"', into: null });
    // Those of the last three hundred rows who are there a thousand rows further up.
    const last = kept!.parts[2]!.rows.map(({ row, name, into }) => [row, name, into]);
    const merged = (row: number) => [row, `客户${row - 2}`, row === 1_010 ? null : row - 1_000];
    const taken = Array.from({ length: 300 }, (_, at) => 1_002 + at).filter((row) => (row - 2) % 40 !== 7 && (row - 2) % 50 !== 3);
    const isNew = (row: number) => (row - 1_002) % 40 === 7 || (row - 1_002) % 50 === 3;
    const wanted = taken.filter((row) => row !== 1_011).map((row) => (isNew(row) ? [row, `客户${row - 2}`, null] : merged(row)));
    expect(last).toEqual(decisions.all === 'skip' ? wanted.filter(([row]) => isNew(row as number)) : wanted);
    expect([kept!.bytes, others.every(({ bytes }) => bytes >= file.size)]).toEqual([0, true]);
  });
});

/** The share that was read, as each answer of the check tells it. */
async function sharesOf(blob: Blob): Promise<(number | null)[]> {
  const session = await ImportSession.open(blob, {});
  const { targets, headings } = await session.preview(fields);
  session.beginCheck({ targets, headings, fields, home: 'CN', damaged: 'leave-out' });
  const shares: (number | null)[] = [];
  for (let next; (next = await session.nextAsked(true));) shares.push(next.share);
  return shares;
}

const long = '长'.repeat(300);

test.each([
  ['a table of text', ['姓名,备注\n', ...Array.from({ length: 3_000 }, (_, at) => `客户${at},${long}\n`)]],
  ['a file of cards', Array.from({ length: 3_000 }, (_, at) => `BEGIN:VCARD\nVERSION:3.0\nFN:客户${at}\nNOTE:${long}\nEND:VCARD\n`)],
])('while %s is checked, the share that was read is told', async (_, lines) => {
  const shares = await sharesOf(new Blob(lines));
  expect(shares).toEqual(shares.toSorted((a, b) => a! - b!));
  expect(new Set(shares).size).toBeGreaterThan(3);
  expect([shares[0]! < 0.5, shares.at(-1)]).toEqual([true, 1]);
});

test("of a book's own file, which is read at once, no share is told", async () => {
  expect(await sharesOf(new Blob([bookFile]))).toEqual([null]);
});
