import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { NewFollowUp } from '../../../lib/model/follow-up';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, killWorker, restartWorker, show, startWorker, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  return (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!.ref;
}

function written(change: Partial<NewFollowUp> = {}): NewFollowUp {
  return { text: '', at: new Date().toISOString(), kind: null, remindAt: null, stage: null, ...change };
}

function submit(ref: CustomerRef, followUp: NewFollowUp, edit: string): Promise<string | null> {
  return ask('submit', { edit, ref, change: { kind: 'follow-up', followUp }, base: null });
}

const texts = async (ref: CustomerRef) => (await ask('followUps', { ref, page: null })).items.map(({ text }) => text);
const sent = () => until((now) => Object.keys(now).every((key) => !key.startsWith('edit:')));

describe('a follow-up that is corrected before its form was told that it was taken', () => {
  const FIRST = written({ text: '约了周五' });
  const SECOND = written({ text: '约了周六' });
  const state_ = async (id: string) => (await state())[`edit:${id}`]?.state;
  const asked = (id: string) => until((now) => now[`edit:${id}`]?.state.kind === 'rejected');
  const here = async (ref: CustomerRef) => (await texts(ref)).filter((text) => text.startsWith('约了'));

  /** The first version is tried; the CRM has written it where it is so. */
  async function tried(ref: CustomerRef, applied: boolean): Promise<void> {
    desk().fault({ kind: 'status', status: 502, method: 'POST', path: 'dosave', applied });
    await submit(ref, FIRST, 'form a1');
    await until((now) => (now['edit:form a1']?.attempts ?? 0) > 0 && now['edit:form a1']?.state.kind === 'queued');
    desk().fault(null);
  }

  test('goes out alone where the CRM does not have the first', async () => {
    const ref = await customer();
    await tried(ref, false);
    expect(await submit(ref, SECOND, 'form b2')).toBe('form a1');
    await sent();
    expect(await here(ref)).toEqual([SECOND.text]);
  });

  test.each<[string, 'retry' | 'discard', string[]]>([
    ['as one more', 'retry', [SECOND.text, FIRST.text]],
    ['not at all', 'discard', [FIRST.text]],
  ])('where the CRM has the first, goes out %s when the person says so, and not before', async (_, word, expected) => {
    const ref = await customer();
    await tried(ref, true);
    await submit(ref, SECOND, 'form b2');
    await asked('form a1');
    expect(await state_('form a1')).toEqual({ kind: 'rejected', problem: { kind: 'done-before' } });
    restartWorker();
    await ask('hello', null);
    expect(await here(ref)).toEqual([FIRST.text]);
    await ask(word, { edit: 'form a1' });
    await sent();
    expect((await here(ref)).toSorted()).toEqual(expected.toSorted());
  });

  test('and was accepted meanwhile waits for the person’s word, too', async () => {
    const ref = await customer();
    await submit(ref, FIRST, 'form a1');
    await sent();
    await submit(ref, SECOND, 'form b2');
    await asked('form b2');
    expect(await here(ref)).toEqual([FIRST.text]);
    await ask('retry', { edit: 'form b2' });
    await sent();
    expect((await here(ref)).toSorted()).toEqual([FIRST.text, SECOND.text].toSorted());
  });

  test('and was accepted waits for the person’s word also where the browser ends before it goes out', async () => {
    const ref = await customer();
    await submit(ref, FIRST, 'form a1');
    await sent();
    world.online = false;
    await submit(ref, SECOND, 'form b2');
    killWorker();
    await fakeBrowser.storage.session.clear();
    world.online = true;
    startWorker();
    await ask('hello', null);
    await asked('form b2');
    await ask('retry', { edit: 'form b2' });
    await sent();
    expect((await here(ref)).toSorted()).toEqual([FIRST.text, SECOND.text].toSorted());
  });

  test('while it is on its way waits for the person’s word, too', async () => {
    const ref = await customer();
    desk().fault({ kind: 'latency', ms: [300, 300], seed: 1 });
    await submit(ref, FIRST, 'form a1');
    await until((now) => now['edit:form a1']?.state.kind === 'sending');
    await submit(ref, SECOND, 'form b2');
    await asked('form a1');
    desk().fault(null);
    expect(await here(ref)).toEqual([FIRST.text]);
    await ask('discard', { edit: 'form a1' });
    expect(Object.keys(await state()).filter((key) => key.startsWith('edit:'))).toEqual([]);
  });

  test('waits while the CRM cannot be read, and is not taken for one that is not there', async () => {
    const ref = await customer();
    await tried(ref, true);
    desk().fault({ kind: 'status', status: 502 });
    await submit(ref, SECOND, 'form b2');
    await until((now) => (now['edit:form a1']?.attempts ?? 0) > 1 && now['edit:form a1']?.state.kind === 'queued');
    desk().fault(null);
    await ask('retry', { edit: 'form a1' });
    await asked('form a1');
    expect(await here(ref)).toEqual([FIRST.text]);
  });

  test('says that it cannot be told where the CRM shows its records in a way that is not known', async () => {
    const ref = await customer();
    await tried(ref, true);
    const there = globalThis.fetch;
    vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
      const path = String(request[0] instanceof Request ? request[0].url : request[0]);
      return path.includes('recordList') ? Response.json({ code: 0, data: { rows: [] } }) : there(...request);
    });
    await submit(ref, SECOND, 'form b2');
    await asked('form a1');
    expect(await state_('form a1')).toEqual({ kind: 'rejected', problem: { kind: 'done-before', unsure: true } });
  });

  test('leaves the reminder of the first where that stays, and has its own where it goes out', async () => {
    const ref = await customer();
    const [one, two] = [3_600_000, 7_200_000].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
    const times = async () =>
      Object.entries(await state()).flatMap(([key, value]) => (key.startsWith('reminder:') ? [(value as { at: number }).at] : []));
    desk().fault({ kind: 'status', status: 502, method: 'POST', path: 'dosave', applied: true });
    await submit(ref, { ...FIRST, remindAt: one }, 'form a1');
    await until((now) => (now['edit:form a1']?.attempts ?? 0) > 0 && now['edit:form a1']?.state.kind === 'queued');
    desk().fault(null);
    await submit(ref, { ...SECOND, remindAt: two }, 'form b2');
    await asked('form a1');
    expect(await times()).toEqual([Date.parse(two)]);
    await ask('discard', { edit: 'form a1' });
    expect(await times()).toEqual([Date.parse(one)]);
  });
});
