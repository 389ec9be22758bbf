import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAlike, isNoKey, linkName } from '../../lib/model/link-name';

const NAMES = [
  '小鹿',
  '张伟',
  '老周(杭州)',
  'Lily Chen',
  '阿依娜·巴合提',
  '华盛科技 | 张伟',
  '张伟 2',
  '13800001111 张伟',
  '李未央',
  '未央',
  '小鹿🌸',
  '王姐A',
];

describe('what passes in a name says nothing of whose it is', () => {
  const passing = [
    ...[
      '{} (3)',
      '{}（99+）',
      '{} 99+',
      '{} 9+',
      '[3条] {}',
      '【未读】{}',
      '{} 下单数(2)',
      '{}·已下单',
      '{}|在线',
      '{}｜待付款',
      '{} · 下单2次',
      '{}_已签收',
    ],
    ...['{} 🔴2', '🔴 {}', '{} ●', '{} *', '{} NEW', '{} VIP3', '{} SVIP 2', 'VIP4 {}', '{} Lv5', '{} 12:30', '{} 3分钟前', '{} 正在输入…'],
    ...['\u200b{}', ' {}  ', '{}\ufe0f', '⑶{}', '{}/已付款 (2)', '{} [售后中]', '{}·3', '{} 已下单 已付款', '{} 黄金会员'],
  ];
  test.each(passing)('%s', (form) => {
    for (const name of NAMES) expect(linkName(form.replace('{}', name))).toBe(linkName(name));
  });

  test.each([
    ['張偉', '张伟'],
    ['ＬＩＬＹ　ＣＨＥＮ', 'lily chen'],
    ['王 芳', '王芳'],
    ['小鹿VIP3', '小鹿VIP4'],
    ['小鹿VIP3', '小鹿'],
  ])('%s is %s', (one, other) => expect(linkName(one)).toBe(linkName(other)));

  test('two of these names stay two', () => {
    expect(new Set(NAMES.map(linkName)).size).toBe(NAMES.length);
  });

  test('any counter, as often as it changes', () => {
    const counter = fc.tuple(
      fc.constantFrom('(', '（', '[', '【'),
      fc.integer({ min: 0, max: 9_999 }),
      fc.constantFrom('', '+', '条', '条未读'),
    );
    const close: Record<string, string> = { '(': ')', '（': '）', '[': ']', '【': '】' };
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), counter, fc.boolean(), (name, [open, count, word], before) => {
        const mark = `${open}${count}${word}${close[open]}`;
        expect(linkName(before ? `${mark}${name}` : `${name} ${mark}`)).toBe(linkName(name));
      }),
    );
  });

  test('a star that stands by itself passes, also where a sign of no width is behind it', () => {
    for (const name of ['*', '＊\u200b', ' *\u200b', '\u200b*']) expect(linkName(name)).toBe('');
    expect(linkName('小鹿 *\u200b')).toBe(linkName('小鹿'));
  });

  test('any text has a key that is its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(linkName(` ${text}\u200b`)).toBe(linkName(text));
      }),
    );
  });
});

describe('a name that several may bear', () => {
  test.each([
    ...[
      '',
      '王',
      'A',
      '🌸',
      '。。。',
      '(3)',
      '🔴2',
      '微信用户',
      '用户1234',
      '用户_a1b2c3',
      '微信用户 (2)',
      '匿名用户',
      '访客20251104-12',
      'guest',
      'momo',
      '抖音用户38',
    ],
    ...[
      '王**',
      '王＊＊',
      'S*******n',
      'X*K',
      '张*',
      '138****0000',
      '李xx',
      '张某',
      '王** (3)',
      '微信用戶',
      '新客户',
      'User_12',
      '旗舰店-2号客服',
      '华盛旗舰店',
      '客服小美',
    ],
  ])('is “%s”', (name) => expect(isNoKey(name)).toBe(true));

  test.each([
    ...NAMES,
    ...['张三', 'jd_5f3a', 'tb123456', 'Anna', '友客服装', '路人甲', '王会员', '朋友圈小王', '用户体验师小王', 'A*张伟', '欧阳旗舰'],
  ])('is not “%s”', (name) => expect(isNoKey(name)).toBe(false));
});

describe('two names that may be one person’s', () => {
  test.each([
    ['老周', '老周(杭州)'],
    ['王**', '王建国'],
    ['王**', '王*'],
    ['S*******n', 'Susan'],
    ['anna', 'Anna Lee'],
  ])('%s and %s', (one, other) => expect([isAlike(one, other), isAlike(other, one)]).toEqual([true, true]));

  test.each([
    ['王**', '李娜'],
    ['X*K', 'X*Z'],
    ['李', '李娜'],
    ['小鹿', 'Bambi'],
    ['微信用户', '张伟'],
    ['', '张伟'],
  ])('not %s and %s', (one, other) => expect([isAlike(one, other), isAlike(other, one)]).toEqual([false, false]));
});
