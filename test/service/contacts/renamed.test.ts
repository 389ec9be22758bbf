import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import type { Finding } from '../../../lib/wire/items';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');

const ID = `@${'5e'.repeat(32)}`;
const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { id: ID, avatar: '7' });
const renamed = (name: string, more: Partial<Contact> = {}): Contact => ({ ...zhangWei, name, ...more });

async function find(contact: Contact): Promise<Finding> {
  await show(contact);
  return (await state())[`answer:${contactKey(contact)}`]!.findings[0]!;
}

/** The customer whom the remark's number makes certain. */
async function before() {
  const { decision, candidates } = await find(zhangWei);
  expect(decision).toBe('sure');
  return candidates[0]!.ref;
}

describe('a contact who was certain and is renamed', () => {
  test.each(['深圳老张', '张伟-已成交', 'A张总（重要）', '🌸', '', '张伟 138', 'Zhang', '老张 2024-11-05'])(
    'to “%s” is who they were',
    async (name) => {
      const ref = await before();
      expect(await find(renamed(name))).toMatchObject({ progress: 'done', decision: 'sure', candidates: [{ ref, reasons: ['renamed'] }] });
    },
  );

  test.each(['张伟妈妈', '不是张伟', '张伟的弟弟'])(
    'is a question where the new name, “%s”, says that it is somebody else',
    async (name) => {
      const ref = await before();
      const { decision, candidates } = await find(renamed(name));
      expect(decision).not.toBe('sure');
      expect(candidates).toContainEqual(expect.objectContaining({ ref }));
    },
  );

  test('stays so through one name after the other, in a worker that has met none of them, and without the picture', async () => {
    const ref = await before();
    await find(renamed('深圳老张'));
    restartWorker();
    expect(await find(renamed('老张', { avatar: null }))).toMatchObject({ decision: 'sure', candidates: [{ ref }] });
    expect(await find(zhangWei)).toMatchObject({ decision: 'sure', candidates: [{ ref }] });
  });

  test('stays so while the CRM cannot be asked', async () => {
    const ref = await before();
    desk().fault({ kind: 'status', status: 500 });
    expect(await find(renamed('深圳老张'))).toMatchObject({ decision: 'sure', candidates: [{ ref }] });
    desk().fault(null);
  });

  test.each(['陈雨', '陈雨 13500005555', '林晴 13100009999'])(
    'to “%s”, who is somebody else in the CRM, is a question with both',
    async (name) => {
      const ref = await before();
      const { decision, candidates } = await find(renamed(name));
      expect(decision).toBe('several');
      expect(candidates[0]).toEqual({ ref, reasons: ['renamed'] });
      expect(candidates.length).toBeGreaterThan(1);
    },
  );

  test('on a page that a person has taught, whose id may be a place: is a question under a name of another kind, and none under a like one', async () => {
    const taught = { site: 'our-desk', id: '70001' };
    const ref = (await find({ ...zhangWei, ...taught })).candidates[0]!.ref;
    expect(await find(renamed('深圳老李', taught))).toMatchObject({ decision: 'likely', candidates: [{ ref, reasons: ['renamed'] }] });
    expect(await find(renamed(`${zhangWei.name} (3)`, taught))).toMatchObject({ decision: 'sure', candidates: [{ ref }] });
    expect((await find(renamed('陈雨', taught))).decision).toBe('several');
  });

  test('is told to the chips as well', async () => {
    await before();
    expect(await show(renamed('深圳老张'))).toMatchObject({ chips: { kind: 'found', sure: true } });
  });
});

describe('nobody is taken for who they were', () => {
  beforeEach(before);

  test.each<[string, Partial<Contact>]>([
    ['in the next login, where everybody has another id', { id: `@${'6f'.repeat(32)}` }],
    ['in a group', { kind: 'room', id: `@@${'5e'.repeat(32)}` }],
  ])('%s', async (_, more) => {
    await show(renamed('深圳老张', more));
    const answer = (await state())[`answer:${contactKey(renamed('深圳老张', more))}`];
    expect(answer?.findings[0]?.decision ?? 'none').toBe('none');
  });

  test.each<[string, Partial<Contact>]>([['on a page whose id is the name', { site: 'mpkf', id: zhangWei.name }]])(
    '%s, though they were certain there',
    async (_, more) => {
      expect(await find({ ...zhangWei, ...more })).toMatchObject({ decision: 'sure' });
      expect(await find(renamed('深圳老张', more))).toMatchObject({ decision: 'none' });
    },
  );

  test('once the session is over', async () => {
    killWorker();
    await fakeBrowser.storage.session.clear();
    startWorker();
    expect(await find(renamed('深圳老张'))).toMatchObject({ decision: 'none' });
  });

  test('whom a person has refused since, under either name', async () => {
    const { candidates } = await find(renamed('深圳老张'));
    await ask('refuse', { contact: renamed('深圳老张'), refs: [candidates[0]!.ref] });
    expect(await find(renamed('深圳老张'))).toMatchObject({ decision: 'none' });
    expect(await find(renamed('老张'))).toMatchObject({ decision: 'none' });
  });

  test('who is a question under the same name by now', async () => {
    await ask('refuse', { contact: contactOf(zhangWei.name, { id: '@another' }), refs: [(await find(zhangWei)).candidates[0]!.ref] });
    expect(await find(zhangWei)).not.toMatchObject({ decision: 'sure' });
    expect(await find(renamed('深圳老张'))).not.toMatchObject({ decision: 'sure' });
  });

  test('where a person has said since who it is', async () => {
    const chen = (await find(contactOf('陈雨', { id: '@chen' }))).candidates[0]!.ref;
    await ask('choose', { contact: zhangWei, refs: [chen] });
    expect(await find(renamed('深圳老张'))).toMatchObject({ decision: 'sure', candidates: [{ ref: chen, reasons: ['linked'] }] });
    await ask('unlink', { contact: renamed('深圳老张'), connection: 'wechat-console' });
    expect(await find(renamed('深圳老张'))).toMatchObject({ decision: 'none' });
  });
});
