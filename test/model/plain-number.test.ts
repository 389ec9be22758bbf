import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainNumber } from '../../lib/model/plain-number';
import { parseJson } from '../../lib/providers/json';

describe('a number', () => {
  test.each([
    '6222021234567890123',
    '007',
    '0.10',
    '1e21',
    '1e+21',
    '1e-7',
    '-1e-7',
    '9007199254740992',
    '9007199254740994',
    '-9007199254740992',
    '100000000000000000000',
    'NaN',
    '1E3',
    '+5',
    '0x10',
    '3.14159265358979323846',
    '-0',
    'Infinity',
    '1,000',
    '12 ',
  ])('%s stays the text that it is', (text) => {
    expect(plainNumber(text)).toBe(text);
  });

  test.each([
    ['42', 42],
    ['-7', -7],
    ['0', 0],
    ['12.5', 12.5],
    ['9007199254740991', 9_007_199_254_740_991],
    ['0.000001', 0.000_001],
    ['999999999999999', 999_999_999_999_999],
  ] as const)('%s is %d', (text, number) => {
    expect(plainNumber(text)).toBe(number);
  });

  test('is written exactly as it was read or typed, whatever its digits', () => {
    const digits = fc.stringMatching(/^-?\d{1,30}(\.\d{1,20})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        expect(String(plainNumber(text))).toBe(text);
      }),
      { numRuns: 2_000, seed: 20_260_301 },
    );
  });

  test('in JSON is read alike wherever it stands and whatever stands beside it', () => {
    const numbers = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);
    const texts = fc.stringMatching(/^[a-z ]{0,40}$/);
    fc.assert(
      fc.property(numbers, texts, (number, text) => {
        const [beside] = parseJson(`[${number},12345678901234567890]`) as unknown[];
        expect(parseJson(`["${text}",${number}]`)).toEqual([text, beside]);
      }),
      { numRuns: 3_000, seed: 20_260_302 },
    );
  });

  test('in JSON keeps every digit that a number would lose', () => {
    const read = parseJson(
      '{"a":6222021234567890123,"b":12345678901234567.25,"c":1e400,"d":0.1,"e":1.50,"f":[900719925474099123],"g":1e3}',
    );
    expect(read).toEqual({
      a: '6222021234567890123',
      b: '12345678901234567.25',
      c: '1e400',
      d: 0.1,
      e: 1.5,
      f: ['900719925474099123'],
      g: 1_000,
    });
  });
});
