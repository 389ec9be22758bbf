import type { Page } from 'playwright-core';
import { setStage, type Stage } from '../../support/stage.ts';
import { at, figure, type Figure } from '../figure.ts';
import { frames, openImport, takeIn, watchFrames } from './page.ts';
import { csvFile, sameIn } from './rows.ts';

/** The table of all customers while it is scrolled, by the wheel and in jumps, with this number of customers in the book. */
export async function measureTable(customers: number, rounds: number): Promise<Figure[]> {
  const stage = await setStage();
  const page = await openImport(stage);
  await takeIn(page, csvFile(customers));
  await page.getByRole('button', { name: 'See all customers' }).click();
  const there = customers - sameIn(customers);
  await page.getByText(new RegExp(`^${there} customers`)).waitFor({ timeout: PATIENCE });
  await untilIndexed(stage, there);
  const grid = page.getByRole('grid');
  const box = (await grid.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const longest: Record<'wheel' | 'jumps', number[]> = { wheel: [], jumps: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [kind, scroll] of Object.entries({ wheel: byWheel, jumps: inJumps })) {
      await grid.evaluate((element) => element.scrollTo(0, 0));
      await page.waitForTimeout(500);
      await watchFrames(page);
      await scroll(page);
      const all = await frames(page);
      longest[kind as keyof typeof longest].push(all.at(-1)!);
      const ms = (quantile: number) => at(all, quantile).toFixed(1);
      console.log(`table, ${kind}: ${all.length} frames, half below ${ms(0.5)} ms, 99 % below ${ms(0.99)} ms, longest ${ms(1)} ms`);
    }
  }
  await stage.close();
  const all = [...longest.wheel, ...longest.jumps];
  const detail = `${there} customers, ${rounds} rounds: wheel ${longest.wheel.map(Math.round).join(', ')}; jumps ${longest.jumps.map(Math.round).join(', ')}`;
  return [figure('table.scrollLongestFrameMs', 'ms', '<= 32', Math.max(...all), all, detail)];
}

const PATIENCE = 30 * 60_000;

/** The index is made after an import, and would be part of what is measured. */
async function untilIndexed(stage: Stage, customers: number): Promise<void> {
  for (;;) {
    if ((await stage.ask('rowsFound', { connection: 'book', query: '客户' })).length === customers) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** As fast as a wheel is turned: some lines with every frame, then down the whole table in long strokes. */
async function byWheel(page: Page): Promise<void> {
  for (let turn = 0; turn < 150; turn++) {
    await page.mouse.wheel(0, turn < 75 ? 120 : 2_400);
    await page.waitForTimeout(16);
  }
}

/** By the keys, and to any place as by the scroll bar. */
async function inJumps(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  await grid.focus();
  for (let turn = 0; turn < 40; turn++) {
    if (turn % 2 === 0) await page.keyboard.press(['End', 'Home', 'PageDown', 'PageDown', 'PageUp'][(turn / 2) % 5]!);
    else await grid.evaluate((element, part) => element.scrollTo(0, element.scrollHeight * part), ((turn * 37) % 100) / 100);
    await page.waitForTimeout(80);
  }
}
