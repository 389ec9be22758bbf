import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, mergedText, type Piece } from '../../lib/model/merge-text';

const joined = (pieces: Piece[]) => pieces.map(({ text }) => text).join('');

describe('two texts to be merged', () => {
  test.each([
    ['预算100', '预算10', '预算100\n预算10'],
    ['预算10', '预算100', '预算10\n预算100'],
    ['不喜欢红色', '喜欢红色', '不喜欢红色\n喜欢红色'],
    ['喜欢红色', '不喜欢红色', '喜欢红色\n不喜欢红色'],
    ['要发票\n预算100', '预算10', '要发票\n预算100\n预算10'],
    ['138000011112', '13800001111', '138000011112\n13800001111'],
    ['要发票\n预算100', '预算100', '要发票\n预算100'],
    ['预算100', '要发票\n预算100', '要发票\n预算100'],
    ['要发票\r\n预算100 ', '预算100', '要发票\r\n预算100 '],
    ['a\nb\nc', 'a\nc', 'a\nb\nc'],
    ['', '新的', '新的'],
    ['旧的', '', '旧的'],
  ])('of %j and %j become %j: lines are compared whole', (theirs, mine, both) => {
    expect(mergedText(null, theirs, mine)).toBe(both);
  });

  test('lose no line of either, whatever stands in them', () => {
    const text = fc
      .array(fc.constantFrom('预算10', '预算100', '10', '红', '不红', '', ' '), { maxLength: 5 })
      .map((lines) => lines.join('\n'));
    const lines = (all: string) =>
      new Set(
        all
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      );
    fc.assert(
      fc.property(text, text, (theirs, mine) => {
        expect(lines(mergedText(null, theirs, mine))).toEqual(new Set([...lines(theirs), ...lines(mine)]));
      }),
    );
  });
});

test('what is different is told of texts of 20,000 signs, and no sign of either is lost', () => {
  const texts = ['ﷺ', '红', 'a ', '\u0301', '🌻', 'aé'].map((sign) => sign.repeat(20_000));
  for (const a of texts)
    for (const b of texts) {
      const parts = differenceOf(a, `${b}1`);
      // Compared here: the texts are too long to be printed.
      expect(joined(parts.a) === a && joined(parts.b) === `${b}1`).toBe(true);
      expect(parts.b.some(({ own }) => own)).toBe(true);
    }
});
