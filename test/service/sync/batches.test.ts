import { beforeEach, expect, it, vi } from 'vitest';
import type { Part } from '../../../lib/providers/provider';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { knownCustomer } from '../../../lib/service/sync/open-directories';
import { crowd, CRM, deskOn, newBrowser, scriptedCrm } from '../scripted';

let files = 0;
let database = '';

beforeEach(() => {
  newBrowser();
  database = `batches-${files++}`;
});

/** A worker with a CRM that lists so. */
async function listing(list: () => AsyncIterable<Part>) {
  const desk = await deskOn(scriptedCrm([]), { database });
  (await desk.connected)![0]!.connection.list = list;
  const stored = async () => (await desk.database.get('directoryState', CRM))?.filling?.cursor;
  const name = async (id: string) => (await knownCustomer(desk, { connection: CRM, id }))?.customer.name;
  return { desk, stored, name };
}

it('parts that come one right behind the other are written together, in full blocks', async () => {
  const desk = await deskOn(scriptedCrm(crowd(430)), { database });
  await fillDirectories(desk);
  const blocks = await desk.database.getAll('directory');
  // Nine parts of fifty: four hundred, and thirty.
  expect(blocks.map(({ rows }) => (JSON.parse(new TextDecoder().decode(rows)) as unknown[]).length)).toEqual([
    ...Array<number>(12).fill(32),
    16,
    30,
  ]);
});

it('what came before the CRM failed is stored, with the place where the list goes on', async () => {
  const [first, second] = crowd(2) as [Customer, Customer];
  const { desk, stored, name } = await listing(async function* () {
    yield { customers: [first], cursor: 'p1' };
    yield { customers: [second], cursor: 'p2' };
    throw new TypeError('The network has gone');
  });
  await fillDirectories(desk);
  expect(await stored()).toBe('p2');
  expect(await name(second.id)).toBe(second.name);
});

it('a part is stored while the CRM takes its time for the next one', async () => {
  const [first] = crowd(1) as [Customer];
  const { desk, stored } = await listing(async function* () {
    yield { customers: [first], cursor: 'p1' };
    await new Promise(() => undefined);
  });
  void fillDirectories(desk);
  await vi.waitFor(async () => expect(await stored()).toBe('p1'), { timeout: 20_000 });
});

it('of a customer who comes in two parts the later record counts', async () => {
  const [first, second] = crowd(2) as [Customer, Customer];
  const { desk, name } = await listing(async function* () {
    yield { customers: [first, second], cursor: 'p1' };
    yield { customers: [{ ...first, name: '钟离改名' }], cursor: null };
  });
  await fillDirectories(desk);
  expect(await name(first.id)).toBe('钟离改名');
  expect((await desk.directories.get(CRM))?.people.size).toBe(2);
});

it('who is removed between two parts is gone, and back where a later part has them', async () => {
  const [first, second] = crowd(2) as [Customer, Customer];
  const { desk, name } = await listing(async function* () {
    yield { customers: [first, second], cursor: 'p1' };
    yield { customers: [], removed: [first.id, second.id], cursor: 'p2' };
    yield { customers: [second], cursor: null };
  });
  await fillDirectories(desk);
  expect([await name(first.id), await name(second.id)]).toEqual([undefined, second.name]);
});

type Customer = ReturnType<typeof crowd>[number];
