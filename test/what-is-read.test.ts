import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { READS_NOW, untold, WHAT_IS_READ } from '../lib/model/what-is-read';
import { createOptionsTranslate } from '../locales/options/translate';

const read = (page: string) => readFileSync(join(import.meta.dirname, '..', page), 'utf8').replace(/\s+/g, ' ');

describe('what is read and where it goes is said in the same words', () => {
  it.each([
    ['README.md', 'en'],
    ['SECURITY.md', 'en'],
    ['docs/store/privacy.en.md', 'en'],
    ['README.zh-CN.md', 'zh_CN'],
    ['docs/store/privacy.zh_CN.md', 'zh_CN'],
    ['docs/store/privacy.zh_TW.md', 'zh_TW'],
    ['docs/store/listing.en.md', 'en'],
    ['docs/store/listing.zh_CN.md', 'zh_CN'],
    ['docs/store/listing.zh_TW.md', 'zh_TW'],
  ] as const)('by the first page of the settings and by %s', (page, language) => {
    const say = createOptionsTranslate(language);
    for (const text of untold(0)) expect(read(page)).toContain(say(text));
  });
});

test('a line that is added has the next number, so that it is told', () => {
  expect(WHAT_IS_READ.map(({ since }) => since)).toEqual(WHAT_IS_READ.map((_, at) => at + 1));
  expect(untold(READS_NOW)).toEqual([]);
  expect(untold(READS_NOW - 1)).toEqual(WHAT_IS_READ.at(-1)!.texts);
});
