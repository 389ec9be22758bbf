import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsInCommon, isMasked } from '../../lib/model/masked';

const number = fc.stringMatching(/^1[3-9]\d{9}$/);

it.each(['138****1234', '138＊＊＊＊1234', '138××××1234', '138XXXX1234', '138####1234', '138＃＃＃＃1234', '138____1234', '138????1234'])(
  '%s is a number whose digits are withheld',
  (number) => expect(isMasked(number)).toBe(true),
);

it.each(['13800001234', '0571-88880000 x412', '0571-88880000#412', '18000000123*6120', '138_0000_1234', '138-0000-1234'])(
  '%s is a whole number',
  (number) => expect(isMasked(number)).toBe(false),
);

describe('the digits that two numbers have in common', () => {
  it.each<[string, string, number | null]>([
    ['138****1234', '13800001234', 7],
    ['+86 138-****-1234', '13800001234', 7],
    ['138xxxx1234', '13800001234', 7],
    ['１３８＊＊＊＊１２３４', '13800001234', 7],
    ['138***1234', '13800001234', 7],
    ['138××××1234', '13800001234', 7],
    ['138####1234', '13800001234', 7],
    ['138____1235', '13800001234', null],
    ['138****1234', '138****1234', 7],
    ['138****1234', '1380000****', 3],
    ['*1234', '13800001234', 4],
    ['13800001234', '13800001234', 11],
    ['138****1235', '13800001234', null],
    ['139****1234', '138****1234', null],
    ['*1235', '138****1234', null],
    ['13800001234', '13800001235', null],
    ['***********', '13800001234', 0],
    ['*', '138****1234', 0],
    ['已隐藏', '13800001234', 0],
    ['', '13800001234', 0],
  ])('%s and %s: %s', (one, other, common) => {
    expect(digitsInCommon(one, other)).toBe(common);
    expect(digitsInCommon(other, one)).toBe(common);
  });

  it('are at least those that a mask of the same number shows, and never those of a mask that shows another digit', () => {
    fc.assert(
      fc.property(number, fc.nat(10), fc.nat(10), (phone, from, to) => {
        const masked = [...phone].map((sign, at) => (at >= Math.min(from, to) && at <= Math.max(from, to) ? '*' : sign)).join('');
        const shown = masked.replaceAll('*', '').length;
        expect(digitsInCommon(masked, phone)).toBe(shown);
        const at = [...masked].findIndex((sign) => sign !== '*');
        if (at < 0) return;
        const other = `${phone.slice(0, at)}${(Number(phone[at]) + 1) % 10}${phone.slice(at + 1)}`;
        expect(digitsInCommon(masked, other)).toBeNull();
      }),
    );
  });
});
