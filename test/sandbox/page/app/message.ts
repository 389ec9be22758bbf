import { clock } from './clock.ts';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { messageHtml } from './names.ts';

/** Kinds of message, numbered as the server numbers them. */
export const MSGTYPE_TEXT = 1;
export const MSGTYPE_SYS = 10_000;

/** A message as the page's own script keeps it. */
export interface Message {
  MsgId: string;
  MsgType: number;
  SubMsgType: number;
  FromUserName: string;
  ToUserName: string;
  Content: string;
  MMActualSender: string;
  MMPeerUserName: string;
  MMActualContent: string;
  MMDigest: string;
  MMIsSend: boolean;
  MMIsChatRoom: boolean;
  /** The time above the message, '' when it follows closely on the one before. */
  MMTime: string;
  MMStatus: number;
  minute: number;
}

export interface Said {
  text: string;
  /** Id of whoever said it. */
  sender: string;
  minute: number;
  type?: number;
}

let lastId = 0;

/** Puts words into the page's form. `before` is the message above it, if any. */
export function createMessage(peer: Contact, said: Said, before: Message | undefined): Message {
  const mine = said.sender === contacts.account.UserName;
  const html = messageHtml(said.text);
  return {
    MsgId: String(4_096_000_000_000_000_000n + BigInt(++lastId) * 7_919n),
    MsgType: said.type ?? MSGTYPE_TEXT,
    SubMsgType: 0,
    FromUserName: mine ? said.sender : peer.UserName,
    ToUserName: mine ? peer.UserName : contacts.account.UserName,
    Content: html,
    MMActualSender: said.sender,
    MMPeerUserName: peer.UserName,
    MMActualContent: html,
    MMDigest: digest(peer, said, html),
    MMIsSend: mine,
    MMIsChatRoom: peer.isRoomContact(),
    MMTime: !before || said.minute - before.minute > 5 ? clock.shown(said.minute) : '',
    MMStatus: 2,
    minute: said.minute,
  };
}

function digest(peer: Contact, said: Said, html: string): string {
  const speaker = contacts.getContact(said.sender);
  if (!peer.isRoomContact() || !speaker || speaker.isSelf()) return html;
  return `${speaker.getDisplayName()}:${html}`;
}
