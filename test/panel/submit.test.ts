import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CustomerRef } from '../../lib/model/customer';
import type { Change } from '../../lib/model/edit';
import { createActions } from '../../lib/panel/actions';
import { follow } from '../../lib/panel/follow';
import { createPanelStore, type PanelStore } from '../../lib/panel/store';
import { lastMadeOf, outboxOf, shown } from '../../lib/panel/view';
import { withCrms } from '../service/connected';
import { contactOf, OWN_PAGE, send, show, state } from '../service/worker';

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const remark = (text: string): Change => ({ kind: 'remark', text });
const row = () => crm().rows('zhang-wei')[0]!;

let panels: PanelStore[];
let ref: CustomerRef;
const sendMessage = fakeBrowser.runtime.sendMessage;

/** Two panels, as two windows have them. */
beforeEach(async () => {
  vi.stubGlobal('document', { hidden: true });
  Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) });
  await fakeBrowser.windows.create({ focused: true });
  panels = [createPanelStore(), createPanelStore()];
  await Promise.all(panels.map(follow));
  const zhangWei = contactOf('张伟 13800001111');
  await show(zhangWei);
  ref = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!.findings[0]!.candidates[0]!.ref;
});
afterEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage }));

const text = (panel: PanelStore) => shown(panel.getState(), ref)?.customer.remark;
const outbox = (panel: PanelStore) => outboxOf(panel.getState()).map(({ edit }) => edit);

test('an edit is shown before the worker has it, and in the other window as soon as the worker has', async () => {
  const [one, other] = panels as [PanelStore, PanelStore];
  const made = createActions(one).submit(ref, remark('先看到'));
  expect(text(one)).toBe('先看到');
  expect(await made).toBeNull();
  await vi.waitFor(() => expect(text(other)).toBe('先看到'));
  await vi.waitFor(() => expect(panels.flatMap(outbox)).toEqual([]));
  expect(row().note).toBe('先看到');
  expect(panels.map(text)).toEqual(['先看到', '先看到']);
});

test('one that the worker did not take is not shown any more', async () => {
  const [one] = panels as [PanelStore];
  const before = text(one);
  Object.assign(fakeBrowser.runtime, { sendMessage: async () => ({ problem: { kind: 'storage-full' } }) });
  expect(await createActions(one).submit(ref, remark('没写下'))).toEqual({ kind: 'storage-full' });
  expect(text(one)).toBe(before);
  expect(outbox(one)).toEqual([]);
});

test('what is typed while it waits is one edit in both windows, based on what was there first', async () => {
  const [one, other] = panels as [PanelStore, PanelStore];
  const before = text(one) ?? '';
  crm().fault({ kind: 'status', status: 429, retryAfter: 600 });
  for (const typed of ['一', '一二', '一二三']) await createActions(one).submit(ref, remark(typed));
  await vi.waitFor(() => expect(outbox(other)).toMatchObject([{ change: remark('一二三'), base: remark(before) }]));
  expect(outbox(one)).toHaveLength(1);
  await createActions(other).submit(ref, remark('一二三四'));
  await vi.waitFor(() => expect(outbox(one)).toMatchObject([{ change: remark('一二三四'), base: remark(before) }]));
  expect(outbox(other)).toHaveLength(1);
});

test('what one window has begun to type before the other one saved does not write over that', async () => {
  const [one, other] = panels as [PanelStore, PanelStore];
  const before = remark(text(one) ?? '');
  await createActions(one).submit(ref, remark('窗口一'));
  await createActions(other).submit(ref, remark('窗口二'), before);
  await vi.waitFor(() => expect(outbox(one)).toMatchObject([{ state: { kind: 'conflict', theirs: remark('窗口一') } }]));
  expect(row().note).toBe('窗口一');
  createActions(one).resolve(outbox(one)[0]!.id, remark('窗口一、二'));
  await vi.waitFor(() => expect(row().note).toBe('窗口一、二'));
  await vi.waitFor(() => expect(panels.flatMap(outbox)).toEqual([]));
});

test('a tag that is added and removed at once is in neither outbox', async () => {
  crm().fault({ kind: 'status', status: 429, retryAfter: 600 });
  const [one] = panels as [PanelStore];
  const actions = createActions(one);
  await actions.submit(ref, remark('占位'));
  await vi.waitFor(() => expect(outbox(one)[0]!.notBefore).toBeGreaterThan(0));
  const tag = { id: '售后', name: '售后', group: null, color: null };
  await actions.submit(ref, { kind: 'add-tag', tag });
  await actions.submit(ref, { kind: 'remove-tag', tag });
  for (const panel of panels) await vi.waitFor(() => expect(outbox(panel).map(({ change }) => change.kind)).toEqual(['remark']));
});

test('the last change can be taken back from the other window, and taking it back is not offered again', async () => {
  const [one, other] = panels as [PanelStore, PanelStore];
  const before = row().note;
  await createActions(one).submit(ref, remark('写错'));
  await vi.waitFor(() => expect(lastMadeOf(other.getState())).toMatchObject({ accepted: true, edit: { change: remark('写错') } }));
  expect(await createActions(other).undo(lastMadeOf(other.getState())!.edit.id)).toBeNull();
  await vi.waitFor(() => expect(row().note).toBe(before));
  await vi.waitFor(() => expect(panels.map((panel) => lastMadeOf(panel.getState()))).toEqual([null, null]));
});

test('what was noted of a customer is asked for once, and anew when one was written in another window', async () => {
  const [one, other] = panels.map(createActions) as [ReturnType<typeof createActions>, ReturnType<typeof createActions>];
  const calls = () => crm().requests.filter(({ path }) => path.includes('follow')).length;
  expect(one.knownFollowUps(ref)).toBeNull();
  const { items } = await one.followUps(ref, null, false);
  expect(one.knownFollowUps(ref)?.items).toEqual(items);
  const before = calls();
  await one.followUps(ref, null, false);
  expect(calls()).toBe(before);
  const followUp = { text: '下周带样品', at: '2026-05-20T14:00:00+08:00', kind: null, remindAt: null, stage: null };
  expect(await other.submit(ref, { kind: 'follow-up', followUp })).toBeNull();
  await vi.waitFor(() => expect(one.knownFollowUps(ref)).toBeNull());
  expect((await one.followUps(ref, null, false)).items.map(({ text }) => text)).toContain('下周带样品');
});
