import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage, type OpenPage } from './browser.ts';
import { KINDS, type MessageKind } from './app/message.ts';

let open: OpenPage;

beforeAll(async () => {
  open = await openPage();
});

afterAll(() => open.close());

beforeEach(async () => {
  await open.load('?signedIn=1&seed=messages');
  await open.page.evaluate(() => window.sandbox.openByRow('zhang-wei'));
});

describe('the message list', () => {
  it('holds only what is near the screen, and starts at its end', async () => {
    const { page } = open;
    await page.evaluate(async () => {
      for (let number = 1; number <= 60; number++) await window.sandbox.receive('zhang-wei', `第 ${number} 条\n第二行`);
    });
    const { count, end, gap } = await shown();
    expect(count).toBeLessThan(30);
    expect(end).toContain('第 60 条');
    expect(gap).toBeLessThan(40);
  });

  it('is at its end again after the window has another width, in which rows have another height', async () => {
    const { page } = open;
    const size = page.viewportSize()!;
    await page.evaluate(async () => {
      for (let number = 1; number <= 60; number++) await window.sandbox.receive('zhang-wei', `第 ${number} 条，${'长'.repeat(60)}`);
    });
    await page.setViewportSize({ ...size, width: 700 });
    await expect.poll(shown).toMatchObject({ end: expect.stringContaining('第 60 条') as string });
    await expect.poll(async () => (await shown()).gap).toBeLessThan(40);
    await page.setViewportSize(size);
  });

  it('throws rows away that are scrolled out of sight and makes others, none of them twice', async () => {
    const { page } = open;
    const before = await ids();
    await page.evaluate(() => window.sandbox.scrollMessages(-4_000));
    const after = await ids();
    expect(after.length).toBeGreaterThan(3);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    await page.evaluate(() => window.sandbox.scrollMessages(8_000));
    expect(await ids()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  it('lays rows out unseen first and leaves nothing there', async () => {
    const { page } = open;
    const seen = await page.evaluate(async () => {
      const unseen = document.getElementById('prerender')!;
      const most: number[] = [];
      new MutationObserver((records) => most.push(records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0))).observe(unseen, {
        childList: true,
      });
      await window.sandbox.receive('zhang-wei', '看得见吗');
      return { most, left: unseen.childElementCount };
    });
    expect(seen).toEqual({ most: [1], left: 0 });
  });

  it('costs the script of the page what it is told to', async () => {
    await open.load('?signedIn=1&chats=12&slow=10');
    const took = await open.page.evaluate(async () => {
      const began = performance.now();
      await window.sandbox.openByRow('zhang-wei');
      return performance.now() - began;
    });
    expect(took).toBeGreaterThan(300);
  });
});

describe('a message', () => {
  it('of each kind is laid out, and only the texts have a text', async () => {
    const { page } = open;
    const kinds = Object.keys(KINDS) as MessageKind[];
    const texts = await page.evaluate(async (all) => {
      const found: Record<string, string | null> = {};
      for (const kind of all) {
        await window.sandbox.receive('zhang-wei', `名叫 ${kind}`, kind);
        const rows = [...document.querySelectorAll('#chatArea .clearfix')];
        const last = rows.at(-1)!;
        found[kind] = last.querySelector('.js_message_plain')?.textContent ?? null;
        if (last.getBoundingClientRect().height < 20) found[kind] = 'not laid out';
      }
      return found;
    }, kinds);
    const plain = Object.entries(texts).filter(([, text]) => text !== null);
    expect(plain.map(([kind]) => kind)).toEqual(['text', 'quoted', 'unsupported']);
    expect(texts['quoted']).toMatch(/^「名叫 quoted」- - /);
    expect(kinds.length).toBeGreaterThanOrEqual(15);
  });
});

describe('a click that reaches the body', () => {
  it('closes what is open over the page, and one that is stopped leaves it open', async () => {
    const { page } = open;
    const drawer = page.locator('#chatRoomMembersWrap #mmpop_chatroom_members');
    await page.click('.title_name');
    expect(await drawer.count()).toBe(1);
    await page.evaluate(() => {
      const stopped = document.createElement('button');
      stopped.id = 'stopped';
      stopped.onclick = (event) => event.stopPropagation();
      document.querySelector('.box_ft')!.append(stopped);
      stopped.click();
    });
    expect(await drawer.count()).toBe(1);
    await page.locator('.box_ft .desc').click();
    expect(await drawer.count()).toBe(0);
  });
});

describe('a muted chat', () => {
  it('has its own mark in the second line beside the time, and no number', async () => {
    const { page } = open;
    const row = page.locator(`.chat_item[data-username="${await page.evaluate(() => window.sandbox.idOf('lily'))}"]`);
    await page.evaluate(async () => {
      await window.sandbox.mute('lily');
      for (const text of ['一', '二']) await window.sandbox.receive('lily', text);
    });
    expect(await row.locator('.ext .web_wechat_no-remind').isVisible()).toBe(true);
    expect(await row.locator('.web_wechat_reddot').count()).toBe(1);
    expect(await row.locator('.web_wechat_reddot_middle').count()).toBe(0);
    expect(await row.locator('.msg').innerText()).toMatch(/\[2条\]\s*二/);
  });
});

function shown(): Promise<{ count: number; end: string; gap: number }> {
  return open.page.evaluate(() => {
    const body = document.querySelector('#chatArea .chat_bd.scroll-content')!;
    const rows = [...document.querySelectorAll('#chatArea .message')];
    const gap = rows.at(-1)!.getBoundingClientRect().bottom - body.getBoundingClientRect().bottom;
    return { count: rows.length, end: rows.at(-1)!.textContent, gap };
  });
}

function ids(): Promise<string[]> {
  return open.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#chatArea .js_message_bubble')].map(
      ({ dataset }) => (JSON.parse(dataset['cm']!) as { msgId: string }).msgId,
    ),
  );
}
