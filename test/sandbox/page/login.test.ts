import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OpenPage, openPage } from './browser.ts';
import { type Shown, startRecorder } from './recorder.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
});

afterAll(() => open.close());

beforeEach(async () => {
  await open.load('');
  await startRecorder(open.page);
});

it('starts at the QR code with an empty chat area already there', async () => {
  expect(await open.page.locator('body.unlogin .login .login_box .qrcode').isVisible()).toBe(true);
  expect(await look()).toMatchObject({ title: '', list: '', areas: 1, noChoose: true });
});

it('happens in the same document and opens nothing', async () => {
  const { page } = open;
  const before = await look();
  await page.click('.qrcode .img');
  await page.waitForSelector('body.loaded:not(.unlogin) .chat_item');
  const after = await look();
  expect(after).toMatchObject({ title: '', list: '', active: null, noChoose: true, listNode: before.listNode });
  expect(await page.locator('.message_empty').innerText()).toBe('未选择聊天');
  expect(await page.title()).toBe('微信网页版');
});

it('gives everybody a new id, except the helpers', async () => {
  const ids = await open.page.evaluate(async () => {
    const keys = ['zhang-wei', 'room-1', 'filehelper', 'weixin'];
    await window.sandbox.signIn();
    const first = keys.map(window.sandbox.idOf);
    await window.sandbox.signIn();
    return { first, second: keys.map(window.sandbox.idOf) };
  });
  expect(ids.first[0]).toMatch(/^@[0-9a-f]{64}$/);
  expect(ids.first[1]).toMatch(/^@@[0-9a-f]{64}$/);
  expect(ids.second.slice(2)).toEqual(['filehelper', 'weixin']);
  expect(ids.second[0]).not.toBe(ids.first[0]);
  expect(ids.second[1]).not.toBe(ids.first[1]);
});

it('gives the same ids for the same seed', async () => {
  const ids = await open.page.evaluate(async () => {
    await window.sandbox.signIn('seed');
    const first = window.sandbox.idOf('lily');
    await window.sandbox.signIn('seed');
    return [first, window.sandbox.idOf('lily')];
  });
  expect(ids[0]).toBe(ids[1]);
});

it('shows that the phone has read the code until it confirms', async () => {
  const { page } = open;
  await page.evaluate(() => window.sandbox.scan());
  expect(await page.locator('.login_box .avatar.show').isVisible()).toBe(true);
  expect(await page.locator('.qrcode').isVisible()).toBe(false);
  await page.evaluate(() => window.sandbox.confirm());
  await page.waitForSelector('body.loaded:not(.unlogin) .chat_item');
});

it('is refused by a dialog alone, after which the page loads itself again', async () => {
  const { page } = open;
  const said: string[] = [];
  const spoke = page.waitForEvent('dialog').then(async (dialog) => {
    said.push(dialog.message());
    await dialog.accept();
  });
  await page.evaluate(async () => {
    await window.sandbox.scan();
    Object.assign(window, { before: true });
    window.sandbox.refuseLogin();
  });
  await spoke;
  await page.waitForFunction(() => !('before' in window));
  await page.waitForSelector('body.unlogin .qrcode .img');
  expect(said).toEqual([expect.stringContaining('此微信号不能登录网页微信')]);
  expect(await page.locator('.login').innerText()).not.toContain('不能登录');
});

it('loads itself again when the code has become too old', async () => {
  const { page } = open;
  await page.evaluate(() => Object.assign(window, { before: true }));
  await page.evaluate(() => window.sandbox.expireCode());
  await page.waitForFunction(() => !('before' in window));
});

it('may go on at another address', async () => {
  const { page } = open;
  await page.evaluate(() => window.sandbox.confirm('/?signedIn=1&seed=moved&chats=12'));
  await page.waitForSelector('body.loaded .chat_item');
  expect(new URL(page.url()).search).toContain('seed=moved');
});

it('ends in another document, at the QR code', async () => {
  const { page } = open;
  await page.evaluate(async () => {
    await window.sandbox.signIn();
    Object.assign(window, { before: true });
    window.sandbox.signOut();
  });
  await page.waitForFunction(() => !('before' in window));
  await page.waitForSelector('body.unlogin .qrcode .img');
  expect(new URL(page.url()).pathname).toBe('/');
});

it('can be skipped by the query, with fewer chats', async () => {
  await open.load('?signedIn=1&chats=12&seed=few');
  const known = await open.page.evaluate(() => ({
    ids: window.sandbox.idOf('lily'),
    rows: document.querySelectorAll('.chat_item').length,
  }));
  expect(known.rows).toBeGreaterThan(5);
  expect(known.rows).toBeLessThanOrEqual(12);
  await open.load('?signedIn=1&chats=12&seed=few');
  expect(await open.page.evaluate(() => window.sandbox.idOf('lily'))).toBe(known.ids);
});

it('asks before the page is left only when told to', async () => {
  const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(await open.page.evaluate(asks)).toBe(false);
  await open.load('?unload=1');
  expect(await open.page.evaluate(asks)).toBe(true);
});

function look(): Promise<Shown> {
  return open.page.evaluate(() => window.look());
}
