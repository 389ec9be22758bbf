import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asking, contentScriptOf, sending, type InContentScript } from '../support/content-script.ts';
import { openPopover } from '../support/popover.ts';
import { sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let chats: Page;
let inContentScript: InContentScript;

beforeAll(async () => {
  stage = await setStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  inContentScript = await contentScriptOf(stage, chats);
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await chats.waitForTimeout(600);
});

afterAll(() => stage?.close());

beforeEach(() => chats.evaluate(() => document.querySelectorAll('.hostile').forEach((one) => one.remove())));

const lasting = () => `chrome-extension://${stage.browser.extensionId}/popover.html`;
const ofSession = () => inContentScript("chrome.runtime.getURL('popover.html')");
const note = () => stage.crms['wechat-console'].rows('zhang-wei')[0]!.note;

describe('a chat page that was taken over', () => {
  it('finds neither the frame, nor its address, nor a hand on its window', async () => {
    await openPopover(chats);
    const found = await chats.evaluate(() => ({
      frames: document.querySelectorAll('iframe').length + window.length,
      root: document.querySelector('kebian-popover')!.shadowRoot,
      addresses: performance.getEntries().filter(({ name }) => name.includes('popover')).length,
    }));
    expect(found).toEqual({ frames: 0, root: null, addresses: 0 });
    await chats.keyboard.press('Escape');
  });

  it('cannot frame it by its lasting address, and gets an empty page by that of the session, whatever it says to it', async () => {
    for (const address of [lasting(), await ofSession()]) {
      const heard = await chats.evaluate(frameAndAsk, address);
      expect(heard).toEqual([]);
      for (const frame of chats.frames().filter((one) => one !== chats.mainFrame())) expect(await shown(frame)).toBe('');
    }
  });

  it('gets nothing of it in a tab either', async () => {
    const [opened] = await Promise.all([
      stage.browser.context.waitForEvent('page'),
      chats.evaluate((address) => void window.open(address), await ofSession()),
    ]);
    await opened.waitForTimeout(500);
    expect(await shown(opened.mainFrame())).toBe('');
    await opened.close();
    await chats.bringToFront();
  });
});

describe('a page that is no chat page', () => {
  it('cannot frame it at all', async () => {
    const other = await stage.browser.context.newPage();
    await other.goto(stage.page.url);
    for (const address of [lasting(), await ofSession()]) await other.evaluate(frameAndAsk, address);
    const inside = other.frames().filter((one) => one.url().endsWith('/popover.html'));
    expect(inside).toEqual([]);
    await other.close();
    await chats.bringToFront();
  });
});

describe('a content script that was taken over', () => {
  it('gets a key for a popover, and no answer to anything that a popover may ask', async () => {
    const key = await inContentScript(`${asking({ call: 'openPopover', ask: { kind: 'customer' } })}.then((r) => r.answer)`);
    const ref = { connection: 'desk', id: '3064000' };
    const before = note();
    for (const [call, ask] of [
      ['popover', key],
      ['takeNumber', 'search'],
      ['submit', { edit: 'forged', ref, change: { kind: 'remark', text: 'forged' }, base: null }],
      ['discard', { edit: 'forged' }],
      ['tags', { connection: 'desk' }],
    ]) {
      const said = await inContentScript(
        `chrome.runtime.sendMessage(${JSON.stringify({ call, ask })}).then((r) => String(r), () => 'undefined')`,
      );
      expect(['undefined', 'null'], String(call)).toContain(said);
    }
    expect(note()).toBe(before);
  });

  it('learns nothing about a number that it asks a card for', async () => {
    const answer = await inContentScript(
      `${asking({ call: 'openPopover', ask: { kind: 'phone', phone: '13800001111' } })}.then(JSON.stringify)`,
    );
    expect(JSON.parse(answer)).toEqual({ answer: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('can show the popover unseen, but neither look into it, nor press in it, nor have the person press in it', async () => {
    const before = note();
    const { answer } = JSON.parse(await inContentScript(sending({ call: 'openPopover', ask: { kind: 'customer' } }))) as { answer: string };
    const reach = await inContentScript(`(${frameWithKey.toString()})(${JSON.stringify([lasting(), answer])})`);
    expect(reach).toBe('SecurityError');
    const frame = await dialogIn();
    const box = (await frame.getByRole('textbox', { name: 'Remark' }).evaluate((one) => one.getBoundingClientRect().toJSON())) as DOMRect;
    await chats.mouse.move(500 + box.x + 20, 100 + box.y + 10);
    await chats.waitForTimeout(1_000);
    await chats.mouse.click(500 + box.x + 20, 100 + box.y + 10);
    await chats.keyboard.type('written unseen');
    await chats.waitForTimeout(1_500);
    expect(note()).toBe(before);
  });
});

/** Runs in a page: frames an address and says what could be the key to it. Answers with whatever the frame says to the page. */
async function frameAndAsk(address: string): Promise<unknown[]> {
  const heard: unknown[] = [];
  const frame = document.createElement('iframe');
  frame.className = 'hostile';
  frame.src = address;
  window.addEventListener('message', ({ data }) => heard.push(data));
  document.body.append(frame);
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (const kebian of ['', 'guessed', '00000000-0000-0000-0000-000000000000']) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => heard.push(data);
    frame.contentWindow!.postMessage({ kebian }, '*', [port2]);
  }
  await new Promise((resolve) => setTimeout(resolve, 600));
  return heard;
}

/** Runs where the content script runs: an own, all but invisible frame with a valid key. Answers with what reaching into it brings. */
async function frameWithKey([lasting, key]: [string, string]): Promise<string> {
  const { chrome } = globalThis as unknown as { chrome: { runtime: { getURL(path: string): string } } };
  const frame = document.createElement('iframe');
  frame.className = 'hostile';
  frame.style.cssText = 'position:fixed;left:500px;top:100px;width:360px;height:400px;border:0;opacity:.02;z-index:2147483647';
  frame.src = chrome.runtime.getURL('popover.html');
  await new Promise((resolve) => {
    frame.addEventListener('load', resolve);
    document.documentElement.append(frame);
  });
  frame.contentWindow!.postMessage({ kebian: key }, new URL(lasting).protocol + '//' + new URL(lasting).host, [new MessageChannel().port2]);
  await new Promise((resolve) => setTimeout(resolve, 800));
  try {
    return frame.contentWindow!.document.title;
  } catch (error) {
    return (error as Error).name;
  }
}

async function dialogIn(): Promise<Frame> {
  for (let tries = 0; tries < 100; tries++) {
    for (const frame of chats.frames()) if ((await frame.locator('[role=dialog] textarea').count()) > 0) return frame;
    await chats.waitForTimeout(50);
  }
  throw new Error('The frame with the key shows nothing');
}

async function shown(frame: Frame): Promise<string> {
  return frame.evaluate(() => document.querySelector('#app')?.innerHTML ?? '').catch(() => '');
}
