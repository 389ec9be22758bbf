import fc from 'fast-check';
import { openDB } from 'idb';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_PREFERENCES, PREFERENCES, type SiteSettings } from '../../lib/model/settings';
import { READS_NOW } from '../../lib/model/what-is-read';
import { choices, preferencesNow } from '../../lib/service/choices';
import { ask, chatPage, contactOf, killWorker, restartWorker, send, startWorker, state, until, withWorker, world } from './worker';

withWorker();
beforeEach(() => void (world.openTabs = []));

const DESK: SiteSettings = {
  id: 'our-desk',
  name: '聚合聊天',
  matches: ['https://chat.example.com/*'],
  read: { id: ['[data-wxid]@data-wxid'], name: ['.chat-header .name'] },
};
const CRM = { id: 'crm', provider: 'tanma', name: '', values: { baseUrl: 'https://chat.example.com/api', appId: 'ww1_a', appKey: 'k' } };
const fromDesk = chatPage(9, { url: 'https://chat.example.com/desk' });
const changed = { call: 'chatChanged', ask: { kind: 'chat', contact: contactOf('张伟', { site: 'our-desk' }) } };
const reading = async (sender: object) => ((await send({ call: 'reading', ask: null }, sender)) as { answer: unknown } | undefined)?.answer;

describe('what is chosen', () => {
  test('lies where no content script can write it: what one leaves in the open storage counts for nothing', async () => {
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, keepDays: 1 });
    await fakeBrowser.storage.local.set({
      preferences: { ...DEFAULT_PREFERENCES, maskPhones: false, keepDays: 30, mostCustomers: 1_000_000 },
      sites: [{ ...DESK, id: 'forged' }],
      sitesOn: { 'wechat-web': false },
    });
    restartWorker();
    expect(await preferencesNow()).toEqual({ ...DEFAULT_PREFERENCES, keepDays: 1 });
    expect(await choices()).toMatchObject({ sites: [], sitesOn: {} });
    await expect.poll(async () => Object.keys(await fakeBrowser.storage.local.get(null)).filter((key) => key !== 'kept')).toEqual([]);
  });

  test('closes the open storage to content scripts where the browser can', async () => {
    const levels: unknown[] = [];
    Object.assign(fakeBrowser.storage.local, { setAccessLevel: async (level: unknown) => void levels.push(level) });
    restartWorker();
    expect(levels).toEqual([{ accessLevel: 'TRUSTED_CONTEXTS' }]);
  });

  test('can be read and changed while the records are locked', async () => {
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 0 });
    await ask('lock', null);
    await ask('savePreferences', { ...DEFAULT_PREFERENCES, theme: 'dark' });
    restartWorker();
    expect((await preferencesNow()).theme).toBe('dark');
    expect((await state()).choices?.preferences.theme).toBe('dark');
    expect(await reading(chatPage())).toBe('known');
  });

  test('is each the default where it is wrong, and the others stay', async () => {
    await keep({
      preferences: { ...DEFAULT_PREFERENCES, theme: 'dark', keepDays: 'x', mostCustomers: 1_000_001, maskPhones: 'no', language: null },
      sites: [DESK, { ...DESK, matches: ['<all_urls>'] }, { id: 'wechat-web' }, 7],
      sitesOn: { mpkf: true, 'wechat-web': 'off', other: true },
      resting: 'our-desk',
    });
    expect(await choices()).toEqual({
      preferences: { ...DEFAULT_PREFERENCES, theme: 'dark' },
      sites: [DESK],
      sitesOn: { mpkf: true },
      told: 0,
      resting: [],
    });
  });

  test('keeps of a taught page what is right, and says what is left out', async () => {
    const read = { ...DESK.read, name: ['.chat-header .name', '', 7], avatar: 'img', row: ['.row', null], colour: ['.x'] };
    await keep({
      preferences: { ...DEFAULT_PREFERENCES, theme: 'pink' },
      sites: [{ ...DESK, matches: ['<all_urls>', ...DESK.matches], read }],
    });
    expect((await choices()).sites).toEqual([{ ...DESK, read: { ...DESK.read, row: ['.row'] } }]);
    await until(({ storage }) => storage?.leftOut !== undefined);
    const { leftOut } = (await state()).storage!;
    const places = ['matches[0]', 'read.name[1]', 'read.name[2]', 'read.avatar', 'read.row[1]', 'read.colour'];
    expect(leftOut!.map(({ path }) => path).sort()).toEqual(['preferences.theme', ...places.map((place) => `sites[0].${place}`)].sort());
  });

  test.each([
    ['its id', { id: [7] }],
    ['what tells a group', { kind: ['.group', 7].slice(1) }],
    ['what tells that no chat is open', { idle: '.none' }],
  ])('reads no page of which %s is lost: it could take one person for another', async (_, parts) => {
    await keep({ sites: [{ ...DESK, read: { ...DESK.read, ...parts } }] });
    expect((await choices()).sites).toEqual([]);
    await keep({ sites: [{ ...DESK, read: { ...DESK.read, kind: ['.group', 7], id: [...DESK.read.id, null] } }] });
    expect((await choices()).sites).toEqual([{ ...DESK, read: { ...DESK.read, kind: ['.group'] } }]);
  });

  test('is always something that can be worked with, whatever was stored', async () => {
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(DESK, [DESK], DEFAULT_PREFERENCES, Number.NaN, new Map(), undefined));
    const stored = fc.oneof(
      values,
      fc.record({ preferences: values, sites: fc.oneof(values, fc.array(values)), sitesOn: values, resting: values }, { requiredKeys: [] }),
      fc.record({ preferences: fc.record(Object.fromEntries(Object.keys(PREFERENCES).map((key) => [key, values]))) }),
    );
    await fc.assert(
      fc.asyncProperty(stored, async (value) => {
        await keep(value);
        const document = await ask('exportSettings', { secrets: false, links: false });
        expect(await ask('readSettings', { document })).toMatchObject({ kind: 'good' });
        await ask('savePreferences', await preferencesNow());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a chat page', () => {
  test('hears from the worker how it is to be read, and nothing of another page', async () => {
    expect(await reading(chatPage())).toBe('known');
    await ask('saveSite', DESK);
    expect(await reading(fromDesk)).toEqual(DESK);
    expect(await reading(chatPage())).toBe('known');
    await ask('switchSite', { site: 'wechat-web', on: false });
    expect(await reading(chatPage())).toBe('off');
  });

  test('that is open hears of every change of it', async () => {
    world.openTabs = [
      { id: 7, url: 'https://wx.qq.com/', windowId: 1 },
      { id: 9, url: 'https://chat.example.com/desk', windowId: 1 },
    ];
    await ask('saveSite', DESK);
    const taughtAgain = { ...DESK, read: { ...DESK.read, name: ['.other'] } };
    await ask('saveSite', taughtAgain);
    await ask('removeSite', { site: DESK.id });
    expect(world.readings.filter(({ tab }) => tab === 9).map((told) => told.reading)).toEqual([DESK, taughtAgain, 'off']);
    await ask('switchSite', { site: 'wechat-web', on: false });
    expect(world.readings.filter(({ tab }) => tab === 7).at(-1)?.reading).toBe('off');
  });
});

describe('a page whose address is a connected CRM’s', () => {
  test('cannot be taught, and the person hears why', async () => {
    await ask('saveConnection', CRM);
    await expect(ask('saveSite', DESK)).rejects.toMatchObject({ problem: { kind: 'crm-address', origin: 'https://chat.example.com' } });
    expect(world.scripts).toEqual([]);
  });

  test('that was taught before is no chat page while the CRM is connected, also locked, and is one again afterwards', async () => {
    await ask('saveSite', DESK);
    expect(await send(changed, fromDesk)).toBeDefined();
    await ask('saveConnection', CRM);
    const isNone = async () => {
      expect(world.scripts).toEqual([]);
      expect(await send(changed, fromDesk)).toBeUndefined();
      expect(await reading(fromDesk)).toBeUndefined();
    };
    await isNone();
    await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 0 });
    await ask('lock', null);
    restartWorker();
    await isNone();
    await ask('unlock', { passphrase: 'a passphrase' });
    await ask('removeConnection', { connection: 'crm' });
    expect(world.scripts).toMatchObject([{ id: 'site-our-desk' }]);
    expect(await send(changed, fromDesk)).toBeDefined();
  });

  test('in a settings file is a fault of it, or rests where the CRM is there already', async () => {
    const { id, provider } = CRM;
    const file = { format: 'kebian-settings', version: 1, sites: [DESK] };
    const entry = { id, provider, baseUrl: CRM.values.baseUrl, credentials: { appId: 'ww1_a', appKey: 'k' } };
    const both = JSON.stringify({ ...file, connections: [entry] });
    expect(await ask('readSettings', { document: both })).toMatchObject({
      kind: 'good',
      sites: [],
      leftOut: [{ path: 'sites[0].matches[0]' }],
    });
    await ask('saveConnection', CRM);
    await ask('importSettings', { document: JSON.stringify({ ...file, connections: [] }) });
    expect((await choices()).resting).toEqual(['our-desk']);
    expect(world.scripts).toEqual([]);
  });

  test('in what an older version has kept is looked at before it is read', async () => {
    await ask('saveConnection', CRM);
    killWorker();
    indexedDB.deleteDatabase('kebian-choices');
    const other = { ...DESK, id: 'other', matches: ['https://other.example.com/*'] };
    await fakeBrowser.storage.local.set({ sites: [{ ...DESK, id: 'forged' }, other] });
    world.scripts = [];
    startWorker();
    await expect.poll(() => world.scripts.map(({ id }) => id)).toEqual(['site-other']);
    expect(await send(changed, fromDesk)).toBeUndefined();
  });
});

/** Puts this where the choices lie, and starts the worker over it. */
async function keep(value: unknown): Promise<void> {
  // What the worker before has begun to write is written.
  await choices();
  killWorker();
  const database = await openDB('kebian-choices', 1, { upgrade: (fresh) => void fresh.createObjectStore('choices') });
  await database.put('choices', value, 'choices');
  database.close();
  startWorker();
}

describe('that a version reads more than the one before', () => {
  const updated = () => fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never);

  test('is news for whoever was told of less, until they have read it, and for nobody who begins', async () => {
    expect((await choices()).told).toBe(READS_NOW);
    await updated();
    expect(world.optionsOpened).toBe(0);
    await keep({ preferences: DEFAULT_PREFERENCES });
    restartWorker();
    await updated();
    await expect.poll(() => world.optionsOpened).toBe(1);
    await ask('toldOfReading', null);
    restartWorker();
    await updated();
    expect(world.optionsOpened).toBe(1);
    expect((await state()).choices?.told).toBe(READS_NOW);
  });
});
