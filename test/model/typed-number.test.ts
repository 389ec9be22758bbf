import { expect, test } from 'vitest';
import { faultInNumbers } from '../../lib/model/typed-number';
test.each([
  ['不知道', { kind: 'none', text: '不知道' }],
  ['13800001111, 待补', { kind: 'none', text: '待补' }],
  ['没有', { kind: 'none', text: '没有' }],
  ['138000011', { kind: 'odd', text: '138000011', why: 'digits' }],
  ['8001', { kind: 'short', text: '8001' }],
  ['+86+8613800001111', { kind: 'odd', text: '+86+8613800001111', why: 'twice' }],
])('%s is not taken for a number as it is', (typed, fault) => {
  expect(faultInNumbers(typed, 'CN')).toMatchObject(fault);
});
test.each(['', '+', '13800001111', '138 0000 1111，0571-88880000-801', '+852 9123 4567', '13800001111 (妈妈)', '138****1111'])(
  'of %j there is nothing to say',
  (typed) => {
    expect(faultInNumbers(typed, 'CN')).toBeNull();
  },
);
