import { browser } from 'wxt/browser';
import type { Contact } from '../model/contact';
import { refKey, type CustomerRef } from '../model/customer';
import type { Change } from '../model/edit';
import { toProblem, type Problem } from '../model/problem';
import { call } from '../wire/bus';
import type { Answer, Ask, CallName } from '../wire/protocol';
import { openContact, type PanelStore } from './store';

/** Where "open the chat page" leads. */
const CHAT_PAGE = 'https://wx.qq.com/';

/** What a person can ask for in the panel, as calls to the worker. What comes of it arrives as state. */
export function createActions(store: PanelStore) {
  const withContact = (ask: (contact: Contact) => void) => {
    const contact = openContact(store.getState());
    if (contact) ask(contact);
  };
  return {
    lookUpAgain: (connection: string) => withContact((contact) => tell('lookUpAgain', { contact, connection })),
    choose: (ref: CustomerRef) => withContact((contact) => tell('choose', { contact, ref })),
    refuse: (ref: CustomerRef) => withContact((contact) => tell('refuse', { contact, ref })),
    unlink: (connection: string) => withContact((contact) => tell('unlink', { contact, connection })),
    addCustomer: (connection: string, customer: Ask<'addCustomer'>['customer']) =>
      problemOf(call('addCustomer', { contact: openContact(store.getState()), connection, customer })),
    submit: (ref: CustomerRef, change: Change) =>
      problemOf(call('submit', { edit: crypto.randomUUID(), ref, change, base: baseOf(store, ref, change) })),
    retry: (edit: string) => tell('retry', { edit }),
    discard: (edit: string) => tell('discard', { edit }),
    undo: (edit: string) => tell('discard', { edit }),
    loadTags: (connection: string) => call('tags', { connection }),
    search: (connection: string, query: string, page: string | null) => call('search', { connection, query, page }),
    copy: (text: string) => void navigator.clipboard.writeText(text),
    openOptions: () => void browser.runtime.openOptionsPage(),
    openChatPage: () => void browser.tabs.create({ url: CHAT_PAGE }),
    signInAgain: (connection: string) => tell('signInAgain', { connection }),
  };
}

/** A call without a result to wait for: what goes wrong with it is shown as state of its contact or connection. */
function tell<K extends CallName>(name: K, ask: Ask<K>): void {
  void call(name, ask).catch(() => undefined);
}

/** Null when the call was accepted, or what is in the way. */
export function problemOf(asked: Promise<Answer<CallName>>): Promise<Problem | null> {
  return asked.then(
    () => null,
    (thrown) => toProblem(thrown, 'panel'),
  );
}

/** What the person saw when they made the change. */
function baseOf(store: PanelStore, ref: CustomerRef, change: Change): string | null {
  if (change.kind !== 'remark') return null;
  return store.getState().customers.get(refKey(ref))?.customer.remark ?? null;
}
