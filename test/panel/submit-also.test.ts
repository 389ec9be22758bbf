import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../lib/model/customer';
import type { Change } from '../../lib/model/edit';
import { createActions } from '../../lib/panel/actions';
import { follow } from '../../lib/panel/follow';
import { createPanelStore, type PanelStore } from '../../lib/panel/store';
import { lastMadeOf, outboxOf, shown } from '../../lib/panel/view';
import { withCrms } from '../service/connected';
import { contactOf, OWN_PAGE, send, show, state } from '../service/worker';

const crms = withCrms('lixiao', 'wechat-console', 'tanma');
const sendMessage = fakeBrowser.runtime.sendMessage;
let panel: PanelStore;
let refs: CustomerRef[];

beforeEach(async () => {
  vi.stubGlobal('document', { hidden: true });
  Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) });
  await fakeBrowser.windows.create({ focused: true });
  panel = createPanelStore();
  await follow(panel);
  const zhangWei = contactOf('张伟 13800001111');
  await show(zhangWei);
  const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  refs = findings.map(({ candidates }) => candidates[0]!.ref);
});
afterEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage }));

const actions = () => createActions(panel);
const known = (place: number) => shown(panel.getState(), refs[place]!)!.customer;
const outbox = () => outboxOf(panel.getState()).map(({ edit }) => [edit.ref.connection, edit.state.kind]);
const sent = () => vi.waitFor(() => expect(outbox().filter(([, kind]) => kind !== 'rejected')).toEqual([]), 10_000);

/** As the record writes a change: to the first, and to the others with it. */
async function write(change: Change, others = refs.slice(1, 2)) {
  const made = await actions().submit(refs[0]!, change);
  return [made, await actions().submitAlso(others, change)];
}

test('a remark that is written to two CRMs is an edit of each, and is taken back in both', async () => {
  const before = [known(0).remark, known(1).remark];
  expect(await write({ kind: 'remark', text: '写到两个' })).toEqual([null, []]);
  await sent();
  expect(['lixiao', 'wechat-console'].map((id) => crms(id as 'lixiao').rows('zhang-wei')[0]!.note)).toEqual(['写到两个', '写到两个']);
  const last = lastMadeOf(panel.getState())!;
  const all = [last.edit.id, ...last.also];
  expect(all.map((id) => panel.getState().done.get(id)!.ref.connection).toSorted()).toEqual(['lixiao', 'wechat-console']);
  expect(await Promise.all(all.map((id) => actions().undo(id)))).toEqual([null, null]);
  await vi.waitFor(() => expect([known(0).remark, known(1).remark]).toEqual(before));
});

test.each<[string, () => void]>([
  ['is in conflict', () => crms('wechat-console').change('zhang-wei', { note: '别人写的' })],
  ['is refused', () => crms('wechat-console').fault({ kind: 'code-only', code: 500, path: 'updateCustomer' })],
])('what was written to two CRMs and %s in one is taken back in both: nothing offers to write it', async (_name, trouble) => {
  const before = known(0).remark;
  trouble();
  await write({ kind: 'remark', text: '写到两个' });
  const there = () => outbox().filter(([connection]) => connection === 'wechat-console');
  await vi.waitFor(() => expect(there()).toEqual([['wechat-console', expect.stringMatching('conflict|rejected')]]), 10_000);
  crms('wechat-console').fault(null);
  const last = lastMadeOf(panel.getState())!;
  expect(last.edit.ref.connection).toBe('lixiao');
  expect(await Promise.all([last.edit.id, ...last.also].map((id) => actions().undo(id)))).toEqual([null, null]);
  await vi.waitFor(() => expect([known(0).remark, there()]).toEqual([before, []]), 10_000);
});

test('a remark that is saved as the page goes is on its way to both CRMs, though such a page loads nothing more', async () => {
  const going = actions();
  going.loadSubmitAlso();
  await vi.dynamicImportSettled();
  vi.doMock('../../lib/panel/submit-also', () => Promise.reject(new Error('The page has gone')));
  onTestFinished(() => void vi.doUnmock('../../lib/panel/submit-also'));
  const change: Change = { kind: 'remark', text: '关上之前' };
  expect(await Promise.all([going.submit(refs[0]!, change), going.submitAlso(refs.slice(1, 2), change)])).toEqual([null, []]);
  await sent();
  expect(['lixiao', 'wechat-console'].map((id) => crms(id as 'lixiao').rows('zhang-wei')[0]!.note)).toEqual(['关上之前', '关上之前']);
});

test('a tag goes by its name: each CRM is told its own tag, and one that has or lacks it already nothing', async () => {
  const [first, second] = [known(0).tags[0]!, known(1).tags.find(({ name }) => name === known(0).tags[0]!.name)!];
  expect(await actions().submitAlso(refs.slice(1, 2), { kind: 'add-tag', tag: first })).toEqual([]);
  expect(outbox()).toEqual([]);
  for (const system of ['lixiao', 'wechat-console'] as const) crms(system).fault({ kind: 'status', status: 429, retryAfter: 600 });
  expect(await write({ kind: 'remove-tag', tag: first })).toEqual([null, []]);
  const tagOf = (connection: string) =>
    outboxOf(panel.getState()).flatMap(({ edit }) =>
      edit.ref.connection === connection && 'tag' in edit.change ? [edit.change.tag.id] : [],
    );
  expect([tagOf('lixiao'), tagOf('wechat-console')]).toEqual([[first.id], [second.id]]);
  expect([known(0), known(1)].flatMap(({ tags }) => tags.filter(({ name }) => name === first.name))).toEqual([]);
  expect(await actions().submitAlso(refs.slice(1, 2), { kind: 'remove-tag', tag: first })).toEqual([]);
  expect(tagOf('wechat-console')).toHaveLength(1);
});

test('a tag that one CRM neither has nor makes is told for that CRM, and given in the others', async () => {
  const tag = { id: '', name: '从来没有过的标签', group: null, color: null };
  const missed = await actions().submitAlso(refs.slice(1), { kind: 'add-tag', tag });
  expect(missed).toEqual([{ connection: 'tanma', problem: { kind: 'not-supported', ability: 'new-tag' } }]);
});

test('what one CRM refuses is refused there alone', async () => {
  crms('lixiao').fault({ kind: 'status', status: 429, retryAfter: 600 });
  expect(await write({ kind: 'remark', text: '一个在等' })).toEqual([null, []]);
  await vi.waitFor(() => expect(crms('wechat-console').rows('zhang-wei')[0]!.note).toBe('一个在等'), 10_000);
  await vi.waitFor(() => expect(outbox()).toEqual([['lixiao', 'queued']]));
  expect(known(0).remark).toBe('一个在等');
});
