import { beforeEach, describe, expect, it } from 'vitest';
import type { MostCustomers } from '../../../lib/model/settings';
import { directoryOf } from '../../../lib/service/sync/open-directories';
import { isWhole } from '../../../lib/service/directory/directory';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { purge } from '../../../lib/service/maintenance/purge';
import type { Desk } from '../../../lib/service/desk';
import { readState } from '../../../lib/service/session/items';
import { crowd, CRM, deskOn, newBrowser, person, preferring, scriptedCrm, type ScriptedCrm } from '../scripted';

const HOUR = 60 * 60_000;
const WEEK = 7 * 24 * HOUR;
/** A tenth of the fewest that the settings offer: a Directory only counts them. */
const MOST = 1_000 as MostCustomers;

let files = 0;
let database = '';
const clock = { now: 0 };

beforeEach(() => {
  newBrowser();
  database = `directory-room-${files++}`;
  clock.now = Date.UTC(2026, 0, 5);
});

const deskFor = (crm: ScriptedCrm) => deskOn(crm, { database, clock });
const has = async (desk: Desk, id: string) => (await (await directoryOf(desk, CRM))!.people.blocksOf([id])).has(id);
const size = async (desk: Desk) => (await directoryOf(desk, CRM))!.people.size;

const largeCrm = () => Object.assign(scriptedCrm(crowd(MOST + 60)), { perPart: 100 });

/** Every week everybody is listed once more, by a worker of its own. */
async function nextWeek(crm: ScriptedCrm): Promise<Desk> {
  clock.now += WEEK;
  const desk = await deskFor(crm);
  await fillDirectories(desk);
  clock.now += HOUR;
  crm.asked = [];
  await fillDirectories(desk);
  expect(crm.asked[0]).toBe('list all 0');
  return desk;
}

describe('a Directory with less room than the CRM has customers', { timeout: 60_000 }, () => {
  it('does not grow on the disk from week to week', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    let desk = await deskFor(crm);
    await fillDirectories(desk);
    const blocks = await desk.database.count('directory');
    for (let week = 0; week < 2; week++) {
      desk = await nextWeek(crm);
      // One block more where a fill ends in a part that only fits in half.
      expect(await desk.database.count('directory')).toBeLessThanOrEqual(blocks + 1);
      expect(await size(desk)).toBe(MOST);
    }
  });

  it('forgets whoever the CRM has deleted, and takes others in for them', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    await fillDirectories(await deskFor(crm));
    const [first, last] = [crm.customers[3]!.id, crm.customers[MOST - 1]!.id];
    const waiting = crm.customers[MOST]!.id;
    crm.customers = crm.customers.filter(({ id }) => id !== first && id !== last);
    const desk = await nextWeek(crm);
    expect([await has(desk, first), await has(desk, last), await has(desk, waiting)]).toEqual([false, false, true]);
    const next = await deskFor(crm);
    expect([await has(next, first), await has(next, waiting), await size(next)]).toEqual([false, true, MOST]);
  });

  it('forgets them also where the CRM lists its newest customers first', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    await fillDirectories(await deskFor(crm));
    const gone = crm.customers[7]!.id;
    const fresh = Array.from({ length: 70 }, (_, at) => person(`new-${at}`, `钟离${at}`));
    crm.customers = [...fresh, ...crm.customers.filter(({ id }) => id !== gone)];
    const desk = await nextWeek(crm);
    expect([await has(desk, gone), await has(desk, 'new-69'), await size(desk)]).toEqual([false, true, MOST]);
    expect((await readState())[`directory:${CRM}`]).toMatchObject({ limited: true, filling: false });
  });

  it('never counts as whole while it is listed once more', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    await fillDirectories(await deskFor(crm));
    clock.now += WEEK + HOUR;
    const desk = await deskFor(crm);
    await fillDirectories(desk);
    clock.now += HOUR;
    crm.partsUntilDeath = 2;
    const before = crm.asked.length;
    void fillDirectories(desk);
    await expect.poll(() => crm.asked.length, { timeout: 20_000 }).toBeGreaterThan(before + 1);
    const directory = (await directoryOf(desk, CRM))!;
    expect([directory.state.filling === null, isWhole(directory)]).toEqual([false, false]);
  });

  it('is whole once the CRM has no more than fit in', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    await fillDirectories(await deskFor(crm));
    crm.customers = crm.customers.slice(100);
    const desk = await nextWeek(crm);
    expect([isWhole((await directoryOf(desk, CRM))!), await size(desk)]).toEqual([true, MOST - 40]);
  });

  it('hears of every change of those it holds, also behind newcomers without room', async () => {
    await preferring({ mostCustomers: MOST });
    const crm = largeCrm();
    const desk = await deskFor(crm);
    await fillDirectories(desk);
    clock.now += 7 * HOUR;
    crm.perPart = 50;
    const updatedAt = new Date(clock.now - 1).toISOString();
    const fresh = Array.from({ length: 60 }, (_, at) => person(`new-${at}`, `钟离${at}`, { updatedAt }));
    crm.customers = [...fresh, { ...crm.customers[5]!, name: '钟离改名', updatedAt }, ...crm.customers.slice(6)];
    await fillDirectories(desk);
    clock.now += HOUR;
    await fillDirectories(desk);
    const { people } = (await directoryOf(desk, CRM))!;
    expect(await people.find('钟离改名', 5)).toHaveLength(1);
    expect(await size(desk)).toBe(MOST);
  });
});

describe('a smaller limit that is chosen later', { timeout: 60_000 }, () => {
  it('takes effect at once for a copy that is open: it is deleted and filled up to the limit', async () => {
    await preferring({ mostCustomers: 100_000 });
    const crm = largeCrm();
    const desk = await deskFor(crm);
    await fillDirectories(desk);
    expect(await size(desk)).toBe(MOST + 60);
    await preferring({ mostCustomers: MOST });
    await purge(desk, 'running');
    expect(await desk.database.count('directory')).toBe(0);
    await fillDirectories(desk);
    expect(await size(desk)).toBe(MOST);
  });

  it('takes effect for a copy that a worker opens afterwards', async () => {
    await preferring({ mostCustomers: 100_000 });
    const crm = largeCrm();
    await fillDirectories(await deskFor(crm));
    await preferring({ mostCustomers: MOST });
    const desk = await deskFor(crm);
    expect(await size(desk)).toBe(0);
    await fillDirectories(desk);
    expect(await size(desk)).toBe(MOST);
  });

  it('of none leaves nothing on the disk, however it was chosen', async () => {
    const crm = scriptedCrm(crowd(70));
    await fillDirectories(await deskFor(crm));
    await preferring({ mostCustomers: 0 });
    const desk = await deskFor(crm);
    await purge(desk, 'running');
    for (const table of ['directory', 'directoryState', 'directoryIndex'] as const) expect(await desk.database.count(table)).toBe(0);
  });
});
