import type { Page } from 'playwright-core';
import type { Stage } from '../../support/stage.ts';

/** An import through the page, as a person does it. Times in ms. */
export interface TakenIn {
  /** How many customers came into the book. */
  added: number;
  checked: number;
  written: number;
  longestFrame: number;
}

/** Opens the import view in front. */
export async function openImport(stage: Stage): Promise<Page> {
  const page = await stage.browser.context.newPage();
  await page.goto(stage.options.url().replace('options.html', 'customers.html#import'));
  await page.waitForSelector('input[type=file]', { state: 'attached' });
  await page.bringToFront();
  return page;
}

/** @param file its path */
export async function takeIn(page: Page, file: string): Promise<TakenIn> {
  await page.setInputFiles('input[type=file]', file);
  const check = page.getByRole('button', { name: 'Check all rows' });
  await check.waitFor();
  await watchFrames(page);
  const begun = Date.now();
  await check.click();
  const go = page.getByRole('button', { name: /^Import \d+ customer/ });
  await go.waitFor({ timeout: PATIENCE });
  const checked = Date.now() - begun;
  const next = Date.now();
  await go.click();
  await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: PATIENCE });
  const written = Date.now() - next;
  const added = Number.parseInt((await page.getByText(/^\d+ customers? added$/).textContent()) ?? '', 10);
  return { added, checked, written, longestFrame: (await frames(page)).at(-1)! };
}

const PATIENCE = 30 * 60_000;

declare global {
  interface Window {
    /** How long each frame took, in ms. */
    framesTaken: number[];
  }
}

/** Begins to note how long each frame takes. */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const all: number[] = [];
    window.framesTaken = all;
    let last = performance.now();
    const look = () => {
      const now = performance.now();
      if (window.framesTaken !== all) return;
      all.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** How long the frames took since they were watched, the longest last. */
export function frames(page: Page): Promise<number[]> {
  return page.evaluate(() => window.framesTaken.toSorted((a, b) => a - b));
}
