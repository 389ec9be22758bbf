import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  page = await stage.browser.context.newPage();
});

afterAll(() => stage?.close());

const open = (path: string) => page.goto(`chrome-extension://${stage.browser.extensionId}/${path}`);

it('in a window of 320 pixels the title of the settings stands beside or above the button, not under it', async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open('options.html');
  await page.getByRole('button', { name: 'All customers' }).waitFor();
  expect(await page.evaluate(titleUnderButton)).toBe(false);
});

describe('where the computer’s own few colours replace ours,', () => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 1100, height: 800 });
    await page.emulateMedia({ forcedColors: 'active' });
    await open('customers.html');
    await page.getByRole('row').nth(3).waitFor();
  });

  it('the open view of All customers is told from the others', async () => {
    expect(await page.locator('nav a').evaluateAll(outlined)).toEqual([true, false, false, false, false, false]);
  });

  it('the row that the keyboard is at is told from the others', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await page.locator('[role=row][id]').evaluateAll(outlined)).filter(Boolean).length).toBe(1);
  });
});

/** Runs in the page: for each element whether it has an outline. */
function outlined(elements: Element[]): boolean[] {
  return elements.map((element) => getComputedStyle(element).outlineStyle !== 'none');
}

/** Runs in the page. */
function titleUnderButton(): boolean {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('h1')!);
  const [title, button] = [words.getBoundingClientRect(), document.querySelector('header button')!.getBoundingClientRect()];
  return title.right > button.left && title.left < button.right && title.bottom > button.top && title.top < button.bottom;
}
