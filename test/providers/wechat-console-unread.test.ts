import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeOf, type Change } from '../../lib/model/edit';
import { going } from '../contract/connect';
import { problemOf } from '../contract/problem';
import { blindConsole, changes, keyOf, lensesOfRows, NINE, records, type Lens } from '../support/blind-console';

const whole = {
  nickName: '丽姐',
  remarks: '老客',
  customerName: '王丽',
  customerPhone: '13812345678',
  tags: '高意向, VIP',
  customerId: '5',
  isStar: '1',
  xfield1: '007',
  wechatContactId: '77',
};

async function customerOf({ connection }: ReturnType<typeof blindConsole>) {
  return (await connection.search({}, null, going())).items[0]!;
}

describe('a value that the console does not show in full', () => {
  const FULL: Change[] = [
    { kind: 'remark', text: '新' },
    { kind: 'details', details: { name: '新' } },
    { kind: 'field', field: 'xfield1', value: '新' },
    { kind: 'remove-tag', tag: { id: 'VIP', name: 'VIP', group: null, color: null } },
  ];

  test.each(NINE.filter((key) => key !== 'customerId'))('is not overwritten by a full update: %s is left out', async (key) => {
    for (const change of FULL) {
      const desk = blindConsole(whole, { [key]: 'left out' });
      const known = await customerOf(desk);
      expect(await problemOf(desk.connection.apply(change, known, going()))).toEqual({ kind: 'not-supported', ability: key, unread: true });
      expect([desk.kept, desk.calls]).toEqual([whole, []]);
    }
  });

  test.each<[string, Lens, object]>([
    ['customerPhone', 'masked', {}],
    ['customerName', 'masked', { customerName: '欧阳晓东' }],
    ['xfield1', 'masked', { xfield1: '13812345678' }],
    ['remarks', 'cut off', { remarks: '采购负责人，周五前要报价，已寄样' }],
    ['tags', 'cut off', { tags: '高意向,VIP,深圳,老客,代理商' }],
    ['isStar', 'boolean', {}],
  ])('%s is %s', async (key, lens, start) => {
    const desk = blindConsole({ ...whole, ...start }, { [key]: lens });
    const change: Change = key === 'xfield1' ? FULL[0]! : FULL[2]!;
    expect(await problemOf(desk.connection.apply(change, await customerOf(desk), going()))).toMatchObject({ ability: key, unread: true });
    expect(desk.kept).toEqual({ ...whole, ...start });
  });

  test.each(['138××××5678', '138####5678', '138＃＃＃＃5678', '138____5678', '138????5678'])(
    'is a number with any sign in the place of its digits: %s',
    async (customerPhone) => {
      const desk = blindConsole({ ...whole, customerPhone }, {});
      const known = await customerOf(desk);
      expect(await problemOf(desk.connection.apply(FULL[0]!, known, going()))).toMatchObject({ ability: 'customerPhone', unread: true });
      expect(desk.calls).toEqual([]);
      expect(known.phones).toMatchObject([{ hidden: true }]);
    },
  );

  test.each(['*', '***', '＊', '138****0000', '电话 138****0000', 'a**b', '•'])(
    'is not a remark that a person has typed with stars: %s',
    async (remarks) => {
      for (const change of FULL) {
        const desk = blindConsole({ ...whole, remarks }, {});
        const known = await customerOf(desk);
        expect(beforeOf(known, FULL[0]!)).toEqual({ kind: 'remark', text: remarks });
        await desk.connection.apply(change, known, going());
        expect(desk.kept['remarks']).toBe(change.kind === 'remark' ? '新' : remarks);
      }
    },
  );

  test.each(['*', '***', '＊＊', '●', '⭐*', '李*', ' * '])(
    'is no personal name and no field of one’s own that a person has typed as %j',
    async (text) => {
      for (const change of FULL) {
        const desk = blindConsole({ ...whole, nickName: text, xfield1: text }, {});
        const known = await customerOf(desk);
        expect(beforeOf(known, { kind: 'field', field: 'xfield1', value: 'x' })).toEqual({ kind: 'field', field: 'xfield1', value: text });
        await desk.connection.apply(change, known, going());
        expect(desk.kept).toMatchObject({ nickName: text, xfield1: change.kind === 'field' ? '新' : text });
      }
    },
  );

  test('is no reason to refuse what has a call of its own', async () => {
    const desk = blindConsole(whole, { isStar: 'left out', remarks: 'left out', customerPhone: 'masked' });
    const known = await customerOf(desk);
    await desk.connection.apply({ kind: 'personal-name', text: '新称呼' }, known, going());
    await desk.connection.apply({ kind: 'add-tag', tag: { id: '', name: '售后', group: null, color: null } }, known, going());
    expect(desk.kept).toEqual({ ...whole, nickName: '新称呼', tags: '高意向, VIP,售后' });
    expect(desk.calls).toEqual(['batchSaveNickName', 'batchAddCustomer']);
  });

  test('counts as not seen, and an empty one does not', async () => {
    const hidden = await customerOf(blindConsole(whole, { remarks: 'left out', nickName: 'left out', tags: 'left out' }));
    for (const kind of ['remark', 'personal-name'] as const) expect(beforeOf(hidden, { kind, text: 'x' })).toEqual({ kind: 'unseen' });
    const empty = await customerOf(blindConsole({ ...whole, remarks: '', nickName: '' }, { remarks: 'null', nickName: 'null' }));
    expect(beforeOf(empty, { kind: 'remark', text: 'x' })).toEqual({ kind: 'remark', text: '' });
    expect(empty.unknown).toBeUndefined();
  });

  test('whatever is left out, masked, cut off or written in another type, nothing changes that was not to', async () => {
    await fc.assert(
      fc.asyncProperty(records, lensesOfRows, changes, async (start, lenses, change) => {
        const desk = blindConsole(start, lenses);
        // A name that is a number is not understood: nobody is shown, and nothing can be changed.
        const known = await customerOf(desk).catch(() => null);
        if (known) await problemOf(desk.connection.apply(change, known, going())).catch(() => null);
        for (const key of NINE.filter((one) => one !== keyOf(change))) expect(desk.kept[key]).toBe(start[key as keyof typeof start]);
      }),
      { numRuns: 1_000, seed: 99 },
    );
  });
});

test('a value that the console changes by itself with a write is told', async () => {
  const desk = blindConsole(whole, {}, (kept) => (kept['isStar'] = ''));
  expect(await problemOf(desk.connection.apply({ kind: 'remark', text: '新' }, await customerOf(desk), going()))).toEqual({
    kind: 'changed-too',
    changes: [{ what: 'isStar', before: '1', now: '' }],
  });
  expect(desk.kept['remarks']).toBe('新');
});

test.each<[Change, string]>([
  [{ kind: 'remark', text: '新' }, '老客'],
  [{ kind: 'remark', text: '' }, '老客'],
  [{ kind: 'personal-name', text: '新' }, '丽姐'],
  [{ kind: 'details', details: { phones: [] } }, '13812345678'],
  [{ kind: 'field', field: 'xfield1', value: null }, '007'],
  [{ kind: 'remove-tag', tag: { id: 'VIP', name: 'VIP', group: null, color: null } }, '高意向, VIP'],
  [{ kind: 'add-tag', tag: { id: '', name: '售后', group: null, color: null } }, '高意向, VIP'],
])('a console that says yes to %j and keeps what it had is told as that, with the value', async (change, value) => {
  const desk = blindConsole(whole, {}, (kept) => Object.assign(kept, whole));
  expect(await problemOf(desk.connection.apply(change, await customerOf(desk), going()))).toEqual({ kind: 'kept', value });
});
