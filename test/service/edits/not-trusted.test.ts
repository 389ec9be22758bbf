import { describe, expect, test, vi } from 'vitest';
import type { Change } from '../../../lib/model/edit';
import { hintsOf } from '../../contract/provider.contract';
import { sandboxCrm } from '../../contract/sandbox';
import { relayBefore } from '../../relay/relay';
import { ask, contactOf, seenFor, show, state, until, withWorker } from '../worker';

const crm = sandboxCrm('wecom');
withWorker();

const change: Change = { kind: 'remark', text: '周五回电' };
const zhangWei = contactOf(hintsOf('zhang-wei').name);

/** A browser that has WeCom over a relay alone, with somebody's chat open. */
async function opened() {
  const relay = await relayBefore({ wecom: crm() });
  const connection = { id: 'team', provider: 'relay', name: 'Team', baseUrl: relay.origin, credentials: { token: await relay.agent() } };
  const document = { format: 'kebian-settings', version: 1, connections: [connection], privacy: { mostCustomers: 0 } };
  await ask('importSettings', { document: JSON.stringify(document) });
  await ask('removeConnection', { connection: 'book' });
  await show(zhangWei);
  return (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!.ref;
}

const written = () => crm().requests.filter(({ path, carriedOut }) => path.endsWith('/remark') && carriedOut).length;
const problem = async () => (await state()).connections?.[0]?.problem ?? null;

describe('an edit for a CRM that does not trust the relay’s address', () => {
  // 48002: the app has not the right to such calls.
  test.each([
    [60020, { kind: 'not-trusted', address: null }],
    [48002, { kind: 'beyond-reach', of: 'app' }],
  ])('waits with what the administrator has to do (%d), and is sent once that is done', async (code, told) => {
    const ref = await opened();
    crm().fault({ kind: 'code-only', code });
    await ask('submit', { edit: 'e', ref, change, base: await seenFor(ref, change) });
    await vi.waitFor(async () => expect(await problem()).toEqual(told));
    await until((now) => now['edit:e']?.state.kind === 'queued' && now['edit:e'].attempts > 0);
    crm().fault(null);
    await ask('lookUpAgain', { contact: zhangWei, connection: 'team' });
    await vi.waitFor(() => expect(crm().rows('zhang-wei')).toMatchObject([{ note: '周五回电' }]));
    expect(written()).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await problem()).toBeNull());
  });

  test('of one customer whom the colleague does not have any more is refused by itself', async () => {
    const ref = await opened();
    crm().fault({ kind: 'code-only', code: 84061, path: '/remark' });
    await ask('submit', { edit: 'e', ref, change, base: await seenFor(ref, change) });
    await until((now) => now['edit:e']?.state.kind === 'rejected');
    expect((await state())['edit:e']?.state).toEqual({ kind: 'rejected', problem: { kind: 'beyond-reach', of: 'customer' } });
    expect(await problem()).toBeNull();
  });
});
