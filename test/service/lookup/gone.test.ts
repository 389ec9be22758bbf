import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import type { Edit } from '../../../lib/model/edit';
import type { StateItems } from '../../../lib/wire/items';
import { ask, contactOf, restartWorker, show, state, until } from '../worker';

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const lily = contactOf(shownName(personByKey('lily')));
const other = contactOf(shownName(personByKey('chen-yu')));
const finding = async () => (await state())[`answer:wechat-web\n${lily.id}\n${lily.name}`]!.findings[0]!;

async function linked() {
  await show(lily);
  const [candidate] = (await finding()).candidates;
  await ask('choose', { contact: lily, refs: [candidate!.ref] });
  return candidate!.ref;
}

describe('a linked customer whom the CRM does not have any more', () => {
  test('is told as gone, also in another chat and back, and by the next worker, and can be unlinked', async () => {
    const ref = await linked();
    crm().remove('lily');
    await ask('lookUpAgain', { contact: lily, connection: 'wechat-console' });
    const shown = async () => [(await finding()).problem, (await state())[`customer:wechat-console/${ref.id}`]?.freshness];
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    await show(other);
    await show(lily);
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    restartWorker();
    await show(lily);
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    await ask('unlink', { contact: lily, connection: 'wechat-console' });
    await until((now) => now[`answer:wechat-web\n${lily.id}\n${lily.name}`]?.findings[0]?.decision === 'none');
    expect((await finding()).problem).toBeNull();
  });
});

describe('a matched customer whom the CRM does not have any more', () => {
  const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
  const answer = (now: Partial<StateItems>) => now[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!;
  const shown = async () => {
    const { decision, problem, candidates } = answer(await state());
    return [decision, problem?.kind, (await state())[`customer:wechat-console/${candidates[0]?.ref.id}`]?.freshness];
  };
  const gone = ['sure', 'not-found', 'gone'];

  test('is told as gone as long as nobody else bears the name, with what was to be written, until the person does not want to see them', async () => {
    await show(zhangWei);
    const { ref } = answer(await state()).candidates[0]!;
    crm().remove('zhang-wei');
    await ask('submit', { edit: 'e1', ref, change: { kind: 'remark', text: '还没写的' }, base: { kind: 'unseen' } });
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    expect(await shown()).toEqual(gone);
    await show(other);
    await show(zhangWei);
    expect(await shown()).toEqual(gone);
    restartWorker();
    await show(zhangWei);
    expect(await shown()).toEqual(gone);
    await until((now) => Object.entries(now).some(([key, edit]) => key.startsWith('edit:') && (edit as Edit).state.kind === 'rejected'));
    await ask('refuse', { contact: zhangWei, refs: [ref] });
    await until((now) => answer(now).decision === 'none');
  });

  test('is there again once the CRM has them again', async () => {
    await show(zhangWei);
    crm().remove('zhang-wei');
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    expect(await shown()).toEqual(gone);
    await crm().reset();
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    expect(await shown()).toEqual(['sure', undefined, 'fresh']);
  });

  test('but has another name there is not gone', async () => {
    await show(zhangWei);
    crm().change('zhang-wei', { name: '欧阳溪桐', phones: ['13512345678'] });
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    expect((await shown())[1]).toBeUndefined();
  });
});

describe('an edit that the CRM refuses for want of its customer', () => {
  const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
  const tag = { id: '', name: '意向高', group: null, color: null };
  const remark = { kind: 'remark', text: '还没写的' } as const;
  const cardOf = async (contact: typeof lily) => {
    const now = await state();
    const { decision, problem, candidates } = now[`answer:wechat-web\n${contact.id}\n${contact.name}`]!.findings[0]!;
    return [decision, problem?.kind, now[`customer:wechat-console/${candidates[0]?.ref.id}`]?.freshness].join(' ');
  };

  test.each<[string, Edit['change'], Edit['base']]>([
    ['a remark', remark, { kind: 'unseen' }],
    ['a tag', { kind: 'add-tag', tag }, { kind: 'remove-tag', tag }],
  ])('shows a matched one as gone at once: %s', async (_name, change, base) => {
    await show(zhangWei);
    const { ref } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!;
    crm().remove('zhang-wei');
    await ask('submit', { edit: 'e1', ref, change, base });
    await expect.poll(() => cardOf(zhangWei)).toBe('sure not-found gone');
    expect((await state())['edit:e1']).toMatchObject({ state: { kind: 'rejected', problem: { kind: 'not-found' } } });
    restartWorker();
    await show(zhangWei);
    expect(await cardOf(zhangWei)).toBe('sure not-found gone');
  });

  test('shows a linked one as gone at once', async () => {
    const ref = await linked();
    crm().remove('lily');
    await ask('submit', { edit: 'e1', ref, change: remark, base: { kind: 'unseen' } });
    await expect.poll(() => cardOf(lily)).toBe('sure not-found gone');
  });

  test('shows as not renewed whom the CRM answers about in a way that cannot be read', async () => {
    const ref = await linked();
    crm().fault({ kind: 'wrong-types' });
    await ask('submit', { edit: 'e1', ref, change: remark, base: { kind: 'unseen' } });
    await expect.poll(() => cardOf(lily)).toBe('sure not-understood stale');
  });
});

describe('what could not be renewed', () => {
  test('is never shown as fresh, and is asked for again although it is new', async () => {
    await show(lily);
    const { ref } = (await finding()).candidates[0]!;
    crm().fault({ kind: 'status', status: 503 });
    await ask('lookUpAgain', { contact: lily, connection: 'wechat-console' });
    expect([(await finding()).problem?.kind, (await state())[`customer:wechat-console/${ref.id}`]?.freshness]).toEqual([
      'server-error',
      'offline',
    ]);
    // Another card is renewed, or the chat is opened again.
    await show(other);
    await show(lily);
    expect([(await finding()).problem?.kind, (await state())[`customer:wechat-console/${ref.id}`]?.freshness]).toEqual([
      'server-error',
      'offline',
    ]);
    crm().fault(null);
    await show(other);
    await show(lily);
    await until((now) => now[`customer:wechat-console/${ref.id}`]?.freshness === 'fresh');
    expect((await finding()).problem).toBeNull();
    expect(await (await openDatabase()).get('customers', [ref.connection, ref.id])).not.toHaveProperty('goneAt');
  });
});
