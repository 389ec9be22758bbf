import { describe, expect, test } from 'vitest';
import { EVERY_TASK, type NewTask } from '../../lib/model/task';
import type { CustomerRef } from '../../lib/model/customer';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, show, state } from './worker';

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
  expect(console).toMatchObject({ tasks: true, calls: true, remove: true, messages: true, export: true, addFollowUp: true });
  expect(tanma).toMatchObject({
    tasks: false,
    calls: false,
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

  test('of which nobody knows whether it was added is not added again', async () => {
    desk().fault({ kind: 'reset' });
    const asked = { ...CONNECTION, task: TASK, befriendFirst: false, once: 'task-2' };
    await expect(ask('addTask', asked)).rejects.toBeDefined();
    desk().fault(null);
    await expect(ask('addTask', asked)).rejects.toMatchObject({ problem: { kind: 'unexpected', where: 'addTask' } });
    expect(calls('addManualTask')).toBeLessThanOrEqual(1);
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
  await ask('choose', { contact: zhangWei, ref });
  await ask('removeCustomer', { ref });
  expect(desk().rows('zhang-wei')).toEqual([]);
  const now = await state();
  expect(now[`customer:wechat-console/${ref.id}`]).toBeUndefined();
  expect(Object.keys(now).filter((key) => key.startsWith('pin:'))).toEqual([]);
  const { findings } = now[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
  expect(findings[0]!.candidates.map((candidate) => candidate.ref)).not.toContainEqual(ref);
});

test('a caller comes with the source, and an export with a line for everybody who was found', async () => {
  const [phone] = desk().rows('zhang-wei')[0]!.phones;
  expect(await ask('findCaller', { ...CONNECTION, phone: phone! })).toMatchObject({ source: 'customer' });
  const lines = await ask('exportSearch', { ...CONNECTION, query: { name: '张伟' } });
  expect(lines.map(([, name]) => name)).toContain('张伟');
});

test('the switch of the pop-up stands where it was put', async () => {
  await ask('setCallPopUp', { ...CONNECTION, on: true });
  expect(await ask('callPopUp', CONNECTION)).toBe(true);
  await ask('setCallPopUp', { ...CONNECTION, on: false });
  expect(await ask('callPopUp', CONNECTION)).toBe(false);
});
