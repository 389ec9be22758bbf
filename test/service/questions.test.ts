import { describe, expect, test, vi } from 'vitest';
import { EVERY_TASK, type NewTask } from '../../lib/model/task';
import type { CustomerRef } from '../../lib/model/customer';
import { personByKey, shownName } from '../sandbox/people.ts';
import { credentialsOf, withCrms } from './connected';
import { ask, contactOf, restartWorker, show, state } from './worker';

const crm = withCrms('wechat-console', 'tanma');
const desk = () => crm('wechat-console');
const CONNECTION = { connection: 'wechat-console' };
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const TASK: NewTask = {
  name: '新人',
  phone: '18611112222',
  place: '厦门',
  address: '',
  nickname: '',
  wechat: '',
  company: '',
  tags: '',
  fields: {},
};

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  return findings[0]!.candidates[0]!.ref;
}

const calls = (path: string) => desk().requests.filter((request) => request.path.endsWith(path)).length;

test('pages know what each connection can do', async () => {
  await ask('hello', null);
  const { connections } = await state();
  const [console, tanma] = connections!.map(({ can }) => can);
  expect(console).toMatchObject({ tasks: true, telephony: true, remove: true, messages: true, export: true, addFollowUp: true });
  expect(tanma).toMatchObject({
    tasks: false,
    telephony: false,
    remove: false,
    messages: false,
    export: false,
    addFollowUp: false,
    followUps: true,
  });
});

test('what a connection lacks is refused', async () => {
  await expect(ask('taskPeople', { connection: 'tanma', page: null })).rejects.toMatchObject({
    problem: { kind: 'not-supported', ability: 'tasks' },
  });
  await expect(ask('exportSearch', { connection: 'tanma', query: { text: '张伟' } })).rejects.toMatchObject({
    problem: { kind: 'not-supported', ability: 'export' },
  });
});

describe('a task', () => {
  test('that reaches the worker twice is added once', async () => {
    const asked = { ...CONNECTION, task: TASK, befriendFirst: false, once: 'task-1' };
    await ask('addTask', asked);
    await ask('addTask', asked);
    expect(calls('addManualTask')).toBe(1);
  });

  const listed = async (name: string) => {
    const { items: people } = await ask('taskPeople', { ...CONNECTION, page: null });
    const lists = await Promise.all(
      people.map(({ id }) => ask('tasksOf', { ...CONNECTION, person: id!, filter: { ...EVERY_TASK, name }, page: null })),
    );
    return lists.flatMap(({ items }) => items).length;
  };
  const befriended = () => desk().requests.filter(({ path }) => path.endsWith('addManualTaskBeforeAddFriend')).length;
  const press = (once: string, task = TASK, befriendFirst = false) =>
    ask('addTask', { ...CONNECTION, task, befriendFirst, once }).then(
      () => 'added',
      () => 'failed',
    );

  test.each([true, false])('whose answer was lost is looked for and is there once (carried out: %s)', async (applied) => {
    const task = { ...TASK, name: `丢失${applied}` };
    desk().fault({ kind: 'reset', applied, path: '/addManualTask', method: 'POST', times: 1 });
    expect(await press(`lost-${applied}`, task)).toBe('failed');
    expect(await press(`lost-${applied}`, task)).toBe('added');
    expect(await press(`lost-${applied}`, task)).toBe('added');
    expect(await listed(task.name)).toBe(1);
  });

  test.each<[string, Partial<typeof TASK>]>([
    ['the number', { phone: '13999990000' }],
    ['the name', { name: '更正后' }],
    ['the company', { company: '更正公司' }],
  ])(
    'whose answer was lost, and of which %s is corrected then, is looked for as it was: the person is told that it is there',
    async (_, change) => {
      const task = { ...TASK, name: '更正前' };
      const corrected = { ...task, ...change };
      const names = async () => (await listed('更正前')) + (corrected.name === '更正前' ? 0 : await listed(corrected.name));
      desk().fault({ kind: 'reset', applied: true, path: '/addManualTask', method: 'POST', times: 1 });
      expect(await press('corrected', task)).toBe('failed');
      restartWorker();
      const again = ask('addTask', { ...CONNECTION, task: corrected, befriendFirst: false, once: 'corrected' });
      await expect(again).rejects.toMatchObject({ problem: { kind: 'done-before' } });
      expect(await names()).toBe(1);
      // Pressed again, knowing that, it is another one.
      expect(await press('corrected', corrected)).toBe('added');
      expect(await names()).toBe(2);
    },
  );

  test('whose answer was lost without its being carried out is added as corrected, and once', async () => {
    const task = { ...TASK, name: '没到' };
    desk().fault({ kind: 'reset', path: '/addManualTask', method: 'POST', times: 1 });
    expect(await press('not-carried', task)).toBe('failed');
    expect(await press('not-carried', { ...task, phone: '13999991111' })).toBe('added');
    expect(await listed('没到')).toBe(1);
    expect(Object.keys(await state()).filter((key) => key.startsWith('unsure:'))).toEqual([]);
  });

  test('is pressed twice in the same moment, or again after the worker was stopped, and is added once', async () => {
    const task = { ...TASK, name: '双击' };
    await Promise.all([press('double', task), press('double', task)]);
    restartWorker();
    await press('double', task);
    expect(await listed('双击')).toBe(1);
  });

  test('of which the second step fails goes on there: nobody is asked for friendship twice, whatever else is mended', async () => {
    const task = { ...TASK, name: '加友' };
    const { credentials, url } = desk();
    const own = { id: 'wechat-console', provider: 'wechat-console', baseUrl: url, credentials: credentialsOf('wechat-console', desk()) };
    const connections = [{ ...own, options: { uin: credentials['uin'] ?? '3012345678' } }];
    await ask('importSettings', { document: JSON.stringify({ format: 'kebian-settings', version: 1, connections }) });
    const there = globalThis.fetch;
    let lost = 1;
    vi.stubGlobal('fetch', (address: string | URL | Request, init?: RequestInit) => {
      const isAdding = new URL(address instanceof Request ? address.url : address).pathname.endsWith('/addManualTask');
      return isAdding && lost-- > 0 ? Promise.resolve(new Response('', { status: 502 })) : there(address, init);
    });
    expect(await press('friend', task, true)).toBe('failed');
    restartWorker();
    expect(await press('friend', { ...task, place: '深圳南山' }, true)).toBe('added');
    expect(befriended()).toBe(1);
    expect(await listed('加友')).toBe(1);
  });

  test('goes from its list', async () => {
    const list = () => ask('tasksOf', { ...CONNECTION, person: '12206', filter: EVERY_TASK, page: null });
    const before = await list();
    await ask('removeTask', { ...CONNECTION, task: before.items[0]! });
    expect((await list()).items).toEqual(before.items.slice(1));
  });
});

test('a deleted customer is gone from the CRM, from the cache and from the links', async () => {
  const ref = await customer();
  await ask('choose', { contact: zhangWei, refs: [ref] });
  await ask('removeCustomer', { ref, loses: { edits: 0, links: 1, reminders: 0, followUps: 0, beside: 0, customers: 0 } });
  expect(desk().rows('zhang-wei')).toEqual([]);
  const now = await state();
  expect(now[`customer:wechat-console/${ref.id}`]).toBeUndefined();
  expect(Object.keys(now).filter((key) => key.startsWith('pin:'))).toEqual([]);
  const { findings } = now[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  expect(findings[0]!.candidates.map((candidate) => candidate.ref)).not.toContainEqual(ref);
});

test('a caller comes with the source, and an export with a line for everybody who was found', async () => {
  const [phone] = desk().rows('zhang-wei')[0]!.phones;
  expect(await ask('findByPhone', { ...CONNECTION, phone: phone! })).toMatchObject({ source: 'customer' });
  const lines = await ask('exportSearch', { ...CONNECTION, query: { name: '张伟' } });
  expect(lines.map(([, name]) => name)).toContain('张伟');
});

test('the switch of the pop-up stands where it was put', async () => {
  await ask('setPhonePopUp', { ...CONNECTION, on: true });
  expect(await ask('phonePopUp', CONNECTION)).toBe(true);
  await ask('setPhonePopUp', { ...CONNECTION, on: false });
  expect(await ask('phonePopUp', CONNECTION)).toBe(false);
});
