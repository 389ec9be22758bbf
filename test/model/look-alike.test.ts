import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from '../../lib/model/look-alike';

it.each([
  ['意向客戶', '意向客户', 'script'],
  ['高 意向', '高意向', 'blanks'],
  ['高\u3000意向', '高意向', 'blanks'],
  ['V I P', 'VIP', 'blanks'],
  ['vip', 'VIP', 'case'],
  ['ＶＩＰ', 'VIP', 'width'],
  ['高-意向', '高意向', 'signs'],
  ['高·意向', '高意向', 'signs'],
  ['v i p', 'VIP', 'several'],
  ['VIP', 'VIP', null],
  ['VIP1', 'VIP', null],
  ['高意向', '低意向', null],
] as const)('%s differs from %s in: %s', (name, other, difference) => {
  expect(differenceOf(name, other)).toBe(difference);
  expect(differenceOf(other, name)).toBe(difference);
});

it('no name differs from itself', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => differenceOf(name, name) === null));
});
