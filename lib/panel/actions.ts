import { browser } from 'wxt/browser';
import type { BesideChange } from '../model/beside';
import { teachAddress } from '../model/chat-pages';
import type { Contact } from '../model/contact';
import type { CustomerRef } from '../model/customer';
import type { Base, Change, Intent } from '../model/edit';
import type { Counts } from '../model/former';
import { toProblem, type Problem } from '../model/problem';
import type { Order, QuestionName } from '../model/questions';
import type { Preferences } from '../model/settings';
import { call } from '../wire/bus';
import { showOwnPage } from '../wire/own-page';
import type { Ask, CallName } from '../wire/protocol';
import { allowSignIn } from './permission';
import { createFollowUpShelf } from './follow-up-shelf';
import { showChatPage } from './show-chat-page';
import { openContact, type PanelStore } from './store';
import { submit } from './submit';
import type { submitAlso } from './submit-also';
import { loadTagMatcher } from './tag-matcher';

/** The panel's actions, as calls to the worker; their results arrive as state. */
export function createActions(store: PanelStore) {
  const withContact = (ask: (contact: Contact) => void) => {
    const contact = openContact(store.getState());
    if (contact) ask(contact);
  };
  return {
    lookUpAgain: async (connection: string) => {
      const contact = openContact(store.getState());
      if (contact) await call('lookUpAgain', { contact, connection }).catch(() => undefined);
    },
    choose: (refs: CustomerRef[], agreed?: true) => withContact((contact) => tell('choose', { contact, refs: refs.map(refOf), agreed })),
    refuse: (refs: CustomerRef[]) => withContact((contact) => tell('refuse', { contact, refs: refs.map(refOf) })),
    takeBack: () => withContact((contact) => tell('takeBack', { contact })),
    unlink: (connection: string) => withContact((contact) => tell('unlink', { contact, connection })),
    addCustomer: (
      connection: string,
      customer: Ask<'addCustomer'>['customer'],
      once: string = crypto.randomUUID(),
      despite?: Ask<'addCustomer'>['despite'],
    ) => problemOf(call('addCustomer', { key: once, contact: openContact(store.getState()), connection, customer, despite })),
    alike: (connection: string, customer: Ask<'alike'>['customer']) => call('alike', { connection, customer }),
    submit: (ref: CustomerRef, change: Intent, seen?: Base, once?: string) => problemOf(submit(store, ref, change, seen, once)),
    ...createAlsoWriter(store),
    prefer: (change: Partial<Preferences>) => problemOf(call('savePreferences', { ...store.getState().preferences, ...change })),
    retry: (edit: string) => tell('retry', { edit }),
    discard: (edit: string) => tell('discard', { edit }),
    undo: (edit: string) => problemOf(call('undo', { edit })),
    resolve: (edit: string, change: Change) => tell('resolve', { edit, change }),
    ask: <Q extends QuestionName>(question: Q, asked: Ask<Q>) => call(question, asked),
    order: <O extends Order>(order: O, asked: Ask<O>) => problemOf(call(order, asked)),
    loadTags: (connection: string) => Promise.all([call('tags', { connection }), loadTagMatcher()]).then(([groups]) => groups),
    searchLocal: (query: string, from: number, to?: number) => call('searchLocal', { query: query.slice(0, 100), from, to }),
    openCustomer: async (ref: CustomerRef) => void (await call('openCustomer', refOf(ref))),
    search: (connection: string, query: Ask<'search'>['query'], page: string | null) => call('search', { connection, query, page }),
    exportSearch: (connection: string, query: Ask<'search'>['query'], headings: string[], fileName: string) =>
      problemOf(call('exportSearch', { connection, query }).then((lines) => handOver([headings, ...lines], fileName))),
    countAbout: (ref: CustomerRef) => counted(call('countAbout', { ref: refOf(ref) })),
    removeCustomer: (ref: CustomerRef, loses: Counts) => problemOf(call('removeCustomer', { ref: refOf(ref), loses })),
    ...createFollowUpShelf(store, Date.now),
    reminderDone: (reminder: string) => tell('reminderDone', { reminder }),
    openBeside: (ref: CustomerRef) => tell('openBeside', refOf(ref)),
    changeBeside: (ref: CustomerRef, change: BesideChange) => problemOf(call('changeBeside', { ref: refOf(ref), change })),
    loadBesideTags: () => Promise.all([call('besideTags', null), loadTagMatcher()]).then(([groups]) => groups),
    chatNumbers: async () => {
      const contact = openContact(store.getState());
      return contact ? call('chatNumbers', { contact }) : [];
    },
    loadReplies: () => call('replies', null),
    remindLater: (reminder: string, at: number) => tell('remindLater', { reminder, at }),
    chatWith: async (ref: CustomerRef) => (await import('./chat-with')).chatWith(store, ref),
    copy: (text: string) => void navigator.clipboard.writeText(text),
    takeWanted: (at: number) => {
      const { window } = store.getState();
      if (window !== null) tell('takeWanted', { window, at });
    },
    tryStorage: () => tell('hello', null),
    openOptions: () => void browser.runtime.openOptionsPage(),
    showCustomers: (view: string) => void showOwnPage('/customers.html', `#${view}`),
    oldBackup: async () => (await import('./old-backup')).oldBackup(),
    openChatPage: () => void showChatPage(store.getState()),
    teachPage: () => void pageOf(store.getState().tab).then((page) => showOwnPage('/options.html', teachAddress(page))),
    unlock: (passphrase: string) => problemOf(call('unlock', { passphrase })),
    signInAgain: (connection: string) => {
      const { signsIn } = store.getState().connections.find(({ id }) => id === connection) ?? {};
      // The browser grants the right only in the turn of the press.
      if (signsIn) void allowSignIn().then(() => tell('signInAgain', { connection }));
      else tell('signInAgain', { connection });
    },
  };
}

/** The address of a tab's page, where the browser tells it: it does after a press on the toolbar's button, or where Kebian may read the page. */
async function pageOf(tab: number | null): Promise<string | null> {
  const found = tab === null ? undefined : await browser.tabs.get(tab).catch(() => undefined);
  return found?.url ?? null;
}

/**
 * Writes to the other CRMs of a person. Its code is loaded when the person chooses to write to all, and kept: a page that is closing can send what
 * was typed last, but cannot load code.
 */
function createAlsoWriter(store: PanelStore) {
  let held: typeof submitAlso | undefined;
  const load = async () => (held ??= (await import('./submit-also')).submitAlso);
  return {
    loadSubmitAlso: () => void load(),
    submitAlso: async (refs: CustomerRef[], change: Change) => (held ?? (await load()))(store, refs, change),
  };
}

/** The reference alone: the worker accepts nothing else of a customer. */
function refOf({ connection, id }: CustomerRef): CustomerRef {
  return { connection, id };
}

/** A call without a result: a failure arrives as state of its contact or connection. */
function tell<K extends CallName>(name: K, ask: Ask<K>): void {
  void call(name, ask).catch(() => undefined);
}

/** Null if the call succeeded, else its Problem. */
export function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  return asked.then(
    () => null,
    (thrown) => toProblem(thrown, 'panel'),
  );
}

/** The counts, or the Problem that prevents counting. */
export function counted(asked: Promise<Counts>): Promise<Counts | Problem> {
  return asked.catch((thrown) => toProblem(thrown, 'panel'));
}

/** Loaded when it is used, which is seldom. */
async function handOver(lines: string[][], fileName: string): Promise<void> {
  const [{ csvText }, { download }] = await Promise.all([import('../model/csv'), import('./download')]);
  download(csvText(lines), 'text/csv', fileName);
}
