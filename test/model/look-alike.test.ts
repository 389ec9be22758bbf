import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceOf } from '../../lib/model/look-alike';
import { busyMs } from '../support/text-readers';

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
  ['A+', 'A', null],
  ['A＋', 'A', null],
  ['A-', 'A+', null],
  ['C++', 'C', null],
  ['C++', 'C+', null],
  ['C#', 'C', null],
  ['3-5万', '35万', null],
  ['3~5万', '35万', null],
  ['1.5', '15', null],
  ['1/2', '12', null],
  ['2024-01', '202401', null],
  ['100+', '100', null],
  ['10万+', '10万', null],
  ['10万＋', '10万+', 'width'],
  ['5%', '5', null],
  ['5%折扣', '5折扣', null],
  ['￥100', '100', null],
  ['满￥100', '满100', null],
  ['V.I.P%', 'VIP', 'signs'],
  ['髙意向', '高意向', 'script'],
  ['A-', 'A', null],
  ['A/', 'A', null],
  ['V.I.P', 'VIP', 'signs'],
  ['V-I-P', 'VIP', 'signs'],
  ['A＋', 'A+', 'width'],
  ['c++', 'C++', 'case'],
  ['3 - 5万', '3-5万', 'blanks'],
  ['3–5万', '3-5万', 'signs'],
  ['（高意向）', '高意向', 'signs'],
  ['高·意向·2', '高意向2', 'signs'],
  ['VIР', 'VIP', 'signs'],
  ['ВИП', 'VIP', null],
  ['ТОР客户', 'TOP客户', 'signs'],
  ['Α类', 'A类', 'signs'],
  ['Москва', 'Mockba', null],
] as const)('%s differs from %s in: %s', (name, other, difference) => {
  expect(differenceOf(name, other)).toBe(difference);
  expect(differenceOf(other, name)).toBe(difference);
});

it('no name differs from itself', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => differenceOf(name, name) === null));
});

it('names of 20,000 signs are told apart within 20 ms', () => {
  for (const sign of ['ﷺ', '红', 'A+', 'a', '1-']) {
    expect(busyMs(() => differenceOf(sign.repeat(20_000), sign.toLowerCase().repeat(20_000)), 20)).toBeLessThan(20);
  }
});
