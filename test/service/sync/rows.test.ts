import { beforeEach, expect, test } from 'vitest';
import type { Desk } from '../../../lib/service/desk';
import { learn } from '../../../lib/service/directory/keeping';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { directoryOf } from '../../../lib/service/sync/open-directories';
import { rowsAfter, rowsFound, rowsWith } from '../../../lib/service/sync/rows';
import { crowd, CRM, deskOn, newBrowser, person, scriptedCrm } from '../scripted';

let files = 0;
let desk: Desk;

beforeEach(async () => {
  newBrowser();
  desk = await deskOn(scriptedCrm(crowd(1_300)), { database: `rows-${files++}` });
  await fillDirectories(desk);
});

/** Every line that comes, `between` the first part and the others. */
async function all(between = async () => {}): Promise<{ ids: string[]; parts: number }> {
  const ids: string[] = [];
  let parts = 0;
  for (let after: string | null = null; parts === 0 || after !== null; parts++) {
    const part = await rowsAfter(desk, CRM, after);
    ids.push(...part.rows.map(({ id }) => id));
    after = part.next;
    if (parts === 0) await between();
  }
  return { ids, parts };
}

test('all customers come as lines, once each, some at a time', async () => {
  const { ids, parts } = await all();
  expect(new Set(ids).size).toBe(1_300);
  expect(ids.length).toBe(1_300);
  expect(parts).toBeGreaterThan(2);
});

test('one who changes while they come is among those that still come, as they are by then', async () => {
  const [first] = (await rowsAfter(desk, CRM, null)).rows;
  const { ids } = await all(async () => {
    const directory = (await directoryOf(desk, CRM))!;
    await learn(directory, [person(first!.id, '改名')], { now: 1, most: 100_000 });
  });
  expect(ids.filter((id) => id === first!.id)).toHaveLength(2);
  const [now] = (await rowsWith(desk, CRM, [first!.id, 'nobody'])).rows;
  expect(now).toMatchObject({ id: first!.id, name: '改名' });
});

test('a search finds everybody whom it fits, not only the first thousand', async () => {
  expect((await rowsFound(desk, CRM, '138')).length).toBe(1_300);
  expect(await rowsFound(desk, CRM, '没有这个人')).toEqual([]);
});

test('a connection that is not there, or keeps no copy, has no lines', async () => {
  expect(await rowsAfter(desk, 'nothing', null)).toMatchObject({ rows: [], next: null });
});
