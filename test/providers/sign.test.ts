import { expect, test } from 'vitest';
import { sign } from '../../lib/providers/tanma/sign';

// Invented credentials; the sums were computed with another implementation of SHA-256.
const appId = 'wwTESTcorp0000001_AbCdEf';
const appKey = '0123456789abcdef0123456789ABCDEF';

test.each([
  ['', 'f86d77f2a3b3d47560bc988c974544e86f139c87a7babb2f52e19f0c1436baef'],
  ['{}', '3b229de7a0dfeeff76c9173ef7f118e81df463a78e8cd5d732c40dbef4bba7a3'],
  ['{"searchKey":"测试","pageNo":1,"pageSize":20}', '2dec4940748b91be0dc0ebfbf21ff913a2c01cc91b26192a8576b749a3225d56'],
  ['{"externalUserId":"wmTEST0001","qwUserId":"ZhangSan"}', '9e73b774586dcd2bf49035fd50538e9bf2121d371c6169cf50d806a628b219df'],
])('signs the body %j', async (body, expected) => {
  expect(await sign(appId, '1700000000000', body, appKey)).toBe(expected);
});
