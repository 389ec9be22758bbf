import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Crms } from '../sandbox/crm/start.ts';
import type { WalkPage } from './walk.ts';

/** A browser in which everything is done with keys. Kebian is in English, and nothing is connected yet. */
export interface KeyboardStand {
  crms: Crms;
  options: WalkPage;
  openChats(): Promise<WalkPage>;
  /** The panel, after `Customer panel` was pressed; with the browser's own keys where no page can open it. */
  openedPanel(chats: WalkPage): Promise<WalkPage>;
  /** Moves the keyboard focus into a document, with keys where the browser shows more than one. */
  enter(page: WalkPage): Promise<void>;
  /** Waits until a typed text is shown as saved. */
  saved(panel: WalkPage): Promise<void>;
  close(): Promise<void>;
}

/** More tab stops than any of our pages has. */
const MOST_STOPS = 250;

/** The focused element, by the words that a screen reader says first: its label, or its text. */
function focused(page: WalkPage): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return '';
    const by = at.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = 'labels' in at ? [...((at as HTMLInputElement).labels ?? [])] : [];
    const named = [
      at.getAttribute('aria-label'),
      ...by.map((id) => document.getElementById(id)?.textContent),
      ...labels.map((one) => one.textContent),
    ];
    return (named.find(Boolean) ?? at.textContent ?? '').trim();
  });
}

/** Presses Tab until the focused element has this name; throws for a control that cannot be reached. */
export async function tabTo(page: WalkPage, name: string | RegExp, key = 'Tab'): Promise<void> {
  const is = (text: string) => (typeof name === 'string' ? text === name : name.test(text));
  const met: string[] = [];
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    const now = await focused(page);
    if (is(now)) return;
    met.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`Nothing called ${name} among: ${[...new Set(met)].join(' | ')}`);
}

export async function press(page: WalkPage, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function type(page: WalkPage, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.insertText(text);
}

/** All steps, as tests: connect, find, choose, edit, follow-up, search, settings. */
export function walkByKeyboard(begin: () => Promise<KeyboardStand>): void {
  let stand: KeyboardStand;
  let options: WalkPage;
  let chats: WalkPage;
  let panel: WalkPage;

  beforeAll(async () => {
    stand = await begin();
    ({ options } = stand);
  });

  afterAll(() => stand?.close());

  const desk = () => stand.crms['wechat-console'];
  const rows = (key: string) => desk().rows(key)[0]!;
  const open = (key: string) => chats.evaluate((name) => window.sandbox.openByRow(name), key);
  const heading = (name: string) => panel.getByRole('heading', { level: 1, name, exact: true });

  it('a CRM is connected, from the first page on', async () => {
    await options.getByRole('button', { name: 'Connect a CRM' }).waitFor();
    await stand.enter(options);
    await press(options, 'Connect a CRM');
    await press(options, /^WeChat console/);
    const { appId, appSecret, userName, password } = desk().credentials;
    const fields = { 'Address of the console': desk().url, appId, appSecret, 'User name': userName, Password: password };
    for (const [field, value] of Object.entries(fields)) await type(options, new RegExp(`^${field}`), value!);
    await press(options, 'Test connection');
    await options.getByText(/^It works/).waitFor();
    await press(options, 'Save');
    await options.getByText('Connected', { exact: true }).nth(1).waitFor();
  });

  it('the panel is opened from the chips, which stand before the field that the chat is written in', async () => {
    chats = await stand.openChats();
    await open('wang-fang-1');
    await chats.locator('kebian-chips').waitFor();
    await chats.locator('#editArea').focus();
    const at = () => chats.evaluate(() => document.activeElement?.localName);
    for (let stops = 0; stops < MOST_STOPS && (await at()) !== 'kebian-chips'; stops++) await chats.keyboard.press('Shift+Tab');
    await chats.keyboard.press('Enter');
    panel = await stand.openedPanel(chats);
    await heading('王芳').waitFor();
  });

  it('one of several possible customers is chosen', async () => {
    await panel.getByText('2 possible customers').waitFor();
    await stand.enter(panel);
    await press(panel, 'This is the right customer');
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
  });

  it('a remark and a tag are written, each by its key', async () => {
    await open('zhang-wei');
    await heading('张伟').waitFor();
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
    await panel.keyboard.press('r');
    await expect.poll(() => focused(panel)).toBe('Remark');
    await panel.keyboard.press('Control+A');
    await panel.keyboard.insertText('用键盘写的');
    await stand.saved(panel);
    expect(rows('zhang-wei').note).toBe('用键盘写的');
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('t');
    await panel.keyboard.insertText('键盘');
    await panel.keyboard.press('Enter');
    await expect.poll(() => rows('zhang-wei').tags).toContain('键盘');
  });

  it('a follow-up is added, and what was typed is sent from within the form', async () => {
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('f');
    await type(panel, 'What happened', '键盘跟进');
    await press(panel, 'Save');
    await panel.getByText('键盘跟进').first().waitFor();
    await expect.poll(() => desk().requests.some(({ path }) => path.endsWith('/servicerecord/dosave'))).toBe(true);
  });

  it('somebody is searched for and opened, and Esc leads back', async () => {
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('/');
    await panel.getByRole('searchbox').waitFor();
    await panel.keyboard.insertText('Lily');
    await panel.getByRole('listitem').filter({ hasText: 'Lily' }).first().waitFor();
    await press(panel, /Lily/);
    await panel.getByText('Lily').first().waitFor();
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('Escape');
    await panel.getByRole('textbox', { name: 'Remark' }).waitFor();
  });

  it('a setting is changed', async () => {
    await press(panel, 'Settings');
    await stand.enter(options);
    await tabTo(options, 'Language');
    await options.keyboard.press('ArrowDown');
    await options.getByRole('heading', { level: 1, name: /设置|設定|settings/i }).waitFor();
  });
}
