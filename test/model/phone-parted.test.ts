import { describe, expect, test } from 'vitest';
import { findPhones } from '../../lib/model/find-phones';
import { normalizePhone, phonesInField } from '../../lib/model/phone';
import { callingCodeOf, type Region } from '../../lib/model/regions';

const PLACES = ['message', 'name', 'field'] as const;
const found = (text: string, home: Region | null = 'CN', place: (typeof PLACES)[number] = 'message') =>
  findPhones(text, home, place).map(({ phone }) => phone);

describe('a mobile number of the mainland that is parted elsewhere than usual', () => {
  test.each([
    '13 800 138 000',
    '1-380-013-8000',
    '1 380 013 8000',
    '13-80013-8000',
    '1 380 0138000',
    '电话 13 8001 38000 张三',
    '１３　８００　１３８　０００',
    '13—800—138—000，',
  ])('is read by itself: %s', (text) => {
    for (const place of PLACES) for (const home of ['CN', 'HK', null] as const) expect(found(text, home, place)).toEqual(['13800138000']);
  });

  test.each([
    '13 800 138 0001',
    '113 800 138 000',
    '9 13 800 138 000 1',
    '13 800 138 000 5',
    '¥13 800 138 000',
    '13 800 138 000 元',
    '1.380.013.8000',
    '13,800,138,000',
    '13 2024 03 050',
    '1-381-234-5678',
    '1-415-555-0132',
    '1 3800138000',
    '13 800138000',
    '17 18 19 20 21 2',
    '1 931 17 9 13 52',
    '订单号 13 800 138 000',
  ])('and none is read where its row is longer, a day, money, of America or a list: %s', (text) => {
    expect(found(text)).not.toContain('13800138000');
    expect(found(text).filter((phone) => /^1[3-9]/.test(phone))).toEqual([]);
  });

  test('1800 123 4567 is free to call in other countries, and none of the mainland', () => {
    for (const place of PLACES)
      for (const home of ['SG', 'US', null] as const) {
        expect(found('1800 123 4567', home, place)).toEqual([]);
        expect(found('180 0123 4567', home, place)).toEqual(['18001234567']);
        expect(found('18001234567', home, place)).toEqual(['18001234567']);
      }
  });
});

test.each([
  '〔0571〕88886666',
  '［0571］88886666',
  '【0571】8888 6666',
  '{0571}88886666',
  '《0571》88886666',
  '「0571」 88886666',
  '[0571]88886666',
])('an area code stands in brackets of any kind: %s', (text) => {
  for (const place of PLACES) expect(found(text, 'CN', place)).toEqual(['057188886666']);
});

test('brackets of other things part numbers as before', () => {
  expect(found('[852]9123 4567')).toEqual(['+85291234567']);
  expect(found('【86】13800138000')).toEqual(['13800138000']);
  expect(found('【13800138000】【0571-88886666】')).toEqual(['13800138000', '057188886666']);
  expect(found('[1]13800138000 [2]13900139000')).toEqual(['13800138000', '13900139000']);
});

test.each<[string, string[]]>([
  ['0571-88886666;8001', ['057188886666#8001']],
  ['0571-88886666；8001', ['057188886666#8001']],
  ['0571-88886666,801,802', ['057188886666#801', '057188886666#802']],
  ['0571-88886666;801;802', ['057188886666#801', '057188886666#802']],
  ['0571-88886666；100件', ['057188886666']],
  ['0571-88886666,100,200元', ['057188886666']],
  ['0571-88886666;13800138000', ['057188886666', '13800138000']],
  ['0571-88886666;0571-88886667', ['057188886666', '057188886667']],
  ['13800138000;2024', ['13800138000']],
  ['0571-88886666;177-0549-5439', ['057188886666', '17705495439']],
  ['0571-88886666,177-0549-5439', ['057188886666', '17705495439']],
  ['0571-88886666；86131-0963-9680', ['057188886666', '13109639680']],
])('an extension behind a semicolon, and several behind commas: %s', (text, phones) => {
  for (const place of PLACES) expect(found(text, 'CN', place)).toEqual(phones);
});

describe('a + before a mobile number of the mainland', () => {
  test.each<[string, string[]]>([
    ['13812345678+13987654321', ['13812345678', '13987654321']],
    ['13812345678＋13987654321', ['13812345678', '13987654321']],
    ['客户+13812345678的', ['13812345678']],
    ['微信+13812345678', ['13812345678']],
    ['加我+13105550132', ['13105550132']],
  ])('means "and" or "add" beside a digit or a Chinese word: %s', (text, phones) => {
    for (const place of PLACES) expect(found(text, 'CN', place)).toEqual(phones);
  });

  test.each([
    '+13105550132',
    '电话+13105550132',
    '手机号码+13105550132',
    '张三 +13105550132',
    'Tom: +13105550132',
    '电话：+1 310-555-0132',
  ])('is the sign of a country elsewhere: %s', (text) => {
    for (const place of PLACES) expect(found(text, 'CN', place)).toEqual(['+13105550132']);
  });

  test('and beside +86 and numbers of other countries as before', () => {
    expect(found('微信+8613812345678')).toEqual(['13812345678']);
    expect(found('13812345678+14155550132')).toEqual(['13812345678', '+14155550132']);
    expect(found('微信+85291234567')).toEqual(['+85291234567']);
  });
});

describe('signs between two numbers in a message', () => {
  test.each(['=>', '==', '//', '&', '&&', '->', '>', ' = ', '=', '/', '|', '~', '+'])('%s parts them', (sign) => {
    expect(found(`13812345678${sign}13987654321`)).toEqual(['13812345678', '13987654321']);
  });

  test.each(['客户//13812345678的', '张三&13812345678', '13812345678&张三', '13812345678=张三', '//13812345678'])(
    '%s: beside words',
    (text) => {
      expect(found(text)).toEqual(['13812345678']);
    },
  );

  test.each([
    'a.com?x=1&13812345678',
    'a.com?phone=13812345678&x=1',
    'https://a.cn/x?p=13812345678',
    'http://13812345678',
    'x=13812345678',
    'a//13812345678',
    '?a&13812345678',
    '13812345678=a',
    'a@13812345678',
    '13812345678@qq.com',
  ])('%s: a part of an address is none', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test.each([
  '合同号13812345678',
  '合同号：13812345678',
  '税号13812345678',
  '序列号:13812345678',
  '会员号 13812345678',
  '工单号：13812345678',
])('a word gives the number to something else: %s', (text) => {
  expect(found(text)).toEqual([]);
  expect(found(text, 'CN', 'field')).toEqual(['13812345678']);
});

test.each(['微信同号13812345678', '账号13812345678', '手机号13812345678', '客服号13812345678'])(
  'and a word for a telephone does not: %s',
  (text) => {
    expect(found(text)).toEqual(['13812345678']);
  },
);

test('the long sound of Japanese is written for a dash between digits', () => {
  expect(found('０９０ー１２３４ー５６７８', 'JP')).toEqual(['+819012345678']);
});

test('four pairs of digits are a number of Hong Kong, Macao or Singapore where a field has nothing else', () => {
  for (const text of ['91 23 45 67', '91-23-45-67', ' 91 23 45 67 ']) {
    for (const home of ['HK', 'SG'] as const) expect(phonesInField(text, home)).toEqual([`+${callingCodeOf(home)}91234567`]);
    expect(normalizePhone(text, 'HK')).toBe('+85291234567');
    for (const home of ['CN', 'TW', 'US', null] as const) expect(phonesInField(text, home)).toEqual([]);
    for (const place of ['message', 'name'] as const) expect(found(text, 'HK', place)).toEqual([]);
  }
  for (const text of ['20 24 03 05', '91 23-45 67', '91 23 45 67 8', '尺码 51 52 53 54']) expect(phonesInField(text, 'HK')).toEqual([]);
});
