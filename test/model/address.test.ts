import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAddress, isPrivateHost } from '../../lib/model/address';

const HOST = { path: '' };
const TANMA = { path: 'apiServer' };
const CONSOLE = { path: '', calls: 'wechat_api' };

describe('plain http', () => {
  test.each([
    'http://192.168.8.90:30097',
    'http://10.0.0.1',
    'http://172.16.0.1',
    'http://172.31.255.254:8080',
    'http://127.0.0.1',
    'http://127.8.9.1',
    'http://169.254.1.1',
    'http://localhost:3000',
    'http://console.localhost',
    'http://[::1]:8080',
    'http://[fd12:3456::1]',
    'http://[fe80::1]',
    'http://[::ffff:10.0.0.1]',
    'http://crm.local',
    'http://crm.lan',
    'http://crm.corp.internal',
    'http://crm.home.arpa',
    'http://console',
    'http://local',
    'http://console.:8080',
    'http://2130706433',
    'http://0x7f.1',
    'http://１９２．１６８．８．９０：３００９７',
  ])('is taken within a private network, with a warning: %s', (typed) => {
    expect(checkAddress(typed, HOST)).toMatchObject({ clear: true, cut: null, path: null });
  });

  test.each([
    'http://e.lixiaocrm.com',
    'http://172.15.0.1',
    'http://172.32.0.1',
    'http://192.169.0.1',
    'http://11.0.0.1',
    'http://8.8.8.8',
    'http://0.0.0.0',
    'http://100.64.0.1',
    'http://[2001:db8::1]',
    'http://[::ffff:8.8.8.8]',
    'http://[::]',
    'http://[fec0::1]',
    'http://notlocal.com',
    'http://192.168.1.1.example.com',
    'http://10.example.com',
    'http://localhost.example.com',
    'http://mylocal.lan.cn',
    'http://134744072',
  ])('is refused through the internet: %s', (typed) => {
    expect(checkAddress(typed, HOST)).toEqual({ fault: 'open-http' });
  });

  test('is judged by the number alone, however it is written', () => {
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const written = [`${a}.${b}.${c}.${d}`, String(((a * 256 + b) * 256 + c) * 256 + d), `0x${a.toString(16)}.${b}.${c}.${d}`];
        const isPrivate = written.map((host) => isPrivateHost(new URL(`http://${host}`).hostname));
        const mapped = isPrivateHost(new URL(`http://[::ffff:${a}.${b}.${c}.${d}]`).hostname);
        const inList = a === 10 || a === 127 || (a === 172 && b > 15 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
        expect([...isPrivate, mapped]).toEqual([inList, inList, inList, inList]);
      }),
    );
  });
});

test.each<[string, string, object]>([
  ['a page’s own place', 'https://console.example.com/#/chat', { address: 'https://console.example.com', cut: '#/chat' }],
  ['a query', 'https://e.lixiaocrm.com/?from=menu', { address: 'https://e.lixiaocrm.com', cut: '?from=menu' }],
  ['both', 'https://a.example/?x=1#y', { address: 'https://a.example', cut: '?x=1#y' }],
  ['an empty one', 'https://a.example/#', { address: 'https://a.example', cut: '#' }],
])('%s is cut, and it is known what', (_, typed, found) => {
  expect(checkAddress(typed, HOST)).toMatchObject({ ...found, path: null, clear: false });
});

test('the path that every call begins with is cut, the part of a proxy before it stays', () => {
  expect(checkAddress('https://c.example/wechat_api/customer/customerPage?x=1', CONSOLE)).toMatchObject({
    address: 'https://c.example',
    cut: '/wechat_api/customer/customerPage?x=1',
    path: null,
  });
  expect(checkAddress('https://c.example/desk/wechat_api', CONSOLE)).toMatchObject({ address: 'https://c.example/desk', path: '/desk' });
});

test('a path that is not the API’s is said', () => {
  expect(checkAddress('https://account.tanmarket.cn/apiServer/', TANMA)).toMatchObject({ path: null, cut: null });
  expect(checkAddress('https://account.tanmarket.cn', TANMA)).toMatchObject({ path: '/' });
  expect(checkAddress('https://e.lixiaocrm.com/login/index.html', HOST)).toMatchObject({ path: '/login/index.html' });
});

test.each([
  'https：／／ｅ．ｌｉｘｉａｏｃｒｍ．ｃｏｍ',
  '　https://e.lixiaocrm.com　',
  '\u200Bhttps://e.lixiaocrm.com\uFEFF',
  'https://e.lixiaocrm.com\n',
  '“https://e.lixiaocrm.com”',
  '<https://e.lixiaocrm.com/>',
  'https://e。lixiaocrm。com',
  'HTTPS://E.LixiaoCRM.com//',
  'https://e.lixiaocrm.com.',
  'https://e.lixiaocrm.com。',
  'https://e.lixiaocrm.com./',
])('what an input method or a paste has made of an address is put right: %j', (typed) => {
  expect(checkAddress(typed, HOST)).toMatchObject({ address: 'https://e.lixiaocrm.com', cut: null, path: null });
});

test.each<[string, string]>([
  ['https://user:secret@crm.example', 'signs-in'],
  ['https://user@crm.example', 'signs-in'],
  ['https://@crm.example', 'signs-in'],
  ['http://admin:1@192.168.1.1', 'signs-in'],
  ['crm.example.com', 'no-scheme'],
  ['crm.example.com:8443/x', 'no-scheme'],
  ['localhost:3000', 'no-scheme'],
  ['ftp://crm.example.com', 'other-scheme'],
  ['javascript:alert(1)', 'other-scheme'],
  ['data:text/html,x', 'other-scheme'],
  ['file:///etc/passwd', 'other-scheme'],
  ['', 'no-address'],
  ['https://', 'no-address'],
  ['https:crm.example', 'no-address'],
  ['http://192.168.8', 'no-address'],
  ['http://192.168:30097', 'no-address'],
  ['http://192.168.010.1', 'no-address'],
  ['https://１２７．１/api', 'no-address'],
  ['https://*', 'no-address'],
  ['https://*.com', 'no-address'],
  ['https://crm.*.com', 'no-address'],
  ['http://*', 'no-address'],
  ['http://*.local', 'no-address'],
  ['https://＊.com', 'no-address'],
  ['https://%2A.com', 'no-address'],
  ['https://.com', 'no-address'],
  ['https://a..b', 'no-address'],
  ['https://a.b..', 'no-address'],
  ['https://.', 'no-address'],
  ['https://-a.com', 'no-address'],
  ['http://com', 'open-http'],
  ['http://cn', 'open-http'],
  ['http://公司', 'open-http'],
  ['https://crm_1.*.com', 'no-address'],
  ['https://crm.example.com 密码123', 'more-text'],
  ['https://crm.example.com密码123', 'more-text'],
  ['https://crm.example.com:8443密码', 'more-text'],
  ['https://crm.example.com/密码', 'more-text'],
  ['https://crm.example.com（生产）', 'more-text'],
  ['地址：https://crm.example.com', 'more-text'],
  ['地址 https://crm.example.com', 'more-text'],
  ['https://a b.com', 'more-text'],
  ['https:// e.lixiaocrm .com', 'more-text'],
  ['https://crm.exam\nple.com', 'more-text'],
  ['https://crm.example.com，', 'more-text'],
  ['https://crm.example.com,', 'more-text'],
  ['https://crm.example.com;', 'more-text'],
  ['https://crm.example.com；', 'more-text'],
  ['https://a.example,https://b.example', 'more-text'],
  ['https://a.example，b.example', 'more-text'],
  ['https://a.example、https://b.example', 'more-text'],
  ['https://a.examplehttps://b.example', 'more-text'],
  ['https://exa mple:99999', 'more-text'],
  [`https://${'ﷺ'.repeat(20_000)}.com`, 'more-text'],
  ['励销', 'no-address'],
])('%j is refused as %s', (typed, fault) => {
  expect(checkAddress(typed, HOST)).toEqual({ fault });
});

test('a host that was checked is a plain one, and stands in what was typed', () => {
  const part = fc.constantFrom(
    'https://',
    'crm',
    '.',
    'example',
    '.com',
    '*',
    ' ',
    ',',
    '，',
    ';',
    '密码',
    '123',
    '/',
    ':8443',
    '@',
    '%2A',
    '_',
    '(',
    '\\',
    '?',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const typed = `https://crm${parts.join('')}`;
      const checked = checkAddress(typed);
      if ('fault' in checked) return;
      const { hostname, origin } = new URL(checked.address);
      expect(hostname).toMatch(/^[a-z\d_-]+(\.[a-z\d_-]+)*$/);
      expect(`${origin}/*`.match(/\*/g)).toHaveLength(1);
      expect(hostname.includes('xn--') || new RegExp(`^https://${hostname}([.:/?#]|$)`).test(typed.trim())).toBe(true);
    }),
    { numRuns: 5_000, seed: 20_260_301 },
  );
});

test('an address in letters of another script is taken', () => {
  expect(checkAddress('https://励销.公司')).toMatchObject({ address: 'https://xn--ggr065m.xn--55qx5d' });
});

test('an address that was checked is as it is when it is checked again, and holds neither query, place nor sign-in', () => {
  const typed = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(typed, fc.constantFrom(HOST, TANMA, CONSOLE), (text, shape) => {
      const checked = checkAddress(text, shape);
      if ('fault' in checked) return;
      expect(checkAddress(checked.address, shape)).toEqual({ ...checked, cut: null });
      const { search, hash, username, protocol } = new URL(checked.address);
      expect([search, hash, username]).toEqual(['', '', '']);
      expect(['https:', 'http:']).toContain(protocol);
    }),
  );
});

test.each(['https://crm_test.corp.com', 'https://_crm.example.com', 'http://crm_1.local', 'https://a_b-c.example.com:8443'])(
  'a host with _ in its name is one: %s',
  (typed) => {
    expect(checkAddress(typed, HOST)).toMatchObject({ address: typed, cut: null });
  },
);
