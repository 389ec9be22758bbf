// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import { watch } from '../../lib/sites/watch';
import { wechatWeb } from '../../lib/sites/wechat-web';
import { chatPage, contactsPage, emoji, emptyPage, openByReplacing, openByRow, showRow } from './wechat-page';

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
