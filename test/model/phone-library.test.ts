import { findNumbers, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { describe, expect, it } from 'vitest';
import { findPhones } from '../../lib/model/find-phones';
import { normalizePhone } from '../../lib/model/phone';
import { regions } from '../../lib/model/region';
import { writtenTexts } from './written-numbers';

/** As the library writes a number: the mainland's with their code. */
function e164(phone: string): string {
  return phone.startsWith('+') ? phone : `+86${phone.replace(/^0/, '')}`;
}

function byLibrary(text: string): string[] {
  const found = findNumbers(text, { defaultCountry: 'CN', v2: true });
  return found.map(({ number }) => number.number + (number.ext ? `#${number.ext}` : ''));
}

describe('beside a library that knows the ranges of every country', () => {
  it('finds in 10,000 texts the numbers that were written, where the library misses or joins some hundreds', () => {
    const texts = writtenTexts(10_000, 3);
    const wrong = texts.filter(
      ({ text, numbers }) =>
        findPhones(text, 'CN', 'message')
          .map(({ phone }) => e164(phone))
          .join() !== numbers.join(),
    );
    expect(wrong).toEqual([]);
    const differing = texts.filter(({ text, numbers }) => byLibrary(text).join() !== numbers.join());
    expect(differing.length).toBeLessThan(1_000);
    // The same of every text that both read alike: what differs is told in docs/phone-numbers.md.
    expect(texts.length - differing.length).toBeGreaterThan(9_000);
  });

  it.each(getCountries())('reads a number of %s with its calling code', (country) => {
    const example = getExampleNumber(country, examples)!;
    const written = example.formatInternational();
    expect(e164(normalizePhone(written)!)).toBe(example.number);
    expect(findPhones(`电话 ${written} 2件`, 'CN', 'message').map(({ phone }) => e164(phone))).toEqual([example.number]);
  });

  it.each(regions)('reads a number of %s as it is written there', (region) => {
    const example = getExampleNumber(region, examples)!;
    expect(e164(normalizePhone(example.formatNational(), region)!)).toBe(example.number);
  });
});
