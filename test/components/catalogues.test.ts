import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chipsTexts } from '../../locales/overlay';
import { pickerTexts } from '../../locales/picker';
import { popoverTexts } from '../../locales/popover';
import { PRODUCT } from '../support/source-tree';
import type { Problem } from '../../lib/model/problem';
import { problemText } from '../../locales/problem';
import { ago, durationText } from '../../locales/times';
import { resolveLanguage } from '../../lib/model/language';
import { createTranslate, type Spoken, type Text } from '../../locales/translate';

type Entries = Record<string, Text>;
const LANGUAGES = ['zh_CN', 'zh_TW', 'en'] as const;
const LOCALES = join(import.meta.dirname, '../../locales');

/** The folders with texts, as they are found; '' is the outermost. */
const folders = [...new Set(globSync('**/{zh_CN,zh_TW,en}.ts', { cwd: LOCALES }).map((path) => dirname(path)))].toSorted();
const parts = await Promise.all(
  folders.map(async (folder): Promise<[string, Record<Spoken, Entries>]> => {
    const read = async (language: Spoken) => {
      const file = (await import(/* @vite-ignore */ join(LOCALES, folder, `${language}.ts`))) as Record<Spoken, Entries>;
      return [language, file[language]] as const;
    };
    return [folder, Object.fromEntries(await Promise.all(LANGUAGES.map(read))) as Record<Spoken, Entries>];
  }),
);
const forms = (text: Text) => (typeof text === 'string' ? [text] : [text.one, text.other]);
const values = (text: Text) => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test('texts lie in several folders, each in three languages', () => {
  expect(folders.length).toBeGreaterThan(4);
  expect(globSync('**/{zh_CN,zh_TW,en}.ts', { cwd: LOCALES }).length).toBe(3 * folders.length);
});

describe.each(parts)('the texts in locales/%s', (_, { zh_CN: first, ...others }) => {
  test('have the same keys in every language, and none is empty', () => {
    for (const catalogue of [first, ...Object.values(others)]) {
      expect(Object.keys(catalogue)).toEqual(Object.keys(first));
      expect(Object.entries(catalogue).filter(([, text]) => forms(text).some((form) => !form.trim()))).toEqual([]);
    }
  });

  test('name the same values in every language', () => {
    const strange = Object.keys(first).filter((key) =>
      Object.values(others).some((other) => String(values(other[key]!)) !== String(values(first[key]!))),
    );
    expect(strange).toEqual([]);
  });

  test('hold no character of the simplified script in Taiwanese', () => {
    const isSimplified = (text: Text) => forms(text).some((form) => [...form].some((sign) => SIMPLIFIED.has(sign)));
    expect(Object.entries(others.zh_TW).filter(([, text]) => isSimplified(text))).toEqual([]);
    expect(Object.values(first).some(isSimplified)).toBe(true);
  });

  test('are all said somewhere', () => {
    expect(Object.keys(first).filter((key) => !isSaid(key))).toEqual([]);
  });
});

const SIMPLIFIED = new Set(
  '网户设显复标签备连发记这没个们关开导删错误说话请谁电脑码语书应认让过还时间动务议评论价线读满够头贝贴单词权现态变页项级类组织机对经历见观规',
);

/** What the code says: whole texts, and those of which a part is filled in while it runs. */
const speaking = PRODUCT.sources.filter(({ path }) => !/^locales\/(?:.*\/)?(?:zh_CN|zh_TW|en)\.ts$/.test(path));
const whole = new Set(speaking.flatMap(({ texts }) => texts));
const filled = speaking.flatMap(({ templates }) => templates).filter(([head = '']) => /^[a-z]\w*\./.test(head));

function isSaid(key: string): boolean {
  return whole.has(key) || filled.some((pieces) => fits(pieces, key));
}

function fits(pieces: string[], key: string): boolean {
  return new RegExp(`^${pieces.map((piece) => RegExp.escape(piece)).join('[\\w-]+')}$`).test(key);
}

test.each([
  ['overlay', chipsTexts],
  ['popover', popoverTexts],
  ['picker', pickerTexts],
])('the words of the %s are all said somewhere, and all there in each language', (_, words) => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))
      : typeof value;
  const { zh_CN: first, zh_TW: second, en: third } = words;
  expect([shape(second), shape(third)]).toEqual([shape(first), shape(first)]);
  const members = new Set(speaking.flatMap((source) => [...source.members]));
  expect(Object.keys(first).filter((key) => !members.has(key))).toEqual([]);
});

describe('what the browser itself shows', async () => {
  const messages = await Promise.all(
    LANGUAGES.map(async (language) => {
      const file = await readFile(join(import.meta.dirname, `../../public/_locales/${language}/messages.json`), 'utf8');
      return JSON.parse(file) as Record<string, { message: string }>;
    }),
  );

  test('has its texts in three languages, with the same values, all of them shown', async () => {
    const [first, ...others] = messages.map((one) =>
      Object.entries(one).map(([key, { message }]) => [key, [...(message.match(/\$\d/g) ?? [])].sort()]),
    );
    expect(others).toEqual([first, first]);
    const manifest = await readFile(join(import.meta.dirname, '../../wxt.config.ts'), 'utf8');
    const isShown = (key: string) => isSaid(key) || manifest.includes(`__MSG_${key}__`);
    expect(Object.keys(messages[0]!).filter((key) => !isShown(key))).toEqual([]);
  });

  test('is short enough for the store and for a menu', () => {
    const texts = messages.flatMap((one) => Object.entries(one).map(([key, { message }]) => ({ key, length: message.length })));
    expect(texts.filter(({ key, length }) => key.startsWith('menu_') && length > 40)).toEqual([]);
    expect(texts.filter(({ key, length }) => key === 'description' && length > 132)).toEqual([]);
  });
});

test.each<[string[], Spoken]>([
  [['zh-CN', 'en'], 'zh_CN'],
  [['zh'], 'zh_CN'],
  [['zh-TW'], 'zh_TW'],
  [['zh-Hant-HK'], 'zh_TW'],
  [['zh-Hans-HK'], 'zh_CN'],
  [['fr-FR', 'en-GB'], 'en'],
  [['fr-FR'], 'zh_CN'],
])('a browser that speaks %j gets %s', (spoken, expected) => {
  expect(resolveLanguage('auto', spoken)).toBe(expected);
});

test('a chosen language wins over the browser', () => {
  expect(resolveLanguage('en', ['zh-CN'])).toBe('en');
});

test('English knows one and many', () => {
  const t = createTranslate('en');
  expect([t('several.title', { count: 1 }), t('several.title', { count: 2 })]).toEqual(['1 possible customer', '2 possible customers']);
});

test('a value that looks like a placeholder is shown as it is', () => {
  expect(createTranslate('en')('add.added', { name: '{count}$&' })).toBe('Added {count}$&');
});

test.each([
  [30_000, 'just now'],
  [125_000, '2 min ago'],
  [3 * 3_600_000, '3 h ago'],
  [86_400_000, '1 day ago'],
  [30 * 86_400_000, 'Apr 20, 2026'],
])('%d ms ago is "%s"', (passed, text) => {
  const now = Date.parse('2026-05-20T12:00:00Z');
  expect(ago(now - passed, now, 'en', createTranslate('en'))).toBe(text);
});

test('problems say what a person can do, in the words of the design', () => {
  const t = createTranslate('en');
  expect(problemText({ kind: 'clock-off', minutes: 7 }, t, 0)).toBe('Your clock is off by 7 minutes');
  expect(problemText({ kind: 'not-trusted', address: '203.0.113.7' }, t, 0)).toContain('add 203.0.113.7 to the app’s trusted IP addresses');
  expect(problemText({ kind: 'not-trusted', address: null }, t, 0)).toContain('the relay’s address');
  expect(problemText({ kind: 'not-understood', path: 'data.list', expected: 'array' }, t, 0)).toBe(
    'The CRM answered in a way Kebian does not understand (data.list: expected array)',
  );
  expect(problemText({ kind: 'rate-limited', until: 8000, calls: 10, seconds: 10 }, t, 500)).toBe(
    'Waiting 8 seconds: the CRM allows 10 calls in 10 seconds for the whole company',
  );
  for (const status of [200, 302, 404, 511])
    expect(problemText({ kind: 'server-error', status }, t, 0)).toMatch(/^Something else has answered at the CRM’s address/);
  for (const status of [500, 503, 520])
    expect(problemText({ kind: 'server-error', status }, t, 0)).toMatch(/^The CRM has an error of its own/);
});

test.each([
  [0, '0 seconds', '0 秒', '0 秒'],
  [1, '1 second', '1 秒', '1 秒'],
  [59_001, '1 minute', '1 分钟', '1 分鐘'],
  [80_000, '1 minute 20 seconds', '1 分钟 20 秒', '1 分鐘 20 秒'],
  [3_600_000, '1 hour', '1 小时', '1 小時'],
  [3_601_000, '1 hour 1 minute', '1 小时 1 分钟', '1 小時 1 分鐘'],
  [86_399_000, '1 day', '1 天', '1 天'],
  [86_400_000, '1 day', '1 天', '1 天'],
  [180_000_000, '2 days 2 hours', '2 天 2 小时', '2 天 2 小時'],
])('a length of time is said in the units that a person would take: %i ms', (ms, en, zh_CN, zh_TW) => {
  expect(durationText(ms, 'en')).toBe(en);
  expect(durationText(ms, 'zh_CN')).toBe(zh_CN);
  expect(durationText(ms, 'zh_TW')).toBe(zh_TW);
});

test('no problem that speaks of time speaks of thousands of seconds or minutes', () => {
  for (const language of ['zh_CN', 'zh_TW', 'en'] as const) {
    const t = createTranslate(language);
    const long: Problem[] = [
      { kind: 'rate-limited', until: 86_400_000, calls: 5_000, seconds: 86_400 },
      { kind: 'rate-limited', until: 86_400_000, calls: null, seconds: null },
      { kind: 'timed-out', seconds: 7_200 },
      { kind: 'clock-off', minutes: 1_440 },
    ];
    for (const problem of long) expect(problemText(problem, t, 0).replaceAll('5000', '')).not.toMatch(/\d{3,}/);
  }
});
