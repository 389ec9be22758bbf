import { describe, expect, it } from 'vitest';
import { findPhones } from '../../lib/model/find-phones';
import { normalizePhone } from '../../lib/model/phone';

describe('a phone number', () => {
  it.each([
    ['138 0000 1234', '13800001234'],
    ['+86-138-0000-1234', '13800001234'],
    ['(+86) 13800001234', '13800001234'],
    ['008613800001234', '13800001234'],
    ['8613800001234', '13800001234'],
    ['013800001234', '13800001234'],
    ['１３８００００１２３４', '13800001234'],
    ['021-6000 1234', '02160001234'],
    ['0512 6000 1234', '051260001234'],
    ['+86 21 6000 1234', '02160001234'],
    ['400-600-1234', '4006001234'],
    ['+852 6000 1234', '+85260001234'],
    ['00852 6000 1234', '+85260001234'],
    ['021-60001234转801', '02160001234#801'],
  ])('%s is %s', (written, phone) => {
    expect(normalizePhone(written)).toBe(phone);
  });

  it.each(['', '12', '138****1234', 'call me', '2024-01-02', '0000000', '1'.repeat(40)])('is not %j', (text) => {
    expect(normalizePhone(text)).toBeNull();
  });

  it('is the same after it was normalised once', () => {
    for (const phone of ['13800001234', '02160001234', '+85260001234', '4006001234']) expect(normalizePhone(phone)).toBe(phone);
  });

  it('is found inside a name, and numbering and dates are not', () => {
    expect(findPhones('12. 沈溪桐 138-0000-1234 老客户').map(({ phone }) => phone)).toEqual(['13800001234']);
    expect(findPhones('84.沈溪桐 2024-05-06')).toEqual([]);
  });
});
