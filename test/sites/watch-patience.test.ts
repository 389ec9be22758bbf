// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import { watch } from '../../lib/sites/watch';
import { wechatWeb } from '../../lib/sites/wechat-web';
import { chatPage, openByReplacing, signInPage } from './wechat-page';

let told: ChatState[];
let stop: AbortController;

function start(): void {
  watch(wechatWeb, document, stop.signal, { changed: (state) => told.push(state), looked: () => undefined });
}

/** Lets the browser hand over what has changed, as it does before it paints. */
const settled = () => vi.advanceTimersByTimeAsync(20);
const names = () => told.map((state) => (state.kind === 'chat' ? state.contact.name : state.kind));
const zhang = { id: '@zhang', name: '张伟' };

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

describe('a page that cannot be read', () => {
  const PARTS = '<div class="main_inner"></div>';

  test('is told so only after it has had time to load and to sign in', async () => {
    document.body.className = '';
    document.body.innerHTML = PARTS;
    start();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(told).toEqual([{ kind: 'starting' }]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([{ kind: 'starting' }, { kind: 'unreadable', missing: ['#J_NavChatScrollBody'] }]);
  });

  test('is told so soon where it says that it has loaded', async () => {
    document.body.className = 'loaded';
    document.body.innerHTML = PARTS;
    start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([{ kind: 'starting' }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([{ kind: 'starting' }, { kind: 'unreadable', missing: ['#J_NavChatScrollBody'] }]);
  });

  test.each([500, 4_000, 15_000, 19_000])('is told so soon after it has loaded, which took %d ms', async (ms) => {
    document.body.className = '';
    document.body.innerHTML = PARTS;
    start();
    await vi.advanceTimersByTimeAsync(ms);
    document.body.className = 'loaded';
    await vi.advanceTimersByTimeAsync(900);
    document.body.append(document.createElement('i'));
    await vi.advanceTimersByTimeAsync(1_700);
    expect(told).toEqual([{ kind: 'starting' }, { kind: 'unreadable', missing: ['#J_NavChatScrollBody'] }]);
  });

  test('that gets its parts a moment after it has loaded is read, and never told as unreadable', async () => {
    document.body.className = '';
    document.body.innerHTML = PARTS;
    start();
    await vi.advanceTimersByTimeAsync(12_000);
    document.body.className = 'loaded';
    await vi.advanceTimersByTimeAsync(2_000);
    chatPage(zhang);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(names()).toEqual(['starting', '张伟']);
  });

  test('is told so soon where it has been read before', async () => {
    chatPage(zhang);
    start();
    document.querySelector('#J_NavChatScrollBody')!.remove();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(names()).toEqual(['张伟', 'switching', 'unreadable']);
  });

  test('and is there in time is not told as unreadable', async () => {
    document.body.className = 'loaded';
    document.body.innerHTML = PARTS;
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    chatPage(zhang);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(names()).toEqual(['starting', '张伟']);
  });

  test('is told so also when it never stands still', async () => {
    document.body.className = '';
    document.body.innerHTML = PARTS;
    start();
    for (let tick = 0; tick < 50; tick++) {
      document.body.append(document.createElement('i'));
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(told).toEqual([{ kind: 'starting' }, { kind: 'unreadable', missing: ['#J_NavChatScrollBody'] }]);
  });

  test('does not go on showing who was open before', async () => {
    chatPage(zhang);
    start();
    document.querySelector('.title_name')!.remove();
    await settled();
    expect(names()).toEqual(['张伟', 'switching']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(names()).toEqual(['张伟', 'switching', 'unreadable']);
    openByReplacing(zhang);
    await settled();
    expect(names()).toEqual(['张伟', 'switching', 'unreadable', '张伟']);
  });
});

describe('a page that signs in', () => {
  const whys = () => told.map((state) => (state.kind === 'none' ? state.why : state.kind));
  const box = (markup: string) => (document.querySelector('.login_box')!.innerHTML = markup);

  test('is waited for quietly, then its chat is told', async () => {
    signInPage();
    box('<p>登录中…</p>');
    start();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(whys()).toEqual(['starting']);
    chatPage(zhang);
    await settled();
    expect(whys()).toEqual(['starting', 'chat']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(whys()).toEqual(['starting', 'chat']);
  });

  test('is waited for as well where its code is not hidden yet', async () => {
    signInPage();
    box('<div class="qrcode"></div><p>正在登录</p>');
    start();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(whys()).toEqual(['starting']);
    box('<div class="qrcode"></div><p>请使用微信扫一扫以登录</p>');
    await settled();
    expect(whys()).toEqual(['starting', 'signed-out']);
  });

  test('is told as signed out when it stays so', async () => {
    signInPage();
    box('<p>登录中…</p>');
    start();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(whys()).toEqual(['starting', 'signed-out']);
  });

  test('is told as signed out at once where it shows its code, and stays so while a phone reads it', async () => {
    signInPage();
    start();
    expect(whys()).toEqual(['signed-out']);
    box('<div class="qrcode hide"></div><div class="avatar show"></div>');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(whys()).toEqual(['signed-out']);
  });

  test('is told as signed out as soon as its code comes', async () => {
    signInPage();
    box('');
    start();
    await vi.advanceTimersByTimeAsync(3_000);
    box('<div class="qrcode"></div>');
    await settled();
    expect(whys()).toEqual(['starting', 'signed-out']);
  });
});
