// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { idKindOf, type ChatState } from '../../lib/model/contact';
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

  test('without ids is the same chat while a counter beside the name changes', () => {
    const ids = ['张伟 (3)', '张伟（4）', '[2条] 张伟', '张伟'].map((name) => {
      document.querySelector('.bar .name')!.textContent = name;
      const state = read({ id: [] });
      return state.kind === 'chat' ? [state.contact.id, idKindOf(state.contact)] : state;
    });
    expect(ids).toEqual(Array.from({ length: 4 }, () => ['张伟', 'name']));
  });

  test('says that its ids do not last where it was taught so, and that one that is the name as well is an id', () => {
    const kindOf = (lasting?: boolean) => {
      const settings = { id: 'desk', name: '', matches: [], read: READ, ...(lasting === undefined ? {} : { lasting }) };
      const state = taughtSite(settings).read(document);
      return state.kind === 'chat' && idKindOf(state.contact);
    };
    expect([kindOf(), kindOf(true), kindOf(false)]).toEqual(['lasting', 'lasting', 'login']);
    document.querySelector('.bar .name')!.textContent = 'wxid_1';
    expect(kindOf()).toBe('lasting');
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

describe('a part of an attribute is the id', () => {
  const withId = (value: string) => {
    document.body.innerHTML = `<div class="bar"><span class="name">张伟</span></div><p class="line">hi</p>`;
    document.querySelector('.bar')!.setAttribute('data-wxid', value);
  };
  test.each([
    ['*-', ['70001-0-unTimeout', '70001-0-reply', '70001-12-all', '70001'], '70001'],
    ['/im/*', ['/im/70001#top', '/im/70001', '/im/70001?from=list', '/im/70001/', 'https://chat.example.com/im/70001'], '70001'],
    ['uid=*', ['/im?uid=70001&tab=1', '/im?tab=2&uid=70001', '?uid=70001#top'], '70001'],
    ['"uid":"*"', ['{"uid":"70001","unread":2}', '{"unread":0,"uid":"70001"}'], '70001'],
    ['"uid":*', ['{"uid":70001,"unread":2}', '{"unread":0,"uid":70001}'], '70001'],
    ['u_*imcustomer', ['u_jd_5fimcustomer1', 'u_jd_5fimcustomer22'], 'jd_5f'],
    ['*', ['70001#top', '70001'], '70001'],
  ])('by %s: one contact through all states', (part, values, id) => {
    for (const value of values) {
      withId(value);
      expect(read({ id: [`.bar@data-wxid~${part}`] })).toMatchObject({ kind: 'chat', contact: { id } });
    }
  });

  test('and where the part is not there, the page is not read', () => {
    withId('/home');
    expect(read({ id: ['.bar@data-wxid~/im/*'] })).toEqual({ kind: 'unreadable', missing: ['.bar@data-wxid~/im/*'] });
    withId('');
    expect(read({ id: ['.bar@data-wxid~*-'] })).toEqual({ kind: 'none', why: 'nothing-open' });
  });

  test('an @ in a selector, or in a part, begins no attribute', () => {
    document.body.innerHTML = `<a href="x@y" class="c" data-id="me@70001@z"><span class="name">张伟</span></a>`;
    for (const id of ['a[href="x@y"]@data-id~me@*@', String.raw`.c@data-id~@*@`]) {
      expect(read({ id: [id], name: ['.name'] })).toMatchObject({ contact: { id: '70001' } });
    }
  });

  test('rows whose id stands in another attribute are told by it', () => {
    document.body.innerHTML = `<ul><li class="entry" style="position:relative" data-random="70001-2-reply"><b>张伟</b></li></ul>`;
    const [row] = site({ rowId: ['@data-random~*-'] }).rows(document.body);
    expect(row?.contact).toMatchObject({ id: '70001', name: '张伟' });
  });
});

describe('what is found by its place alone', () => {
  const PLACE = 'body > div > span';
  const redesigned = (name: string, more = '') => {
    document.body.innerHTML = `${more}<div data-k="wxid_1"><span>${name}</span></div>`;
  };
  const parts = { name: ['.bar .name', PLACE], id: [], row: ['.entry'], message: ['.line'] };

  test.each(['华盛科技 · 在线', '李娜', '3 条未读'])('is nobody: %s', (name) => {
    redesigned(name);
    expect(read(parts)).toEqual({ kind: 'unreadable', missing: ['.bar .name'], doubted: true });
  });

  test('is nobody where the list has that name, too: whose chat is open only an id could tell', () => {
    redesigned('李娜', '<p class="line">hi</p><ul><li class="entry" data-wxid="wxid_2"><b>李娜</b></li></ul>');
    expect(read({ ...parts, name: ['.bar .name', 'body > div > span'] })).toMatchObject({ kind: 'unreadable', doubted: true });
  });

  test('counts where the row of the open chat’s id has it', () => {
    redesigned('张伟', '<p class="line">hi</p><ul><li class="entry" data-wxid="wxid_1"><b>张伟</b></li></ul>');
    const id = ['[data-k]@data-k'];
    expect(read({ ...parts, id })).toMatchObject({ kind: 'chat', contact: { id: 'wxid_1', name: '张伟' } });
    document.querySelector('span')!.textContent = '李娜';
    expect(read({ ...parts, id })).toMatchObject({ kind: 'unreadable', doubted: true });
  });

  test('is doubted for an id as well', () => {
    redesigned('张伟');
    document.querySelector('span')!.className = 'name';
    expect(read({ name: ['.name'], id: ['.bar@data-k', 'body > div@data-k'] })).toEqual({
      kind: 'unreadable',
      missing: ['.bar@data-k'],
      doubted: true,
    });
  });

  test('counts where nothing else was ever known of the part', () => {
    redesigned('张伟');
    expect(read({ name: [PLACE], id: [] })).toMatchObject({ kind: 'chat', contact: { name: '张伟' } });
  });
});

describe('a name that is the agent’s own', () => {
  const chats = (name: string, rest = '') =>
    (document.body.innerHTML = `<aside class="side-name">旗舰店-2号客服</aside><ul><li class="entry"><b>张伟</b></li></ul>${name}${rest}`);
  const parts = { name: ['.chat-header .name', '[class*=name]'], id: [] };

  test('and stands there without a chat is refused, and the chat is read', () => {
    chats('');
    expect(read(parts)).toEqual({ kind: 'none', why: 'own-name' });
    expect(read({ ...parts, message: [], row: [] })).toEqual({ kind: 'none', why: 'own-name' });
    chats('<div class="chat-header"><span class="name">张伟</span></div>', '<p class="line">hi</p>');
    expect(read(parts)).toMatchObject({ kind: 'chat', contact: { name: '张伟' } });
    chats('<div class="chat-header"><span class="name"></span></div>');
    expect(read(parts)).toEqual({ kind: 'none', why: 'nothing-open' });
  });

  test('and stands there in every chat is refused once that is seen', () => {
    const desk = site();
    const told = ['1', '2', '3', '4'].map((id) => {
      document.body.innerHTML = `${list}${bar('李磊', `wxid_${id}`)}<p class="line">hi</p>`;
      return desk.read(document).kind;
    });
    expect(told).toEqual(['chat', 'chat', 'none', 'none']);
    document.body.innerHTML = `${list}${bar('张伟', 'wxid_1')}<p class="line">hi</p>`;
    expect(desk.read(document)).toMatchObject({ kind: 'chat', contact: { name: '张伟' } });
  });

  test.each(['微信用户', '王**'])('is none that many bear: %s', (name) => {
    const desk = site();
    for (const id of ['1', '2', '3', '4']) {
      document.body.innerHTML = `${list}${bar(name, `wxid_${id}`)}<p class="line">hi</p>`;
      expect(desk.read(document)).toMatchObject({ kind: 'chat', contact: { id: `wxid_${id}` } });
    }
  });

  test('is no contact’s whose chat has no message yet', () => {
    document.body.innerHTML = `${list}<div class="bar" data-wxid="wxid_1"><span class="name">张伟</span></div>`;
    expect(read()).toMatchObject({ kind: 'chat', contact: { name: '张伟' } });
    expect(read({ id: [] })).toMatchObject({ kind: 'chat', contact: { name: '张伟' } });
  });
});

describe('a taught page that is not there yet', () => {
  let told: ChatState[];
  let ending: AbortController;
  const kinds = () => told.map((state) => (state.kind === 'none' ? state.why : state.kind));
  const start = () => {
    vi.useFakeTimers();
    told = [];
    ending = new AbortController();
    watch(site(), document, ending.signal, { changed: (state) => void told.push(state), looked: () => undefined });
  };
  afterEach(() => {
    ending.abort();
    vi.useRealTimers();
  });
  const OPEN = `${list}${bar('张伟')}<p class="line">hi</p>`;

  test.each([
    '登录中…',
    '<p>正在登录，请稍候</p>',
    'Signing in',
    '加载中',
    '正在为您跳转到工作台，请勿关闭窗口',
    'Redirecting to your workspace',
    '系统正在初始化，首次进入需要较长时间',
    '',
  ])('is waited for quietly while it shows “%s”', async (said) => {
    document.body.innerHTML = said;
    start();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(kinds()).toEqual(['starting']);
    document.body.innerHTML = OPEN;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kinds()).toEqual(['starting', 'chat']);
  });

  test('is waited for as well when it signs in again in the middle of the day, and told when that stays', async () => {
    document.body.innerHTML = OPEN;
    start();
    document.body.innerHTML = '<div>登录中…</div>';
    await vi.advanceTimersByTimeAsync(15_000);
    expect(kinds()).toEqual(['chat', 'switching']);
    document.body.innerHTML = OPEN;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kinds()).toEqual(['chat', 'switching', 'chat']);
    document.body.innerHTML = '<div>登录中…</div>';
    await vi.advanceTimersByTimeAsync(21_000);
    expect(kinds().at(-1)).toBe('unreadable');
  });

  test.each([
    ['a list', '<ul><li class="entry"><b>张伟</b></li></ul><h3>李娜</h3><p class="line">hi</p>'],
    ['other words', '<nav>接待 工单 数据 设置</nav><h3>华盛科技 张伟</h3>'],
  ])('has changed where it shows %s, which is told within 3 s also after it was loaded again', async (_, markup) => {
    document.body.innerHTML = markup;
    start();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(kinds()).toEqual(['starting']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kinds()).toEqual(['starting', 'unreadable']);
  });

  test('has its time from when it has loaded', async () => {
    document.body.innerHTML = '<div>登录中…</div>';
    start();
    await vi.advanceTimersByTimeAsync(10_000);
    document.body.innerHTML = '<nav>接待 工单 数据 设置 帮助 消息</nav>';
    await vi.advanceTimersByTimeAsync(2_000);
    expect(kinds()).toEqual(['starting']);
    document.body.innerHTML = OPEN;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kinds()).toEqual(['starting', 'chat']);
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
