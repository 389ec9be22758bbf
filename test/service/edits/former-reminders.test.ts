import { describe, expect, test } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, restartWorker, show, state, until } from '../worker';

const DESK = 'wechat-console';
const crm = withCrms(DESK);
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const values = () => ({ baseUrl: crm(DESK).url, ...credentialsOf(DESK, crm(DESK)) });

/** The CRM has a follow-up, and the person wants to be reminded of it in an hour. */
async function remind(): Promise<void> {
  await show(zhangWei);
  const { ref } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!;
  const [at, remindAt] = [new Date().toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
  const followUp = { text: '回访', at, kind: null, remindAt, stage: null };
  await ask('submit', { edit: 'e2', ref, change: { kind: 'follow-up', followUp }, base: null });
  await until((now) => !now['edit:e2']);
}

describe('a reminder of a connection that is there no longer', () => {
  const named = async () => (await state())['reminder:e2']?.former;

  test.each([
    ['under the name that it had', '上海团队'],
    ['under its product where it had none', ''],
  ])('says of which one it is, %s, until it is there again', async (_, name) => {
    await remind();
    if (name) await ask('renameConnection', { connection: DESK, name });
    expect(await named()).toBeUndefined();
    await ask('removeConnection', { connection: DESK });
    expect(await named()).toMatchObject({ name, product: { en: 'WeChat console' } });
    restartWorker();
    await ask('hello', null);
    expect(await named()).toMatchObject({ name });
    await ask('saveConnection', { id: null, provider: DESK, name, values: values() });
    await ask('hello', null);
    expect(await named()).toBeUndefined();
  });

  test('that nothing tells of any more is of one that was removed', async () => {
    await remind();
    await ask('removeConnection', { connection: DESK });
    await (await openDatabase()).delete('connections', DESK);
    await ask('hello', null);
    expect(await named()).toEqual({ name: '', product: null });
  });
});
