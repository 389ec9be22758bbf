import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey, type Contact } from '../../../lib/model/contact';
import { item, type ContactAnswer } from '../../../lib/wire/items';
import { writeState } from '../../../lib/service/session/items';
import { people, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, seenFor, show, state, until } from '../worker';

const crm = withCrms('wechat-console');
const [open, ...others] = [...new Set(people.map(shownName))].slice(0, 12).map((name) => contactOf(name));
const HELD = 12_000;

let uncaught: unknown[] = [];
const catching = (thrown: unknown) => void uncaught.push(thrown);

beforeEach(() => {
  uncaught = [];
  process.on('unhandledRejection', catching);
});
afterEach(() => {
  process.off('unhandledRejection', catching);
  vi.restoreAllMocks();
});

/** The session holds so many letters, as that of a browser holds 10 MB. */
function bound(): { refusals: () => number } {
  const { session } = fakeBrowser.storage;
  const write = session.set.bind(session);
  const read = session.get.bind(session);
  let refusals = 0;
  vi.spyOn(session, 'set').mockImplementation(async (items) => {
    const all = { ...(await read(null)), ...(items as object) };
    if (JSON.stringify(all).length > HELD) {
      refusals++;
      throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    }
    await write(items as never);
  });
  return { refusals: () => refusals };
}

const keys = async (kind: string) => Object.keys(await state()).filter((key) => key.startsWith(kind));

describe('where the session holds no more', () => {
  test('what a CRM can be asked for again goes, edits, their customers and whoever is open stay, and nothing fails', async () => {
    const { refusals } = bound();
    await ask('setPassphrase', { passphrase: 'north window, noon', lockAfter: 15 });
    await show(others[0]!, 8);
    const { candidates } = (await state())[`answer:${contactKey(others[0]!)}`]!.findings[0]!;
    crm('wechat-console').fault({ kind: 'status', status: 500, path: 'updateCustomer' });
    await ask('submit', {
      edit: 'e1',
      ref: candidates[0]!.ref,
      change: { kind: 'remark', text: '还没送到' },
      base: await seenFor(candidates[0]!.ref, { kind: 'remark', text: '还没送到' }),
    });
    await show({ kind: 'none', why: 'nothing-open' }, 8);
    await show(open!, 7);
    for (const one of others.slice(1)) await show(one, 8);
    expect(refusals()).toBeGreaterThan(0);
    const { vaultKey } = await state();
    expect(vaultKey).toBeDefined();
    expect(await keys('edit:')).toEqual(['edit:e1']);
    expect(await keys('customer:')).toContain(`customer:${candidates[0]!.ref.connection}/${candidates[0]!.ref.id}`);
    expect(await keys('answer:')).toContain(`answer:${contactKey(open!)}`);
    expect(await keys('answer:')).toContain(`answer:${contactKey(others.at(-1)!)}`);
    crm('wechat-console').fault(null);
    await ask('retry', { edit: 'e1' });
    await until((now) => !now['edit:e1']);
    expect(uncaught).toEqual([]);
  });

  test('whoever is gone from it is there again when their chat is opened', async () => {
    const { refusals } = bound();
    for (const one of [open!, ...others]) await show(one);
    expect(refusals()).toBeGreaterThan(0);
    expect(await keys('answer:')).not.toContain(`answer:${contactKey(open!)}`);
    expect(await show(open!)).toMatchObject({ chips: { kind: expect.stringMatching(/found|several|none/) } });
    expect(await keys('answer:')).toContain(`answer:${contactKey(open!)}`);
    expect(uncaught).toEqual([]);
  });

  test('what is written while room is being made for something else stays', async () => {
    const { session } = fakeBrowser.storage;
    const kept = `answer:${contactKey(open!)}` as const;
    const old = `answer:${contactKey(others[0]!)}` as const;
    const answer = (contact: Contact, at: number): ContactAnswer => ({ contact, at, findings: [] });
    const long = { ...others[0]!, name: '长'.repeat(HELD - 600) };
    await session.set({ [old]: answer(long, 1), [kept]: answer(open!, 1) });
    const { refusals } = bound();
    // The first look through the session takes until the other write is done.
    const read = session.get.bind(session);
    const written = Promise.withResolvers<void>();
    vi.spyOn(session, 'get').mockImplementationOnce((async (keys: null) => {
      const found = await read(keys);
      await written.promise;
      return found;
    }) as never);
    const first = writeState(item('recents', [{ ...others[1]!, name: '短'.repeat(700) }] as never));
    await vi.waitUntil(() => vi.mocked(session.get).mock.calls.length > 0);
    await writeState(item(kept, answer({ ...open!, name: '短'.repeat(700) }, 2)));
    written.resolve();
    await first;
    expect(refusals()).toBe(2);
    const now = await state();
    expect(now[kept]?.at).toBe(2);
    expect(now[old]).toBeUndefined();
    expect(now.recents).toHaveLength(1);
  });
});
