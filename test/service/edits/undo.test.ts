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

describe('a change that is taken back before its answer is there', () => {
  const REMARK = { kind: 'remark', text: '写错了' } as const;
  const ref = async () =>
    (await state())[`answer:${contactKey(zhangWei)}`]!.findings.find(({ connection }) => connection === DESK)!.candidates[0]!.ref;
  const waits = () => until(({ 'edit:e9': edit }) => edit?.state.kind === 'queued' && edit.attempts > 0);

  /** The CRM fails, so that nobody knows whether it has the remark. */
  async function tried(): Promise<string> {
    await show(zhangWei);
    const before = row().note!;
    desk().fault({ kind: 'status', status: 500 });
    await ask('submit', { edit: 'e9', ref: await ref(), change: REMARK, base: { kind: 'remark', text: before } });
    await waits();
    await ask('undo', { edit: 'e9' });
    return before;
  }

  async function goesOn(): Promise<void> {
    desk().fault(null);
    await ask('retry', { edit: 'e9' });
    await until((now) => !now['edit:e9']);
  }

  test('and is made anew in other words is taken back again', async () => {
    const before = await tried();
    const base = { kind: 'remark', text: before } as const;
    await ask('submit', { edit: 'e10', ref: await ref(), change: { kind: 'remark', text: '又写错了' }, base });
    await ask('undo', { edit: 'e9' });
    expect((await state())['edit:e9']?.change).toEqual(base);
    await goesOn();
    expect(row().note).toBe(before);
  });

  test('is taken back once', async () => {
    const before = await tried();
    await ask('undo', { edit: 'e9' });
    await goesOn();
    await ask('undo', { edit: 'e9' });
    expect(row().note).toBe(before);
    expect(Object.keys(await state()).filter((key) => key.startsWith('edit:'))).toEqual([]);
  });

  test('puts no question where somebody else has changed it meanwhile', async () => {
    await tried();
    desk().change('zhang-wei', { note: '同事写的' });
    await goesOn();
    expect(row().note).toBe('同事写的');
  });

  test('is changed back where it had reached the CRM all the same', async () => {
    const before = await tried();
    desk().change('zhang-wei', { note: REMARK.text });
    await goesOn();
    expect(row().note).toBe(before);
  });
});
