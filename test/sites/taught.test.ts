// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import type { SiteParts } from '../../lib/model/settings';
import { readingOf } from '../../lib/model/chat-pages';
import { NOTHING_CHOSEN, type Choices } from '../../lib/model/settings';
import { invitedSite } from '../../lib/sites/invited';
import { mpkf } from '../../lib/sites/mpkf';
import { taughtSite } from '../../lib/sites/taught';
import { watch } from '../../lib/sites/watch';

const READ: SiteParts = {
  id: ['.bar@data-wxid', '[data-wxid]@data-wxid'],
  name: ['.gone .name', '.bar .name'],
  row: ['.entry'],
  rowId: ['@data-wxid'],
  rowName: ['b'],
  message: ['.line'],
};
const site = (read: Partial<SiteParts> = {}) =>
  taughtSite({ id: 'desk', name: '', matches: ['https://chat.example.com/*'], read: { ...READ, ...read } });
const read = (parts: Partial<SiteParts> = {}) => site(parts).read(document);
const bar = (name: string, id = 'wxid_1') => `<div class="bar" data-wxid="${id}"><span class="name">${name}</span></div>`;
const list = '<ul><li class="entry" style="position:relative" data-wxid="wxid_1"><b>张伟</b></li><li class="entry"></li></ul>';

beforeEach(() => {
  document.body.innerHTML = `${list}${bar('张伟')}<p class="line">hi</p>`;
});

describe('a taught page', () => {
  test('is read by the first candidate that finds something', () => {
    expect(read()).toEqual({ kind: 'chat', contact: { site: 'desk', id: 'wxid_1', name: '张伟', kind: 'person', avatar: null } });
  });

  test('names the selector of the part that it misses', () => {
    document.querySelector('.bar .name')!.remove();
    expect(read()).toEqual({ kind: 'unreadable', missing: ['.gone .name'] });
    document.body.innerHTML = `<div class="bar"><span class="name">张伟</span></div>`;
    expect(read()).toEqual({ kind: 'unreadable', missing: ['.bar@data-wxid'] });
  });

  test('that shows its list and no message has no chat open', () => {
    document.body.innerHTML = list;
    expect(read()).toEqual({ kind: 'none', why: 'nothing-open' });
    // Where nobody has said what a message is, that cannot be told.
    expect(read({ message: [] })).toMatchObject({ kind: 'unreadable' });
  });

  test('on which two things answer to a candidate is read by the next one, or not at all', () => {
    document.body.insertAdjacentHTML('beforeend', bar('李娜', 'wxid_2'));
    expect(read()).toMatchObject({ kind: 'unreadable' });
    expect(read({ name: ['.bar .name', '.bar:first-of-type .name'], id: ['.bar:first-of-type@data-wxid'] })).toMatchObject({
      contact: { name: '张伟', id: 'wxid_1' },
    });
  });

  test('without ids takes the name for the id; a group is told by its own mark', () => {
    expect(read({ id: [], kind: ['.line'] })).toMatchObject({ contact: { id: '张伟', name: '张伟', kind: 'room' } });
  });

  test('does not fall over what is no selector', () => {
    expect(read({ name: ['<<', '::', '.bar .name'] })).toMatchObject({ kind: 'chat' });
    expect(site({ row: ['<<', ''] }).rows(document.body)).toEqual([]);
  });

  test.each(['<img src=x onerror=alert(1)>', '__proto__', '{{name}}'])('shows %s as the name that it is', (name) => {
    document.querySelector('.bar .name')!.textContent = name;
    expect(read()).toMatchObject({ contact: { name } });
  });

  test('tells the rows that say whom they show', () => {
    const rows = site().rows(document.body);
    expect(rows.map(({ contact }) => contact)).toEqual([{ site: 'desk', id: 'wxid_1', name: '张伟', kind: 'person', avatar: null }]);
    expect(site().idIn(rows[0]!.element)).toBe('wxid_1');
  });
});

test('a page that changes its id before its name never shows the one under the other', async () => {
  vi.useFakeTimers();
  const told: ChatState[] = [];
  const ending = new AbortController();
  watch(site(), document, ending.signal, { changed: (state) => void told.push(state), looked: () => undefined });
  document.querySelector('.bar')!.setAttribute('data-wxid', 'wxid_2');
  await vi.advanceTimersByTimeAsync(30);
  document.querySelector('.bar .name')!.textContent = '李娜';
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told.map((state) => (state.kind === 'chat' ? `${state.contact.id} ${state.contact.name}` : state.kind))).toEqual([
    'wxid_1 张伟',
    'switching',
    'wxid_2 李娜',
  ]);
  ending.abort();
  vi.useRealTimers();
});

describe('the console for official accounts', () => {
  const page = (name: string, body: string) => `
    <div class="card card_selected"><div class="card_pic"><img title="晓峰"></div><div class="card_content_nick">晓峰</div></div>
    <div class="card"><div class="card_pic"><img title="雨桐"></div><div class="card_content_nick">雨桐</div></div>
    <div class="chat"><div class="chat_header"><span class="chat_header_name">${name}</span></div>${body}</div>`;

  test('is read by the nickname in its header', () => {
    document.body.innerHTML = page('晓峰', '<div class="message_box" data-msgid="1"></div>');
    expect(taughtSite(mpkf).read(document)).toMatchObject({ kind: 'chat', contact: { site: 'mpkf', id: '晓峰', name: '晓峰' } });
  });

  test('says that nobody is chosen, and what it misses once it has changed', () => {
    document.body.innerHTML = '<div class="chat_not_pick">未选择聊天</div>';
    expect(taughtSite(mpkf).read(document)).toEqual({ kind: 'none', why: 'nothing-open' });
    document.body.innerHTML = '<div class="something-new"></div>';
    expect(taughtSite(mpkf).read(document)).toEqual({ kind: 'unreadable', missing: ['.chat_header .chat_header_name'] });
  });
});

test('only the very origin that was taught is read, and the console only when it is switched on', () => {
  const sites = [{ id: 'desk', name: '', matches: ['https://chat.example.com:8443/*'], read: READ }];
  const read = (origin: string, chosen: Partial<Choices>) => invitedSite(origin, readingOf({ ...NOTHING_CHOSEN, ...chosen }, origin));
  expect(read('https://chat.example.com:8443', { sites })?.id).toBe('desk');
  expect(read('https://chat.example.com:8443', { sites, resting: ['desk'] })).toBeNull();
  for (const origin of ['https://chat.example.com', 'http://chat.example.com:8443', 'https://a.chat.example.com:8443', 'null']) {
    expect(read(origin, { sites })).toBeNull();
  }
  expect(read('https://mpkf.weixin.qq.com', {})).toBeNull();
  expect(read('https://mpkf.weixin.qq.com', { sitesOn: { mpkf: true } })?.id).toBe('mpkf');
  expect(read('https://wx.qq.com', {})).toBeNull();
});
