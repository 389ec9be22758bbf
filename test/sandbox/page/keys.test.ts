import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OpenPage, openPage } from './browser.ts';
import { recordWhile, type Shown, startRecorder } from './recorder.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
  // The page's clock stands still and moves only when a test says so: nothing here depends on how fast the machine is.
  await open.page.clock.install({ time: 0 });
  await open.load('');
  await open.page.clock.pauseAt(3_600_000);
  await startRecorder(open.page);
});

afterAll(() => open.close());

beforeEach(async () => {
  await open.page.clock.runFor(1_000);
  await open.page.evaluate(() => void window.sandbox.signIn('keys'));
});

it('choose the first chat when none is open', async () => {
  const [batch] = await recordWhile(open.page, () => press());
  expect(batch).toMatchObject({ title: 'filehelper', list: 'filehelper', active: 'filehelper', body: 'filehelper' });
});

it('move list and mark at once, and the chat ten milliseconds after a single press', async () => {
  const before = await openFirst();
  const [marked] = await recordWhile(open.page, () => press());
  expect(marked).toMatchObject({ title: before.title, body: before.title, active: marked!.list });
  expect(marked!.list).not.toBe(before.list);
  expect(await after(9)).toMatchObject({ title: before.title, list: marked!.list });
  expect(await after(2)).toMatchObject({ title: marked!.list, list: marked!.list, body: marked!.list });
});

it('leave the chat behind while pressed quickly, until they have rested for two tenths of a second', async () => {
  await openFirst();
  await press();
  const followed = await after(50);
  for (let times = 0; times < 4; times++) {
    await press();
    expect(await after(50)).toMatchObject({ title: followed.title });
  }
  const resting = await after(140);
  expect(resting.title).not.toBe(resting.list);
  expect(await after(20)).toMatchObject({ title: resting.list, list: resting.list, body: resting.list, active: resting.list });
});

it('answer presses that never rest after eight tenths of a second', async () => {
  await openFirst();
  await press();
  const followed = await after(50);
  const titles: (string | null)[] = [];
  for (let times = 0; times < 10; times++) {
    await press();
    titles.push((await after(100)).title);
  }
  expect(titles.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => followed.title));
  expect(titles.at(-1)).not.toBe(followed.title);
});

it('go up as well as down, and stop at the ends', async () => {
  const first = await openFirst();
  await press('ArrowDown');
  await after(300);
  await press('ArrowUp');
  await after(300);
  await press('ArrowUp');
  expect(await after(300)).toMatchObject({ title: first.title, list: first.list });
});

it('belong to the composer while something is typed in it', async () => {
  await openFirst();
  await open.page.focus('#editArea');
  await open.page.keyboard.type('你好');
  expect(await recordWhile(open.page, () => press())).toEqual([]);
});

function press(key: 'ArrowUp' | 'ArrowDown' = 'ArrowDown'): Promise<void> {
  return open.page.keyboard.press(key);
}

async function openFirst(): Promise<Shown> {
  await open.page.evaluate(() => document.querySelector<HTMLElement>('.chat_item')!.click());
  return look();
}

async function after(milliseconds: number): Promise<Shown> {
  await open.page.clock.runFor(milliseconds);
  return look();
}

function look(): Promise<Shown> {
  return open.page.evaluate(() => window.look());
}
