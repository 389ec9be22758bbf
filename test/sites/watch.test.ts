// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import { watch } from '../../lib/sites/watch';
import { wechatWeb } from '../../lib/sites/wechat-web';
import { chatPage, contactsPage, emoji, emptyPage, openByReplacing, openByRow, showRow, signInPage } from './wechat-page';

let told: ChatState[];
let looks: number;
let stop: AbortController;

function start(): void {
  watch(wechatWeb, document, stop.signal, { changed: (state) => told.push(state), looked: () => looks++ });
}

/** Lets the browser hand over what has changed, as it does before it paints. */
const settled = () => vi.advanceTimersByTimeAsync(20);
const names = () => told.map((state) => (state.kind === 'chat' ? state.contact.name : state.kind));
const zhang = { id: '@zhang', name: '张伟' };

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  looks = 0;
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

test('the first look is told at once, without waiting for anything', () => {
  chatPage(zhang);
  start();
  expect(names()).toEqual(['张伟']);
});

describe('is told once', () => {
  beforeEach(() => {
    chatPage(zhang);
    start();
  });

  test('when a row is clicked, although several places of the page change', async () => {
    openByRow({ id: '@chen', name: `陈雨${emoji('1f338')}` });
    await settled();
    expect(names()).toEqual(['张伟', '陈雨🌸']);
  });

  test('when the chat area is replaced, and the new one is watched as the old one was', async () => {
    openByReplacing({ id: '@chen', name: '陈雨' });
    await settled();
    openByRow({ id: '@lily', name: 'Lily' });
    await settled();
    expect(names()).toEqual(['张伟', '陈雨', 'Lily']);
  });

  test('when somebody of the same name is opened', async () => {
    openByRow({ id: '@another', name: '张伟' });
    await settled();
    expect(told.map((state) => state.kind === 'chat' && state.contact.id)).toEqual(['@zhang', '@another']);
  });

  test('when the remark is changed on the phone', async () => {
    document.querySelector('.title_name')!.firstChild!.nodeValue = '张伟 华盛';
    await settled();
    expect(names()).toEqual(['张伟', '张伟 华盛']);
  });

  test('that the list is ahead of the title, and then, when no further key has come, who it is', async () => {
    document.querySelector('#J_NavChatScrollBody')!.setAttribute('data-username', '@chen');
    await settled();
    openByRow({ id: '@chen', name: '陈雨' });
    await settled();
    expect(names()).toEqual(['张伟', 'switching']);
    await vi.advanceTimersByTimeAsync(300);
    expect(names()).toEqual(['张伟', 'switching', '陈雨']);
  });

  test('when the person goes to the contacts tab, comes back, and closes the chat', async () => {
    contactsPage('@zhang');
    await settled();
    openByReplacing(zhang);
    await settled();
    emptyPage('@zhang');
    await settled();
    expect(told.map((state) => (state.kind === 'none' ? state.why : state.kind))).toEqual(['chat', 'elsewhere', 'chat', 'nothing-open']);
  });

  test('when the picture comes on screen, and not when it goes out of sight', async () => {
    showRow(17);
    await settled();
    showRow(null);
    await settled();
    showRow(17);
    await settled();
    expect(told.map((state) => state.kind === 'chat' && state.contact.avatar)).toEqual([null, '17']);
  });

  test('when the picture is another one', async () => {
    showRow(17);
    await settled();
    showRow(18);
    await settled();
    expect(told).toHaveLength(3);
  });

  test('and never when what changes says nothing about who it is: messages, rows, noise', async () => {
    document.querySelector('.chat_bd')!.insertAdjacentHTML('beforeend', '<div class="message you"><pre>你好</pre></div>');
    document.querySelector('.chat_item')!.classList.add('top');
    document.head.append(document.createElement('script'));
    await settled();
    expect(told).toHaveLength(1);
    expect(looks).toBeGreaterThan(0);
  });
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

describe('after it was stopped', () => {
  test('nothing is told any more', async () => {
    chatPage(zhang);
    start();
    stop.abort();
    openByRow({ id: '@chen', name: '陈雨' });
    await settled();
    expect([names(), looks]).toEqual([['张伟'], 0]);
  });

  test('the patience ends too', async () => {
    document.body.innerHTML = '';
    start();
    stop.abort();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told).toEqual([{ kind: 'starting' }]);
  });

  test('it does not start', async () => {
    stop.abort();
    chatPage(zhang);
    start();
    openByRow({ id: '@chen', name: '陈雨' });
    await settled();
    expect(told).toEqual([]);
  });
});
