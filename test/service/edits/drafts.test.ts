import { expect, test } from 'vitest';
import type { FormDraft } from '../../../lib/model/draft';
import { contactKey } from '../../../lib/model/contact';
import { openRaw } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, chatPage, contactOf, OWN_PAGE, popover, restartWorker, send, show, state } from '../worker';

withCrms('wechat-console');
const CONNECTION = 'wechat-console';
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const draft = (text: string): FormDraft => ({ connection: CONNECTION, typed: { text }, start: { text: '' }, once: 'o-1' });
const name = (of: string, form: 'follow-up' | 'details' = 'follow-up') => ({ form, of, connection: CONNECTION });

async function refKeyOf(): Promise<string> {
  const { candidates } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!;
  return `${candidates[0]!.ref.connection}/${candidates[0]!.ref.id}`;
}

test('what is half typed is there again after the worker was stopped, and gone once it was sent or given up', async () => {
  await ask('keepDraft', { name: name('a/1'), draft: draft('寄了样') });
  restartWorker();
  expect((await state())['draft:follow-up a/1']).toEqual(draft('寄了样'));
  await ask('keepDraft', { name: name('a/1'), draft: null });
  expect((await state())['draft:follow-up a/1']).toBeUndefined();
});

test('what is half typed never comes to the disk, and ends when Kebian is locked', async () => {
  await ask('keepDraft', { name: name('a/1'), draft: draft('谁也不该看见') });
  await ask('setPassphrase', { passphrase: '北窗 opens at noon', lockAfter: 15 });
  expect((await state())['draft:follow-up a/1']).toBeDefined();
  for (const { name: database } of await indexedDB.databases()) {
    const raw = await openRaw(database!);
    for (const table of raw.objectStoreNames) expect(JSON.stringify(await raw.getAll(table))).not.toContain('谁也不该看见');
    raw.close();
  }
  await ask('lock', null);
  expect((await state())['draft:follow-up a/1']).toBeUndefined();
  const late = await send({ call: 'keepDraft', ask: { name: name('a/1'), draft: draft('x') } }, OWN_PAGE);
  expect(late).toEqual({ problem: { kind: 'locked' } });
  expect((await state())['draft:follow-up a/1']).toBeUndefined();
});

test('what was half typed for a connection goes with it', async () => {
  await ask('keepDraft', { name: name('a/1'), draft: draft('寄') });
  await ask('removeConnection', { connection: CONNECTION });
  expect((await state())['draft:follow-up a/1']).toBeUndefined();
});

test('what is half typed that is of no connection stays when connections change, and so do the answers', async () => {
  await show(zhangWei);
  const search: FormDraft = { ...draft('张'), connection: null };
  await ask('keepDraft', { name: { form: 'search', of: 'look', connection: null }, draft: search });
  await ask('renameConnection', { connection: CONNECTION, name: '总部' });
  expect(await state()).toMatchObject({ 'draft:search look': search, [`answer:${contactKey(zhangWei)}`]: { contact: zhangWei } });
  await ask('removeConnection', { connection: CONNECTION });
  expect(await state()).toMatchObject({ 'draft:search look': search });
});

test('a popover keeps what is half typed about its own customer, in the forms that it has, and nothing else', async () => {
  await show(zhangWei);
  const key = ((await send({ call: 'openPopover', ask: { kind: 'customer' } }, chatPage(7))) as { answer: string }).answer;
  const frame = popover('frame-1');
  await send({ call: 'popover', ask: key }, frame);
  const own = await refKeyOf();
  const keep = (of: string, form?: 'details') => send({ call: 'keepDraft', ask: { name: name(of, form), draft: draft('寄') } }, frame);
  expect(await keep(own)).toEqual({ answer: null });
  const forbidden = { problem: { kind: 'forbidden' } };
  expect(await keep('wechat-console/other')).toEqual(forbidden);
  expect(await keep(own, 'details')).toEqual(forbidden);
});

test('a chat page keeps nothing, and nothing that no form holds is kept', async () => {
  const asked = { name: name('a/1'), draft: draft('寄') };
  expect(await send({ call: 'keepDraft', ask: asked }, chatPage(7))).toBeUndefined();
  const huge = { ...asked, draft: draft('x'.repeat(500_000)) };
  const foreign = { ...asked, draft: { ...draft('寄'), typed: { text: { html: '<b>' } } } };
  for (const wrong of [huge, foreign, { ...asked, name: { form: 'vaultKey', of: '', connection: null } }]) {
    expect(await send({ call: 'keepDraft', ask: wrong }, OWN_PAGE)).toHaveProperty('problem');
  }
  expect(Object.keys(await state()).filter((item) => item.startsWith('draft:'))).toEqual([]);
});
