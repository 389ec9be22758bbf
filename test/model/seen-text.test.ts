import { expect, test } from 'vitest';
import { isTypedAs, seenText } from '../../lib/model/seen-text';

test.each([
  ['\u3164', ''],
  ['\u200b \u2060\ufeff', ''],
  ['\ufe0f\u200d', ''],
  [' 王\u200b芳\u202c ', '王芳'],
  ['👨‍👩‍👧☀️', '👨‍👩‍👧☀️'],
])('of %j %j is seen', (text, seen) => {
  expect(seenText(text)).toBe(seen);
});

test.each([
  ['王芳', '王\u200b芳'],
  ['王 芳', '王\u00a0\u3000芳'],
  ['Alice', ' Ａｌｉｃｅ'],
  ['☀晴', '☀️晴'],
  ['\u3164', '\u3164'],
])('%j is typed for %j', (typed, name) => {
  expect(isTypedAs(typed, name)).toBe(true);
});

test.each([
  ['', ''],
  ['', '\u3164'],
  [' ', '\u3164'],
  ['王', '王芳'],
  ['alice', 'Alice'],
  ['王芳', '王芳2'],
])('%j is not typed for %j', (typed, name) => {
  expect(isTypedAs(typed, name)).toBe(false);
});
