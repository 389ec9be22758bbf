import { describe, expect, test } from 'vitest';
import { withCrms } from '../connected';
import { ask } from '../worker';
import { EXAMPLE, SECRETS, type Doc, changed, exported, ids } from './document';

withCrms('wechat-console', 'tanma');

describe('a settings document', () => {
  test('such as the manual’s example is imported whole, and exported as it was', async () => {
    const reading = await ask('readSettings', { document: JSON.stringify(EXAMPLE) });
    expect(reading).toMatchObject({ kind: 'good', connections: [{ id: 'main', replaces: false }, {}, {}, { id: 'book' }] });
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const all = await exported(true);
    // What the document does not name stays as it was.
    const privacy = { ...EXAMPLE.privacy, mostCustomers: 0 };
    expect({ ...all, connections: all.connections.slice(0, 4) }).toEqual({ ...EXAMPLE, privacy });
    expect(all.connections.slice(4).map(({ id }) => id)).toEqual(['wechat-console', 'tanma']);
  });

  test('has its addresses put right, and says what was cut and what can be read on the way', async () => {
    const document = changed((one) => (one.connections[2]!.baseUrl = 'http://192.168.8.90:30097/wechat_api/#/chat'));
    const reading = await ask('readSettings', { document });
    const address = { address: 'http://192.168.8.90:30097', cut: '/wechat_api#/chat', clear: true, path: null };
    expect(reading).toMatchObject({ kind: 'good', connections: [{}, {}, { address }, { address: null }] });
    await ask('importSettings', { document });
    expect((await exported(false)).connections[2]!.baseUrl).toBe('http://192.168.8.90:30097');
  });

  test('leaves secrets out unless they are asked for, and takes its own connections’ secrets from what is stored', async () => {
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const without = await exported(false);
    for (const secret of SECRETS) expect(JSON.stringify(without)).not.toContain(`"${secret}"`);
    expect(without.connections[0]!.credentials).toEqual({ appId: 'ww0123_AbCdEf' });
    await ask('importSettings', { document: JSON.stringify(without) });
    expect((await exported(true)).connections.slice(0, 4)).toEqual(EXAMPLE.connections);
  });

  test('that points a connection elsewhere does not take the stored secrets there', async () => {
    await ask('importSettings', { document: JSON.stringify(EXAMPLE) });
    const elsewhere = changed((document) => {
      document.connections[0]!.baseUrl = 'https://thief.example';
      document.connections[0]!.credentials = { appId: 'ww0123_AbCdEf' } as never;
    });
    const reading = await ask('readSettings', { document: elsewhere });
    expect(reading).toMatchObject({ connections: [{ replaces: true, missingSecrets: ['appKey'] }, {}, {}, {}] });
    await ask('importSettings', { document: elsewhere });
    expect((await exported(true)).connections[0]!.credentials).toEqual({ appId: 'ww0123_AbCdEf' });
  });

  const put = (document: Doc, change: object) => Object.assign(document.connections[0]!, change);
  const at = (address: string) => (document: Doc) => (document.connections[1]!.baseUrl = address);
  test.each<[string, string, (document: never) => void]>([
    ['an unknown key', 'colour', (document: { colour?: string }) => (document.colour = 'red')],
    ['a theme that does not exist', 'theme', (document: Doc) => (document.theme = 'pink')],
    ['a time that cannot be chosen', 'privacy.keepCustomersFor', (document: Doc) => (document.privacy.keepCustomersFor = '5d')],
    ['an id with a blank', 'connections[1].id', (document: Doc) => (document.connections[1]!.id = 'a b')],
    ['an id that is there twice', 'connections[3].id', (document: Doc) => (document.connections[3]!.id = 'main')],
    ['an unknown product', 'connections[0].provider', (document: Doc) => (document.connections[0]!.provider = '__proto__')],
    ['a choice there is not', 'connections[2].options.bodies', (document: Doc) => (document.connections[2]!.options = { bodies: 'xml' })],
    ['an address that is none', 'connections[0].baseUrl', (document: Doc) => (document.connections[0]!.baseUrl = 'javascript:alert(1)')],
    ['plain http through the internet', 'connections[1].baseUrl', at('http://e.lixiaocrm.com')],
    ['a password in an address', 'connections[1].baseUrl', at('https://a:b@e.lixiaocrm.com')],
    ['the id of the book for a CRM', 'connections[0].id', (document: Doc) => (document.connections[0]!.id = 'book')],
    ['a missing address', 'connections[1].baseUrl', (document: Doc) => delete document.connections[1]!.baseUrl],
    ['a secret elsewhere', 'connections[0].options.appKey', (document: Doc) => put(document, { options: { appKey: 'x' } })],
    ['a number for an option', 'connections[0].options.qwUserId', (document: Doc) => put(document, { options: { qwUserId: 1 } })],
    ['a pattern of all pages', 'sites[0].matches[0]', (document: Doc) => (document.sites[0]!.matches = ['<all_urls>'])],
    ['a page without a way to read it', 'sites[0].read.id', (document: Doc) => delete (document.sites[0]!.read as { id?: string[] }).id],
    ['a page that is there twice', 'sites[1].id', (document: Doc) => document.sites.push(document.sites[0]!)],
  ])('with %s is told at %s, and all the rest is taken', async (_, path, change) => {
    const document = changed(change as (document: Doc) => void);
    expect(await ask('readSettings', { document })).toMatchObject({ kind: 'good', leftOut: [{ path }] });
    await ask('importSettings', { document });
    const [at, place, part] = path.split(/[[\].]+/);
    const isWhole = at === 'connections' && ['id', 'provider', 'baseUrl'].includes(part!);
    const all = ['main', 'sales', 'desk', 'book'].filter((_id, position) => !isWhole || position !== Number(place));
    expect((await ids()).filter((id) => ['main', 'sales', 'desk', 'book'].includes(id))).toEqual(all);
    expect((await exported(true)).sites?.map(({ id }) => id) ?? []).toEqual(at === 'sites' && place === '0' ? [] : ['our-desk']);
  });

  test.each<[string, string, (document: never) => void]>([
    ['a wrong format', 'format', (document: { format: string }) => (document.format = 'other')],
    ['a newer version', 'version', (document: { version: number }) => (document.version = 2)],
    ['no list of connections', 'connections', (document: { connections: unknown }) => (document.connections = {})],
  ])('with %s is refused at %s, and nothing of it is taken', async (_, path, change) => {
    const document = changed(change as (document: Doc) => void);
    expect(await ask('readSettings', { document })).toMatchObject({ kind: 'broken', faults: [{ path }] });
    await expect(ask('importSettings', { document })).rejects.toThrow('refused');
    expect(await ids()).toEqual(['wechat-console', 'tanma']);
  });

  test('tells all its faults at once, and no secret in any of them', async () => {
    const document = changed((one) => {
      one.theme = 'pink';
      one.language = 'de';
      Object.assign(one.connections[0]!, { credentials: 'the-secret' });
    });
    const reading = await ask('readSettings', { document });
    expect(reading).toMatchObject({ leftOut: [{ path: 'connections[0].credentials' }, { path: 'language' }, { path: 'theme' }] });
    expect(JSON.stringify(reading)).not.toContain('the-secret');
  });

  test.each(['', '{', 'null', '[]', '"text"', '{"__proto__": {}}'])('of the text %j is broken', async (document) => {
    expect((await ask('readSettings', { document })).kind).toBe('broken');
  });
});
