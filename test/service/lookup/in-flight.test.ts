import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openDatabase } from '../../../lib/service/storage/database';
import type { NewFollowUp } from '../../../lib/model/follow-up';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, show, state } from '../worker';

const crm = withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const PASSPHRASE = '北窗 opens at noon';

afterEach(() => void vi.restoreAllMocks());

const draft = (change: Record<string, string> = {}) => ({
  id: 'wechat-console',
  provider: 'wechat-console',
  name: '',
  values: { baseUrl: crm('wechat-console').url, ...credentialsOf('wechat-console', crm('wechat-console')), ...change },
});
const remembered = async () => (await (await openDatabase()).getAll('memory')).map(({ connection, key }) => `${connection} ${key}`);

/** A CRM carries a sign-in out; its answer comes after `during`. */
async function whileSigningIn(during: () => Promise<unknown>, signingIn: () => Promise<unknown> = () => show(zhangWei)): Promise<void> {
  const fetched = globalThis.fetch;
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const response = await fetched(...request);
    if (!String(request[0]).includes('/thirdlogin/login')) return response;
    asked.resolve();
    await answer.promise;
    return response;
  });
  const ended = signingIn().catch(() => null);
  await asked.promise;
  vi.stubGlobal('fetch', fetched);
  await during();
  answer.resolve();
  await ended;
}

describe('a sign-in that is under way', () => {
  test('is remembered', async () => {
    await whileSigningIn(() => Promise.resolve());
    expect(await remembered()).toEqual(['wechat-console session']);
  });

  test('leaves nothing behind when the connection is taken away meanwhile', async () => {
    await whileSigningIn(() => ask('removeConnection', { connection: 'wechat-console' }));
    expect(await remembered()).toEqual([]);
  });

  test('leaves nothing behind when everything is wiped meanwhile', async () => {
    await whileSigningIn(() => ask('wipe', null));
    expect(await remembered()).toEqual([]);
  });

  test('leaves nothing behind when the connection is another one meanwhile', async () => {
    await whileSigningIn(() => ask('saveConnection', draft({ appId: 'another', appSecret: 'x' })));
    // The other account's own sign-in was refused by now, or is still on its way.
    expect((await remembered()).filter((what) => what !== 'wechat-console refused')).toEqual([]);
  });

  test('leaves nothing to be read when it is locked meanwhile', async () => {
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 15 });
    await whileSigningIn(() => ask('lock', null));
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['kebian-choices', 'kebian-sealed']);
    expect(JSON.stringify(await state())).not.toContain('session');
  });

  test('of a connection that is only tried leaves nothing behind', async () => {
    await whileSigningIn(
      () => Promise.resolve(),
      () => ask('testConnection', { ...draft(), id: null }),
    );
    expect(await remembered()).toEqual(['wechat-console session']);
    await ask('removeConnection', { connection: 'wechat-console' });
    expect(await ask('testConnection', { ...draft(), id: null })).toMatchObject({ detail: expect.anything() });
    expect(await remembered()).toEqual([]);
  });
});

describe('a reminder that the browser is putting up', () => {
  const due = (): NewFollowUp => {
    const [at, remindAt] = [new Date().toISOString(), new Date(Date.now() - 60_000).toISOString()];
    return { text: '不外传的跟进', at, kind: null, remindAt, stage: null };
  };

  /** The browser takes its time to put a notification up: it is there after `during`. */
  async function whilePuttingUp(during: () => Promise<unknown>): Promise<void> {
    await show(zhangWei);
    const known = Object.entries(await state()).find(([key]) => key.startsWith('customer:'))![1] as {
      customer: { connection: string; id: string };
    };
    const { notifications } = fakeBrowser;
    const create = notifications.create.bind(notifications) as (...asked: unknown[]) => Promise<string>;
    const [asked, up] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    vi.spyOn(notifications, 'create').mockImplementation((async (...notification: unknown[]) => {
      asked.resolve();
      await up.promise;
      return create(...notification);
    }) as never);
    const ref = { connection: known.customer.connection, id: known.customer.id };
    const submitted = ask('submit', { edit: 'e1', ref, change: { kind: 'follow-up', followUp: due() }, base: null }).catch(() => null);
    await asked.promise;
    await during();
    up.resolve();
    await submitted;
  }

  const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());

  test('is shown', async () => {
    await whilePuttingUp(() => Promise.resolve());
    await vi.waitFor(async () => expect(await shown()).toEqual(['reminder:e1']));
  });

  test.each(['lock', 'wipe'] as const)('is not shown after "%s"', async (call) => {
    await ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 15 });
    const { clear } = fakeBrowser.notifications;
    const cleared = vi.spyOn(fakeBrowser.notifications, 'clear').mockImplementation(clear.bind(fakeBrowser.notifications));
    await whilePuttingUp(() => ask(call, null));
    await vi.waitFor(() => expect(cleared).toHaveBeenCalledWith('reminder:e1'));
    expect(await shown()).toEqual([]);
  });
});
