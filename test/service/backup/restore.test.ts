import { describe, expect, test, vi } from 'vitest';
import { newBackupKey } from '../../../lib/model/backup/file';
import { placeOfDifference, type BackupRecord } from '../../../lib/model/backup/kinds';
import { freshBrowser, ask, killWorker, restartWorker, startWorker, withWorker } from '../worker';
import { fileOf, keptCustomer, wholeBook } from './people';
import { apply, backup, compare, contentOf, MERGE, REPLACE, restore, take, undo } from './through';

withWorker();

/** Another profile, in which Kebian was just installed. */
function otherProfile(): void {
  killWorker();
  freshBrowser();
  startWorker();
}

/** What is kept here, without the settings. */
async function kept(): Promise<Record<string, BackupRecord[]>> {
  const { settings: _, ...rest } = await contentOf(await backup());
  return rest;
}

const names = async () => (await ask('search', { connection: 'book', query: {}, page: null })).items.map(({ name }) => name).toSorted();

describe('a backup that is restored in another profile', () => {
  test('brings back everything as it was, sealed or not', async () => {
    await restore(await fileOf(wholeBook(1_100)), MERGE);
    const before = await kept();
    expect(before['customers']).toHaveLength(1_100);
    expect(before['followUps']).toHaveLength(550);
    const key = await newBackupKey('north window, noon');
    const [readable, sealed] = [await backup(), await backup(key)];
    otherProfile();
    expect((await kept())['customers'] ?? []).toEqual([]);
    await restore(readable, MERGE);
    expect(await kept()).toEqual(before);
    otherProfile();
    await restore(sealed, REPLACE, 'north window, noon');
    expect(await kept()).toEqual(before);
  });

  test('also where both lie sealed in their profiles', async () => {
    await ask('setPassphrase', { passphrase: 'north window, noon', lockAfter: 0 });
    await restore(await fileOf(wholeBook(520)), MERGE);
    const [file, before] = [await backup(), await kept()];
    otherProfile();
    await ask('setPassphrase', { passphrase: 'south window, noon', lockAfter: 0 });
    await restore(file, MERGE);
    expect(await kept()).toEqual(before);
  });

  test('is found and worked on as any other customer', async () => {
    await restore(await fileOf({ customers: [keptCustomer('7', { name: '欧阳娜娜', remark: '老客' })] }), MERGE);
    expect(await names()).toEqual(['欧阳娜娜']);
  });
});

describe('before anything is restored', () => {
  test('it is told what would be added, changed and gone, and nothing of it is written', async () => {
    await restore(
      await fileOf({ customers: [keptCustomer('1', { name: '王芳', remark: '这里' }), keptCustomer('2', { name: '李雷' })] }),
      MERGE,
    );
    const before = await kept();
    const taken = await take(
      await fileOf({ customers: [keptCustomer('1', { name: '王芳', remark: '备份' }), keptCustomer('3', { name: '韩梅梅' })] }),
    );
    const { changes, examples } = await compare(taken, { ...MERGE, prefer: 'here' });
    expect(changes.customers).toMatchObject({ added: 1, changed: 0, gone: 0, same: 1, differences: 1 });
    expect(examples).toMatchObject([
      { name: '王芳', differences: [{ at: 'remark', here: '这里', there: '备份' }] },
      { name: '韩梅梅', what: 'added' },
    ]);
    expect((await compare(taken, REPLACE)).changes.customers).toMatchObject({ added: 1, changed: 1, gone: 1 });
    expect(await kept()).toEqual(before);
  });

  test('what differs is told by the names that a person gave: fields, options, tags, stages, kinds, customers of links', async () => {
    const schemaOf = (label: string, options: object[], more: object[] = []) => ({
      ...{ connection: 'book' },
      schema: {
        fields: [
          { id: 'stage', label: '阶段', type: 'choice', options: [{ id: 's1', name: '意向' }, ...more] },
          { id: 'f1', label, type: 'choice', options },
        ],
        groups: [],
        tags: [{ id: 't1', name: '老客', group: null, color: null }],
        kinds: [{ id: 'k1', name: '电话' }, ...more],
      },
    });
    const note = (kind: string) => ({
      ...{ connection: 'book', customer: '1', id: 'f', text: '说交期', at: '2026-10-02T08:00:00.000Z', remindAt: null, kind },
    });
    const link = (customer: string) => ({ connection: 'book', site: 'wechat-web', name: '聊天', avatar: '1', customer, refused: [] });
    const people = (values: BackupRecord) => [
      keptCustomer('1', values),
      keptCustomer('2', { name: '李雷' }),
      keptCustomer('3', { name: '韩梅梅' }),
    ];
    await restore(
      await fileOf({
        schema: [schemaOf('尺码', [{ id: 'o1', name: '大号' }])],
        customers: people({ fields: { f1: 'o1' }, stage: 's1' }),
        followUps: [note('k1')],
        links: [link('2')],
      }),
      MERGE,
    );
    const taken = await take(
      await fileOf({
        schema: [
          schemaOf(
            '尺码',
            [
              { id: 'o1', name: '大号' },
              { id: 'o2', name: '小号' },
            ],
            [{ id: 's2', name: '成交' }],
          ),
        ],
        customers: people({ fields: { f1: 'o2' }, stage: 's2' }),
        followUps: [note('s2')],
        links: [link('3')],
      }),
    );
    const { examples } = await compare(taken, { ...MERGE, prefer: 'here' });
    expect(examples.flatMap(({ differences }) => differences).toSorted((a, b) => (a.at < b.at ? -1 : 1))).toMatchObject([
      { at: 'customer', here: '李雷', there: '韩梅梅' },
      { at: 'fields.f1', label: '尺码', here: '大号', there: '小号' },
      { at: 'kind', here: '电话', there: '成交' },
      { at: 'stage', here: '意向', there: '成交' },
    ]);
  });

  test('a record that is broken, or of a CRM that is not here, is counted and left out', async () => {
    const file = await fileOf({
      customers: [keptCustomer('1'), { connection: 'book', id: '2', name: 5 }, keptCustomer('3', { phones: 'none' })],
      links: [{ connection: 'elsewhere', site: 'wechat-web', name: 'x', avatar: '', customer: '1', refused: [] }],
    });
    const taken = await take(file);
    expect((await compare(taken, MERGE)).changes).toMatchObject({ customers: { added: 1, leftOut: 2 }, links: { added: 0, leftOut: 1 } });
    await apply(taken, MERGE);
    expect((await kept())['customers']).toHaveLength(1);
  });
});

describe('a restore', () => {
  const here = () => fileOf({ customers: [keptCustomer('1', { remark: '这里', tags: [] }), keptCustomer('2')] });
  const there = () => fileOf({ customers: [keptCustomer('1', { remark: '备份', company: '启明' }), keptCustomer('3')] });
  const first = async () => (await kept())['customers']!.find(({ id }) => id === '1');

  test('that merges keeps both, part by part, and where both differ what was chosen', async () => {
    await restore(await here(), MERGE);
    await restore(await there(), { ...MERGE, prefer: 'here' });
    expect(await first()).toMatchObject({ remark: '这里', company: '启明' });
    await restore(await there(), MERGE);
    expect(await first()).toMatchObject({ remark: '备份', company: '启明' });
    expect((await kept())['customers']!.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  test('that merges takes of each difference the side that was chosen for it', async () => {
    await restore(
      await fileOf({ customers: [keptCustomer('1', { remark: '这里', company: '这里' }), keptCustomer('2', { remark: '这里' })] }),
      MERGE,
    );
    const file = await fileOf({
      customers: [keptCustomer('1', { remark: '备份', company: '备份' }), keptCustomer('2', { remark: '备份' })],
    });
    const at = (id: string, place: string) => placeOfDifference('customers', JSON.stringify(['book', id]), place);
    const each = { [at('1', 'company')]: 'there', [at('2', 'remark')]: 'there' } as const;
    const ended = await restore(file, { ...MERGE, prefer: 'here', each });
    expect((await kept())['customers']).toMatchObject([{ remark: '这里', company: '备份' }, { remark: '备份' }]);
    expect(ended.changes.customers).toMatchObject({ changed: 2, differences: 3 });
  });

  test('that replaces leaves nothing but the backup', async () => {
    await restore(await fileOf(wholeBook(30)), MERGE);
    const file = await there();
    await restore(file, REPLACE);
    const { schema: _, ...left } = await kept();
    expect(left).toEqual({ customers: (await contentOf(file))['customers'] });
  });

  test.each([MERGE, REPLACE])('can be taken back whole: $way', async (how) => {
    await restore(await fileOf(wholeBook(620)), MERGE);
    const before = await kept();
    const ended = await restore(await there(), how);
    expect(await kept()).not.toEqual(before);
    await undo(ended);
    expect(await kept()).toEqual(before);
    expect((await ask('backups', null)).restore).toBeNull();
  });

  test('that is taken back leaves what was changed after it', async () => {
    await restore(await here(), MERGE);
    const ended = await restore(await there(), MERGE);
    const ref = { connection: 'book', id: '3' };
    await ask('submit', { edit: 'e', ref, change: { kind: 'remark', text: '后来' }, base: { kind: 'remark', text: '' } });
    await expect.poll(async () => (await kept())['customers']!.find(({ id }) => id === '3')?.['remark']).toBe('后来');
    await undo(ended);
    const left = (await kept())['customers']!;
    expect(left.map(({ id, remark }) => [id, remark])).toEqual([
      ['1', '这里'],
      ['2', null],
      ['3', '后来'],
    ]);
  });

  test('goes on where a stopped worker has left it, and is not said to be done before', async () => {
    const file = await fileOf(wholeBook(1_600));
    const taken = await take(file);
    for (let step = 0; step < 4; step++) await ask('applyRestore', { restore: taken.id, how: MERGE });
    restartWorker();
    expect((await ask('backups', null)).restore).toMatchObject({ phase: 'applying', done: 4 });
    await apply(taken, MERGE);
    expect((await kept())['customers']).toEqual((await contentOf(file))['customers']);
    expect((await ask('backups', null)).restore).toMatchObject({ phase: 'done', changes: { customers: { added: 1_600 } } });
  });

  test('of long ago is not kept to be taken back, nor is a file whose page was closed over it', async () => {
    await restore(await here(), MERGE);
    const later = async (days: number) => {
      const now = Date.now();
      vi.spyOn(Date, 'now').mockImplementation(() => now + days * 24 * 60 * 60_000);
      restartWorker();
      await expect.poll(async () => (await ask('backups', null)).restore, { timeout: 10_000 }).toBeNull();
      vi.restoreAllMocks();
    };
    expect((await ask('backups', null)).restore).toMatchObject({ phase: 'done' });
    await later(31);
    await ask('beginRestore', { restore: 'r', madeAt: '2026-11-01T08:00:00.000Z', from: 'a file' });
    await later(2);
    expect((await kept())['customers']).toHaveLength(2);
  });
});
