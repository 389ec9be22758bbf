import { expect, test } from 'vitest';
import { begun, hash, hashBehind, wideHash } from '../../lib/model/match/hash';

test('the wide hashes of 600,000 names, numbers and companies are all different', () => {
  const keys = Array.from({ length: 200_000 }, (_, at) => [
    `p${13_000_000_000 + at}`,
    `wwx_${at}`,
    `n客户${at}\n杭州第${at % 997}贸易有限公司`,
  ]).flat();
  expect(new Set(keys.map(wideHash)).size).toBe(keys.length);
});

test('a text that was begun and one behind it have the hash of both as one text', () => {
  const texts = ['', 'n', '王', '王小明', 'o45363\n', '𠮷田', '13800001111'];
  for (const before of texts) {
    for (const behind of texts) {
      expect(hashBehind(begun(before), behind)).toBe(hash(before + behind));
      expect(hashBehind(begun(before, begun('c')), behind)).toBe(hash(`c${before}${behind}`));
    }
  }
});
