import { expect, test } from 'vitest';
import { wideHash } from '../../lib/model/match/hash';

test('the wide hashes of 600,000 names, numbers and companies are all different', () => {
  const keys = Array.from({ length: 200_000 }, (_, at) => [
    `p${13_000_000_000 + at}`,
    `wwx_${at}`,
    `n客户${at}\n杭州第${at % 997}贸易有限公司`,
  ]).flat();
  expect(new Set(keys.map(wideHash)).size).toBe(keys.length);
});
