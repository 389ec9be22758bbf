import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BesideChange } from '../../../lib/model/beside';
import { contactKey } from '../../../lib/model/contact';
import { refKey, type CustomerRef } from '../../../lib/model/customer';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, state, until } from '../worker';

const crm = withCrms('tanma');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const HOUR = 3_600_000;
const tag = (name: string) => ({ id: '', name, group: null, color: null });
let ref: CustomerRef;

beforeEach(async () => {
  await show(zhangWei);
  ({ ref } = (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!);
});

const change = (wanted: BesideChange) => ask('changeBeside', { ref, change: wanted });
const beside = async () => (await state())[`beside:${refKey(ref)}`];
const later = () => new Date(Date.now() + HOUR).toISOString();
const call = (remindAt: string | null = null) =>
  change({ kind: 'add-follow-up', followUp: { id: 'call', text: '约了回电', at: '2026-05-01T10:00:00.000Z', remindAt } });
const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());

async function everything(): Promise<void> {
  await change({ kind: 'note', text: '孩子明年高考' });
  await change({ kind: 'add-tag', tag: tag('老家长') });
  await call();
}

describe('what stands on this device beside a customer', () => {
  test('is there again for every page, also after the worker has stopped, and nothing of it reaches the CRM', async () => {
    crm('tanma').clearRequests();
    await everything();
    await change({ kind: 'add-tag', tag: tag('老家长') });
    expect(await beside()).toMatchObject({ ref, note: '孩子明年高考', tags: [{ name: '老家长' }], followUps: [{ text: '约了回电' }] });
    restartWorker();
    await fakeBrowser.storage.session.clear();
    await ask('openBeside', ref);
    expect(await beside()).toMatchObject({ note: '孩子明年高考', tags: [{ name: '老家长' }], followUps: [{ text: '约了回电' }] });
    expect(await ask('besideTags', null)).toMatchObject([{ tags: [{ name: '老家长' }] }]);
    expect(JSON.stringify(crm('tanma').requests)).not.toMatch(/高考|老家长|回电/);
  });

  test('is stored as long as there is any of it', async () => {
    await everything();
    await change({ kind: 'note', text: ' ' });
    await change({ kind: 'remove-tag', tag: tag('老家长') });
    await change({ kind: 'remove-follow-up', id: 'call' });
    expect(await beside()).toMatchObject({ note: null, tags: [], followUps: [] });
    expect(await (await openDatabase()).getAll('beside')).toEqual([]);
  });

  test('is found by a search like what the CRM has, with what was found, and stands in an export', async () => {
    await everything();
    for (const query of ['高考', '老家长', 'huidian']) {
      const { hits } = await ask('searchLocal', { query, from: 0 });
      expect(hits, query).toMatchObject([{ ref, name: '张伟', beside: expect.stringMatching(/高考|老家长|回电/) }]);
    }
    expect((await ask('searchLocal', { query: '没有这个', from: 0 })).hits).toEqual([]);
    await change({ kind: 'note', text: '' });
    expect((await ask('searchLocal', { query: '高考', from: 0 })).hits).toEqual([]);
  });

  test('is counted with the customer and with the connection, and goes with either', async () => {
    await everything();
    expect(await ask('countAbout', { ref })).toMatchObject({ beside: 1 });
    const counts = await ask('countKept', { connection: ref.connection });
    expect(counts).toMatchObject({ beside: 1 });
    await ask('removeConnection', { connection: ref.connection });
    expect((await state()).former).toMatchObject([{ counts: { beside: 1 } }]);
    await ask('forgetFormer', { former: ref.connection, loses: counts });
    expect(await (await openDatabase()).getAll('beside')).toEqual([]);
  });

  test('is joined with what was written meanwhile where the same CRM is connected again', async () => {
    await everything();
    await ask('removeConnection', { connection: ref.connection });
    const values = { baseUrl: crm('tanma').url, ...credentialsOf('tanma', crm('tanma')) };
    const next = await ask('saveConnection', { id: null, provider: 'tanma', name: '', values });
    ref = { ...ref, connection: next };
    await ask('openBeside', ref);
    expect(await beside()).toMatchObject({ note: '孩子明年高考', tags: [{ name: '老家长' }], followUps: [{ text: '约了回电' }] });
  });

  test('is not in the session while Kebian is locked, and what is deleted everywhere is deleted here', async () => {
    await everything();
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 15 });
    await ask('openBeside', ref);
    await ask('lock', null);
    expect(await beside()).toBeUndefined();
    await expect(change({ kind: 'note', text: 'x' })).rejects.toMatchObject({ problem: { kind: 'locked' } });
    await ask('unlock', { passphrase: 'a passphrase' });
    await ask('openBeside', ref);
    expect(await beside()).toMatchObject({ note: '孩子明年高考' });
    await ask('wipe', null);
    expect(JSON.stringify(await state())).not.toContain('高考');
  });
});

describe('the reminder of a follow-up on this device', () => {
  test('counts in the day, is shown when its time has come, and says where it stands', async () => {
    await call(later());
    expect((await state())['reminder:call']).toMatchObject({ ref, customer: '张伟', text: '约了回电', onDevice: true, notified: false });
    await change({ kind: 'remove-follow-up', id: 'call' });
    expect((await state())['reminder:call']).toBeUndefined();
    await call(new Date(Date.now() - 1_000).toISOString());
    await vi.waitFor(async () => expect(await shown()).toEqual(['reminder:call']));
  });

  test('is moved and ended together with what the follow-up says', async () => {
    await call(later());
    const at = Date.now() + 2 * HOUR;
    await ask('remindLater', { reminder: 'call', at });
    expect((await beside())!.followUps).toMatchObject([{ remindAt: new Date(at).toISOString() }]);
    await ask('reminderDone', { reminder: 'call' });
    expect((await beside())!.followUps).toMatchObject([{ text: '约了回电', remindAt: null }]);
    killWorker();
    restartWorker();
    await ask('hello', null);
    await until((now) => now['reminder:call'] === undefined);
  });
});
