import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../lib/service/storage/database';
import { beforeOf, type Change, type Edit } from '../../../lib/model/edit';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, show, startWorker, state, until } from '../worker';

const PATIENCE = 20_000;
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const remark = (text: string): Change => ({ kind: 'remark', text });

describe('an edit of what was not known', () => {
  const crms = withCrms('lixiao');
  const crm = () => crms('lixiao');
  const note = () => crm().rows('zhang-wei')[0]!.note;

  /** The customer as a row of a list has it, which says nothing of the note. */
  async function fromList() {
    crm().rateLimit(false);
    const { items } = await ask('search', { connection: 'lixiao', query: { text: '张伟' }, page: null });
    const listed = items.find(({ brief }) => brief)!;
    return { listed, ref: { connection: 'lixiao', id: listed.id } };
  }

  const stateOf = async (id: string) => (await state())[`edit:${id}`]?.state;

  test('is not written over what the CRM has, however whole the customer is known by the time it is sent', async () => {
    const { listed, ref } = await fromList();
    const before = note();
    expect(before).toBeTruthy();
    const base = beforeOf(listed, remark('周五回电'));
    expect(base).toEqual({ kind: 'unseen' });
    crm().fault({ kind: 'status', status: 503 });
    await ask('submit', { edit: 'e1', ref, change: remark('周五回电'), base });
    await until((now) => (now['edit:e1']?.attempts ?? 0) > 0, PATIENCE);
    crm().fault(null);
    await show(zhangWei);
    await until((now) => Boolean(now[`customer:lixiao/${ref.id}`]?.customer.remark), PATIENCE);
    await ask('retry', { edit: 'e1' });
    await until((now) => now['edit:e1']?.state.kind === 'conflict', PATIENCE);
    expect(await stateOf('e1')).toEqual({ kind: 'conflict', theirs: remark(before!) });
    expect(note()).toBe(before);
  });

  test('is written where the CRM has nothing', async () => {
    const { ref } = await fromList();
    crm().change('zhang-wei', { note: '' });
    await ask('submit', { edit: 'e1', ref, change: remark('周五回电'), base: { kind: 'unseen' } });
    await until((now) => !now['edit:e1'], PATIENCE);
    expect(note()).toBe('周五回电');
  });

  test('keeps its rule when it is typed again before it was sent, and over a worker that was stopped', async () => {
    const { listed, ref } = await fromList();
    const before = note();
    crm().fault({ kind: 'status', status: 503 });
    await ask('submit', { edit: 'e1', ref, change: remark('周五'), base: beforeOf(listed, remark('周五')) });
    await ask('submit', { edit: 'e2', ref, change: remark('周五回电'), base: remark('周五') });
    killWorker();
    expect((await (await openDatabase()).getAll('edits')).map(({ change, base }: Edit) => [change, base])).toEqual([
      [remark('周五回电'), { kind: 'unseen' }],
    ]);
    crm().fault(null);
    startWorker();
    await ask('hello', null);
    await ask('retry', { edit: 'e1' });
    await until((now) => now['edit:e1']?.state.kind === 'conflict', PATIENCE);
    expect(note()).toBe(before);
  });

  test('that an older version has kept without any base counts as not seen', async () => {
    const { ref } = await fromList();
    const before = note();
    killWorker();
    const old = {
      id: 'old',
      ref,
      change: remark('旧版本'),
      base: null,
      madeAt: 1,
      attempts: 0,
      notBefore: 0,
      state: { kind: 'queued' },
    } as const;
    await (await openDatabase()).put('edits', old);
    startWorker();
    await ask('hello', null);
    await until((now) => now['edit:old']?.state.kind === 'conflict', PATIENCE);
    expect(note()).toBe(before);
  });
});
