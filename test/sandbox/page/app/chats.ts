import type { Person } from '../../people.ts';
import { personOf } from './cast.ts';
import { clock } from './clock.ts';
import type { Contact } from './contact.ts';
import { contacts } from './contacts.ts';
import { createMessage, type Message, type MessageKind } from './message.ts';
import { talkWith } from './talk.ts';

/** The chats of this login: which there are, what was said in each, and which one gets what is typed. */
export const chats = {
  list: [] as Contact[],
  content: {} as Record<string, Message[]>,
  current: '',

  /** Fills the list; the first of `open` talked last, everybody else longer ago. */
  fill(open: Contact[]) {
    this.forget();
    open.forEach((contact, index) => this.recall(contact, clock.minute - index * 7));
    this.list = [...open];
    this.getChatList();
  },

  forget() {
    this.list = [];
    this.content = {};
    this.current = '';
  },

  /** Brings back what was said with somebody up to `minute`. */
  recall(contact: Contact, minute: number) {
    const lines = talkWith(personOf(contact));
    const messages: Message[] = (this.content[contact.UserName] = []);
    for (const line of lines) {
      const sender = line.mine ? contacts.account.UserName : (contact.MemberList[line.speaker]?.UserName ?? contact.UserName);
      messages.push(createMessage(contact, { text: line.text, sender, minute: minute - line.minutesAgo }, messages.at(-1)));
    }
    this.summarise(contact);
  },

  /** Pinned chats first, then by the time of the last message: the same array, sorted anew. */
  getChatList(): Contact[] {
    this.list.sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.lastMinute - a.lastMinute);
    return this.list;
  },

  getCurrentUserName(): string {
    return this.current;
  },

  /** Chooses who gets what is typed; an id that is not in the list yet comes into it. */
  setCurrentUserName(id: string) {
    this.current = id;
    const contact = contacts.getContact(id);
    if (!contact) return;
    contact.NoticeCount = 0;
    if (!this.list.includes(contact)) this.list.push(contact);
  },

  messagesOf(id: string): Message[] {
    return (this.content[id] ??= []);
  },

  /** Adds what somebody said just now; chats that are not open count it as unread. */
  say(contact: Contact, text: string, sender: string, kind: MessageKind = 'text') {
    const messages = this.messagesOf(contact.UserName);
    const said = { text, sender, minute: clock.next(), kind };
    messages.push(createMessage(contact, said, messages.at(-1)));
    if (sender !== contacts.account.UserName && contact.UserName !== this.current) contact.NoticeCount++;
    if (!this.list.includes(contact)) this.list.push(contact);
    this.summarise(contact);
    this.getChatList();
  },

  /** A new friend: known from now on, and at the top of the list with the phone's own first line. */
  welcome(person: Person, memberCount?: number): Contact {
    const contact = contacts.add(person, memberCount);
    this.say(contact, '你们已经是朋友了，现在可以开始聊天了。', contact.UserName, 'system');
    return contact;
  },

  /** The contact is gone from the phone: out of the list, and whoever had the chat open has nothing open. */
  deleteChat(id: string) {
    this.list = this.list.filter((contact) => contact.UserName !== id);
    delete this.content[id];
    contacts.remove(id);
    if (this.current === id) this.setCurrentUserName('');
  },

  unread(): number {
    return this.list.reduce((sum, contact) => sum + contact.NoticeCount, 0);
  },

  summarise(contact: Contact) {
    const last = this.messagesOf(contact.UserName).at(-1);
    if (!last) return;
    contact.lastMinute = last.minute;
    contact.MMDigest = last.MMDigest;
    contact.MMDigestTime = clock.shown(last.minute);
  },
};
