import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Base, Change } from '../../../lib/model/edit';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, restartWorker, show, state, until, withWorker } from '../worker';

const PATIENCE = 20_000;
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

/** Submits a change, and waits for what becomes of it. */
async function submitted(ref: CustomerRef, change: Change, base: Base = { kind: 'unseen' }) {
  await ask('submit', { edit: 'e', ref, change, base });
  await until((now) => now['edit:e']?.state.kind === 'rejected' || (now.accepted ?? []).includes('e'), PATIENCE);
  const { accepted = [], 'done:e': done, 'edit:e': edit } = await state();
  return { accepted, done, state: edit?.state };
}

const refused = (ability: string) => ({
  accepted: [],
  done: undefined,
  state: { kind: 'rejected', problem: { kind: 'not-supported', ability } },
});

describe('an edit that the connection does not claim to make', () => {
  const crms = withCrms('tanma');

  test('is refused before the CRM is asked, and nothing of it counts as saved', async () => {
    await show(zhangWei);
    await until((now) => Object.keys(now).some((key) => key.startsWith('customer:tanma')));
    const before = Object.entries(await state()).filter(([key]) => key.startsWith('customer:'));
    const [, { customer }] = before[0] as [string, { customer: CustomerRef }];
    crms('tanma').clearRequests();
    expect(await submitted({ connection: 'tanma', id: customer.id }, { kind: 'remark', text: '周五回电' })).toEqual(refused('remark'));
    expect(crms('tanma').requests).toEqual([]);
    expect(Object.entries(await state()).filter(([key]) => key.startsWith('customer:'))).toEqual(before);
  });
});

describe('of a local book', () => {
  withWorker();

  test('numbers that a policy hides are not written either, whoever asks for it', async () => {
    const customer = { name: '新', nickname: null, company: null, phones: ['13800001111'], remark: null };
    const ref = await ask('addCustomer', { key: 'k', contact: null, connection: 'book', customer });
    await fakeBrowser.storage.managed.set({ allow: { reveal: false } } as never);
    restartWorker();
    const numbers = (number: string): Change => ({ kind: 'details', details: { phones: [number] } });
    expect(await submitted(ref, numbers('13900002222'), numbers('13800001111'))).toEqual(refused('phones'));
    await fakeBrowser.storage.managed.clear();
    restartWorker();
    expect((await ask('customer', ref)).phones.map(({ number }) => number)).toEqual(['13800001111']);
  });
});
