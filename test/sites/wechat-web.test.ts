// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { ChatState } from '../../lib/model/contact';
import { siteFor } from '../../lib/sites/registry';
import { shownText } from '../../lib/sites/shown-text';
import { wechatWeb } from '../../lib/sites/wechat-web';
import { chatPage, contactsPage, emoji, emptyPage, openByReplacing, openByRow, showRow, signInPage } from './wechat-page';

const read = (): ChatState => wechatWeb.read(document);
const ID = `@${'0123456789abcdef'.repeat(2)}`;
const ROOM = `@${ID}${'0'.repeat(32)}`;

function nameOf(markup: string): string | null {
  chatPage({ id: ID, name: markup });
  const state = read();
  return state.kind === 'chat' ? state.contact.name : null;
}

describe('the page', () => {
  test('with an open chat shows that contact, with the picture of its row', () => {
    chatPage({ id: ID, name: '张伟 13800001111', seq: 620_017 });
    expect(read()).toEqual({
      kind: 'chat',
      contact: { site: 'wechat-web', id: ID, name: '张伟 13800001111', kind: 'person', avatar: '620017' },
    });
  });

  test('at the QR code is signed out, although the chat area is there', () => {
    signInPage();
    expect(read()).toEqual({ kind: 'none', why: 'signed-out' });
  });

  test('where nobody is chosen has nothing open', () => {
    emptyPage();
    expect(read()).toEqual({ kind: 'none', why: 'nothing-open' });
  });

  test('whose open contact was deleted has nothing open, although the list still names them', () => {
    emptyPage(ID);
    expect(read()).toEqual({ kind: 'none', why: 'nothing-open' });
  });

  test('at the contacts tab is elsewhere: neither the old chat nor the card of somebody else is a contact', () => {
    contactsPage(ID);
    expect(read()).toEqual({ kind: 'none', why: 'elsewhere' });
  });

  test('at the reading tab is there, and not in the contact list', () => {
    contactsPage(ID);
    document.querySelector('[ui-view]')!.innerHTML = '<div class="box reader"><iframe id="reader"></iframe></div>';
    expect(read()).toEqual({ kind: 'none', why: 'reading' });
  });

  test.each([
    ['the code', '<div class="qrcode"></div>', 'unlogin', false],
    ['the code, in a document that was signed in before', '<div class="qrcode"></div>', 'loaded unlogin', false],
    ['the account of the last time and a button', '<div class="qrcode hide"></div><div class="association show"></div>', 'unlogin', false],
    ['what a phone has read', '<div class="qrcode hide"></div><div class="avatar show"></div>', 'unlogin', true],
    ['words that it is signing in', '<p>登录中…</p>', 'unlogin', true],
    ['a template that nothing has run in', '<div class="qrcode" ng-class="{hide: isScan}"></div>', '', true],
  ])('with %s is signed out, and whether that counts at once: %s, %s, starting %s', (_, box, body, starting) => {
    signInPage();
    document.body.className = body;
    document.querySelector('.login_box')!.innerHTML = box;
    expect(read()).toEqual({ kind: 'none', why: 'signed-out' });
    expect(wechatWeb.isStarting!(document)).toBe(starting);
  });

  test('with a chat is never starting', () => {
    chatPage({ id: ID, name: '张伟' });
    expect(wechatWeb.isStarting!(document)).toBe(false);
  });

  test('whose list is ahead of the title is switching', () => {
    chatPage({ id: ID, name: '张伟', current: '@next' });
    expect(read()).toEqual({ kind: 'switching' });
  });

  test('whose templates are not filled in yet has nothing open', () => {
    chatPage({ id: '{{currentContact.UserName}}', name: '', current: '{{currentUserName}}' });
    expect(read()).toEqual({ kind: 'none', why: 'nothing-open' });
  });

  test('with a list that carries no id is read by the third copy of it', () => {
    chatPage({ id: ID, name: '张伟' });
    document.querySelector('#J_NavChatScrollBody')!.removeAttribute('data-username');
    expect(read()).toMatchObject({ kind: 'chat' });
    document.querySelector('.chat_bd')!.removeAttribute('data-cm');
    expect(read()).toEqual({ kind: 'unreadable', missing: ['#J_NavChatScrollBody[data-username]'] });
  });

  test.each([
    ['.chat_list', '#J_NavChatScrollBody'],
    ['.title_name', '.title_wrap .title_name'],
  ])('without %s is unreadable and says what is missing', (part, missing) => {
    chatPage({ id: ID, name: '张伟' });
    document.querySelector(part)!.remove();
    expect(read()).toEqual({ kind: 'unreadable', missing: [missing] });
  });

  test.each(['', '<p>Bad gateway</p>', '<div id="chatArea"></div>', '<svg class="title_name"><title>x</title></svg>'])(
    'of other content never throws: %s',
    (content) => {
      document.body.className = 'loaded';
      document.body.innerHTML = content;
      expect(read().kind).toBe('unreadable');
      expect(wechatWeb.anchors(document).title).toBeNull();
    },
  );

  test('that replaces the chat area shows the new contact, and its anchors are the new nodes', () => {
    chatPage({ id: ID, name: '张伟' });
    openByReplacing({ id: '@next', name: '陈雨' });
    expect(read()).toMatchObject({ contact: { id: '@next', name: '陈雨' } });
    const { title, bar } = wechatWeb.anchors(document);
    expect([title?.textContent, bar?.className]).toEqual(['陈雨', 'box_hd']);
    expect(wechatWeb.anchors(document)).toEqual({ title, bar });
  });

  test('tells two people of one name apart', () => {
    chatPage({ id: ID, name: '王芳' });
    const first = read();
    openByRow({ id: '@other-wang', name: '王芳' });
    expect(read()).not.toEqual(first);
    expect(read()).toMatchObject({ contact: { id: '@other-wang', name: '王芳' } });
  });
});

describe('a chat', () => {
  test.each([
    ['a room by its id', ROOM, 'room'],
    ['a room of another kind', '12345@chatroom', 'room'],
    ['a person', ID, 'person'],
    ['WeChat’s own', 'filehelper', 'service'],
    ['WeChat’s own', 'weixin', 'service'],
  ])('with %s (%s) is a %s', (_, id, kind) => {
    chatPage({ id, name: '名字' });
    expect(read()).toMatchObject({ contact: { kind } });
  });

  test('that the page marks as a room is one', () => {
    chatPage({ id: ID, name: '项目群', room: true });
    expect(read()).toMatchObject({ contact: { kind: 'room' } });
  });

  test.each([ROOM, '大伟, 芳芳, Lily', ''])('with a room that has no name of its own is that room (shown as %j)', (name) => {
    chatPage({ id: ROOM, name, room: true, noChoose: true });
    expect(read()).toMatchObject({ kind: 'chat', contact: { id: ROOM, kind: 'room', name } });
  });

  test('with somebody whose name cannot be shown is not "nothing open"', () => {
    chatPage({ id: ID, name: '<img class="unknown">' });
    expect(read()).toMatchObject({ kind: 'chat', contact: { id: ID, name: '' } });
  });

  test('whose row is out of sight has no known picture, and neither has one without a number', () => {
    chatPage({ id: ID, name: '张伟' });
    expect(read()).toMatchObject({ contact: { avatar: null } });
    showRow(17);
    expect(read()).toMatchObject({ contact: { avatar: '17' } });
    document.querySelector('.chat_item.active img')!.setAttribute('mm-src', '/cgi-bin/mmwebwx-bin/webwxgeticon?seq=0&username=@x');
    expect(read()).toMatchObject({ contact: { avatar: null } });
    document.querySelector('.chat_item.active img')!.setAttribute('mm-src', 'data:image/gif;base64,R0lGOD');
    expect(read()).toMatchObject({ contact: { avatar: null } });
  });

  test('whose id would break a selector is read all the same', () => {
    const id = '@"] , body [x="\\';
    chatPage({ id: '', name: '张伟' });
    for (const selector of ['.title_name', '#J_NavChatScrollBody']) document.querySelector(selector)!.setAttribute('data-username', id);
    expect(read()).toMatchObject({ kind: 'chat', contact: { id, avatar: null } });
  });
});

describe('a name', () => {
  test.each([
    ['a picture of one code point', `晴天${emoji('1f604')}`, '晴天😄'],
    ['only pictures', emoji('1f338') + emoji('2600fe0f') + emoji('1f340'), '🌸☀️🍀'],
    ['a sun with its selector', emoji('2600fe0f'), '☀️'],
    ['a flag', `${emoji('1f1e81f1f3')} 中国`, '🇨🇳 中国'],
    ['a family', emoji('1f468200d1f469200d1f467'), '👨‍👩‍👧'],
    ['a picture that is not rewritten yet', '<span class="emoji emoji1f604"></span>好', '😄好'],
    ['an old face', '<img class="qqemoji qqemoji0" text="[微笑]_web" src="x.gif">', '[微笑]'],
    ['keycaps', `${emoji('3120e3')}阿梅${emoji('23fe0f20e3')}`, '1\u20e3阿梅#\ufe0f\u20e3'],
    ['a sign of two digits', `阿梅${emoji('ae')}`, '阿梅®'],
    ['plain characters', '阿梅🌸', '阿梅🌸'],
    ['escaped signs', 'A&amp;B &lt;b&gt; &quot;x&quot;', 'A&B <b> "x"'],
    ['what was escaped twice', '&amp;amp;', '&amp;'],
    ['blanks around it', '  王 芳\n', '王 芳'],
    ['another direction', 'محمد علي', 'محمد علي'],
    ['hostile text', '&lt;img src=x onerror=alert(1)&gt;', '<img src=x onerror=alert(1)>'],
  ])('with %s is read as a person sees it', (_, markup, name) => {
    expect(nameOf(markup)).toBe(name);
  });

  test('that is hostile markup is nothing but its text, and nothing of it runs', () => {
    expect(nameOf('<b>张</b><svg><text>伟</text></svg><img src="x" onerror="document.body.dataset.hacked = 1">')).toBe('张伟');
    expect(document.body.dataset['hacked']).toBeUndefined();
  });

  test('that is longer than any name is cut, between characters', () => {
    expect(nameOf('🌸'.repeat(5_000))).toBe('🌸'.repeat(200));
  });

  test('with a picture class that is no code is read at once, whatever its length', () => {
    expect(nameOf(`<img class="emoji emoji${'a'.repeat(4_000)}g" text="[x]_web">`)).toBe('[x]');
    expect(nameOf(`<img class="emoji emojixyz" alt="y">`)).toBe('y');
  });

  test('is read without changing the page', () => {
    chatPage({ id: ID, name: `晴天${emoji('1f604')}` });
    const before = document.body.innerHTML;
    read();
    shownText(document.body);
    expect(document.body.innerHTML).toBe(before);
  });
});

test('the hosts of the page are exact', () => {
  for (const host of ['wx.qq.com', 'wx2.qq.com', 'wx8.qq.com', 'web.wechat.com', 'web2.wechat.com', 'web.weixin.qq.com']) {
    expect(siteFor(host)?.id).toBe('wechat-web');
  }
  for (const host of ['qq.com', 'wx.qq.com.example', 'awx.qq.com', 'mail.qq.com', '']) expect(siteFor(host)).toBeNull();
});
