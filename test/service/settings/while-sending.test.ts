import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import { editsIn } from '../../../lib/wire/item-keys';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, show, state, until } from '../worker';

const DESK = 'wechat-console';
const crm = withCrms(DESK);
const desk = () => crm(DESK);
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
type Values = Record<string, string>;

const values = (change: Values = {}): Values => ({ baseUrl: desk().url, ...credentialsOf(DESK, desk()), ...change });
const moved = () => values({ baseUrl: desk().url.replace('127.0.0.1', 'localhost') });
const another = () => values({ userName: 'somebody-else' });
const entry = ({ baseUrl, ...credentials }: Values, id = DESK) => ({ id, provider: DESK, baseUrl: baseUrl!, credentials });
const file = (...connections: object[]) =>
  ask('importSettings', { document: JSON.stringify({ format: 'kebian-settings', version: 1, connections }) });

/** The policy changes while the worker runs. */
async function policy(...connections: object[]): Promise<void> {
  const { managed } = fakeBrowser.storage;
  await (connections.length > 0 ? managed.set({ connections } as never) : managed.clear());
  await until((now) => (now.managed?.connections.length ?? 0) === connections.length);
}

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  return (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!.ref;
}

const row = () => desk().rows('zhang-wei')[0]!;
const writes = () => desk().requests.filter(({ path }) => /updateCustomer|batchAddCustomer|dosave/.test(path)).length;
const problem = async () => {
  const edit = (await state())['edit:e1'];
  return edit && 'problem' in edit.state ? edit.state.problem : undefined;
};

/** A change is on its way: the CRM has been asked to write it, and answers, or breaks the line, after `during`. */
async function whileWriting(during: () => Promise<unknown>, answers: boolean): Promise<void> {
  const ref = await customer();
  const there = globalThis.fetch;
  const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const path = String(request[0] instanceof Request ? request[0].url : request[0]);
    if (!/updateCustomer|batchAddCustomer/.test(path)) return there(...request);
    asked.resolve();
    await go.promise;
    if (!answers) throw new TypeError('Failed to fetch');
    return there(...request);
  });
  await ask('submit', { edit: 'e1', ref, change: { kind: 'remark', text: '周五回电' }, base: { kind: 'remark', text: row().note ?? '' } });
  await asked.promise;
  await during();
  vi.stubGlobal('fetch', there);
  go.resolve();
}

const changes: Record<string, () => Promise<unknown>> = {
  'the connection is removed': () => ask('removeConnection', { connection: DESK }),
  'the form gives it another address': () => ask('saveConnection', { id: DESK, provider: DESK, name: '', values: moved() }),
  'the form gives it another account': () => ask('saveConnection', { id: DESK, provider: DESK, name: '', values: another() }),
  'a file gives it another address': () => file(entry(moved())),
  'a file gives it another account': () => file(entry(another())),
  'a policy gives it another address': () => policy(entry(moved())),
  'a policy gives it another account': () => policy(entry(another())),
  'a policy that has set it sets it no longer': () => policy(entry(values())).then(() => policy()),
};

describe('an edit that is being sent while', () => {
  test.each(Object.keys(changes))('%s is written once, and is done', async (what) => {
    await whileWriting(changes[what]!, true);
    await until((now) => now['edit:e1'] === undefined);
    expect([row().note, writes()]).toEqual(['周五回电', 1]);
    // Nothing is said to wait for the person.
    await until(({ former = [] }) => former.every(({ counts }) => counts.edits === 0));
    await ask('hello', null);
    expect(editsIn(await state())).toEqual([]);
  });

  test.each(Object.keys(changes))('%s and fails waits for the person, and is sent to none', async (what) => {
    const before = row().note;
    await whileWriting(changes[what]!, false);
    await ask('hello', null);
    await until((now) => now['edit:e1']?.state.kind === 'queued');
    await vi.waitFor(async () => {
      await ask('hello', null);
      expect(await problem()).toMatchObject({ kind: 'held-back' });
    });
    expect([row().note, writes()]).toEqual([before, 0]);
    expect((await ask('countKept', { connection: null })).edits).toBe(1);
  });

  test('the connection is removed, and that the person gives up then, is not said to wait any longer', async () => {
    await whileWriting(() => ask('removeConnection', { connection: DESK }), false);
    await vi.waitFor(async () => expect(await problem()).toMatchObject({ kind: 'held-back' }));
    await until(({ former = [] }) => former.some(({ counts }) => counts.edits === 1));
    await ask('discard', { edit: 'e1' });
    await until(({ former = [] }) => former.length === 0);
  });

  test('the connection is removed and added again goes on with it', async () => {
    await whileWriting(async () => {
      await ask('removeConnection', { connection: DESK });
      await ask('saveConnection', { id: null, provider: DESK, name: 'neu', values: values() });
    }, false);
    await vi.waitFor(async () => {
      await ask('networkBack', null);
      expect(row().note).toBe('周五回电');
    });
    await until((now) => now['edit:e1'] === undefined);
    expect(writes()).toBe(1);
  });

  test('the person gives up what is made for the connection goes with it', async () => {
    await whileWriting(async () => {
      const loses = await ask('countKept', { connection: DESK });
      expect(loses.edits).toBe(1);
      await ask('removeConnection', { connection: DESK, loses });
    }, false);
    await ask('hello', null);
    expect(editsIn(await state())).toEqual([]);
    expect((await ask('countKept', { connection: null })).edits).toBe(0);
  });
});

describe('an edit that waits while', () => {
  /** It cannot be sent yet. */
  async function waiting(): Promise<CustomerRef> {
    const ref = await customer();
    desk().fault({ kind: 'reset' });
    await ask('submit', {
      edit: 'e1',
      ref,
      change: { kind: 'remark', text: '周五回电' },
      base: { kind: 'remark', text: row().note ?? '' },
    });
    await until((now) => (now['edit:e1']?.attempts ?? 0) > 0 && now['edit:e1']?.state.kind === 'queued');
    return ref;
  }

  test('a file with the same connection under another name and option is imported goes on', async () => {
    await waiting();
    await file({ ...entry(values(), 'team'), name: '上海团队', options: { uin: '3012345678' } });
    desk().fault(null);
    await ask('networkBack', null);
    await until((now) => now['edit:e1'] === undefined);
    expect([row().note, writes() >= 1]).toEqual(['周五回电', true]);
  });

  test('a policy takes the connection over and sets it no longer waits for a word, and goes on after it', async () => {
    const before = row().note;
    await waiting();
    await policy(entry(values()));
    await policy();
    desk().fault(null);
    await vi.waitFor(async () => {
      await ask('networkBack', null);
      expect(await problem()).toEqual({ kind: 'held-back', why: 'policy' });
    });
    expect(row().note).toBe(before);
    await ask('keepConnection', { connection: DESK });
    await until((now) => now['edit:e1'] === undefined);
    expect(row().note).toBe('周五回电');
  });

  test('the account changes and changes back goes on, and what was made meanwhile for the other waits', async () => {
    await waiting();
    await file(entry(another()));
    desk().fault(null);
    await vi.waitFor(async () => {
      await ask('hello', null);
      expect(await problem()).toEqual({ kind: 'held-back', why: 'account' });
    });
    await file(entry(values()));
    await until((now) => now['edit:e1'] === undefined);
    expect(row().note).toBe('周五回电');
  });
});
