import { afterAll, beforeAll, expect, it } from 'vitest';
import { firefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, shownIn, textOf, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { sandboxSettings } from '../support/stage.ts';

const PASSPHRASE = 'north window, noon';

let stage: FirefoxStage;
let chats: Place;
let sidebar: Place;

beforeAll(async () => {
  stage = await setFirefoxStage();
});

afterAll(() => stage?.close());

it('the first run offers the local book, which is used at once', async () => {
  await firefoxPage(stage.firefox, stage.options).getByRole('button', { name: '使用本地客户簿' }).click();
  await expect
    .poll(async () => JSON.parse(await stage.ask('exportSettings', { secrets: false, links: false })))
    .toMatchObject({
      connections: [{ provider: 'local' }],
    });
});

it('a settings document is read and taken over by the background page', async () => {
  const document = sandboxSettings(stage.crms, ['wechat-console'], 'en');
  expect(await stage.ask('readSettings', { document })).toMatchObject({ connections: [{ id: 'desk', missingSecrets: [] }] });
  await stage.ask('importSettings', { document });
  chats = await stage.openChats();
  sidebar = await stage.openSidebar();
  await openRow(chats, 'zhang-wei');
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
});

it('locked, neither page nor sidebar shows anybody, and no record can be read', async () => {
  await stage.ask('setPassphrase', { passphrase: PASSPHRASE, lockAfter: 15 });
  // The page that asks for it is loaded again, and may not hear the answer any more.
  await stage.ask('lock', null).catch(() => undefined);
  await expect.poll(() => textOf(sidebar)).toMatch(/^(?![^]*深圳华盛)[^]*Kebian is locked/);
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringMatching(/^Locked/)]);
  const stored = await (await stage.firefox.ownPage('_generated_background_page.html')).run(everything);
  expect(stored.includes('"connections",[{')).toBe(true);
  const secrets = [...Object.values(stage.crms['wechat-console'].credentials), '深圳华盛'];
  expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
});

it('the passphrase, typed in the sidebar, opens it again', async () => {
  await stage.firefox.focus(sidebar, 'input[type=password]');
  await stage.firefox.type(PASSPHRASE);
  await firefoxPage(stage.firefox, sidebar).getByRole('button', { name: 'Unlock' }).click();
  await expect.poll(() => textOf(sidebar)).toContain('深圳华盛科技有限公司');
  await expect.poll(() => shownIn(chats, 'kebian-chips')).toEqual([expect.stringContaining('高意向')]);
});

/** Runs in the background page: all that its databases and its session hold, with the names of the tables. */
async function everything(): Promise<string> {
  const { browser } = globalThis as unknown as { browser: { storage: { session: { get(key: null): Promise<object> } } } };
  const all: unknown[] = [await browser.storage.session.get(null)];
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, failed) =>
      Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }),
    );
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name!));
    for (const table of database.objectStoreNames) all.push(table, await answer(database.transaction(table).objectStore(table).getAll()));
    database.close();
  }
  return JSON.stringify(all);
}
