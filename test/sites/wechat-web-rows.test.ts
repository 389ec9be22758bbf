// @vitest-environment happy-dom
// The markup is that of the page as it was from 2016-11-09 to 2022-03-01, reduced to what is read; the people are invented.
import { beforeEach, describe, expect, it } from 'vitest';
import { wechatWeb } from '../../lib/sites/wechat-web';

const ID = `@${'a1'.repeat(32)}`;
const OTHER = `@${'b2'.repeat(32)}`;

function show(html: string, bodyClass = 'loaded'): void {
  document.body.className = bodyClass;
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');
  document.body.replaceChildren(...parsed.body.childNodes);
}

function row(id: string, name: string, seq = 7): string {
  return `<div class="chat_item slide-left" data-username="${id}"><div class="avatar"><img class="img" mm-src="/cgi-bin/icon?seq=${seq}&username=${id}"></div><h3 class="nickname"><span class="nickname_text">${name}</span></h3></div>`;
}

function chats(current: string, rows: string, title: string, titleId: string, room = ''): string {
  return `<div id="J_NavChatScrollBody" data-username="${current}">${rows}</div>
    <div id="chatArea" class="box chat ${room}"><div class="box_hd"><div class="title_wrap"><div class="title"><a class="title_name" data-username="${titleId}">${title}</a></div></div></div></div>`;
}

beforeEach(() => show(''));

describe('the open chat', () => {
  it('is the one that title and list agree on', () => {
    show(chats(ID, row(ID, '张伟'), '张伟', ID));
    expect(wechatWeb.read(document)).toEqual({
      kind: 'chat',
      contact: { site: 'wechat-web', id: ID, name: '张伟', kind: 'person', avatar: '7' },
    });
  });

  it('is on its way to another while the list is ahead of the title', () => {
    show(chats(OTHER, row(ID, '张伟'), '张伟', ID));
    expect(wechatWeb.read(document)).toEqual({ kind: 'switching' });
  });

  it('keeps the emoji of a name, and never takes a name for markup', () => {
    show(chats(ID, '', '芳芳<img class="emoji emoji1f338" text="_web" src="x.gif"> A&amp;B &lt;b&gt;', ID));
    expect(wechatWeb.read(document)).toMatchObject({ contact: { name: '芳芳🌸 A&B <b>' } });
  });

  it('is a room by its id or by the class of the chat', () => {
    show(chats('@@1', '', '群', '@@1'));
    expect(wechatWeb.read(document)).toMatchObject({ contact: { kind: 'room' } });
    show(chats(ID, '', '群', ID, 'chatRoom'));
    expect(wechatWeb.read(document)).toMatchObject({ contact: { kind: 'room' } });
  });

  it.each([
    ['the contacts tab is shown', `<div id="J_NavChatScrollBody" data-username="${ID}"></div>`, { kind: 'none', why: 'elsewhere' }],
    ['nothing was chosen', chats('', '', '', ''), { kind: 'none', why: 'nothing-open' }],
  ])('is none when %s', (_, html, state) => {
    show(html);
    expect(wechatWeb.read(document)).toEqual(state);
  });
});

describe('a page that is not understood', () => {
  it('is told with the selector that found nothing', () => {
    show('<div id="chatArea"></div>');
    expect(wechatWeb.read(document)).toEqual({ kind: 'unreadable', missing: ['#J_NavChatScrollBody'] });
    show(`<div id="J_NavChatScrollBody" data-username="${ID}"></div><div id="chatArea"></div>`);
    expect(wechatWeb.read(document)).toEqual({ kind: 'unreadable', missing: ['.title_wrap .title_name'] });
  });
});

describe('the rows of the list', () => {
  it('are read with whom they show, those without a name left out', () => {
    show(chats(ID, row(ID, '张伟') + row('@@room', '群', 8) + row('filehelper', '文件传输助手', 9) + row(OTHER, ''), '张伟', ID));
    const rows = wechatWeb.rows(document.body).map(({ contact }) => [contact.name, contact.kind, contact.avatar]);
    expect(rows).toEqual([
      ['张伟', 'person', '7'],
      ['群', 'room', '8'],
      ['文件传输助手', 'service', '9'],
    ]);
  });

  it('include the part itself', () => {
    show(row(ID, '张伟'));
    expect(wechatWeb.rows(document.querySelector('.chat_item')!)).toHaveLength(1);
  });
});
