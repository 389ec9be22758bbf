import { expect, test } from 'vitest';
import { LONGEST_REPLY, MOST_REPLIES, type QuickReply } from '../../../lib/model/reply';
import { ask, restartWorker, send, withWorker, chatPage, popover } from '../worker';

withWorker();

const reply = (id: string, more: Partial<QuickReply> = {}): QuickReply => ({
  id,
  group: '问候',
  title: '你好',
  text: '您好，{姓名}',
  order: 1,
  ...more,
});
const ids = async () => (await ask('replies', null)).map(({ id }) => id).sort();

test('quick replies are stored and deleted in one step, over the end of the worker, twice as once', async () => {
  await ask('saveReplies', { put: [reply('a'), reply('b')], remove: [] });
  await ask('saveReplies', { put: [reply('b', { text: '改了' }), reply('c')], remove: ['a', 'never'] });
  await ask('saveReplies', { put: [reply('b', { text: '改了' }), reply('c')], remove: ['a', 'never'] });
  restartWorker();
  expect(await ids()).toEqual(['b', 'c']);
  expect((await ask('replies', null)).find(({ id }) => id === 'b')!.text).toBe('改了');
});

test('they are sealed with everything else', async () => {
  await ask('saveReplies', { put: [reply('a')], remove: [] });
  await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 15 });
  expect(await ids()).toEqual(['a']);
  await ask('saveReplies', { put: [reply('b')], remove: ['a'] });
  expect(await ids()).toEqual(['b']);
});

test('more than may be kept leaves it as it was', async () => {
  const many = Array.from({ length: MOST_REPLIES }, (_, at) => reply(`r${at}`));
  await ask('saveReplies', { put: many, remove: [] });
  await expect(ask('saveReplies', { put: [reply('one more')], remove: [] })).rejects.toMatchObject({
    problem: { kind: 'too-long', what: 'list' },
  });
  expect(await ids()).toHaveLength(MOST_REPLIES);
  await ask('saveReplies', { put: [reply('one more')], remove: ['r0'] });
  expect(await ids()).toHaveLength(MOST_REPLIES);
});

test.each([
  ['no text', { text: '' }],
  ['a text that is too long', { text: 'x'.repeat(LONGEST_REPLY + 1) }],
  ['no id', { id: '' }],
  ['an order that is none', { order: Number.POSITIVE_INFINITY }],
])('%s is refused', async (_, change) => {
  await expect(ask('saveReplies', { put: [reply('a', change)], remove: [] })).rejects.toMatchObject({
    problem: { kind: expect.any(String) as string },
  });
  expect(await ids()).toEqual([]);
});

test('neither a chat page nor a popover has them', async () => {
  for (const sender of [chatPage(), popover('d')]) {
    expect((await send({ call: 'replies', ask: null }, sender)) ?? {}).not.toHaveProperty('answer');
  }
});
