import { describe, expect, test } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, show, state, until } from '../worker';

const DESK = 'wechat-console';
const crm = withCrms(DESK);
const desk = () => crm(DESK);
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const row = () => desk().rows('zhang-wei')[0]!;
const writes = () => desk().requests.filter(({ path }) => path.includes('updateCustomer'));
const save = (change: Record<string, string>) =>
  ask('saveConnection', { id: DESK, provider: DESK, name: '', values: { baseUrl: desk().url, ...credentialsOf(DESK, desk()), ...change } });

describe('a change that is taken back after the connection has become another one', () => {
  const made = async () => {
    await show(zhangWei);
    const { ref } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings.find(({ connection }) => connection === DESK)!
      .candidates[0]!;
    const change = { kind: 'remark', text: '写错了' } as const;
    await ask('submit', { edit: 'e9', ref, change, base: { kind: 'remark', text: row().note ?? '' } });
    await until((now) => !now['edit:e9'] && Boolean(now['done:e9']));
    desk().clearRequests();
  };

  test.each([
    ['account', () => save({ userName: 'another' })],
    ['address', () => save({ baseUrl: desk().url.replace('127.0.0.1', 'localhost') })],
  ] as const)('is not written to that one, and says why: another %s', async (why, change) => {
    await made();
    await change();
    await expect(ask('undo', { edit: 'e9' })).rejects.toMatchObject({ problem: { kind: 'held-back', why } });
    expect(Object.keys(await state()).filter((key) => key.startsWith('edit:'))).toEqual([]);
    expect(writes()).toEqual([]);
  });

  test('says why where the connection was removed, or nothing is known of it any more', async () => {
    await made();
    await ask('removeConnection', { connection: DESK });
    await expect(ask('undo', { edit: 'e9' })).rejects.toMatchObject({ problem: { kind: 'not-undone', why: 'too-late' } });
  });

  test('pressed twice is one, and no Problem', async () => {
    const before = row().note;
    await made();
    expect(row().note).toBe('写错了');
    await Promise.all([ask('undo', { edit: 'e9' }), ask('undo', { edit: 'e9' })]);
    await ask('undo', { edit: 'e9' });
    await until((now) => !now['edit:undo e9']);
    expect(row().note).toBe(before);
  });
});
