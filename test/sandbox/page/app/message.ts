import { clock } from './clock.ts';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { messageHtml } from './names.ts';

/** The server's numbers of a kind of message: the kind, within it, and for what apps send. */
interface Numbers {
  MsgType: number;
  SubMsgType?: number;
  AppMsgType?: number;
  /** What the list says of it; its text unless told. */
  digest?: string;
}

/** Every kind of message that the page lays out in a way of its own, numbered as the server numbers them. */
export const KINDS = {
  text: { MsgType: 1 },
  /** What it answers stands above a rule, all in one text. */
  quoted: { MsgType: 1 },
  location: { MsgType: 1, SubMsgType: 48, digest: '[位置]' },
  picture: { MsgType: 3, digest: '[图片]' },
  voice: { MsgType: 34, digest: '[语音]' },
  'friend-request': { MsgType: 37, digest: '[朋友验证]' },
  card: { MsgType: 42, digest: '[名片]' },
  video: { MsgType: 43, digest: '[视频]' },
  sticker: { MsgType: 47, digest: '[动画表情]' },
  'short-video': { MsgType: 62, digest: '[小视频]' },
  link: { MsgType: 49, AppMsgType: 5, digest: '[链接]' },
  file: { MsgType: 49, AppMsgType: 6, digest: '[文件]' },
  news: { MsgType: 49, AppMsgType: 1, digest: '[图文]' },
  'red-packet': { MsgType: 49, AppMsgType: 2001, digest: '[红包]' },
  /** A kind that the web page does not know comes as a text that says so. */
  unsupported: { MsgType: 1 },
  system: { MsgType: 10_000 },
} as const satisfies Record<string, Numbers>;

export type MessageKind = keyof typeof KINDS;

/** A message as the page's own script keeps it. */
export interface Message {
  MsgId: string;
  MsgType: number;
  SubMsgType: number;
  AppMsgType: number;
  FromUserName: string;
  ToUserName: string;
  Content: string;
  /** What a file or a link is called. */
  FileName: string;
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
  kind?: MessageKind;
}

let lastId = 0;

/** Puts words into the page's form. `before` is the message above it, if any. */
export function createMessage(peer: Contact, said: Said, before: Message | undefined): Message {
  const mine = said.sender === contacts.account.UserName;
  const kind = said.kind ?? 'text';
  const numbers: Numbers = KINDS[kind];
  const html = messageHtml(textOf(kind, said.text));
  return {
    MsgId: String(4_096_000_000_000_000_000n + BigInt(++lastId) * 7_919n),
    MsgType: numbers.MsgType,
    SubMsgType: numbers.SubMsgType ?? 0,
    AppMsgType: numbers.AppMsgType ?? 0,
    FromUserName: mine ? said.sender : peer.UserName,
    ToUserName: mine ? peer.UserName : contacts.account.UserName,
    Content: html,
    FileName: said.text,
    MMActualSender: said.sender,
    MMPeerUserName: peer.UserName,
    MMActualContent: html,
    MMDigest: digest(peer, said, numbers.digest ?? html),
    MMIsSend: mine,
    MMIsChatRoom: peer.isRoomContact(),
    MMTime: !before || said.minute - before.minute > 5 ? clock.shown(said.minute) : '',
    MMStatus: 2,
    minute: said.minute,
  };
}

function textOf(kind: MessageKind, text: string): string {
  if (kind === 'quoted') return `「${text}」\n- - - - - - - - - - - - - - -\n好的，收到`;
  return kind === 'unsupported' ? `[${text}，请在手机上查看]` : text;
}

function digest(peer: Contact, said: Said, html: string): string {
  const speaker = contacts.getContact(said.sender);
  if (!peer.isRoomContact() || !speaker || speaker.isSelf()) return html;
  return `${speaker.getDisplayName()}:${html}`;
}
