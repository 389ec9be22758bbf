import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { setStage } from '../../support/stage.ts';
import { figure, median, type Figure } from '../figure.ts';
import { openImport, takeIn, type TakenIn } from './page.ts';
import { csvFile, sameIn } from './rows.ts';

/** The number of rows for the usual way, which is slow. */
const USUAL = 4_000;

/** Imports a file into an empty book, and compares with the usual way in the same browser; a new profile for each round. */
export async function measureImport(rows: number, rounds: number): Promise<Figure[]> {
  const [file, small] = [csvFile(rows), csvFile(USUAL)];
  const ours: TakenIn[] = [];
  const usual: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const stage = await setStage();
    usual.push(await usualWay(stage.options, await readFile(small, 'utf8')));
    const page = await openImport(stage);
    ours.push(await takeIn(page, file));
    await stage.close();
    const { added, checked, written, longestFrame } = ours.at(-1)!;
    if (added !== rows - sameIn(rows)) throw new Error(`${added} customers came into the book, not ${rows - sameIn(rows)}`);
    console.log(
      `round ${round + 1}: checked in ${checked} ms, written in ${written} ms, longest frame ${longestFrame.toFixed(0)} ms, usual way ${usual.at(-1)!.toFixed(0)} rows/s`,
    );
  }
  const perSecond = ours.map(({ checked, written }) => (rows / (checked + written)) * 1_000);
  const frames = ours.map(({ longestFrame }) => longestFrame);
  const times = (perSecond.length > 0 ? median(perSecond) : 0) / median(usual);
  const stages = `check ${median(ours.map(({ checked }) => checked))} ms, write ${median(ours.map(({ written }) => written))} ms`;
  return [
    figure(
      'import.rowsPerSecond',
      'rows/s',
      '>= 15000',
      median(perSecond),
      perSecond,
      `${rows} rows of 20 columns, whether they are there already checked: ${stages}`,
    ),
    figure(
      'import.timesUsual',
      'x',
      '>= 3',
      times,
      perSecond.map((one, at) => one / usual[at]!),
      `usual way: ${median(usual).toFixed(0)} rows/s over ${USUAL} rows`,
    ),
    figure(
      'import.longestFrameMs',
      'ms',
      '<= 50',
      Math.max(...frames),
      frames,
      'between two frames of the page while it checks and writes',
    ),
  ];
}

/** The usual way: papaparse, and a transaction for each row that looks for its number. Returns rows per second. */
async function usualWay(page: Page, text: string): Promise<number> {
  const papa = createRequire(import.meta.url).resolve('papaparse/papaparse.min.js');
  await page.evaluate(await readFile(papa, 'utf8'));
  return page.evaluate(async (csv) => {
    interface Papa {
      parse(text: string, options: object): { data: Record<string, string>[] };
    }
    const opening = indexedDB.open('usual', 1);
    opening.addEventListener('upgradeneeded', () =>
      opening.result.createObjectStore('people', { autoIncrement: true }).createIndex('phone', '手机号'),
    );
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const begun = performance.now();
    const { data } = (globalThis as unknown as { Papa: Papa }).Papa.parse(csv, { header: true, skipEmptyLines: true });
    for (const row of data) {
      const transaction = opening.result.transaction('people', 'readwrite');
      const done = new Promise((resolve) => transaction.addEventListener('complete', resolve));
      const people = transaction.objectStore('people');
      const known = people.index('phone').getKey(row['手机号']!);
      known.addEventListener('success', () => known.result === undefined && people.add(row));
      await done;
    }
    return (data.length / (performance.now() - begun)) * 1_000;
  }, text);
}
