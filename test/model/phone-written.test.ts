import { describe, expect, test } from 'vitest';
import { findPhones } from '../../lib/model/find-phones';
import { isMasked } from '../../lib/model/masked';
import { normalizePhone, samePhone } from '../../lib/model/phone';
import { splitNumbers } from '../../lib/model/split-phones';

const PLACES = ['message', 'name', 'field'] as const;
const found = (text: string, place: (typeof PLACES)[number], home: 'CN' | 'HK' | 'US' | null = 'CN') =>
  findPhones(text, home, place).map(({ phone }) => phone);

describe('a number that a shop gives out for one delivery', () => {
  const signs = ['_', ',', '，', '*', '＊', '＿', '-', '#', '转', ' 转 '];

  test.each(signs)('has its extension behind %j, wherever it stands', (sign) => {
    for (const place of PLACES) {
      expect(found(`15800000123${sign}4567`, place)).toEqual(['15800000123#4567']);
      expect(found(`王先生 15800000123${sign}4567 拆封`, place)).toEqual(['15800000123#4567']);
      expect(found(`（15800000123${sign}4567）`, place)).toEqual(['15800000123#4567']);
    }
    expect(splitNumbers(`15800000123${sign}4567`)).toEqual([`15800000123${sign}4567`]);
    expect(isMasked(`15800000123${sign}4567`)).toBe(false);
    const [known, shown] = [`15800000123${sign}4567`, `15800000123${sign}8888`].map((one) => normalizePhone(one)!);
    expect(samePhone(shown!, known!)).toBeNull();
  });

  test.each([
    ['13800000123，2件', ['13800000123']],
    ['13800000123,310000', ['13800000123']],
    ['13800000123,1200元', ['13800000123']],
    ['13800000123,2024-01-05', ['13800000123']],
    ['13800000123,0571-88880000', ['13800000123', '057188880000']],
    ['13800000123,0571 88880000', ['13800000123', '057188880000']],
    ['13800000123,13900000456', ['13800000123', '13900000456']],
    ['15800000123,4567 13900000456,8888', ['15800000123#4567', '13900000456#8888']],
  ])('%s: a comma also parts a number from what follows', (text, numbers) => {
    for (const place of PLACES) expect(found(text, place)).toEqual(numbers);
  });

  test('stars in the place of digits stay a mask', () => {
    for (const one of ['138****0000', '1380000*123', '138 0000 ****', '0571-8888*000', '*1234', '138000001**', '0571-8888****'])
      expect(isMasked(one)).toBe(true);
  });
});

describe('in a message', () => {
  test.each([
    '张三_13800000123',
    '13800000123_张三',
    '_13800000123_',
    '加我V13800000123',
    '加我 v13800000123',
    'vx13800000123',
    'VX：13800000123',
    'wx:13800000123',
    '微信V13800000123',
    '微信wx13800000123',
    '＋Ｖ13800000123',
    'weixin13800000123',
    'WeChat13800000123',
    'v+13800000123',
  ])('a number is found beside a line or a sign of WeChat: %s', (text) => {
    expect(found(text, 'message')).toEqual(['13800000123']);
  });

  test.each([
    'img_13800000123.jpg',
    '13800000123_a',
    'wxid_13800000123',
    'av13800000123',
    'a.cn/v13800000123',
    '/_13800000123',
    '?v13800000123',
    'SF13800000123',
    'q13800000123',
    '12vx13800000123',
  ])('and not within a word, a file or an address: %s', (text) => {
    expect(found(text, 'message')).toEqual([]);
  });
});

describe('a number of another country', () => {
  test.each([
    ['+49 (0)30 123456', '+4930123456'],
    ['+49(0)30 123456', '+4930123456'],
    ['+49-(0)30-123456', '+4930123456'],
    ['+49 （0）30 123456', '+4930123456'],
    ['+31 (0)6 12345678', '+31612345678'],
    ['+41 (0)44 668 18 00', '+41446681800'],
    ['+62 (0)812 3456 7890', '+6281234567890'],
    ['+971 (0)50 123 4567', '+971501234567'],
    ['+33 (0)1 23 45 67 89', '+33123456789'],
    ['+43 (0)1 234567', '+431234567'],
    ['+46 (0)8 123 456 78', '+46812345678'],
    ['+44 (0) 20 7946 0018', '+442079460018'],
    ['+39 (0)6 698 12345', '+39669812345'],
    ['+39 06 698 12345', '+390669812345'],
    ['0049 (0)30 123456', '+4930123456', 'field'],
    ['+49(0)30/123456', '+4930123456'],
    ['+49 30/123456', '+4930123456'],
    ['+49 30 / 12 34 56', '+4930123456'],
    ['+49/171/1234567', '+491711234567'],
    ['+43 (0)664/1234567', '+436641234567'],
    ['+41 44/668 18 00', '+41446681800'],
  ])('%s is %s: a 0 in brackets is dialled at home alone', (text, phone, only?: string) => {
    for (const place of PLACES.filter((one) => !only || one === only))
      for (const home of ['CN', 'HK', null] as const) expect(found(text, place, home)).toEqual([phone]);
  });

  test('a stroke behind a whole number parts it from what follows', () => {
    expect(found('+49 89 1234567/68', 'message')).toEqual(['+49891234567']);
    expect(found('+852 9123 4567/9123 4568', 'message')).toEqual(['+85291234567']);
    expect(found('+49 30 123456/+49 30 123457', 'message')).toEqual(['+4930123456', '+4930123457']);
  });

  test('a + joins a code with itself, once, and no number with another one', () => {
    expect(found('+86+86 138 0000 0123', 'message')).toEqual(['13800000123']);
    expect(found('+4930123+4930123', 'message')).toEqual(['+4930123', '+4930123']);
    expect(found('+86'.repeat(6), 'message')).toEqual([]);
  });

  test('a 0 in brackets behind a whole number is none of its digits', () => {
    expect(found('13800000123 (0) 5', 'name')).toEqual(['13800000123']);
    expect(found('+86 (0)571 8888 0000', 'message')).toEqual(['057188880000']);
  });

  test.each(['1-800-555-0100', '1 (800) 555-0100', '1 800 555 0100', '1-(800)-555-0100'])('%s is no 800 number of the mainland', (text) => {
    for (const place of PLACES) for (const home of ['CN', null] as const) expect(found(text, place, home)).toEqual([]);
    expect(found(text, 'field', 'US')).toEqual(['+18005550100']);
  });

  test('an 800 number of the mainland is read, in a list too', () => {
    for (const place of PLACES)
      for (const text of ['800-820-8820', '1.800-820-8820', '1、800-820-8820', '热线 800 820 8820'])
        expect(found(text, place)).toEqual(['8008208820']);
  });

  test('852-91234567 is of Hong Kong', () => {
    for (const place of PLACES)
      for (const home of ['CN', 'HK', null] as const) expect(found('852-91234567', place, home)).toEqual(['+85291234567']);
  });

  test.each(['0571-888800001', '400-600-12345'])('%s is none with a +, wherever home is', (text) => {
    for (const home of ['CN', 'HK', 'US', null] as const) expect(found(text, 'field', home)).toEqual([]);
  });
});

describe('a number with a sign that is seldom written there', () => {
  test.each([
    ['【138】0000 0123', '13800000123'],
    ['[138] 00000123', '13800000123'],
    ['「138」0000-0123', '13800000123'],
    ['65-9123-4567', '+6591234567'],
    ['65-91234567', '+6591234567'],
    ['0755-23450000:8001', '075523450000#8001'],
    ['0755-23450000：8001', '075523450000#8001'],
  ])('%s', (text, number) => {
    for (const place of PLACES) expect(found(text, place)).toEqual([number]);
  });

  test.each([
    ['【138】0000 01234', []],
    ['65-2123-4567', []],
    ['65 9123 4567', []],
    ['1365-9123-4567', []],
    ['0755-23450000: 10:30', ['075523450000']],
    ['13800000123:5000', ['13800000123']],
  ])('and not %s', (text, numbers) => {
    expect(found(text, 'message')).toEqual(numbers);
  });
});
