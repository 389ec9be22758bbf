import type { Person } from '../people.ts';
import type { MessageKind } from './app/message.ts';

/**
 * What a test can do with the chat page, as `window.sandbox`. People are named by their sandbox key. Every promise
 * resolves when the page's own update is in the document.
 */
export interface Driver {
  /** Signs in within the same document, under new ids; the same seed gives the same ids. Nothing is open afterwards. */
  signIn(seed?: string): Promise<void>;
  /** The phone reads the QR code. */
  scan(): Promise<void>;
  /** The phone confirms and the login succeeds; with an address the page moves on there instead, in a task of its own. */
  confirm(movesTo?: string): void;
  /** The phone confirms and WeChat refuses (ret 1203): a dialog, then the page loads itself again, in a task of its own. */
  refuseLogin(): void;
  /** The code has become too old, scanned or not: the page loads itself again, in a task of its own. */
  expireCode(): void;
  /** A form leaves for the server, which leads to the QR code in another document, in a task of its own. */
  signOut(): void;
  /** Clicks the row, after going to the chat tab and scrolling the list to it where that is needed. */
  openByRow(key: string): Promise<void>;
  /** Types the name into the search box and clicks the result. */
  openBySearch(key: string): Promise<void>;
  /** Clicks 发消息 on the card in the contacts tab. */
  openFromCard(key: string): Promise<void>;
  /** As a click on a desktop notification does. */
  openByNotification(key: string): Promise<void>;
  /** Presses an arrow key `times` times, `intervalMs` apart; resolves when the chat has followed. */
  pressKeys(direction: 'up' | 'down', times: number, intervalMs: number): Promise<void>;
  /** Goes to the contacts tab and, with a key, shows that person's card. */
  openContactsTab(cardOf?: string): Promise<void>;
  openReadTab(): Promise<void>;
  backToChats(): Promise<void>;
  /** A message comes in, a text unless told; in a room from its first member. */
  receive(key: string, text: string, kind?: MessageKind): Promise<void>;
  /** Whether the chat's messages are announced is switched on the phone. */
  mute(key: string, muted?: boolean): Promise<void>;
  /** Types into the composer of the open chat and presses 发送. */
  send(text: string): Promise<void>;
  /** The remark is edited on the phone; '' removes it. */
  editRemark(key: string, remark: string): Promise<void>;
  /** The contact of the open chat is deleted on the phone. */
  deleteActive(): Promise<void>;
  /** A new friend or room; `memberCount` above the members given means that the server has not named them yet. */
  addContact(person: Person, options?: { memberCount?: number }): Promise<void>;
  /** Scrolls the chat list by so many pixels. */
  scrollList(pixels: number): Promise<void>;
  /** Scrolls the messages of the open chat by so many pixels. */
  scrollMessages(pixels: number): Promise<void>;
  /** So many messages from the people at the top of the list, one after the other, each an update of its own. */
  burst(messages: number): Promise<void>;
  /** Opens the little card of whoever sent the last message. */
  openProfilePopup(): Promise<void>;
  /** The page's id of somebody in this login. */
  idOf(key: string): string;
  /** Who really gets what is typed: the truth to compare a reader with. Null with no chat on screen. `name` is plain text. */
  current(): { id: string; name: string; key: string } | null;
}

declare global {
  interface Window {
    sandbox: Driver;
  }
}
