import { describe, expect, test } from 'vitest';
import { exportFile } from '../../../lib/customers/import/run';
import type { SchemaField } from '../../../lib/model/book/schema';
import { ask, restartWorker, withWorker } from '../worker';
import { begin, call, checked, CONNECTION, everybody, imported, newReader, parts, SKIP, undone } from './importing';

withWorker();

const BUDGET: SchemaField = { id: 'budget', label: '预算', type: 'number', options: [] };
const NEEDS: SchemaField = {
  ...{ id: 'needs', label: '需求', type: 'choices' },
  options: [
    { id: 'n1', name: '厨房' },
    { id: 'n2', name: '卫浴' },
  ],
};

const schema = () => ask('bookSchema', { connection: CONNECTION });
const labels = async () => (await schema()).fields.map(({ label }) => label);

async function changeFields(by: (fields: SchemaField[]) => SchemaField[]): Promise<void> {
  const { fields } = await schema();
  await ask('changeSchema', { connection: CONNECTION, change: { kind: 'fields', fields: by(fields) } });
  await expect.poll(async () => (await schema()).pending ?? []).toEqual([]);
}

/** The file of a book with two fields of its own, and that book as new again. */
async function fileOfAnother(): Promise<Blob> {
  await changeFields((fields) => [...fields, BUDGET, NEEDS]);
  const { run } = await imported(new Blob(['姓名,手机,预算,需求\n王芳,13800138000,20,"厨房, 卫浴"\n李雷,13900139000,,\n']));
  const wanted = { connection: CONNECTION, ids: null, format: 'json' as const, sheet: '', headings: {} };
  const file = await exportFile({ reader: newReader(), call, wanted }, () => undefined);
  await undone(run);
  await changeFields((fields) => fields.filter(({ id }) => id !== 'budget' && id !== 'needs'));
  return file;
}

const valuesOf = async (name: string) => {
  const customer = (await everybody()).find((one) => one.name === name)!;
  return Object.fromEntries(customer.fields.map(({ label, value, options }) => [label, named(value, options)]));
};

function named(value: unknown, options: SchemaField['options']): unknown {
  return Array.isArray(value) ? value.map((id) => options.find((option) => option.id === id)?.name) : value;
}

describe("a book's own file with fields that the book does not have", () => {
  test('brings them along with their values, and its undo removes them', async () => {
    const file = await fileOfAnother();
    const before = await schema();
    const { preview, run } = await imported(file);
    expect(preview.missing.map(({ field }) => field)).toEqual([BUDGET, NEEDS]);
    expect(await valuesOf('王芳')).toMatchObject({ 预算: 20, 需求: ['厨房', '卫浴'] });
    restartWorker();
    expect(await undone(run)).toMatchObject({ left: 0, removed: 2, fields: { removed: ['预算', '需求'], kept: [] } });
    expect(await schema()).toEqual(before);
  });

  test('brings only those that the person wants', async () => {
    const file = await fileOfAnother();
    const { run } = await imported(file, SKIP, 'leave-out', ({ targets }) => targets.map((one) => (one === 'field:budget' ? null : one)));
    expect(await labels()).not.toContain('预算');
    expect(await valuesOf('王芳')).toMatchObject({ 需求: ['厨房', '卫浴'] });
    expect(await undone(run)).toMatchObject({ fields: { removed: ['需求'], kept: [] } });
  });

  test("fills the book's own field of that name instead of adding another", async () => {
    const file = await fileOfAnother();
    await changeFields((fields) => [...fields, { ...BUDGET, id: 'mine' }]);
    const { preview } = await imported(file);
    expect(preview.missing.map(({ field }) => field.id)).toEqual(['needs']);
    expect((await labels()).filter((label) => label === '预算')).toHaveLength(1);
    expect(await valuesOf('王芳')).toMatchObject({ 预算: 20 });
  });

  test('brings the stages where the book has none any more', async () => {
    await imported(new Blob(['姓名,阶段\n王芳,意向\n']));
    const wanted = { connection: CONNECTION, ids: null, format: 'json' as const, sheet: '', headings: {} };
    const file = await exportFile({ reader: newReader(), call, wanted }, () => undefined);
    await undone((await ask('imports', { connection: CONNECTION }))[0]!.run);
    await changeFields((fields) => fields.filter(({ id }) => id !== 'stage'));
    expect((await checked(new Blob(['姓名,阶段\n王芳,意向\n']))).preview.targets).toEqual(['name', null]);
    await imported(file);
    expect(await everybody()).toMatchObject([{ name: '王芳', stage: { name: '意向' } }]);
  });

  test('leaves a field at its undo that somebody uses or has named otherwise since, and says so', async () => {
    const file = await fileOfAnother();
    const { run } = await imported(file);
    await imported(new Blob(['姓名,预算\n韩梅,8\n']));
    await changeFields((fields) => fields.map((field) => (field.id === 'needs' ? { ...field, label: '想要' } : field)));
    expect(await undone(run)).toMatchObject({ removed: 2, fields: { removed: [], kept: ['预算', '想要'] } });
    expect(await labels()).toEqual(expect.arrayContaining(['预算', '想要']));
    expect(await valuesOf('韩梅')).toMatchObject({ 预算: 8 });
  });

  test('leaves a field at its undo that an unfinished import is to fill', async () => {
    const file = await fileOfAnother();
    const { run } = await imported(file);
    const csv = await checked(new Blob(['姓名,预算\n韩梅,8\n']));
    const other = await begin(csv, SKIP);
    expect(await undone(run)).toMatchObject({ fields: { removed: ['需求'], kept: ['预算'] } });
    await parts(csv.reader, other, SKIP);
    expect(await valuesOf('韩梅')).toMatchObject({ 预算: 8 });
  });

  test('brings the values also while the removal of that field is still going on', async () => {
    const file = await fileOfAnother();
    await changeFields((fields) => [...fields, BUDGET]);
    await imported(new Blob([`姓名,预算\n${Array.from({ length: 1_200 }, (_, at) => `旧${at},1`).join('\n')}\n`]));
    const { fields } = await schema();
    const opened = await checked(file);
    await ask('changeSchema', {
      connection: CONNECTION,
      change: { kind: 'fields', fields: fields.filter(({ id }) => id !== 'budget') },
    });
    const run = await begin({ ...opened, adds: [BUDGET, NEEDS] }, SKIP);
    await parts(opened.reader, run, SKIP);
    await expect.poll(async () => (await schema()).pending ?? []).toEqual([]);
    expect(await valuesOf('王芳')).toMatchObject({ 预算: 20 });
  });

  test.each([
    ['a field of an unknown type', [{ ...BUDGET, type: 'picture', editable: true }], 'fields[0]'],
    ['two fields of one id', [BUDGET, { ...NEEDS, id: 'budget' }], 'fields[1]'],
    ['a field without a name', [{ ...BUDGET, label: '' }], 'fields[0]'],
  ])('is refused with %s', async (_, fields, where) => {
    const file = new Blob([JSON.stringify({ format: 'kebian-book', version: 1, fields, customers: [] })]);
    await expect(checked(file)).rejects.toMatchObject({ fault: { kind: 'not-ours', where } });
  });

  test('does not get more fields than a book can have', async () => {
    await changeFields((fields) => [
      ...fields,
      ...Array.from({ length: 53 }, (_, at): SchemaField => ({ id: `f${at}`, label: `字段${at}`, type: 'text', options: [] })),
    ]);
    const fields = [BUDGET, NEEDS].map((field) => ({ ...field, editable: true }));
    const customer = { name: '王芳', phones: [], tags: [], stage: null, company: null, remark: null, nickname: null, source: null };
    const customers = [{ ...customer, id: 'a', createdAt: null, fields: [{ id: 'budget', value: 3 }] }];
    const { preview } = await imported(new Blob([JSON.stringify({ format: 'kebian-book', version: 1, fields, customers })]));
    expect(preview.missing).toHaveLength(2);
    expect(preview.targets.filter((target) => target === 'field:budget' || target === 'field:needs')).toEqual(['field:budget']);
    expect(await valuesOf('王芳')).toMatchObject({ 预算: 3 });
  });
});
