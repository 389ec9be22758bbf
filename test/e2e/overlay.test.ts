import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered } from '../support/asked.ts';
import { openPanel, pressPanelButton, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

declare global {
  interface Window {
    shifted: [name: string | null, height: number][];
  }
}

interface Source {
  node: Node | null;
  currentRect: DOMRect;
}

let stage: Stage;
let chats: Page;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  await chats.goto(`https://wx.qq.com/${LOGIN}`);
  await chats.waitForSelector('.chat_item');
});

afterAll(() => stage?.close());

/** The same login gives everybody the same ids and the same talk. */
const LOGIN = '?signedIn=1&seed=overlay';

function open(key: string, page = chats): Promise<void> {
  return page.evaluate((name) => window.sandbox.openByRow(name), key);
}

async function badgeOf(key: string) {
  const id = await chats.evaluate((name) => window.sandbox.idOf(name), key);
  return chats.locator(`.chat_item[data-username="${id}"] kebian-badge`);
}

describe('the page', () => {
  it('keeps every one of its own boxes, to the pixel, with chips and badges in it', async () => {
    await open('zhang-wei');
    await (await badgeOf('zhang-wei')).waitFor({ state: 'attached' });
    await chats.waitForTimeout(400);
    const bare = await stage.browser.context.newPage();
    await bare.goto(`${stage.page.url}${LOGIN}`);
    await bare.waitForSelector('.chat_item');
    await bare.setViewportSize(await chats.evaluate(() => ({ width: innerWidth, height: innerHeight })));
    await open('zhang-wei', bare);
    await bare.waitForTimeout(400);
    expect(await bare.locator('kebian-chips').count()).toBe(0);
    expect(await boxes(chats)).toEqual(await boxes(bare));
    await bare.close();
    await chats.bringToFront();
  });

  it('says of somebody that they are looked up only when that takes its time', async () => {
    const width = () => chats.evaluate(() => document.querySelector('kebian-chips')!.getBoundingClientRect().width);
    stage.crms['wechat-console'].fault({ kind: 'latency', ms: 1_500 });
    const [soon, late] = await chats.evaluate(async () => {
      const widthNow = () => document.querySelector('kebian-chips')!.getBoundingClientRect().width;
      void window.sandbox.openByRow('stranger');
      await new Promise((resolve) => setTimeout(resolve, 0));
      const first = widthNow();
      await new Promise((resolve) => setTimeout(resolve, 600));
      return [first, widthNow()] as const;
    });
    stage.crms['wechat-console'].fault(null);
    expect(late).toBeGreaterThan(soon + 40);
    await expect.poll(width).not.toBe(late);
    await open('zhang-wei');
  });

  it('cannot look into anything that is Kebian’s, and none of it takes part in the layout', async () => {
    const seen = await chats.evaluate(() =>
      [...document.querySelectorAll('kebian-chips, kebian-badge')].map((host) => [
        host.shadowRoot,
        host.textContent,
        getComputedStyle(host).position,
      ]),
    );
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every(([root, text, position]) => root === null && text === '' && position === 'absolute')).toBe(true);
  });

  it('has the chips behind the name and in its middle, however large it has made itself', async () => {
    for (const [element, zoom] of [
      ['body', '1.5'],
      ['documentElement', '0.8'],
      ['body', ''],
    ] as const) {
      await chats.evaluate(([which, to]) => (document[which].style.zoom = to), [element, zoom] as const);
      const wanted = 8 * Number(zoom || 1);
      await expect.poll(async () => Math.hypot((await apart())[0]! - wanted, (await apart())[1]!)).toBeLessThan(1.5);
      await chats.evaluate((which) => (document[which].style.zoom = ''), element);
    }
  });

  it('has the button on screen in a window that is narrower than it is', async () => {
    const size = await chats.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const end = async () => {
      const { x, width } = (await chats.locator('kebian-chips').boundingBox())!;
      return x + width;
    };
    await chats.setViewportSize({ width: 640, height: 700 });
    await expect.poll(end).toBeLessThanOrEqual(640);
    // The name ends where the window does: what is free is before it.
    await chats.setViewportSize({ width: 600, height: 700 });
    const name = async () => (await chats.locator('.title_name').boundingBox())!.x;
    await expect.poll(async () => (await end()) - (await name())).toBeLessThanOrEqual(0);
    await chats.setViewportSize(size);
    await expect.poll(end).toBeGreaterThan(700);
  });

  it('says how none of its elements looks without saying it of Kebian’s', async () => {
    // In one turn of the page: another chip or badge may come at any time.
    const [before, after] = await chats.evaluate(() => {
      const hosts = [...document.querySelectorAll('kebian-chips, kebian-badge')];
      const looks = () =>
        hosts.map((host) => {
          const { opacity, margin, padding, position, transform } = getComputedStyle(host);
          return { opacity, margin, padding, position, transform };
        });
      const bare = looks();
      const style = document.createElement('style');
      style.textContent =
        '.title_wrap *, .chat_item > * { opacity: 0.2; margin: 7px; padding: 3px; position: static; transform: rotate(5deg) }';
      document.head.append(style);
      const styled = looks();
      style.remove();
      return [bare, styled] as const;
    });
    expect(before.length).toBeGreaterThan(1);
    expect(after).toEqual(before);
  });

  it('counts no shift in its layout for chips that come, grow and go', async () => {
    await chats.evaluate(() => {
      window.shifted = [];
      new PerformanceObserver((list) => {
        const sources = list.getEntries().flatMap((entry) => (entry as PerformanceEntry & { sources: Source[] }).sources);
        for (const { node, currentRect } of sources) window.shifted.push([node?.nodeName ?? null, currentRect.height]);
      }).observe({ type: 'layout-shift' });
    });
    for (const key of ['lily', 'zhang-wei', 'stranger', 'long-name', 'decorated', 'chen-yu', 'zhang-wei']) {
      await open(key);
      await chats.waitForTimeout(600);
    }
    const shifted = await chats.evaluate(() => window.shifted);
    // The page moves its own rows; a closed shadow root does not say what it holds, but how high it is.
    expect(shifted.length).toBeGreaterThan(0);
    expect(shifted.filter(([name, height]) => name?.startsWith('KEBIAN') || (name === null && height === 24))).toEqual([]);
  });

  it('keeps the focus while the panel is opened from the chips', async () => {
    await chats.locator('#editArea').click();
    await chats.keyboard.type('你好');
    await pressPanelButton(chats);
    await chats.keyboard.type('，在吗');
    expect(await chats.evaluate(() => [document.activeElement?.id, document.querySelector('#editArea')!.textContent])).toEqual([
      'editArea',
      '你好，在吗',
    ]);
  });
});

describe('a badge', () => {
  it('is there for whom the CRM has been asked, and for nobody is a CRM asked because of it', async () => {
    await open('chen-yu');
    await open('lily');
    await (await badgeOf('lily')).waitFor({ state: 'attached' });
    await answered(stage, 'lily');
    stage.crms['wechat-console'].clearRequests();
    await chats.evaluate(() => window.sandbox.scrollList(900));
    await chats.waitForTimeout(400);
    await chats.evaluate(() => window.sandbox.scrollList(-900));
    await (await badgeOf('lily')).waitFor({ state: 'attached' });
    expect(stage.crms['wechat-console'].requests).toEqual([]);
    expect(await (await badgeOf('stranger')).count()).toBe(0);
  });

  it('is gone in the very turn in which the page gives its row to somebody else', async () => {
    const id = await chats.evaluate(() => window.sandbox.idOf('lily'));
    const left = await chats.evaluate(async (lily) => {
      const row = document.querySelector(`.chat_item[data-username="${lily}"]`)!;
      row.setAttribute('data-username', '@somebody-else');
      // Two turns of the microtask queue: our observer's and the page's own. Nothing is painted between them.
      await Promise.resolve();
      await Promise.resolve();
      const found = row.querySelectorAll('kebian-badge').length;
      row.setAttribute('data-username', lily);
      return found;
    }, id);
    expect(left).toBe(0);
  });
});

describe('where Kebian cannot read the page', () => {
  it('the panel says so within seconds, not after the twenty that a page may load, with the selector that found nothing', async () => {
    const panel = await openPanel(stage, chats);
    await chats.evaluate(() => document.querySelector('#J_NavChatScrollBody')!.removeAttribute('id'));
    await chats.evaluate(() => document.querySelectorAll('.chat_list').forEach((list) => list.removeAttribute('data-username')));
    const began = Date.now();
    await panel.getByText('#J_NavChatScrollBody').waitFor();
    // test/sites/watch-patience.test.ts has it to the millisecond; a busy machine takes longer.
    expect(Date.now() - began).toBeLessThan(12_000);
    await chats.reload();
    await chats.waitForSelector('.chat_item');
  });
});

/** How far the chips stand behind the name, and how far from its middle, in px of the screen. */
function apart(): Promise<number[]> {
  return chats.evaluate(() => {
    const [title, chips] = ['.title_name', 'kebian-chips'].map((one) => document.querySelector(one)!.getBoundingClientRect());
    const end = Math.max(...[...document.querySelectorAll('.title > :not(kebian-chips)')].map((one) => one.getBoundingClientRect().right));
    return [chips!.left - end, chips!.top + chips!.height / 2 - title!.top - title!.height / 2].map((px) => Math.round(px * 10) / 10);
  });
}

/** Every element of the page's own, as its place in the tree with its box. */
function boxes(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((element) => !element.localName.startsWith('kebian-') && element.localName !== 'script')
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.localName}.${String(element.getAttribute('class'))} ${[x, y, width, height].join(' ')}`;
      }),
  );
}
