import { expect, test } from 'vitest';
import { firstSeen, nameQueries } from '../../lib/providers/names';

test.each([
  ['王芳', ['王芳']],
  ['A周子涵 杭州 已报价', ['A周子涵 杭州 已报价', '周子涵']],
  ['晴天🌈', ['晴天🌈', '晴天']],
  ['张伟 13800001111', ['张伟 13800001111', '张伟']],
  ['张伟13800001111', ['张伟13800001111', '张伟']],
  ['陈佳（启明医药）', ['陈佳（启明医药）', '陈佳']],
  ['启明-李磊', ['启明-李磊', '启明']],
  ['Anna Maria Lopez', ['Anna Maria Lopez']],
  ['🌸☀️🍀', ['🌸☀️🍀']],
  ['李', ['李']],
  ['  ', []],
  ['\u3164', []],
  ['\u200b \u2060', []],
  ['\ufe0f', []],
  ['王\u200b芳', ['王\u200b芳', '王芳']],
  ['\u202a李磊\u202c-启明', ['\u202a李磊\u202c-启明', '李磊-启明', '李磊']],
  ['☀️👨‍👩‍👧', ['☀️👨‍👩‍👧']],
  [`O'Brien "Bob" <b>`, [`O'Brien "Bob" <b>`, `O'Brien "Bob"`]],
])('a chat with %j asks for %j', (name, queries) => {
  expect(nameQueries(name)).toEqual(queries);
});

test.each([
  [['\u200b', null, '\u3164 ', ' 小丽 '], '小丽'],
  [['王\u200b丽', '小丽'], '王\u200b丽'],
  [['', undefined, '\ufeff'], 'c7'],
])('of %j a customer is called %j', (texts, name) => {
  expect(firstSeen(texts, 'c7')).toBe(name);
});
