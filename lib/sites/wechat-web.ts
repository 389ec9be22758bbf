import { WECHAT_WEB } from '../model/chat-pages';
import type { ChatState, Contact, ContactKind } from '../model/contact';
import { shownText } from './shown-text';
import type { Row, Site } from './site';

/**
 * Selectors, tried in order; each with the dates of the pages on which it was seen. They are the same on every saved copy of the page between
 * the two dates.
 */
const CHAT_AREA = ['#chatArea']; // 2016-11-09 to 2022-03-01
const TITLE = ['.title_wrap .title_name', '.title_name']; // 2016-11-09 to 2022-03-01
const TITLE_BAR = ['.box_hd', '.title_wrap']; // 2016-11-09 to 2022-03-01
const CHAT_LIST = ['#J_NavChatScrollBody', '.chat_list[data-username]']; // 2016-11-09 to 2022-03-01
const CHAT_BODY = ['.chat_bd[data-cm]']; // 2016-11-09 to 2022-03-01
const ROW = '.chat_item[data-username]'; // 2016-11-09 to 2022-03-01
const ROW_NAME = ['.nickname_text']; // 2016-11-09 to 2022-03-01
const MESSAGE = '.js_message_plain'; // 2016-11-09 to 2022-03-01
const SIGN_IN = ['.login .login_box', '.login']; // 2016-11-09 to 2022-03-01
const CODE = ['.login .qrcode:not(.hide)', '.login .association.show']; // 2016-11-09 to 2022-03-01; the second from 2017 on
const SCANNED = ['.login .avatar.show']; // 2016-11-09 to 2022-03-01
/** The texts of a page that signs in while its QR code is still visible. */
const SIGNING_IN = /登[录錄]中|正在登|ing in/;
const READER = ['#reader', '.read_list_header']; // 2016-11-09 to 2022-03-01

/** WeChat's own accounts have a plain word as id at every login; people and groups have a hash after @ or @@. */
const ROOM_ID = /^@@|@chatroom$/;
const PERSON_ID = /^@/;

/** WeChat in the browser: wx.qq.com and its sister hosts. */
export const wechatWeb: Site = {
  id: WECHAT_WEB.id,
  matches: WECHAT_WEB.matches,
  read,
  idIn: idOf,
  watched: ['data-username'],
  isStarting: (page) =>
    isSignedOut(page) &&
    (!(page.body.classList.contains('unlogin') && first(page, CODE)) || SIGNING_IN.test(first(page, SIGN_IN)?.textContent ?? '')),
  isLoaded: (page) => page.body.classList.contains('loaded') && !isSignedOut(page),
  isScanned: (page) => page.body.classList.contains('unlogin') && first(page, SCANNED) !== null,
  rows: (part) => [...(part.matches(ROW) ? [part] : []), ...part.querySelectorAll(ROW)].flatMap(rowOf),
  messages: (page) => first(page, CHAT_AREA)?.querySelectorAll(MESSAGE) ?? [],
  anchors: (page) => ({ title: first(first(page, CHAT_AREA), TITLE), bar: first(first(page, CHAT_AREA), TITLE_BAR) }),
};

/**
 * The open chat, by the page's own rule for sending a file: the title's id must be present and equal to the id that the chat list marks as
 * current. While they differ, the page is changing to another chat.
 */
function read(page: Document): ChatState {
  if (isSignedOut(page)) return { kind: 'none', why: 'signed-out' };
  const list = first(page, CHAT_LIST);
  const area = first(page, CHAT_AREA);
  if (!list) return { kind: 'unreadable', missing: [CHAT_LIST[0]!] };
  // The contacts tab and the reading tab replace the chat; the list still marks the old one as current.
  if (!area) return { kind: 'none', why: first(page, READER) ? 'reading' : 'elsewhere' };
  const title = first(area, TITLE);
  if (!title) return { kind: 'unreadable', missing: [TITLE[0]!] };
  return chatState(title, list, area);
}

function chatState(title: Element, list: Element, area: Element): ChatState {
  const id = idOf(title);
  const name = shownText(title);
  // A contact's name may be unreadable: only the id tells whether a chat is open.
  if (!id) return { kind: 'none', why: 'nothing-open' };
  const current = idOf(list) ?? idInBody(area);
  if (current === null) return { kind: 'unreadable', missing: [`${CHAT_LIST[0]}[data-username]`] };
  if (current !== id) return { kind: 'switching' };
  return { kind: 'chat', contact: contact(id, name, list, area) };
}

function contact(id: string, name: string, list: Element, area: Element): Contact {
  return { site: wechatWeb.id, id, name, kind: kindOf(id, area), avatar: avatarOf(id, list) };
}

function kindOf(id: string, area: Element): ContactKind {
  if (ROOM_ID.test(id) || area.classList.contains('chatRoom')) return 'room';
  return PERSON_ID.test(id) ? 'person' : 'service';
}

function rowOf(element: Element): Row[] {
  const id = idOf(element);
  const title = first(element, ROW_NAME);
  const name = title && shownText(title);
  if (!id || !name || !(element instanceof HTMLElement)) return [];
  const kind = ROOM_ID.test(id) ? 'room' : PERSON_ID.test(id) ? 'person' : 'service';
  const picture = element.querySelector<HTMLElement>(':scope > .avatar');
  return [{ element, contact: { site: wechatWeb.id, id, name, kind, avatar: pictureIn(element) }, ...(picture && { picture }) }];
}

/** The picture's sequence number, while the row is on screen; 0 is the number of all contacts without a picture. */
function avatarOf(id: string, list: Element): string | null {
  // Called at every change of the page: usually the row that the page has marked is the right one.
  const marked = list.querySelector('.chat_item.active');
  if (marked && idOf(marked) === id) return pictureIn(marked);
  // The list only has the rows that fit on screen. Ids are compared, never written into a selector.
  const row = [...list.querySelectorAll(ROW)].find((one) => idOf(one) === id);
  return row ? pictureIn(row) : null;
}

function pictureIn(row: Element): string | null {
  return sequenceOf(row.querySelector('.avatar img'));
}

function sequenceOf(picture: Element | null): string | null {
  const address = picture?.getAttribute('mm-src') ?? picture?.getAttribute('src') ?? '';
  return /[?&]seq=([1-9]\d*)/.exec(address)?.[1] ?? null;
}

function isSignedOut(page: Document): boolean {
  if (page.body.classList.contains('unlogin')) return true;
  return !page.body.classList.contains('loaded') && first(page, SIGN_IN) !== null;
}

/** The attribute's value; null where it is missing. An unrendered template counts as empty. */
function idOf(element: Element): string | null {
  const id = element.getAttribute('data-username');
  return id?.includes('{{') ? '' : id;
}

/** A third copy of the id, for pages whose list did not carry it (2016-11-09). */
function idInBody(area: Element): string | null {
  const data = first(area, CHAT_BODY)?.getAttribute('data-cm');
  return data ? (/"username":"([^"]*)"/.exec(data)?.[1] ?? null) : null;
}

function first(within: Document | Element | null, selectors: string[]): Element | null {
  for (const selector of selectors) {
    const found = within?.querySelector(selector);
    if (found) return found;
  }
  return null;
}
