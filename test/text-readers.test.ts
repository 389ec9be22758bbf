import { describe, expect, it } from 'vitest';
import { busyMs, hardTexts, READERS } from './support/text-readers';

/** Of 20,000 texts the bench (`stall`) tells the longest time; here fewer are enough to see what grows faster than its text. */
const TEXTS = 150;
const LONGEST = 20_000;
const MOST_MS = 60;

describe('a text of a page or a CRM', () => {
  it.each(Object.entries(READERS))('holds nothing up that reads it: %s', { timeout: 120_000 }, (_, read) => {
    const slow = [...hardTexts(TEXTS, LONGEST, 5)].flatMap((text) => {
      const ms = busyMs(() => read(text), MOST_MS);
      return ms > MOST_MS ? [`${ms} ms for ${text.length} signs, ${JSON.stringify(text.slice(0, 40))}`] : [];
    });
    expect(slow).toEqual([]);
  });
});
