import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage } from './browser.ts';
import { recordWhile, type Shown, startRecorder } from './recorder.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
  await open.load('');
  await startRecorder(open.page);
});

afterAll(() => open.close());

beforeEach(async () => {
  await open.page.evaluate(async () => {
    await window.sandbox.signIn('switching');
    await window.sandbox.openByRow('lily');
  });
});

describe('a click on a row', () => {
  it('changes title, list, body and mark in one batch', async () => {
    const { page } = open;
    const batches = await recordWhile(page, () => page.evaluate(() => window.sandbox.openByRow('zhang-wei')));
    const id = await idOf('zhang-wei');
    // What comes afterwards are rows of messages, once the list stands at its end.
    expect(new Set(batches.flatMap(({ title, list, body, active }) => [title, list, body, active]))).toEqual(new Set([id]));
    expect(batches[0]).toMatchObject({ title: id, list: id, body: id, active: id, name: '张伟 13800001111', areas: 1, noChoose: false });
  });

  it('does the same for a real mouse', async () => {
    const { page } = open;
    const id = await idOf('chen-yu');
    const batches = await recordWhile(page, () => page.click(`.chat_item[data-username="${id}"]`));
    expect(new Set(batches.flatMap(({ title, list, active }) => [title, list, active]))).toEqual(new Set([id]));
  });

  it('keeps the chat area and the title node', async () => {
    const before = await look();
    await open.page.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    const after = await look();
    expect([after.areaNode, after.titleNode]).toEqual([before.areaNode, before.titleNode]);
  });

  it('between two people of the same name changes the id and not the name', async () => {
    const { page } = open;
    await page.evaluate(() => window.sandbox.openByRow('wang-fang-1'));
    const [batch] = await recordWhile(page, () => page.evaluate(() => window.sandbox.openByRow('wang-fang-2')));
    expect(batch).toMatchObject({ name: '王芳', title: await idOf('wang-fang-2') });
  });
});

describe('opening through a state change', () => {
  const ways = {
    search: () => window.sandbox.openBySearch('person-100'),
    'a notification': () => window.sandbox.openByNotification('person-100'),
    'the card in the contacts tab': () => window.sandbox.openFromCard('person-100'),
  };

  it.each(Object.keys(ways) as (keyof typeof ways)[])('by %s replaces the chat area and never the list', async (way) => {
    const { page } = open;
    const before = await look();
    const batches = await recordWhile(page, () => page.evaluate(ways[way]));
    const after = await look();
    const id = await idOf('person-100');
    expect(after).toMatchObject({ title: id, list: id, body: id, listNode: before.listNode });
    expect(after.areaNode).not.toBe(before.areaNode);
    expect(Math.max(...batches.map((batch) => batch.areas))).toBe(1);
    expect(mismatches(batches)).toEqual([]);
  });

  it('replaces the chat area also for the chat that is already open', async () => {
    const before = await look();
    const batches = await recordWhile(open.page, () => open.page.evaluate(() => window.sandbox.openByNotification('lily')));
    const after = await look();
    expect(batches.filter((batch) => batch.areas !== 1 || batch.title !== before.title)).toEqual([]);
    expect(after.areaNode).not.toBe(before.areaNode);
  });

  it('happens from the search box by keyboard too', async () => {
    const { page } = open;
    await page.fill('.frm_search', '王芳');
    expect(await page.locator('#mmpop_search .contact_item').count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#mmpop_search .contact_item.on').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForFunction((id) => window.sandbox.current()?.id === id, await idOf('wang-fang-2'));
    expect(await page.locator('#mmpop_search').count()).toBe(0);
  });
});

function mismatches(batches: Shown[]): Shown[] {
  return batches.filter((batch) => batch.title && batch.title !== batch.list);
}

function look(): Promise<Shown> {
  return open.page.evaluate(() => window.look());
}

function idOf(key: string): Promise<string> {
  return open.page.evaluate((who) => window.sandbox.idOf(who), key);
}
