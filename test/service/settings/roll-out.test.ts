import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { restartWorker, state, until, withWorker } from '../worker';

withWorker();

const docs = join(import.meta.dirname, '../../../docs');
const ID = 'ajfefmhhhkanhonpmfmoneideeijhfpb';
const FIREFOX_ID = 'kebian@kebian.example';
const FORCED = `${ID};https://intranet.example.com/kebian/updates.xml`;
const read = (name: string) => readFileSync(join(docs, 'roll-out', name), 'utf8');

type Values = Record<string, unknown>;

/** What the browser would find in the example: what it is to install, and Kebian's own document. */
const EXAMPLES: Record<string, () => { installs: unknown; documents: Values[] }> = {
  'linux-chrome.json': () => {
    const { ExtensionInstallForcelist: installs, '3rdparty': others } = JSON.parse(read('linux-chrome.json')) as Record<string, Values>;
    return { installs, documents: [(others!['extensions'] as Record<string, Values>)[ID]!] };
  },
  'windows-chrome.reg': () => registry('windows-chrome.reg', ['Google', 'Chrome']),
  'windows-edge.reg': () => registry('windows-edge.reg', ['Microsoft', 'Edge']),
  'macos.mobileconfig': () => {
    const profile = plistValue(parsed(read('macos.mobileconfig')).querySelector('plist > dict')!);
    const payloads = (profile as { PayloadContent: Values[] }).PayloadContent;
    const typed = (type: string) => payloads.find((one) => one['PayloadType'] === type)!;
    const own = (one: Values) => Object.fromEntries(Object.entries(one).filter(([key]) => !key.startsWith('Payload')));
    const [chrome, edge] = ['com.google.Chrome', 'com.microsoft.Edge'];
    expect(own(typed(edge))).toEqual(own(typed(chrome)));
    return {
      installs: typed(chrome)['ExtensionInstallForcelist'],
      documents: [chrome, edge].map((domain) => own(typed(`${domain}.extensions.${ID}`))),
    };
  },
  'firefox-policies.json': () => {
    const { policies } = JSON.parse(read('firefox-policies.json')) as Record<
      string,
      Record<string, Record<string, Record<string, Values>>>
    >;
    expect(policies!['ExtensionSettings']![FIREFOX_ID]).toMatchObject({ installation_mode: 'force_installed' });
    return { installs: [FORCED], documents: [policies!['3rdparty']!['Extensions']![FIREFOX_ID] as Values] };
  },
};

test('there is an example for each, and docs/roll-out.md leads to it', () => {
  expect(readdirSync(join(docs, 'roll-out')).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  const page = readFileSync(join(docs, 'roll-out.md'), 'utf8');
  for (const name of Object.keys(EXAMPLES)) expect(page).toContain(`(roll-out/${name})`);
});

describe.each(Object.keys(EXAMPLES))('the policy %s', (name) => {
  test('installs Kebian, and is applied whole: connection, page, rules, passphrase, preferences', async () => {
    const { installs, documents } = EXAMPLES[name]!();
    expect(installs).toEqual([FORCED]);
    for (const document of documents) {
      expect(documents[0]).toEqual(document);
      await fakeBrowser.storage.managed.set(document as never);
      restartWorker();
      await until((now) => now.vault?.kind === 'locked' && now.managed?.rules?.unsealed === false);
      const forbidden = Object.entries((await state()).managed!.rules!).filter(([, allowed]) => !allowed);
      expect(forbidden.map(([rule]) => rule).toSorted()).toEqual(['connections', 'export', 'localBook', 'reveal', 'unsealed', 'wipe']);
      await fakeBrowser.storage.managed.set({ passphrase: 'optional' });
      restartWorker();
      await until((now) => now.managed?.connections.length === 1 && now.managed.sites?.length === 1 && now.connections?.[0]?.id === 'team');
      expect((await state()).storage?.policyFaults ?? []).toEqual([]);
      expect((await state()).connections?.[0]).toMatchObject({ id: 'team', name: '探马' });
      expect((await state()).managed!.preferences.toSorted()).toEqual(['home', 'keepDays', 'language', 'maskPhones', 'reminderShows']);
    }
  });
});

/** As Windows reads it, and the browser after it: what its schema calls no text is JSON. */
function registry(name: string, vendor: string[]): { installs: unknown; documents: Values[] } {
  const { properties } = JSON.parse(readFileSync(join(docs, '../public/managed_schema.json'), 'utf8')) as {
    properties: Record<string, { type: string }>;
  };
  const keys: Record<string, Record<string, string>> = {};
  let at: Record<string, string> = {};
  for (const line of read(name).split('\r\n')) {
    const [, key] = /^\[(.+)\]$/.exec(line) ?? [];
    if (key) at = keys[key] = {};
    const [, value, text] = /^"(.+?)"="(.*)"$/.exec(line) ?? [];
    if (value) at[value] = text!.replace(/\\(.)/g, '$1');
  }
  const keyOf = (...below: string[]) => keys[['HKEY_LOCAL_MACHINE', 'Software', 'Policies', ...vendor, ...below].join('\\')]!;
  const policy = keyOf('3rdparty', 'extensions', ID, 'policy');
  const document = Object.entries(policy).map(([key, text]) => [
    key,
    properties[key]!.type === 'string' ? text : (JSON.parse(text) as unknown),
  ]);
  return {
    installs: Object.values(keyOf('ExtensionInstallForcelist')),
    documents: [Object.fromEntries(document) as Values],
  };
}

function parsed(xml: string): Document {
  return new new Window().DOMParser().parseFromString(xml, 'text/xml') as unknown as Document;
}

function plistValue(element: Element): unknown {
  const inner = [...element.children];
  switch (element.tagName) {
    case 'dict':
      return Object.fromEntries(inner.flatMap((one, at) => (at % 2 === 0 ? [[one.textContent, plistValue(inner[at + 1]!)]] : [])));
    case 'array':
      return inner.map(plistValue);
    case 'integer':
      return Number(element.textContent);
    case 'true':
    case 'false':
      return element.tagName === 'true';
    default:
      return element.textContent;
  }
}
