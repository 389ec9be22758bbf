import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createOptionsActions } from '../../lib/panel/options-actions';
import { createPanelStore } from '../../lib/panel/store';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, happen, OWN_PAGE, send, state } from './worker';

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));

const KINDS = ['authenticationInfo', 'personallyIdentifyingInfo'];

interface Rights {
  origins?: string[];
  data_collection?: string[];
}

/** What the browser was asked for, and what a person has said yes to. */
let asked: Rights[] = [];
let agreed = new Set<string>();
let answer = true;

const { sendMessage } = fakeBrowser.runtime;
const { getManifest } = fakeBrowser.runtime;

beforeEach(() => {
  asked = [];
  agreed = new Set();
  answer = true;
  Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) });
  Object.assign(fakeBrowser.permissions, {
    request: async (rights: Rights) => {
      asked.push(rights);
      if (answer) for (const kind of rights.data_collection ?? []) agreed.add(kind);
      return answer;
    },
    contains: async ({ data_collection: kinds = [] }: Rights) => kinds.every((kind) => agreed.has(kind)),
    remove: async ({ data_collection: kinds = [] }: Rights) => kinds.forEach((kind) => agreed.delete(kind)),
  });
});
afterEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage, getManifest }));

/** A browser in which the person decides whether data may leave the computer. */
function asksForConsent(): void {
  const gecko = { data_collection_permissions: { required: ['none'], optional: KINDS } };
  const before = fakeBrowser.runtime.getManifest();
  Object.assign(fakeBrowser.runtime, { getManifest: () => ({ ...before, browser_specific_settings: { gecko } }) });
}

async function actions() {
  const providers = await ask('providers', null);
  return createOptionsActions(createPanelStore(), providers);
}

const draft = () => ({
  id: null,
  provider: 'wechat-console',
  name: 'desk',
  values: { baseUrl: 'https://desk.example.com', appId: 'a', appSecret: 'b' },
});
const asksOfCrm = () => crm().requests.length;

describe('where the browser asks for consent to what is sent', () => {
  beforeEach(asksForConsent);

  test('connecting a CRM asks for its address and for the consent in one question', async () => {
    await (await actions()).test(draft());
    expect(asked).toEqual([{ origins: ['https://desk.example.com/*'], data_collection: KINDS }]);
  });

  test('a refusal leaves nothing connected and says so', async () => {
    answer = false;
    const before = await ask('exportSettings', { secrets: true, links: false });
    expect(await (await actions()).save(draft())).toEqual({ kind: 'not-permitted', origin: 'https://desk.example.com' });
    expect(await ask('exportSettings', { secrets: true, links: false })).toBe(before);
  });

  test('nothing is sent to a connected CRM without it, and all goes on as soon as it is given', async () => {
    const before = asksOfCrm();
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' }).catch(() => null);
    expect(asksOfCrm()).toBe(before);
    expect((await state()).connections?.[0]?.problem).toMatchObject({ kind: 'not-permitted' });
    for (const kind of KINDS) agreed.add(kind);
    await happen('onAdded', {});
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    expect(asksOfCrm()).toBeGreaterThan(before);
  });

  test('it is given back with the last CRM', async () => {
    for (const kind of KINDS) agreed.add(kind);
    await ask('removeConnection', { connection: 'wechat-console', loses: await ask('countKept', { connection: 'wechat-console' }) });
    expect([...agreed]).toEqual([]);
  });

  test('the local book and a chat page that is taught need none', async () => {
    await (await actions()).useLocalBook();
    await (await actions()).allowPage('https://chat.example.com/');
    expect(asked).toEqual([{ origins: ['https://chat.example.com/*'] }]);
  });
});

test('where the browser knows no such right it is asked for the address alone', async () => {
  await (await actions()).test(draft());
  expect(asked).toEqual([{ origins: ['https://desk.example.com/*'] }]);
});
