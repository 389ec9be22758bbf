import { beforeEach, expect, test, vi } from 'vitest';
import { contactKey, type Contact } from '../../../lib/model/contact';
import { refKey } from '../../../lib/model/customer';
import { followOne } from '../../../lib/panel/popover';
import { createPanelStore } from '../../../lib/panel/store';
import { item, type StateChange } from '../../../lib/wire/items';
import { POPOVER_LINE, type ToldPopover } from '../../../lib/wire/popover-line';
import { writeState } from '../../../lib/service/session/items';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withCrms } from '../connected';
import { ask, chatPage, contactOf, lineFrom, popover, restartWorker, send, show, state } from '../worker';

withCrms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const lily = contactOf(shownName(personByKey('lily')));

beforeEach(async () => {
  await show(lily, 8);
  await show(zhangWei);
  const { answer } = (await send({ call: 'openPopover', ask: { kind: 'customer' } }, chatPage())) as { answer: string };
  await send({ call: 'popover', ask: answer }, popover('frame-1'));
});

async function refOf(contact: Contact) {
  return (await state())[`answer:${contactKey(contact)}`]!.findings[0]!.candidates[0]!.ref;
}

/** What a frame has been told, the newest of each item. */
function hear(frame: string, tab = 7) {
  const told = new Map<string, unknown>();
  const line = lineFrom(popover(frame, tab), POPOVER_LINE);
  line.onMessage.addListener((message) => {
    for (const [key, value] of Object.entries((message as ToldPopover).state)) told.set(key, value);
  });
  return told;
}

const draft = (of: string, text: string): StateChange =>
  item(`draft:remark ${of}`, { connection: 'crm', typed: { text }, start: { text: '' }, once: 'o' });

test('a popover is told what is there of its own contact, of nobody else, and nothing that opens the records', async () => {
  const [own, other] = [refKey(await refOf(zhangWei)), refKey(await refOf(lily))];
  await writeState({
    ...draft(own, '自己'),
    ...draft(`${own}1`, '别人'),
    ...draft(`1 ${own}`, '别人'),
    ...draft(other, '别人'),
    vaultKey: '00',
  });
  const told = hear('frame-1');
  await vi.waitFor(() => expect(told.has(`customer:${own}`)).toBe(true));
  const keys = [...told.keys()];
  expect(keys).toEqual(
    expect.arrayContaining([`answer:${contactKey(zhangWei)}`, 'chat:7', 'choices', 'connections', `draft:remark ${own}`]),
  );
  expect(keys.filter((key) => key.includes(other) || key.includes('Lily') || key === 'chat:8')).toEqual([]);
  expect(keys.filter((key) => key.startsWith('draft:'))).toEqual([`draft:remark ${own}`]);
  expect(keys.filter((key) => /^(vaultKey|recents|popover|directory)/.test(key))).toEqual([]);
});

test('and of what changes there, also of a customer who is named only now', async () => {
  const told = hear('frame-1');
  await vi.waitFor(() => expect(told.has('chat:7')).toBe(true));
  const answer = (await state())[`answer:${contactKey(zhangWei)}`]!;
  const [finding] = answer.findings;
  const other = await refOf(lily);
  await writeState(
    item(`answer:${contactKey(zhangWei)}`, { ...answer, findings: [{ ...finding!, candidates: [{ ref: other, reasons: [] }] }] }),
  );
  await vi.waitFor(() => expect(told.get(`customer:${refKey(other)}`)).toMatchObject({ customer: { name: expect.any(String) } }));
  await writeState(item('chat:7', undefined));
  await vi.waitFor(() => expect(told.get('chat:7')).toBeNull());
});

test('a frame that was not let in, and one of another tab, are told nothing', async () => {
  const [stranger, elsewhere] = [hear('frame-2'), hear('frame-1', 8)];
  await vi.waitFor(() => expect(hear('frame-1').size).toBe(0));
  await ask('savePreferences', (await state()).choices!.preferences);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([...stranger, ...elsewhere]).toEqual([]);
});

test('in the frame, what went while no worker was there is gone after the next one has started', async () => {
  const lines: ReturnType<typeof lineFrom>[] = [];
  Object.assign(fakeBrowser.runtime, {
    connect: ({ name }: { name: string }) => {
      lines.push(lineFrom(popover('frame-1'), name));
      return lines.at(-1);
    },
  });
  const own = refKey(await refOf(zhangWei));
  await writeState(draft(own, '半句'));
  const store = createPanelStore();
  await followOne(store, { tab: 7, contact: zhangWei, about: { kind: 'customer' }, owners: [] });
  expect([...store.getState().drafts.keys()]).toEqual([`remark ${own}`]);
  restartWorker();
  await writeState(item(`draft:remark ${own}`, undefined));
  lines[0]!.other!.disconnect();
  await vi.waitFor(() => expect([...store.getState().drafts.keys()]).toEqual([]));
});
