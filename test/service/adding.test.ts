import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { seenFor, ask, restartWorker, withWorker } from './worker';

withWorker();

const nobody = { nickname: null, company: null, phones: [], remark: null };
const add = (key: string) => ask('addCustomer', { key, contact: null, connection: 'book', customer: { name: '韩梅梅', ...nobody } });
const book = async () => (await ask('search', { connection: 'book', query: {}, page: null })).items;

test('a customer is added once, even if the worker was stopped after the book had them and before it wrote that down', async () => {
  const ref = await add('key-1');
  await ask('submit', {
    edit: 'e',
    ref,
    change: { kind: 'remark', text: '老同学' },
    base: await seenFor(ref, { kind: 'remark', text: '老同学' }),
  });
  await fakeBrowser.storage.session.remove('added:key-1');
  restartWorker();
  expect(await add('key-1')).toEqual(ref);
  expect(await book()).toMatchObject([{ id: ref.id, remark: '老同学' }]);
});

test('two customers of one name are two', async () => {
  await add('key-1');
  await add('key-2');
  expect(await book()).toHaveLength(2);
});
