/**
 * WeChat's page as it was on 2022-03-01, written anew from notes on its markup: only what can be told apart by a reader, with the
 * class names, attributes and states of the page itself.
 */
export interface Shown {
  /** The id that the title carries; '' when nobody is open. */
  id: string;
  /** The title's markup as the page would insert it. */
  name: string;
  /** The id that the chat list calls current; the title's unless told. */
  current?: string;
  seq?: number | null;
  room?: boolean;
  noChoose?: boolean;
}

/** A chat is open. */
export function chatPage({ id, name, current = id, seq = null, room = false, noChoose = false }: Shown): void {
  document.body.className = 'loaded';
  document.body.innerHTML = `${listOf(current, seq)}<div ui-view="contentView">${areaOf({ id, name, current, room, noChoose })}</div>`;
}

/** Signed in, and nobody is open yet, or whoever was open has been deleted. */
export function emptyPage(current = ''): void {
  chatPage({ id: '', name: '', current, noChoose: true });
}

/** The QR code; the chat area is there already. */
export function signInPage(): void {
  emptyPage();
  document.body.className = 'loaded unlogin';
  document.body.insertAdjacentHTML('afterbegin', '<div class="login"><div class="login_box"><div class="qrcode"></div></div></div>');
}

/** The contacts tab: the chat area is gone, the list goes on naming the old chat, and somebody else's card may be seen. */
export function contactsPage(current: string): void {
  document.body.className = 'loaded';
  const card = '<div class="box"><div class="profile"><h4 class="nickname">别人</h4></div></div>';
  document.body.innerHTML = `${listOf(current, 5)}<div ui-view="contentView">${card}</div>`;
}

/** A search result, a notification or "send a message" was clicked: the chat area is another node than before. */
export function openByReplacing(shown: Shown): void {
  const { id, name, current = id, room = false, noChoose = false } = shown;
  document.querySelector('#J_NavChatScrollBody')!.setAttribute('data-username', current);
  document.querySelector('[ui-view]')!.innerHTML = areaOf({ id, name, current, room, noChoose });
}

/** A row was clicked: the same nodes, everything changes in one batch. */
export function openByRow({ id, name }: { id: string; name: string }): void {
  const title = document.querySelector('.title_name')!;
  title.setAttribute('data-username', id);
  title.innerHTML = name;
  document.querySelector('#J_NavChatScrollBody')!.setAttribute('data-username', id);
  document.querySelector('.chat_bd')!.setAttribute('data-cm', JSON.stringify({ type: 'clean', username: id }));
}

/** Whether the row of the open chat is on screen: the list holds only what is. */
export function showRow(seq: number | null): void {
  const list = document.querySelector('#J_NavChatScrollBody')!;
  list.innerHTML = rowsOf(list.getAttribute('data-username')!, seq);
}

/** The picture that the page makes of an emoji. */
export function emoji(code: string): string {
  return `<img class="emoji emoji${code}" text="_web" src="/zh_CN/htmledition/v2/images/spacer.gif">`;
}

function listOf(current: string, seq: number | null): string {
  const rows = rowsOf(current, seq);
  return `<div id="J_NavChatScrollBody" class="chat_list scrollbar-dynamic" data-username="${current}">${rows}</div>`;
}

function rowsOf(current: string, seq: number | null): string {
  const other = rowOf('@other', 1, '');
  return `<div mm-repeat="chatContact in chatList">${seq === null ? '' : rowOf(current, seq, ' active')}${other}</div>`;
}

function rowOf(id: string, seq: number, active: string): string {
  const picture = `<img class="img" mm-src="/cgi-bin/mmwebwx-bin/webwxgeticon?seq=${seq}&username=${id}&skey=">`;
  return `<div class="chat_item slide-left${active}" data-username="${id}"><div class="avatar">${picture}</div></div>`;
}

function areaOf({ id, name, current, room, noChoose }: Required<Omit<Shown, 'seq'>>): string {
  const title = `<div class="title poi"><a class="title_name ng-binding" data-username="${id}">${name}</a></div>`;
  return (
    `<div id="chatArea" class="box chat${room ? ' chatRoom' : ''}${noChoose ? ' no-choose' : ''}">` +
    `<div class="box_hd"><div class="title_wrap">${title}</div></div>` +
    `<div class="box_bd chat_bd scrollbar-dynamic" data-cm='{"type":"clean","username":"${current}"}'></div></div>`
  );
}
