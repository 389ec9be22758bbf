import { beforeEach, expect, it } from 'vitest';
import type { Part } from '../../../lib/providers/provider';
import type { Desk } from '../../../lib/service/desk';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { directoryOf } from '../../../lib/service/sync/open-directories';
import { crowd, CRM, deskOn, newBrowser, scriptedCrm } from '../scripted';

const MINUTE = 60_000;
const [first, second, third, fourth] = crowd(4) as [Customer, Customer, Customer, Customer];
type Customer = ReturnType<typeof crowd>[number];

let files = 0;
const clock = { now: 0 };

beforeEach(() => {
  newBrowser();
  clock.now = Date.UTC(2026, 0, 5);
});

/** A worker with a CRM that tells its changes by marks; what is asked is noted, and answered with the next of these parts. */
async function told(...answers: Part[][]) {
  const desk = await deskOn(scriptedCrm([]), { database: `told-${files++}`, clock });
  const asked: [string | null, string | null][] = [];
  const [one] = (await desk.connected)!;
  one!.connection.list = async function* (since, cursor) {
    asked.push([since, cursor]);
    yield* answers.shift() ?? [];
  };
  return { desk, asked };
}

/** A copy that is old enough is renewed at a moment of its own within the next minutes. */
async function renewed(desk: Desk): Promise<void> {
  for (const minutes of [16, 5]) {
    clock.now += minutes * MINUTE;
    await fillDirectories(desk);
  }
}

const held = async (desk: Desk) => {
  const { people } = (await directoryOf(desk, CRM))!;
  const ids = [first, second, third, fourth].map(({ id }) => id);
  const there = await people.blocksOf(ids);
  return ids.filter((id) => there.has(id));
};

it('a list that came with a mark is renewed by it within minutes, and whoever is gone leaves the copy', async () => {
  const { desk, asked } = await told(
    [
      { customers: [first, second], cursor: 'p1' },
      { customers: [], cursor: null, mark: 'm1' },
    ],
    [
      { customers: [third], removed: [first.id], cursor: 'p2' },
      { customers: [], cursor: null, mark: 'm2' },
    ],
  );
  await fillDirectories(desk);
  clock.now += 5 * MINUTE;
  await fillDirectories(desk);
  expect(asked).toEqual([[null, null]]);
  await renewed(desk);
  expect(asked[1]).toEqual(['m1', null]);
  expect(await held(desk)).toEqual([second.id, third.id]);
  expect((await directoryOf(desk, CRM))!.state.mark).toBe('m2');
});

it('a mark that is known no more brings all customers anew, without those whom no part has', async () => {
  const { desk } = await told(
    [{ customers: [first, second, third], cursor: null, mark: 'm1' }],
    [
      { customers: [third], cursor: 'p1' },
      { customers: [second], cursor: 'p2', whole: true },
      { customers: [fourth], cursor: null, mark: 'm2' },
    ],
  );
  await fillDirectories(desk);
  await renewed(desk);
  expect(await held(desk)).toEqual([second.id, fourth.id]);
});

it('the mark of a list that was broken off is not used', async () => {
  const { desk, asked } = await told(
    [{ customers: [first], cursor: null, mark: 'm1' }],
    [{ customers: [second], cursor: 'p1' }],
    [{ customers: [third], cursor: null, mark: 'm2' }],
  );
  await fillDirectories(desk);
  await renewed(desk);
  expect(asked).toEqual([
    [null, null],
    ['m1', null],
    ['m1', 'p1'],
  ]);
  expect((await directoryOf(desk, CRM))!.state.mark).toBe('m2');
});
