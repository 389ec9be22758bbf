import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { placeOfDifference, type BackupKind, type BackupRecord, type RestoreHow, type RestoreView } from '../../../lib/model/backup/kinds';
import { REMINDER_ALARM } from '../../../lib/service/edits/stored-reminders';
import { readState } from '../../../lib/service/session/items';
import { ofKind } from '../../../lib/wire/item-keys';
import { startWebdav, type Webdav } from '../../sandbox/webdav/start';
import { ask, restartWorker, withWorker } from '../worker';
import { fileOf, keptCustomer } from './people';
import { apply, backup, compare, contentOf, MERGE, REPLACE, restore, undo } from './through';

const HERE: RestoreHow = { ...MERGE, prefer: 'here' };
const THERE: RestoreHow = { ...MERGE, prefer: 'there' };

let server: Webdav;

withWorker();

const followUp = (customer: string, id: string) => ({
  ...{ connection: 'book', customer, id, text: `跟进 ${id}`, at: '2026-10-02T08:00:00.000Z' },
  ...{ kind: null, remindAt: null },
});
const linkOf = (customer: string | null) => ({
  ...{ connection: 'book', site: 'wechat-web', name: '聊天', avatar: '12345', customer, refused: [] },
});
const reminder = (customer: string, id: string) => ({
  ...{ id, ref: { connection: 'book', id: customer }, customer: '王芳', text: '回电', notified: false },
  at: Date.parse('2027-01-05T08:00:00Z'),
});

/** What both computers have when they begin to differ. */
const BOTH = {
  customers: [keptCustomer('1'), keptCustomer('2')],
  followUps: [followUp('2', 'before')],
  links: [linkOf('2')],
  reminders: [reminder('2', 'rings')],
};

beforeEach(async () => {
  server = await startWebdav('nephele');
  await restore(await fileOf(BOTH), MERGE);
  await share('Kebian');
});
afterEach(() => server.stop());

type Records = Partial<Record<BackupKind, BackupRecord[]>>;

/** What both computers have now is written to this folder, which both use. */
async function share(folder: string): Promise<void> {
  const { user, password } = server;
  const place = { kind: 'webdav', address: `${server.url}${folder}/`, user, password, every: 24, passphrase: null } as const;
  await ask('setBackupPlace', place);
}

/** The other computer has written this; it is taken in. */
async function takeUp(there: Records, folder = 'Kebian'): Promise<RestoreView> {
  await server.write(`${folder}/kebian-backup.kebian`, Buffer.from(await (await fileOf(there)).arrayBuffer()));
  const taken = await ask('takeUpBackup', { restore: crypto.randomUUID(), passphrase: null, older: null });
  if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken));
  expect(taken.restore.joined).toBe(true);
  return taken.restore;
}

/** The same as `apply`, by a worker that is stopped after every step. */
async function applyStopped({ id }: RestoreView, how: RestoreHow): Promise<void> {
  for (let phase = ''; phase !== 'done'; restartWorker()) ({ phase } = await ask('applyRestore', { restore: id, how }));
}

/** What is stored here, by the ids of its records. */
async function kept(): Promise<Record<string, unknown[]>> {
  const { customers = [], followUps = [], links = [], reminders = [] } = await contentOf(await backup());
  const ids = (records: BackupRecord[]) => records.map(({ id }) => id).toSorted();
  return { customers: ids(customers), followUps: ids(followUps), links: links.map(({ customer }) => customer), reminders: ids(reminders) };
}

const ALL = { customers: ['1', '2'], followUps: ['before', 'since'], links: ['2'], reminders: ['rings'] };
const WITHOUT = { customers: ['1'], followUps: [], links: [null], reminders: [] };

async function addHere(more: Records): Promise<void> {
  await ask('forgetRestore', { restore: (await restore(await fileOf(more), MERGE)).id });
}

describe('a customer whom the other computer has deleted', () => {
  const GONE = { customers: [keptCustomer('1')], links: [linkOf(null)] };

  test('goes with everything about them where nothing of it was changed here', async () => {
    const taken = await takeUp(GONE);
    expect((await compare(taken, HERE)).changes.customers).toMatchObject({ gone: 1, differences: 0 });
    await apply(taken, HERE);
    expect(await kept()).toEqual(WITHOUT);
  });

  test.each<[string, Records]>([
    ['a follow-up was', { followUps: [followUp('2', 'since')] }],
    ['a reminder was', { reminders: [reminder('2', 'since')] }],
  ])('is asked about where %s added here since, and stays with all of it where the person wants that', async (_, more) => {
    await addHere(more);
    const before = await kept();
    const taken = await takeUp(GONE);
    const { changes, examples } = await compare(taken, HERE);
    expect(changes.customers).toMatchObject({ gone: 0, differences: 1 });
    expect(changes.followUps?.gone ?? 0).toBe(0);
    expect(examples).toMatchObject([{ kind: 'customers', differences: [{ at: '', there: null }] }]);
    await apply(taken, HERE);
    expect(await kept()).toEqual(before);
  });

  test('goes with what was added here where the person wants that, and all of it comes back with the undo', async () => {
    await addHere({ followUps: [followUp('2', 'since')] });
    const taken = await takeUp(GONE);
    expect((await compare(taken, THERE)).changes).toMatchObject({ customers: { gone: 1 }, followUps: { gone: 2 }, reminders: { gone: 1 } });
    await apply(taken, THERE);
    expect(await kept()).toEqual(WITHOUT);
    await undo(taken);
    expect(await kept()).toEqual(ALL);
  });

  test('is kept or not one by one', async () => {
    await addHere({ customers: [keptCustomer('1', { remark: '后来' })], followUps: [followUp('2', 'since')] });
    const taken = await takeUp({ customers: [], links: [linkOf(null)] });
    const how = { ...HERE, each: { [placeOfDifference('customers', JSON.stringify(['book', '1']), '')]: 'there' as const } };
    expect((await compare(taken, how)).changes.customers).toMatchObject({ gone: 1, differences: 2 });
    await apply(taken, how);
    expect(await kept()).toEqual({ ...ALL, customers: ['2'] });
  });

  test.each([
    [HERE, ALL],
    [THERE, WITHOUT],
  ])('has the same fate when the worker is stopped at every step: $prefer', async (how, wanted) => {
    await addHere({ followUps: [followUp('2', 'since')] });
    const taken = await takeUp(GONE);
    await applyStopped(taken, how);
    expect(await kept()).toEqual(wanted);
  });
});

describe('a customer whom this computer has deleted', () => {
  const SINCE = { ...BOTH, followUps: [...BOTH.followUps, followUp('2', 'since')] };

  beforeEach(async () => {
    const ref = { connection: 'book', id: '2' };
    await ask('removeCustomer', { ref, loses: await ask('countAbout', { ref }) });
  });

  test('stays away, and so does what the other computer still has about them', async () => {
    const taken = await takeUp(BOTH);
    await apply(taken, THERE);
    expect(await kept()).toEqual(WITHOUT);
  });

  test('is asked about where the other computer has added a follow-up, of which nothing comes alone', async () => {
    const taken = await takeUp(SINCE);
    expect((await compare(taken, HERE)).changes.customers).toMatchObject({ added: 0, differences: 1 });
    await apply(taken, HERE);
    expect(await kept()).toEqual(WITHOUT);
  });

  test('comes back with everything about them where the person wants that, also by a worker that is stopped', async () => {
    const taken = await takeUp(SINCE);
    expect((await compare(taken, THERE)).changes).toMatchObject({ customers: { added: 1 }, followUps: { added: 2 } });
    await applyStopped(taken, THERE);
    expect(await kept()).toEqual(ALL);
    await undo(taken);
    expect(await kept()).toEqual(WITHOUT);
  });
});

describe('what one computer has removed from the schema', () => {
  const stages = [
    { id: 'a', name: '意向' },
    { id: 'b', name: '成交' },
  ];
  const STAGE = { id: 'stage', label: '阶段', type: 'choice', options: stages };
  const BUDGET = { id: 'budget', label: '预算', type: 'number', options: [] };
  const OLD = { id: 'old', name: '老客', group: null, color: null };
  const schema = (fields: object[], tags: object[]) => [{ connection: 'book', schema: { fields, groups: [], tags, kinds: [] } }];
  const WHOLE = schema([STAGE, BUDGET], [OLD]);
  const LESS = schema([{ ...STAGE, options: stages.slice(0, 1) }], []);
  const given = keptCustomer('1', { stage: 'b', tags: ['old'], fields: { budget: 99 } });
  const GIVEN = { customers: [given, keptCustomer('2')] };
  const PLAIN = { customers: [keptCustomer('1'), keptCustomer('2')] };
  const CUSTOMER = { stage: { name: '成交' }, tags: [{ name: '老客' }] };

  /** This computer changes from what both have, and takes in what the other has. */
  async function after(here: Records, there: Records, how: RestoreHow): Promise<void> {
    await restore(await fileOf({ ...PLAIN, schema: WHOLE }), REPLACE);
    await share('Both');
    await restore(await fileOf(here), REPLACE);
    await applyStopped(await takeUp(there, 'Both'), how);
  }

  const first = async () => (await ask('search', { connection: 'book', query: { id: '1' }, page: null })).items[0]!;
  const budgetOf = async () => (await first()).fields.find(({ id }) => id === 'budget')?.value;

  test.each<[string, object, object, RestoreHow]>([
    ['there', { ...PLAIN, schema: LESS }, { ...GIVEN, schema: WHOLE }, THERE],
    ['here', { ...GIVEN, schema: WHOLE }, { ...PLAIN, schema: LESS }, HERE],
  ])('stays where a customer was given it since, with its name: %s', async (_, here, there, how) => {
    await after(here, there, how);
    expect(await first()).toMatchObject(CUSTOMER);
    expect(await budgetOf()).toBe(99);
  });

  test('goes where nobody was given it since', async () => {
    await after({ ...PLAIN, schema: LESS }, { ...PLAIN, schema: WHOLE }, THERE);
    const { fields, tags } = await ask('bookSchema', { connection: 'book' });
    expect([fields.map(({ id, options }) => [id, options.length]), tags]).toEqual([[['stage', 1]], []]);
  });
});

describe('parts of the schema that the two computers have given one name', () => {
  const tag = (id: string, name: string) => ({ id, name, group: null, color: null });
  const field = (id: string, label: string, options: object[] = []) => ({ id, label, type: options.length ? 'choice' : 'text', options });
  const schema = (tags: object[], fields: object[], kinds: object[] = []) => [
    { connection: 'book', schema: { fields, groups: [], tags, kinds } },
  ];
  const BOTH_HAVE = schema([tag('a', '老客'), tag('b', '大客户')], [field('f', '等级', [{ id: 'x', name: '高' }])]);
  const PEOPLE = { customers: [keptCustomer('1', { tags: ['a'] }), keptCustomer('2', { tags: ['b'] })] };
  const tagsOf = async (id: string) =>
    (await ask('search', { connection: 'book', query: { id }, page: null })).items[0]!.tags.map(({ name }) => name);

  async function taking(here: object[], there: object[]): Promise<RestoreView> {
    await restore(await fileOf({ ...PEOPLE, schema: BOTH_HAVE } as Records), REPLACE);
    await share('Names');
    await restore(await fileOf({ ...PEOPLE, schema: here } as Records), REPLACE);
    return takeUp({ ...PEOPLE, schema: there } as Records, 'Names');
  }

  test('stay two, of which the second gets a number, and the preview says so; the undo gives the names back', async () => {
    const taken = await taking(
      schema([tag('a', 'VIP'), tag('b', '大客户')], [field('f', '等级', [{ id: 'x', name: '高' }]), field('m', '预算')]),
      schema([tag('a', '老客'), tag('b', 'VIP')], [field('f', '等级', [{ id: 'x', name: '高' }]), field('n', '预算')]),
    );
    const { examples } = await compare(taken, HERE);
    expect(examples.flatMap(({ renamed = [] }) => renamed)).toEqual([
      { from: '预算', to: '预算 (2)' },
      { from: 'VIP', to: 'VIP (2)' },
    ]);
    await applyStopped(taken, HERE);
    const { tags, fields } = await ask('bookSchema', { connection: 'book' });
    expect(tags.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'VIP'],
      ['b', 'VIP (2)'],
    ]);
    expect(fields.map(({ id, label }) => [id, label])).toEqual([
      ['f', '等级'],
      ['m', '预算'],
      ['n', '预算 (2)'],
    ]);
    expect([await tagsOf('1'), await tagsOf('2')]).toEqual([['VIP'], ['VIP (2)']]);
    await undo(taken);
    expect((await ask('bookSchema', { connection: 'book' })).tags.map(({ name }) => name)).toEqual(['VIP', '大客户']);
  });

  test('as options of one field and as kinds of follow-ups', async () => {
    const options = (id: string) => [field('f', '等级', [...[{ id: 'x', name: '高' }], { id, name: '很高' }])];
    const taken = await taking(
      schema([], options('y'), [{ id: 'k', name: '面谈' }]),
      schema([], options('z'), [{ id: 'l', name: '面谈' }]),
    );
    await apply(taken, HERE);
    const { fields, kinds } = await ask('bookSchema', { connection: 'book' });
    expect(fields[0]!.options.map(({ id, name }) => [id, name])).toEqual([
      ['x', '高'],
      ['y', '很高'],
      ['z', '很高 (2)'],
    ]);
    expect(kinds.map(({ name }) => name)).toEqual(['面谈', '面谈 (2)']);
  });

  test('keep their name where one side already has both', async () => {
    const twins = schema([tag('a', '老客'), tag('b', '大客户')], [field('m', '预算'), field('n', '预算')]);
    const taken = await taking(twins, twins);
    await apply(taken, HERE);
    expect((await ask('bookSchema', { connection: 'book' })).fields.map(({ label }) => label)).toEqual(['预算', '预算']);
  });
});

describe('a reminder on two computers', () => {
  const rings = reminder('2', 'rings');
  const LATER = rings.at + 86_400_000;
  const isThere = async () => (await contentOf(await backup()))['reminders']?.map(({ at, notified }) => ({ at, notified }));
  const listed = async () => ofKind(await readState(), 'reminder').map(({ value }) => value.id);
  const shown = async () => Object.keys(await fakeBrowser.notifications.getAll());
  const isAsked = async (taken: RestoreView) => (await compare(taken, MERGE)).examples.filter(({ kind }) => kind === 'reminders');

  /** Its time has come here, and it is on the screen. */
  async function shownHere(): Promise<void> {
    vi.spyOn(Date, 'now').mockReturnValue(rings.at + 1);
    await fakeBrowser.alarms.onAlarm.trigger({ name: REMINDER_ALARM } as never);
    await vi.waitFor(async () => expect(await isThere()).toEqual([{ at: rings.at, notified: true }]));
  }
  afterEach(() => vi.restoreAllMocks());

  test('that the other has put off and this one has shown leaves the screen, and is shown at its new time', async () => {
    await shownHere();
    await apply(await takeUp({ ...BOTH, reminders: [{ ...rings, at: LATER }] }), MERGE);
    expect(await isThere()).toEqual([{ at: LATER, notified: false }]);
    expect(await shown()).toEqual([]);
  });

  test('that this one has put off and the other has shown is shown at its new time', async () => {
    await ask('remindLater', { reminder: 'rings', at: LATER });
    await apply(await takeUp({ ...BOTH, reminders: [{ ...rings, notified: true }] }), MERGE);
    expect(await isThere()).toEqual([{ at: LATER, notified: false }]);
  });

  test('that either has shown is not shown by the other once more', async () => {
    await apply(await takeUp({ ...BOTH, reminders: [{ ...rings, notified: true }] }), MERGE);
    expect(await isThere()).toEqual([{ at: rings.at, notified: true }]);
  });

  test('that the other has done leaves the list and the screen here', async () => {
    await shownHere();
    const taken = await takeUp({ ...BOTH, reminders: [] });
    expect(await isAsked(taken)).toMatchObject([{ what: 'gone', differences: [] }]);
    await apply(taken, MERGE);
    expect(await isThere()).toBeUndefined();
    expect(await listed()).toEqual([]);
    expect(await shown()).toEqual([]);
  });

  test('that this one has done stays done where the other has only shown it, and nobody is asked', async () => {
    await ask('reminderDone', { reminder: 'rings' });
    const taken = await takeUp({ ...BOTH, reminders: [{ ...rings, notified: true }] });
    expect(await isAsked(taken)).toEqual([]);
    await apply(taken, MERGE);
    expect(await isThere()).toBeUndefined();
  });
});
