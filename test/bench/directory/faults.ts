import type { Page } from 'playwright-core';
import { setDirectoryStage, type DirectoryStage } from './directory-stage.ts';
import type { Measured } from './figures.ts';

const CUSTOMERS = 40_000;
const STOPS = 50;

/** Fills a directory while the worker is stopped at random, then counts the customers that are missing or superfluous. */
export async function measureFaults(): Promise<Measured> {
  const it = await setDirectoryStage(CUSTOMERS);
  try {
    await it.connect();
    const stops = await stopAtRandom(it);
    const { count } = await filledAgain(it);
    const wanted = it.crm.ids();
    const kept = await keptIds(it.stage.options);
    const lost = [...wanted].filter((id) => !kept.includes(id)).length;
    const tooMuch = kept.length - new Set(kept).size + kept.filter((id) => !wanted.has(id)).length;
    const value = lost + tooMuch + Math.abs(count - wanted.size);
    const detail = `${stops} stops while ${CUSTOMERS} customers were filled in: ${lost} lost, ${tooMuch} too many, ${count} in the index`;
    return { value: stops < STOPS ? Number.NaN : value, unit: 'customers', detail };
  } finally {
    await it.close();
  }
}

/** Each stop comes during the fill; a call, as of a panel that opens, starts the next worker. */
async function stopAtRandom(it: DirectoryStage): Promise<number> {
  let stops = 0;
  while (stops < STOPS) {
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 180));
    if ((await it.view())?.renewedAt) break;
    await it.stopWorker();
    stops++;
    await it.stage.ask('hello', null);
  }
  return stops;
}

/** Asked from a new worker, so that the state on the disk is counted. */
async function filledAgain(it: DirectoryStage) {
  await it.stage.ask('hello', null);
  await it.filled();
  await it.stopWorker();
  await it.stage.ask('hello', null);
  return it.filled();
}

/**
 * The customers in the blocks on the disk; where several blocks have a customer, only the last one counts, so repetitions are counted
 * separately.
 */
function keptIds(own: Page): Promise<string[]> {
  return own.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('kebian');
        opening.addEventListener('error', () => reject(new Error('The database does not open')));
        opening.addEventListener('success', () => {
          const blocks = opening.result.transaction('directory').objectStore('directory').getAll();
          blocks.addEventListener('success', () => {
            opening.result.close();
            const held = (blocks.result as { rows: Uint8Array; removed: string[] }[]).filter(({ removed }) => removed.length === 0);
            resolve(held.flatMap(({ rows }) => (JSON.parse(new TextDecoder().decode(rows)) as [id: string][]).map(([id]) => id)));
          });
        });
      }),
  );
}
