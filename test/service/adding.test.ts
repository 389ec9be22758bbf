import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ProblemError } from '../../lib/model/problem';
import type { CustomerRef } from '../../lib/model/customer';
import type { Region } from '../../lib/model/regions';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import { seenFor, ask, killWorker, restartWorker, startWorker, until, withWorker } from './worker';

withWorker();

const BLANK = { nickname: null, company: null as string | null, phones: [] as string[], remark: null };

/** Adds a customer as the form does; `despite` are the ids of those whom the person has seen to be alike. */
function add(key: string, customer: Partial<typeof BLANK & { name: string }> = {}, despite?: string[]) {
  const whole = { ...BLANK, name: '韩梅梅', ...customer };
  return ask('addCustomer', { key, contact: null, connection: 'book', customer: whole, ...(despite && { despite }) });
}

/** Why it was not added. */
async function refusal(adding: Promise<unknown>): Promise<unknown> {
  const thrown = await adding.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof ProblemError ? thrown.problem : thrown;
}

const book = async () => (await ask('search', { connection: 'book', query: {}, page: null })).items;
const alike = (customer: object) => ask('alike', { connection: 'book', customer: { ...BLANK, name: '另一位', ...customer } });
const home = (region: Region | 'none') => ask('savePreferences', { ...DEFAULT_PREFERENCES, home: region });

test('a customer is added once, even if the worker was stopped after the book had them and before it wrote that down', async () => {
  const ref = await add('key-1', { phones: ['13800000123'] });
  await ask('submit', {
    edit: 'e',
    ref,
    change: { kind: 'remark', text: '老同学' },
    base: await seenFor(ref, { kind: 'remark', text: '老同学' }),
  });
  await until((now) => now['edit:e'] === undefined);
  await fakeBrowser.storage.session.remove('added:key-1');
  restartWorker();
  expect(await add('key-1', { phones: ['13800000123'] })).toEqual(ref);
  expect(await book()).toMatchObject([{ id: ref.id, remark: '老同学' }]);
});

test('two customers of one name are two, once the person has seen the first', async () => {
  const first = await add('key-1');
  expect(await refusal(add('key-2'))).toEqual({ kind: 'already-there', by: 'name' });
  expect(await book()).toHaveLength(1);
  await add('key-2', {}, [first.id]);
  expect(await book()).toHaveLength(2);
});

test.each<[known: string, typed: string, home?: Region]>([
  ['13800000123', '13800000123'],
  ['13800000123', '+86 138-0000-0123'],
  ['13800000123', '（0086）138 0000 0123'],
  ['+86 138-0000-0123', '１３８０００００１２３'],
  ['138.0000.0123', '手机 13800000123'],
  ['13700000001/13800000123', '13800000123'],
  ['010-88886666', '+86 10 8888 6666'],
  ['+852 9123 4567', '91234567', 'HK'],
  ['0912-345-678', '+886 912 345 678', 'TW'],
  ['8012', '8012'],
])('the number %s in the book is the number %s that is typed', async (known, typed, region = 'CN' as Region) => {
  await home(region);
  const first = await add('key-1', { name: '甲', company: '华盛', phones: [known] });
  expect(await alike({ phones: ['13999999999', typed] })).toEqual([{ ref: first, name: '甲', company: '华盛', phone: known, by: 'phone' }]);
  expect(await refusal(add('key-2', { name: '乙', phones: [typed] }))).toEqual({ kind: 'already-there', by: 'phone' });
  expect(await book()).toHaveLength(1);
  await add('key-2', { name: '乙', phones: [typed] }, [first.id]);
  expect(await book()).toHaveLength(2);
});

test.each([
  ['13800000123', '13800000124'],
  ['13800000123', '1380000012'],
  ['13800000123', '138'],
  ['+852 9123 4567', '+65 9123 4567'],
  ['010-88886666转101', '010-88886666转102'],
  ['8012', '80123'],
  ['', ''],
  ['138****0123', '13800000123'],
  ['无', '无'],
  ['暂无', '暫無'],
  ['-', '-'],
  ['N/A', 'n/a'],
  ['000', '000'],
])('%s in the book is not the number %s that is typed', async (known, typed) => {
  await add('key-1', { name: '甲', phones: [known] });
  expect(await alike({ phones: [typed] })).toEqual([]);
  await add('key-2', { name: '乙', phones: [typed] });
  expect(await book()).toHaveLength(2);
});

test.each<[name: string, company: string | null, typed: string, typedCompany: string | null, same: boolean]>([
  ['张伟', null, '張 偉', null, true],
  ['Zhang Wei', '华盛', 'ｚｈａｎｇ wei', '華盛', true],
  ['张伟', '华盛', '张伟', '大成', false],
  ['张伟', '华盛', '张伟', null, false],
  ['张伟', null, '章伟', null, false],
  ['🌻', null, '🌸', null, false],
])('%s of %s and %s of %s: alike by name and company: %s', async (name, company, typed, typedCompany, same) => {
  await add('key-1', { name, company });
  expect((await alike({ name: typed, company: typedCompany })).map(({ by }) => by)).toEqual(same ? ['name'] : []);
});

test('whoever has the number comes before who has the name, and the number decides for somebody who has both', async () => {
  await add('key-1', { name: '张伟' });
  const both = await add('key-2', { name: '张伟', phones: ['13800000123'] }, [(await book())[0]!.id]);
  expect(await alike({ name: '张伟', phones: ['+8613800000123'] })).toMatchObject([{ ref: both, by: 'phone' }, { by: 'name' }]);
});

test('of two that are added in the same moment with one number, one is added and the other is told', async () => {
  const ends = await Promise.all([
    refusal(add('key-1', { name: '丙', phones: ['13800000123'] })),
    refusal(add('key-2', { name: '丁', phones: ['+86 138 0000 0123'] })),
  ]);
  expect(ends.filter((end) => end === null)).toHaveLength(1);
  expect(ends).toContainEqual({ kind: 'already-there', by: 'phone' });
  expect(await book()).toHaveLength(1);
});

test('who came between what the person has seen and their insisting is told too', async () => {
  const first = await add('key-1', { name: '甲', phones: ['13800000123'] });
  await add('key-2', { name: '乙', phones: ['13800000123'] }, [first.id]);
  expect(await refusal(add('key-3', { name: '丙', phones: ['13800000123'] }, [first.id]))).toEqual({ kind: 'already-there', by: 'phone' });
  expect(await book()).toHaveLength(2);
});

test('one number is one customer when the worker was stopped while it was added, asked again by one form and by two', async () => {
  const customer = { name: '甲', phones: ['13800000123'] };
  void add('key-1', customer).catch(() => undefined);
  killWorker();
  startWorker();
  const again = await Promise.allSettled([add('key-1', customer), add('key-1', customer), add('key-2', { ...customer, name: '乙' })]);
  const refs = again.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])) as CustomerRef[];
  expect(await book()).toHaveLength(1);
  expect(new Set(refs.map(({ id }) => id))).toEqual(new Set([(await book())[0]!.id]));
});

test('that a number is there already stands in the way of that customer and not of the connection', async () => {
  await add('key-1', { name: '甲', phones: ['13800000123'] });
  await refusal(add('key-2', { name: '乙', phones: ['13800000123'] }));
  await add('key-3', { name: '丙', phones: ['13800000124'] });
  expect(await book()).toHaveLength(2);
});
