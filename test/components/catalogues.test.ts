import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../locales/en';
import { en as customersEn } from '../../locales/customers/en';
import { zh_CN as customersZhCn } from '../../locales/customers/zh_CN';
import { zh_TW as customersZhTw } from '../../locales/customers/zh_TW';
import { en as optionsEn } from '../../locales/options/en';
import { zh_CN as optionsZhCn } from '../../locales/options/zh_CN';
import { zh_TW as optionsZhTw } from '../../locales/options/zh_TW';
import { en as restEn } from '../../locales/rest/en';
import { zh_CN as restZhCn } from '../../locales/rest/zh_CN';
import { zh_TW as restZhTw } from '../../locales/rest/zh_TW';
import type { Problem } from '../../lib/model/problem';
import { problemText } from '../../locales/problem';
import { ago, durationText } from '../../locales/times';
import { resolveLanguage } from '../../lib/model/language';
import { createTranslate, type Spoken, type Text } from '../../locales/translate';
import { zh_CN } from '../../locales/zh_CN';
import { zh_TW } from '../../locales/zh_TW';

type Entries = Record<string, Text>;
const parts: [string, Record<Spoken, Entries>][] = [
  ['first', { zh_CN, zh_TW, en }],
  ['panel', { zh_CN: restZhCn, zh_TW: restZhTw, en: restEn }],
  ['customers', { zh_CN: customersZhCn, zh_TW: customersZhTw, en: customersEn }],
  ['options', { zh_CN: optionsZhCn, zh_TW: optionsZhTw, en: optionsEn }],
];
const forms = (text: Text) => (typeof text === 'string' ? [text] : [text.one, text.other]);
const values = (text: Text) => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test.each(parts)('the %s texts have the same keys in every language and none is empty', (_part, languages) => {
  for (const catalogue of Object.values(languages)) {
    expect(Object.keys(catalogue)).toEqual(Object.keys(languages.zh_CN));
    expect(Object.entries(catalogue).filter(([, text]) => forms(text).some((form) => !form.trim()))).toEqual([]);
  }
});

test.each(parts)(
  'the %s texts name no value that the default language does not have',
  (_part, { zh_CN: first, zh_TW: second, en: third }) => {
    const strange = Object.keys(first).filter((key) =>
      [second, third].some((other) => values(other[key]!).some((value) => !allowed(first, key).includes(value))),
    );
    expect(strange).toEqual([]);
  },
);

test.each(parts)('the Taiwanese %s texts hold no character of the simplified script', (_part, { zh_CN: first, zh_TW: second }) => {
  const simplified = new Set(
    '网户设显复标签备连发记这没个们开关导删错误说话请谁电脑码语书应认让过还时间动务议评论价线读满够头贝贴单词权现态变页项级类组织机对经历见观规',
  );
  const found = Object.entries(second).filter(([, text]) => forms(text).some((form) => [...form].some((sign) => simplified.has(sign))));
  expect(found).toEqual([]);
  expect(
    Object.values(first)
      .flatMap(forms)
      .some((form) => [...form].some((sign) => simplified.has(sign))),
  ).toBe(true);
});

test('what the browser itself shows has its texts in three languages, each short enough for the store', async () => {
  for (const language of ['zh_CN', 'zh_TW', 'en']) {
    const file = await readFile(join(import.meta.dirname, `../../public/_locales/${language}/messages.json`), 'utf8');
    const messages: Record<string, { message: string }> = JSON.parse(file);
    const suggestions = ['omnibox_none', 'omnibox_storage', 'omnibox_hint', 'omnibox_search', 'omnibox_fixed', 'omnibox_nobody'];
    const reminders = ['reminder_due', 'reminder_was_due', 'reminder_later', 'reminder_done'];
    const menu = ['menu_look_up', 'menu_take_over'];
    expect(Object.keys(messages)).toEqual(['name', 'description', 'command_open_panel', ...menu, ...suggestions, ...reminders]);
    for (const entry of menu) expect(messages[entry]!.message.length).toBeLessThanOrEqual(40);
    expect(messages['description']!.message.length).toBeLessThanOrEqual(132);
  }
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

/** Plurals may leave the number out, but no language may bring a value of its own. */
function allowed(first: Entries, key: string): string[] {
  return values(first[key]!);
}

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
