import { browser } from 'wxt/browser';
import { contactKey, sameContact, type Contact } from '../model/contact';
import { refKey, sameRef, type CustomerRef } from '../model/customer';
import type { Base, Change, Intent } from '../model/edit';
import type { Card, PopoverView } from '../model/view';
import { call } from '../wire/bus';
import { cardOf, type KindsWhere } from '../wire/item-cards';
import { partsOf } from '../wire/item-keys';
import { item, type StateChange, type StateKey } from '../wire/items';
import { readState, watchState } from '../wire/state';
import { problemOf } from './actions';
import type { createDrafts } from './drafts';
import { takeState, type PanelState, type PanelStore } from './store';
import { submit } from './submit';
import { loadTagMatcher } from './tag-matcher';
import { lastMadeOf } from './view';

/** Mirrors the worker's state of the popover's contact, and of no other, in the store. */
export async function followOne(store: PanelStore, { tab, contact }: PopoverView): Promise<void> {
  const answer = `answer:${contactKey(contact)}` as const;
  const own: { [K in KindsWhere<'popover', 'own'>]: (key: string) => boolean } = {
    answer: (key) => key === answer,
    chat: (key) => key === `chat:${tab}`,
    customer: (key) => customersIn(store, answer).includes(key),
    draft: (key) => customersIn(store, answer).some((customer) => key.endsWith(` ${customer.slice('customer:'.length)}`)),
  };
  const isOwn = (key: string) => {
    const { popover } = cardOf(key);
    return popover === 'all' || (popover === 'own' && own[partsOf(key)[0] as 'chat'](key));
  };
  const take = async (change: StateChange) => {
    if (answer in change) takeState(store, item(answer, change[answer]));
    takeState(store, only(change, isOwn));
    // A customer may have come before the answer that names them.
    const missing = customersIn(store, answer).filter((name) => !store.getState().customers.has(name.slice('customer:'.length)));
    if (missing.length > 0) takeState(store, await readState(missing as StateKey[]));
  };
  const told = new Set<string>();
  watchState((change) => {
    for (const name of Object.keys(change)) told.add(name);
    void take(change);
  });
  const state = await readState();
  await take(only(state, (name) => !told.has(name)));
  store.setState({ tab, started: true });
}

/** What the panel's state is taken for: the contact may be called otherwise by now, but the popover stays with the name and answer it was opened for. */
export function asOpened({ tab, contact }: PopoverView): Pick<PanelState, 'chats'> {
  return { chats: new Map([[tab, { state: { kind: 'chat', contact }, window: -1 }]]) };
}

/** Whether the chat still shows whom the popover is for, under whatever name; it never switches to another contact. */
export function isStill({ contact }: PopoverView, open: Contact | null): boolean {
  return open !== null && sameContact(open, contact);
}

function only(change: StateChange, wanted: (name: string) => boolean): StateChange {
  return Object.fromEntries(Object.entries(change).filter(([name]) => wanted(name))) as StateChange;
}

function customersIn(store: PanelStore, answer: string): string[] {
  const findings = store.getState().answers.get(answer.slice('answer:'.length))?.findings ?? [];
  return findings.flatMap(({ candidates }) => candidates.map(({ ref }) => `customer:${refKey(ref)}`));
}

/** The edit that was made last, where it was made to the customer on the card: others are none of this frame's business. */
export function lastMadeTo(card: Card | null, state: PanelState): ReturnType<typeof lastMadeOf> {
  const last = lastMadeOf(state);
  return card?.body.kind === 'found' && last && sameRef(last.edit.ref, card.body.customer) ? { ...last, also: [] } : null;
}

/** What a person can do in a popover; the worker lets it do no more. */
export function createPopoverActions(store: PanelStore, tab: number, drafts: ReturnType<typeof createDrafts>) {
  const handingOver = new Set<Promise<unknown>>();
  const handOver = <T>(edit: Promise<T>): Promise<T> => {
    handingOver.add(edit);
    return edit.finally(() => handingOver.delete(edit));
  };
  const decide = (name: 'retry' | 'discard') => (edit: string) => void call(name, { edit }).catch(() => undefined);
  return {
    submit: (ref: CustomerRef, change: Intent, seen?: Base, once?: string) => handOver(problemOf(submit(store, ref, change, seen, once))),
    /** Once the worker has whatever was made and typed here, or cannot take it. */
    handedOver: () => Promise.allSettled([...handingOver, drafts.handOver()]),
    retry: decide('retry'),
    discard: decide('discard'),
    undo: (edit: string) => problemOf(call('undo', { edit })),
    resolve: (edit: string, change: Change) => void call('resolve', { edit, change }).catch(() => undefined),
    loadTags: (connection: string) => Promise.all([call('tags', { connection }), loadTagMatcher()]).then(([groups]) => groups),
    ask: call,
    copy: (text: string) => navigator.clipboard.writeText(text),
    /** Must be called in the turn of the press. */
    openPanel: (number: boolean) => {
      if (number) void call('searchNumber', null).catch(() => undefined);
      return openPanel(tab);
    },
  };
}

/** Firefox lets any page of ours open its sidebar. */
async function openPanel(tab: number): Promise<void> {
  if (browser.sidePanel) return browser.sidePanel.open({ tabId: tab });
  await (browser as typeof browser & { sidebarAction: { open(): Promise<void> } }).sidebarAction.open();
}
