import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGallery, type Gallery } from './browser.ts';
import { customersStates } from './customers-states.ts';
import { optionsStates } from './options-states.ts';
import { panelStates } from './panel-states.ts';

/** A panel of 360 px at 200 % zoom. */
const TWICE = 180;

let gallery: Gallery;

beforeAll(async () => {
  gallery = await openGallery();
  await gallery.page.addInitScript(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
});
afterAll(() => gallery.close());

test.each(Object.entries(panelStates))(
  'the panel in the state "%s" has no accessibility finding in both themes and fits its width',
  async (state, { press }) => {
    await gallery.show({ state, width: 360, theme: 'light', language: 'en', press });
    expect(await findings()).toEqual([]);
    expect(await overflowsAt(320)).toEqual([]);
    expect(await overflowsAt(TWICE)).toEqual([]);
  },
);

test.each(Object.entries(optionsStates))(
  'the page "%s" has no accessibility finding in both themes and fits its width',
  async (state, { press, file }) => {
    await gallery.show({ state, width: 900, theme: 'light', language: 'zh_TW', press, file });
    expect(await findings()).toEqual([]);
    expect(await overflowsAt(320)).toEqual([]);
  },
);

test.each(Object.entries(customersStates))(
  'the page of all customers in the state "%s" has no accessibility finding in both themes and fits its width',
  async (state, { press }) => {
    await gallery.show({ state, width: 1200, theme: 'light', language: 'en', press });
    expect(await findings()).toEqual([]);
    await gallery.show({ state, width: 360, theme: 'light', language: 'zh_TW', press });
    expect(await findings()).toEqual([]);
    expect(await overflowsAt(320)).toEqual([]);
  },
);

test('where the computer’s own few colours replace ours, a filled button, a word and a tag still have an edge', async () => {
  const { page } = gallery;
  await page.emulateMedia({ forcedColors: 'active' });
  try {
    await gallery.show({ state: 'likely', width: 360, theme: 'light', language: 'en' });
    for (const filled of [
      page.getByRole('button', { name: 'Yes' }),
      page.locator('header p > span').first(),
      page.getByText('深圳', { exact: true }),
    ]) {
      expect(await filled.evaluate((one) => getComputedStyle(one.closest('button, li') ?? one).outlineStyle)).toBe('solid');
    }
  } finally {
    await page.emulateMedia({ forcedColors: 'none' });
  }
});

/** What a theme can change: colours, and nothing else. */
const OF_COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
const ALL = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What axe finds in the shown state, in the light theme and then in the dark one. */
async function findings(): Promise<string[]> {
  const { page } = gallery;
  const found: string[] = [];
  for (const [theme, rules] of Object.entries({ light: ALL, dark: OF_COLOURS })) {
    await page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme);
    const run = `axe.run(${JSON.stringify({ ...rules, resultTypes: ['violations'] })})`;
    const { violations }: AxeResults = await page.evaluate(run);
    found.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${theme} ${id}: ${html} ${failureSummary}`)),
    );
  }
  return found;
}

/** What stands out of the page to the right at this width. */
async function overflowsAt(width: number): Promise<string[]> {
  const { page } = gallery;
  await page.setViewportSize({ width, height: 760 });
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width: own } = element.getBoundingClientRect();
      return own > 1 && right > innerWidth + 1 && !element.closest('.sr-only, .truncate');
    });
    return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 160));
  });
}
