import { expect, test } from 'vitest';
import type { BackupRecord } from '../../../lib/model/backup/kinds';
import { ask, freshBrowser, killWorker, restartWorker, startWorker, withWorker } from '../worker';
import { fileOf, keptCustomer, wholeBook } from './people';
import { backup, contentOf, MERGE, REPLACE, restore, take } from './through';

withWorker();

/** In which the worker is stopped somewhere within a step: after so many turns of the loop of events. */
const STOPS = [0, 1, 2, 3, 5, 8, 13, 21, 34];

async function kept(): Promise<Record<string, BackupRecord[]>> {
  const { settings: _, ...rest } = await contentOf(await backup());
  return rest;
}

function otherProfile(): void {
  killWorker();
  freshBrowser();
  startWorker();
}

/** Asks again and again, as a page does, while the worker is stopped in the middle of what it was asked. */
async function throughStops<T>(work: () => Promise<T>, stops: number[]): Promise<T> {
  for (const turns of stops) {
    const asked = work().catch(() => undefined);
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
    restartWorker();
    void asked;
  }
  return work();
}

test.each([MERGE, REPLACE])('a restore whose worker is stopped at every step loses nothing and doubles nothing: $way', async (how) => {
  const there = wholeBook(1_040);
  const here = { ...wholeBook(30), customers: wholeBook(30).customers!.map((one) => ({ ...one, remark: '这里' })) };
  const both = await fileOf({ ...here, customers: [...here.customers, keptCustomer('alone', { remark: '只在这里' })] });
  const file = await fileOf(there);
  // What it comes to without any stop.
  await restore(both, MERGE);
  const before = await kept();
  await restore(file, how);
  const wanted = await kept();
  otherProfile();
  await restore(both, MERGE);
  const { id } = await take(file);
  for (let step = 0; ; step++) {
    const at = STOPS.map((turns) => turns + step).slice(step % 3, (step % 3) + 3);
    const so = await throughStops(() => ask('applyRestore', { restore: id, how }), at);
    if (so.phase === 'done') break;
  }
  expect(await kept()).toEqual(wanted);
  // And taken back in the same way.
  for (let step = 0; ; step++) {
    const at = STOPS.map((turns) => turns + step).slice(step % 3, (step % 3) + 3);
    if ((await throughStops(() => ask('undoRestore', { restore: id }), at)) === null) break;
  }
  expect(await kept()).toEqual(before);
});
