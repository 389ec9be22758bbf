import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentScriptOf, NO_ANSWER, sending, type InContentScript } from '../support/content-script.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let inContentScript: InContentScript;

const CONTACT = { site: 'wechat-web', id: '@forged', name: '张伟 13800001111', kind: 'person', avatar: null };
const REF = { connection: 'desk', id: '3064000' };

/** What only Kebian's own pages may ask; each is of the right shape. */
const OWN_CALLS: [call: string, ask: unknown][] = [
  ['hello', null],
  ['lookUpAgain', { contact: CONTACT, connection: 'desk' }],
  ['choose', { contact: CONTACT, refs: [REF] }],
  ['refuse', { contact: CONTACT, refs: [REF] }],
  ['unlink', { contact: CONTACT, connection: 'desk' }],
  ['search', { connection: 'desk', query: '张', page: null }],
  ['tags', { connection: 'desk' }],
  ['submit', { edit: 'forged', ref: REF, change: { kind: 'remark', text: 'forged' }, base: null }],
  ['exportSettings', { secrets: true }],
  ['removeConnection', { connection: 'desk' }],
  ['testConnection', { id: 'desk', provider: 'tanma', name: '', values: { baseUrl: 'https://evil.example.com' } }],
  ['importSettings', { document: '{}' }],
  ['unlock', { passphrase: 'forged' }],
  ['removePassphrase', { passphrase: 'forged' }],
  ['wipe', null],
  ['diagnostics', null],
];

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  inContentScript = await contentScriptOf(stage, chats);
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await openPanel(stage, chats);
});

afterAll(() => stage?.close());

describe('a chat page that was taken over', () => {
  it('cannot reach the extension at all', async () => {
    const reach = await chats.evaluate(async (id) => {
      const { chrome } = globalThis as unknown as {
        chrome?: { runtime?: { sendMessage?: (id: string, message: unknown) => Promise<unknown> } };
      };
      return chrome?.runtime?.sendMessage?.(id, { call: 'exportSettings', ask: { secrets: true } }).catch(() => 'refused') ?? 'no door';
    }, stage.browser.extensionId);
    expect(['refused', 'no door']).toContain(reach);
  });

  it('cannot look into the chips, and finds nothing of the customer in its document', async () => {
    const seen = await chats.evaluate(() => {
      const host = document.querySelector('kebian-chips')!;
      return { root: host.shadowRoot, text: host.textContent, page: document.documentElement.outerHTML.includes('价格敏感') };
    });
    expect(seen).toEqual({ root: null, text: '', page: false });
  });
});

describe('a content script that was taken over', () => {
  it('gets no answer to anything that only own pages may ask', async () => {
    const before = stage.crms['wechat-console'].rows('zhang-wei')[0]!.note;
    for (const [call, ask] of OWN_CALLS) expect(await asContentScript({ call, ask }), call).toBe(NO_ANSWER);
    expect(stage.crms['wechat-console'].rows('zhang-wei')[0]!.note).toBe(before);
    expect(await stage.ask('exportSettings', { secrets: false, links: false })).toContain('desk');
  });

  it('gets no answer to a shape or a name that does not exist', async () => {
    const forged: unknown[] = [
      { call: 'chatChanged', ask: { kind: 'chat', contact: { ...CONTACT, name: 'x'.repeat(100_000) } } },
      { call: 'chatChanged', ask: { kind: 'chat', contact: { ...CONTACT, url: 'https://evil.example.com' } } },
      { call: '__proto__', ask: null },
      { call: 'constructor', ask: null },
      { call: 'then', ask: null },
      { ask: null },
      'chatChanged',
      null,
    ];
    for (const message of forged) expect(await asContentScript(message), JSON.stringify(message)?.slice(0, 80)).toBe(NO_ANSWER);
  });

  it('gets at most the fields of the chips for a name that it claims: no phone, no company, no record', async () => {
    const answer = await asContentScript({ call: 'chatChanged', ask: { kind: 'chat', contact: CONTACT } });
    expect(answer).toContain('"kind":"found"');
    const { phones, company } = stage.crms['wechat-console'].rows('zhang-wei')[0]!;
    const chips = JSON.stringify((JSON.parse(answer) as { answer: { chips: unknown } }).answer.chips);
    expect(chips).not.toContain(phones[0]);
    expect(chips).not.toContain(company);
    expect(chips).not.toContain(REF.id);
  });

  it('reads and writes nothing that is stored: no item, no session state, no policy, no database', async () => {
    expect(await inContentScript("chrome.storage.local.get(null).then((all) => JSON.stringify(all), () => 'closed')")).toBe('closed');
    const forged = { preferences: { maskPhones: false }, sites: [{ id: 'forged' }], sitesOn: { 'wechat-web': false } };
    expect(await inContentScript(`chrome.storage.local.set(${JSON.stringify(forged)}).then(() => 'open', () => 'closed')`)).toBe('closed');
    expect(await inContentScript("chrome.storage.session.get(null).then((all) => JSON.stringify(all), () => 'closed')")).toBe('closed');
    expect(await inContentScript("chrome.storage.managed.get(null).then((all) => JSON.stringify(all), () => 'closed')")).toBe('closed');
    expect(await inContentScript('indexedDB.databases().then((all) => all.map(({ name }) => name).join())')).toBe('');
  });
});

describe('what Kebian leaves lying about', () => {
  it('holds no credential in anything that its pages load or keep', async () => {
    const { appSecret, password } = stage.crms['wechat-console'].credentials;
    const kept = await stage.options.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { storage: Record<'local' | 'session', { get(keys: null): Promise<object> }> };
      };
      return JSON.stringify([
        await chrome.storage.local.get(null),
        await chrome.storage.session.get(null),
        document.documentElement.outerHTML,
      ]);
    });
    expect(kept).not.toContain(appSecret);
    expect(kept).not.toContain(password);
  });

  it('says nothing of anybody in a log, whatever fails', async () => {
    const [worker] = stage.browser.context.serviceWorkers();
    const logged: string[] = [];
    worker!.on('console', (message) => logged.push(message.text()));
    await worker!.evaluate(() => void Promise.reject(new TypeError('张伟 13800001111')));
    await expect.poll(() => logged.join('\n')).toContain('TypeError');
    expect(logged.join('\n')).not.toMatch(/张伟|1380000/);
  });
});

/** What a message of the content script is answered with, as JSON. */
function asContentScript(message: unknown): Promise<string> {
  return inContentScript(sending(message));
}
