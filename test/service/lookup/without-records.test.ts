import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import { refKey } from '../../../lib/model/customer';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, chatPage, contactOf, happen, popover, restartWorker, send, show, showFirst, state, until, world } from '../worker';

// The third would make its calls wait for their turn.
const crm = withCrms('wechat-console', 'tanma');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const chenYu = contactOf(shownName(personByKey('chen-yu')));
const DESK = 'wechat-console';
const desk = () => crm(DESK);

const findings = async (contact: Contact) => (await state())[`answer:${contactKey(contact)}`]!.findings;

/** The database that is open closes, and none is opened from now on; gives back what there was. */
async function breakDatabase(): Promise<IDBFactory> {
  const good = indexedDB;
  const broken = new IDBFactory();
  vi.spyOn(broken, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
  });
  vi.stubGlobal('indexedDB', broken);
  await ask('hello', null);
  await until((now) => now.vault?.kind === 'broken');
  return good as IDBFactory;
}

describe('while the database cannot be opened, a worker that knows its CRMs', () => {
  test('asks them all the same, and takes nobody for more than likely', async () => {
    await show(zhangWei);
    expect((await findings(zhangWei)).map(({ decision }) => decision)).toContain('sure');
    await breakDatabase();
    expect((await state()).vault).toEqual({ kind: 'broken', asks: true });
    expect((await show(zhangWei)).chips).toMatchObject({ kind: 'found', sure: false, storage: true });
    const [first] = await findings(zhangWei);
    expect(first).toMatchObject({ connection: DESK, progress: 'done', decision: 'likely' });
    expect((await state())[`customer:${refKey(first!.candidates[0]!.ref)}`]!.customer.phones.length).toBeGreaterThan(0);
    // Somebody whom the worker has never asked for.
    await show(chenYu);
    const decisions = (await findings(chenYu)).map(({ decision }) => decision);
    expect(decisions).not.toContain('sure');
    expect(decisions).toContain('likely');
  });

  test('asks anew for whoever is open at that moment, without being asked', async () => {
    await show(zhangWei);
    await breakDatabase();
    await until((now) => now[`answer:${contactKey(zhangWei)}`]!.findings.every(({ decision }) => decision !== 'sure'));
    // The chat page is told after the session.
    await vi.waitFor(() => expect(world.told.at(-1)?.chips.chips).toMatchObject({ kind: 'found', sure: false, storage: true }));
  });

  test('signs in anew, and says what a CRM that cannot be reached says', async () => {
    await show(chenYu);
    await breakDatabase();
    desk().fault({ kind: 'signed-out', times: 1 });
    crm('tanma').fault({ kind: 'reset' });
    await show(zhangWei);
    const found = await findings(zhangWei);
    expect(found.find(({ connection }) => connection === DESK)).toMatchObject({ progress: 'done', problem: null });
    expect(found.find(({ connection }) => connection === 'tanma')).toMatchObject({ progress: 'failed', problem: { kind: 'unreachable' } });
  });

  test('shows what one has answered while another takes its time', async () => {
    await breakDatabase();
    crm('tanma').fault({ kind: 'latency', ms: 1_500 });
    expect(await showFirst(zhangWei)).toMatchObject({ chips: { kind: 'found', storage: true }, more: true });
    expect((await findings(zhangWei)).map(({ progress }) => progress)).toEqual(['done', 'looking-up']);
    await until((now) => now[`answer:${contactKey(zhangWei)}`]!.findings.every(({ progress }) => progress === 'done'));
  });

  test('refuses every change with the reason, and decides nothing', async () => {
    await show(zhangWei);
    const { ref } = (await findings(zhangWei))[0]!.candidates[0]!;
    await breakDatabase();
    const refused = { problem: { kind: 'storage-broken' } };
    const change = { kind: 'remark' as const, text: '周五' };
    await expect(ask('submit', { edit: 'e1', ref, change, base: null })).rejects.toMatchObject(refused);
    await expect(ask('choose', { contact: zhangWei, refs: [ref] })).rejects.toMatchObject(refused);
    await expect(ask('refuse', { contact: zhangWei, refs: [ref] })).rejects.toMatchObject(refused);
    expect(Object.keys(await state()).filter((key) => key.startsWith('edit:'))).toEqual([]);
  });

  test('goes on from its records once they can be read: by an alarm, when a page tries, or by a call that needs them', async () => {
    const alarms = async () => (await fakeBrowser.alarms.getAll()).map(({ name }) => name);
    for (const way of ['hello', 'alarm', 'call']) {
      const good = await breakDatabase();
      await show(zhangWei);
      expect(await alarms()).toContain('storage');
      vi.stubGlobal('indexedDB', good);
      if (way === 'hello') await ask('hello', null);
      else if (way === 'call') await ask('countKept', { connection: null });
      else void fakeBrowser.alarms.onAlarm.trigger({ name: 'storage', scheduledTime: 0, persistAcrossSessions: true });
      await until((now) => now.vault?.kind === 'none');
      await until((now) => now[`answer:${contactKey(zhangWei)}`]!.findings.some(({ decision }) => decision === 'sure'));
      await vi.waitFor(async () => expect(await alarms()).not.toContain('storage'));
    }
  });

  test('answers the popover and the address bar with what can be said', async () => {
    await show(zhangWei);
    await breakDatabase();
    await show(zhangWei);
    const key = (await send({ call: 'openPopover', ask: { kind: 'phone', phone: '13800138000' } }, chatPage())) as { answer: string };
    const view = await send({ call: 'popover', ask: key.answer }, popover('frame'));
    expect(view).toMatchObject({ answer: { contact: { name: zhangWei.name }, owners: [] } });
    await happen('onInputChanged', '张', (suggested: typeof world.suggested) => (world.suggested = suggested));
    await vi.waitFor(() => expect(world.hint).toMatch(/^omnibox_storage/));
    expect(world.suggested).toEqual([]);
  });
});

describe('while the database cannot be opened, a worker that knows no CRM', () => {
  test('says so, and asks nobody: it has just started', async () => {
    await show(zhangWei);
    await breakDatabase();
    await until((now) => now[`answer:${contactKey(zhangWei)}`]!.findings.every(({ decision }) => decision !== 'sure'));
    restartWorker();
    await ask('hello', null);
    expect((await state()).vault).toEqual({ kind: 'broken' });
    for (const one of ['wechat-console', 'tanma'] as const) crm(one).clearRequests();
    expect((await show(zhangWei)).chips).toEqual({ kind: 'problem', storage: true });
    expect((['wechat-console', 'tanma'] as const).flatMap((one) => crm(one).requests.map(({ path }) => path))).toEqual([]);
  });

  test('asks nobody after it was locked: what it knew went with the key', async () => {
    await ask('setPassphrase', { passphrase: '一个够长的口令 2026', lockAfter: 0 });
    await show(zhangWei);
    await ask('lock', null);
    for (const one of ['wechat-console', 'tanma'] as const) crm(one).clearRequests();
    await breakDatabase();
    expect((await state()).vault).toEqual({ kind: 'broken', lock: 'shut' });
    expect((await show(zhangWei)).chips).toEqual({ kind: 'problem', storage: true });
    expect((['wechat-console', 'tanma'] as const).flatMap((one) => crm(one).requests.map(({ path }) => path))).toEqual([]);
  });
});
