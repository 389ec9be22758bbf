import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../relay/config';
import type { ConfigFault } from '../../relay/config-parts';
import { temporaryFolder } from './relay';

const ROOT = join(import.meta.dirname, '../..');
const TANMA = {
  id: 'tanma',
  provider: 'tanma',
  values: { baseUrl: 'https://crm.example/apiServer', appId: 'ww_1', appKey: { env: 'KEY' } },
};

const SIGN_IN = { issuer: 'https://login.example', clientId: 'kebian', who: [{ role: {} }] };

function written(config: unknown, files: Record<string, string> = {}): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, 'relay.json');
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return file;
}

function faultsOf(config: unknown, environment: Record<string, string> = { KEY: 'geheim', SEAL: 'geheim' }): ConfigFault[] {
  try {
    readConfig(written(config), environment);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.faults;
    throw thrown;
  }
  return [];
}

test('a config takes its secrets from variables and files, and paths from its own folder', () => {
  const lixiao = { id: 'lx', provider: 'lixiao', values: { baseUrl: 'https://lx.example/', userToken: { file: 'token' } } };
  const file = written({ connections: [TANMA, lixiao], state: 'kept.sqlite' }, { token: ' abc \n' });
  const config = readConfig(file, { KEY: 'geheim' });
  expect(config).toMatchObject({ listen: { host: '127.0.0.1', port: 8787, tls: null }, state: join(file, '../kept.sqlite') });
  expect(config.connections.map(({ id, values }) => [id, values])).toEqual([
    ['tanma', { baseUrl: 'https://crm.example/apiServer', appId: 'ww_1', appKey: 'geheim' }],
    ['lx', { baseUrl: 'https://lx.example', userToken: 'abc' }],
  ]);
});

test.each<[string, unknown, string[]]>([
  ['text that is no JSON', '{\n  "a": 1,\n  offen', [': is not JSON (line 3, column 3)']],
  ['an empty file', '', [': is not JSON (line 1, column 1)']],
  ['a list', [TANMA], [': is no object such as']],
  ['nothing', {}, ['connections: is missing']],
  ['no connection', { connections: [] }, ['connections: names no connection']],
  ['what is not known', { connections: [TANMA], more: 1 }, ['more: is not known']],
  ['a port that is none', { connections: [TANMA], listen: { port: 70_000 } }, ['listen.port: is no port']],
  [
    'a port that is none, at an open address without TLS, beside a faulty connection',
    {
      listen: { host: '0.0.0.0', port: '8787' },
      connections: [{ id: 'A', provider: 'tanma', values: { appId: 1, appKey: { env: 'OTHER' } } }],
    },
    [
      'listen.port: is not number',
      'listen.tls: is needed',
      'connections.0.id: has other signs',
      'connections.0.values.appId: is neither a text',
      'connections.0.values.appKey.env: the variable OTHER',
      'connections.0.values.baseUrl: is missing',
    ],
  ],
  [
    'a setting that says nothing',
    { connections: [{ ...TANMA, values: { ...TANMA.values, appId: ' ' } }] },
    ['connections.0.values.appId: is empty'],
  ],
  [
    'a connection that is none',
    { connections: [7, TANMA], callsPerMinute: 0 },
    ['callsPerMinute: is less', 'connections.0: is no connection'],
  ],
  ['an open address without TLS', { connections: [TANMA], listen: { host: '0.0.0.0' } }, ['listen.tls: is needed']],
  [
    'certificates that are not there',
    { connections: [TANMA], listen: { host: '0.0.0.0', tls: { cert: 'a', key: 'b' } } },
    ['listen.tls.cert: the file', 'listen.tls.key: the file'],
  ],
  [
    'a product that is none',
    { connections: [{ ...TANMA, provider: 'sugar' }] },
    ['connections.0.provider: is none of tanma, lixiao, wechat-console'],
  ],
  [
    'the local book, and a relay',
    {
      connections: [
        { ...TANMA, provider: 'local' },
        { ...TANMA, id: 'b', provider: 'relay' },
      ],
    },
    ['connections.0.provider', 'connections.1.provider'],
  ],
  ['an id twice, and one that is no part of an address', { connections: [TANMA, TANMA] }, ['connections.1.id: tanma is there twice']],
  ['an id that is no part of an address', { connections: [{ ...TANMA, id: 'a/b' }] }, ['connections.0.id: has other signs']],
  [
    'a secret that stands there',
    { connections: [{ ...TANMA, values: { ...TANMA.values, appKey: 'offen' } }] },
    ['connections.0.values.appKey: is a secret'],
  ],
  [
    'a variable that is not set',
    { connections: [{ ...TANMA, values: { ...TANMA.values, appKey: { env: 'OTHER' } } }] },
    ['connections.0.values.appKey.env: the variable OTHER'],
  ],
  [
    'a file that is not there',
    { connections: [{ ...TANMA, values: { ...TANMA.values, appKey: { file: 'none' } } }] },
    ['connections.0.values.appKey.file: the file'],
  ],
  [
    'a setting too many and one too few',
    { connections: [{ ...TANMA, values: { appId: 'a', appKey: { env: 'KEY' }, color: 'red' } }] },
    ['connections.0.values.color: is no setting', 'connections.0.values.baseUrl: is missing'],
  ],
  [
    'plain http through the internet',
    { connections: [{ ...TANMA, values: { ...TANMA.values, baseUrl: 'http://crm.example' } }] },
    ['connections.0.values.baseUrl: cannot be the address'],
  ],
  [
    'a Redis without a secret to seal by',
    { connections: [TANMA], state: { redis: 'redis://127.0.0.1' } },
    ['state: is neither a file nor'],
  ],
  [
    'a Redis whose password stands there, and one that is no address',
    { connections: [TANMA], state: { redis: ['redis://:offen@127.0.0.1', 'here'], seal: { env: 'SEAL' } } },
    ['state.redis.0: holds a secret', 'state.redis.1: is no address', 'state.seal: has fewer than 32'],
  ],
  [
    'a sign-in without a safe address, with a secret that stands there, and one for nobody',
    { connections: [TANMA], signIn: { issuer: 'http://login.example', clientId: '', clientSecret: 'offen', who: [] } },
    ['signIn.clientId: is empty', 'signIn.clientSecret: is', 'signIn.who: names nobody'],
  ],
  [
    'rules of a sign-in that say half of what they have to',
    { connections: [TANMA], signIn: { ...SIGN_IN, who: [{ claim: 'groups', role: {} }, { role: 'all' }, { role: { own: 7 } }] } },
    ['signIn.who.0: names a claim without', 'signIn.who.1.role: is neither', 'signIn.who.2.role: is neither'],
  ],
  [
    'an issuer that others can listen to, a scope without openid, and a connection that is not there',
    {
      connections: [TANMA],
      signIn: { ...SIGN_IN, issuer: 'http://login.example', scope: 'email', who: [{ role: { connections: ['tanma', 'other'] } }] },
    },
    ['signIn.issuer: is no address', 'signIn.scope: does not name openid', 'signIn.who.0.role.connections.1: is no connection'],
  ],
])('%s is a fault with its path', (_, config, expected) => {
  const faults = faultsOf(config);
  const lines = faults.map(({ path, fault }) => `${path}: ${fault}`);
  expect(lines.map((line, at) => line.slice(0, expected[at]?.length))).toEqual(expected);
  expect(JSON.stringify(faults)).not.toMatch(/geheim|offen/);
});

test('a relay with faults in its config names all of them and does not start', () => {
  const values = { ...TANMA.values, appKey: 'offen' };
  const file = written({
    connections: [
      { ...TANMA, values },
      { ...TANMA, provider: 'sugar', id: 'b' },
    ],
  });
  const { status, stderr, stdout } = relay('--config', file);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('connections.0.values.appKey: is a secret');
  expect(stderr).toContain('connections.1.provider: is none of');
  expect(stderr).not.toContain('offen');
});

test('the administrator’s command makes a token that is shown once and kept nowhere', () => {
  const file = written({ connections: [{ ...TANMA, values: { ...TANMA.values, appKey: { file: 'key' } } }] }, { key: 'geheim' });
  const added = relay('--config', file, 'agents', 'add', 'anna', '--own', 'LiLei', '--masked', '--read-only', '--days', '30');
  const [token = ''] = added.stdout.split('\n');
  expect(token).toMatch(/^kbr_[\w-]{43}$/);
  const { stdout } = relay('--config', file, 'agents', 'list');
  expect(stdout).toMatch(/^anna: customers of LiLei; numbers masked; reads only; all connections; until \d{4}-\d\d-\d\d\n$/);
  const kept = globSync('relay.sqlite*', { cwd: join(file, '..') }).map((name) => readFileSync(join(file, '..', name), 'latin1'));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.join('')).not.toContain(token.slice(4));
  expect(relay('--config', file, 'agents', 'add', 'anna')).toMatchObject({ status: 1, stderr: 'There is an agent anna already.\n' });
  expect(relay('--config', file, 'agents', 'remove', 'anna').status).toBe(0);
  expect(relay('--config', file, 'agents', 'list').stdout).toBe('');
});

test('a file with a mark of its encoding is read, and one of a secret that is empty is a fault', () => {
  const config = { connections: [{ ...TANMA, values: { ...TANMA.values, appKey: { file: 'key' } } }] };
  const marked = `\uFEFF${JSON.stringify(config)}`;
  expect(readConfig(written(marked, { key: '\uFEFFgeheim\r\n' })).connections[0]!.values.appKey).toBe('geheim');
  expect(() => readConfig(written(marked, { key: ' \r\n' }))).toThrow('connections.0.values.appKey.file: the file is empty');
});

test.each([
  [['add', 'Li', 'Lei'], 'A name with a space is written between quotes: "Li Lei".'],
  [['add', 'bo\nanna: all customers'], 'The name has a line break or another sign that cannot be seen.'],
  [['add', 'bo', '--own', ' '], '--own names no colleague.'],
  [['add', 'bo', '--days', '1e9'], '--days 1e9 is more than 36500.'],
  [['add', 'bo', '--connections', 'tanma,other'], 'The config has no connection other.'],
])('an agent is not made of %j, and the list stays whole', (args, said) => {
  const file = written({ connections: [{ ...TANMA, values: { ...TANMA.values, appKey: { file: 'key' } } }] }, { key: 'geheim' });
  expect(relay('--config', file, 'agents', ...args)).toMatchObject({ status: 1, stdout: '', stderr: `${said}\n` });
  expect(relay('--config', file, 'agents', 'list')).toMatchObject({ status: 0, stdout: '' });
});

function relay(...args: string[]) {
  const loader = join(ROOT, 'test/bench/match/resolve.ts');
  return spawnSync(process.execPath, ['--import', loader, join(ROOT, 'relay/main.ts'), ...args], { encoding: 'utf8' });
}
