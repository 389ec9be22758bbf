import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oddityOf } from '../../lib/model/odd-phone';
import { normalizePhone } from '../../lib/model/phone';
import { regions, type Region } from '../../lib/model/region';
import { writtenTexts } from './written-numbers';

describe('a number that cannot be dialled as it is written', () => {
  test.each([
    '+86+8613800000123',
    '+86 +86 138 0000 0123',
    '+868613800000124',
    '+86-0086-13800000123',
    '008686 13800000123',
    '00860086 13800000123',
    '868613800000123',
    '+86+86 571 8888 0000',
    '+86 86 0571-88880000',
    '+852+852 9123 4567',
    '+85285291234567',
    '+1+1 415 555 0100',
    '+44 0044 20 7946 0018',
    '＋86＋8613800000123',
    '+86+86+8613800000123',
    '13900000456 / +86+8613800000123',
  ])('has its country twice: %s', (written) => {
    expect(oddityOf(written)).toBe('twice');
  });

  test.each([
    '138O0000123',
    'I3800000123',
    'l38 0000 0123',
    '1380000012b',
    '1-800-FLOWERS',
    '0571-8888000O',
    '138OOOOO123',
    '+86 138o0000123',
  ])('has letters in it: %s', (written) => {
    expect(oddityOf(written)).toBe('letters');
  });

  test.each([
    '138000001234',
    '138 0000 01234',
    '1380000012',
    '+86 138 0000 01234',
    '+86 138 0000 012',
    '0086138000001234',
    '86138000001234',
    '+852 9123 45678',
    '+1 415 555 01000',
    '123456789012345678',
    '+999999999999999999',
    '1380000012313900000456',
    '+65 8123 456',
    '400-600-12345',
    '0000-123-4567',
  ])('has too many digits or too few: %s', (written) => {
    expect(oddityOf(written)).toBe('digits');
  });

  test.each(['+13800000123', '+138 0000 0123', '＋13800000123'])('has a + before no country: %s', (written) => {
    expect(oddityOf(written)).toBe('plus');
  });
});

describe('a number that can be dialled, or that is none', () => {
  test.each([
    '13800000123',
    '138-0000-0123',
    '+86 138 0000 0123',
    '0086 138 0000 0123',
    '86138 0000 0123',
    '013800000123',
    '0571-88880000',
    '(0571) 8888 0000',
    '+86 (0)571 8888 0000',
    '057188880000#4048',
    '0571-88880000 转 412',
    '0571-88880000 ext. 412',
    '0571-88880000x412',
    '0571-88880000-801/802',
    '13800000123（微信同号）',
    'Tel: 13800000123',
    'tel13800000123',
    '手机13800000123 王总',
    '13800000123 Amy',
    'vx13800000123',
    '13900000456/13700000789',
    '88880000',
    '400-600-1234',
    '13800000123 9:00-18:00',
    '工作日9:00-18:00 13800000123',
    '0571-88880000（9:00-18:00）',
    '8:30~12:00，13:30-17:30:00 0571-88880000',
    '13800000123 9点-18点',
    '00000000000',
    '00000000',
    '000-0000-0000',
    '0',
    '1-800-555-0100',
    '15800000123_4567',
    '15800000123,4567',
    '15800000123*4567',
    '10086',
    '95588',
    '110',
    '8001',
    '+852 9123 4567',
    '+44 (0)20 7946 0018',
    '+49 30 901820',
    '+43 1 234567890123',
    '+8613800000123',
    '+86 0571-88880000',
    '86860000',
    '8686138',
    '+86 138 8686 1380',
    '138****0123',
    '159xxxxxxxx',
    '＊＊＊',
    '不知道',
    'wxid_8twmv8pkgvox22',
    'amy@example.com',
    '无',
    '',
  ])('has no mark: %s', (written) => {
    expect(oddityOf(written)).toBeNull();
  });

  test.each(['0571-888800001', '0571-888800', '010-1234567'])('on the mainland a fixed line has its count of digits: %s', (written) => {
    expect(oddityOf(written, 'CN')).toBe('digits');
    expect(normalizePhone(written, 'CN')).toBeNull();
  });

  test.each([
    ['TW', '0912-345-678'],
    ['TW', '02 2345 6789'],
    ['HK', '9123 4567'],
    ['US', '415-555-0100'],
    ['US', '(415) 555-0100 ext 12'],
    ['MY', '012-345 6789'],
    ['MY', '1123456789'],
    ['GB', '07911 123456'],
    ['JP', '090-1234-5678'],
  ] as const)('at home in %s: %s', (home, written) => {
    expect(oddityOf(written, home)).toBeNull();
  });

  test('in every writing that is read as one number', () => {
    const alone = writtenTexts(4_000, 7).filter(({ text, numbers }) => numbers.length === 1 && normalizePhone(text, 'CN') !== null);
    expect(alone.length).toBeGreaterThan(300);
    expect(alone.filter(({ text }) => oddityOf(text, 'CN') !== null)).toEqual([]);
  });

  test('wherever a person lives', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.constantFrom<Region | null>(null, ...regions), (mobile, home) => {
        const oddities = (...texts: string[]) => texts.map((text) => oddityOf(text, home));
        expect(oddities(mobile, `+86 ${mobile}`, `0086${mobile}`)).toEqual([null, null, null]);
        expect(oddities(`+86+86${mobile}`, `+8686${mobile}`, `+86 0086 ${mobile}`)).toEqual(['twice', 'twice', 'twice']);
      }),
    );
  });
});
