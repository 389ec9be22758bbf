import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhones, type Place } from '../../lib/model/find-phones';
import { normalizePhone, phonesInField, samePhone } from '../../lib/model/phone';
import type { Region } from '../../lib/model/regions';

function inMessage(text: string, home: Region | null = 'CN', place: Place = 'message'): string[] {
  return findPhones(text, home, place).map(({ phone }) => phone);
}

describe('a number in a message', () => {
  it.each([
    ['老张 13800001111 2栋301', ['13800001111']],
    ['老张13800001111/13911112222', ['13800001111', '13911112222']],
    ['13900002222 13700003333', ['13900002222', '13700003333']],
    ['13800000123·13900000456', ['13800000123', '13900000456']],
    ['138 0000 0123 139 0000 0456', ['13800000123', '13900000456']],
    ['①13800000123②13900000456', ['13800000123', '13900000456']],
    ['1️⃣13800000123', ['13800000123']],
    ['1. 13900002222', ['13900002222']],
    ['01 13800001111', ['13800001111']],
    ['2023.11.05 13900002222', ['13900002222']],
    ['2023/11/3 18:25:00 13800000123', ['13800000123']],
    ['10:30 13900002222', ['13900002222']],
    ['¥99 13900002222', ['13900002222']],
    ['共2箱 13800000123 30元', ['13800000123']],
    ['订单 123456789012 13800000123', ['13800000123']],
    ['收件人张三 13800000123 310000 杭州', ['13800000123']],
    ['张三/13800000123/杭州', ['13800000123']],
    ['0755-23456789 13900002222', ['075523456789', '13900002222']],
    ['微信+13800001111', ['13800001111']],
    ['+86+8613800000123', ['13800000123']],
    ['+868613800000124', ['13800000124']],
    ['+86(0)571-8888 0000', ['057188880000']],
    ['+852 9123 4567 2件', ['+85291234567']],
    ['1 3 8 0 0 0 0 1 2 3 4', ['13800001234']],
    ['\u202d13800001111\u202c', ['13800001111']],
    ['𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟏𝟏𝟏𝟏', ['13800001111']],
    ['电话：１３８-００００-１１１１', ['13800001111']],
  ])('%j: %j', (text, phones) => {
    expect(inMessage(text)).toEqual(phones);
  });

  it.each([
    '110101199003078515',
    '110101 1990 0307 8515',
    '6222021380000123456',
    '6222 0755 2345 6789 012',
    '订单113800000123',
    '编号 138000011112',
    '1699007100',
    '1699007100000',
    '20231103182500',
    '30.274085, 120.155070',
    '139.01234567',
    '192.168.1.100',
    '138.10.240.101',
    'SF1380000111122',
    'wxid_13800001111',
    '13800001111@163.com',
    'https://example.com/13800001111/13900002222',
    'a.cn/13800001111',
    '138****1234',
    '0571-8888 000*',
    '¥13800001111',
    '13 22 05 11 30 1',
    'QQ 3456789012',
    '1 3 8 0 0 0 0 1 2 3 4 5',
    '9123 4567',
    '12800000 元',
  ])('%j holds none', (text) => {
    expect(inMessage(text)).toEqual([]);
  });

  it('is told with its place in the text, brackets and extension included', () => {
    const text = '打 (0571) 88880000 转 412 或１３８００００１１１１。';
    expect(findPhones(text, 'CN', 'message').map(({ start, end }) => text.slice(start, end))).toEqual([
      '(0571) 88880000 转 412',
      '１３８００００１１１１',
    ]);
  });
});

describe('an extension', () => {
  it.each([
    ['0571-88880000-412', '057188880000#412'],
    ['0571-88880000 分机412', '057188880000#412'],
    ['0571-88880000转412', '057188880000#412'],
    ['0571-88880000 轉 412', '057188880000#412'],
    ['0571-88880000,412', '057188880000#412'],
    ['0571-88880000 x412', '057188880000#412'],
    ['0571-88880000 ext. 412', '057188880000#412'],
    ['0571-88880000(412)', '057188880000#412'],
    ['0571 － 8888 0000 － 412', '057188880000#412'],
    ['+86-571-88880000;ext=412', '057188880000#412'],
    ['057188880000#4048', '057188880000#4048'],
    ['18000000123（分机号6120）', '18000000123#6120'],
    ['18000000123-6120', '18000000123#6120'],
    ['18000000123[6120]', '18000000123#6120'],
    ['13900002222-8001', '13900002222#8001'],
    ['66660000-1201', '66660000#1201'],
    ['400-600-1234-8', '4006001234#8'],
  ])('belongs to the number in a message and in a field: %s', (text, phone) => {
    expect(inMessage(text)).toEqual([phone]);
    expect(normalizePhone(text, 'CN')).toBe(phone);
  });

  it.each(['13800001111-2', '老张13800001111-2', '13800001111 2', '13800001111（2栋）', '13800001111，2件', '13800001111，310000'])(
    'of a mobile number is more than one or two digits beside it: %s',
    (text) => {
      expect(inMessage(text)).toEqual(['13800001111']);
    },
  );

  it('is no area code of the next number', () => {
    expect(inMessage('0571-88880000 (020)66660000')).toEqual(['057188880000', '02066660000']);
  });

  it('is compared: another one is another number, a missing one agrees in part', () => {
    expect(samePhone('057188880000#412', '057188880000#412')).toBe('same');
    expect(samePhone('057188880000#412', '057188880000#999')).toBeNull();
    expect(samePhone('057188880000', '057188880000#999')).toBe('part');
    expect(samePhone('88880000', '057188880000')).toBe('part');
    expect(samePhone('88880000', '13888880000')).toBeNull();
  });
});

describe('a home region', () => {
  it.each<[Region, string, string]>([
    ['TW', '0912-345-678', '+886912345678'],
    ['TW', '02-2345-6789', '+886223456789'],
    ['TW', '13800001111', '13800001111'],
    ['HK', '9123 4567', '+85291234567'],
    ['MO', '6612 3456', '+85366123456'],
    ['SG', '8123 4567', '+6581234567'],
    ['US', '(415) 555-0100', '+14155550100'],
    ['US', '1 415 555 0100', '+14155550100'],
    ['JP', '090-1234-5678', '+819012345678'],
    ['CN', '13800001111', '13800001111'],
  ])('%s reads %s as %s, in a message, a name and a field', (home, text, phone) => {
    expect(inMessage(`电话 ${text}，`, home)).toEqual([phone]);
    expect(inMessage(`小林 ${text}`, home, 'name')).toEqual([phone]);
    expect(normalizePhone(text, home)).toBe(phone);
  });

  it('that is not known adds no digits to any number', () => {
    for (const text of ['0912-345-678', '9123 4567', '(415) 555-0100']) expect(inMessage(text, null)).toEqual([]);
    expect(inMessage('13800001111', null)).toEqual(['13800001111']);
  });

  it('takes no day for a number', () => {
    expect(inMessage('20231105', 'HK')).toEqual([]);
    expect(inMessage('2023-11-05', 'HK')).toEqual([]);
  });
});

describe('a field of a CRM', () => {
  it.each([
    ['13800000123（微信同号）', ['13800000123']],
    ['13900000456/13700000789', ['13900000456', '13700000789']],
    ["'13400000333", ['13400000333']],
    ['88880000（前台）', ['88880000']],
    ['手机：138 0000 0123；座机：0571-88880000转412', ['13800000123', '057188880000#412']],
    ['+86+8613800000123', ['13800000123']],
  ])('%s holds %j', (text, phones) => {
    expect(phonesInField(text, 'CN')).toEqual(phones);
  });

  it('that is eleven digits alone is read in one step as it is read in many', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.constantFrom<Region | null>(null, 'CN', 'US', 'MY', 'HK'), (text, home) => {
        expect(phonesInField(text, home)).toEqual(inMessage(text, home, 'field'));
      }),
    );
  });

  it('is one number only when nothing else is in it', () => {
    expect(normalizePhone('138 1234 5678')).toBe('13812345678');
    expect(normalizePhone('(0571) 88880000')).toBe('057188880000');
    expect(normalizePhone("'13400000333")).toBe('13400000333');
    expect(normalizePhone('13800000123（微信同号）')).toBeNull();
    expect(normalizePhone('13900000456/13700000789')).toBeNull();
  });
});

describe('whatever stands in a text', () => {
  const signs = [...'0123456789012345678900112233 -+()/.·#x,转，元张a@:：*\n　\u200b８', '138', '+86', '0571', '13800001111'];
  const text = fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((parts) => parts.join(''));

  it('no number is cut out of a longer row of digits, and none overlaps another', () => {
    fc.assert(
      fc.property(text, fc.constantFrom<Place>('message', 'name', 'field'), (said, place) => {
        let last = 0;
        for (const { start, end, phone } of findPhones(said, 'CN', place)) {
          const before = /[+(]/.test(said[start]!) ? '' : said.slice(start - 1, start);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(before + said.slice(end, end + 1)).not.toMatch(/\d/);
          expect(phone).toMatch(/^\+?\d{7,15}(#\d{1,6})?$/);
          last = end;
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('a number in its one writing is read as itself', () => {
    fc.assert(
      fc.property(text, (said) => {
        for (const { phone } of findPhones(said, 'CN', 'message')) expect(normalizePhone(phone, 'CN')).toBe(phone);
      }),
      { numRuns: 5_000 },
    );
  });
});
