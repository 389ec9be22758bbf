import { browser } from 'wxt/browser';
import { sameContact, type Contact } from '../model/contact';
import { sameRef, type CustomerRef } from '../model/customer';
import type { Base, Change, Intent } from '../model/edit';
import { isOneRecord, isThere } from '../model/one-record';
import type { Card, PanelView, PopoverView } from '../model/view';
import type { NumberUse } from '../model/wanted';
import { call } from '../wire/bus';
import { hearOwnState } from '../wire/popover-line';
import { problemOf } from './actions';
import type { Door } from './door';
import type { createDrafts } from './drafts';
import { takeState, type PanelState, type PanelStore } from './store';
import { submit } from './submit';
import { submitAlso } from './submit-also';
import { loadTagMatcher } from './tag-matcher';
import { lastMadeOf } from './view';

/** Mirrors the worker's state of the popover's contact in the store; the worker sends it no other. */
export async function followOne(store: PanelStore, { tab }: PopoverView): Promise<void> {
  await hearOwnState((change) => takeState(store, change));
  store.setState({ tab, started: true });
}

/**
 * The open chat that the popover's state is computed for: the contact may be renamed by now, but the popover stays with the name and answer that it
 * was opened for.
 */
export function asOpened({ tab, contact }: PopoverView): Pick<PanelState, 'chats'> {
  return { chats: new Map([[tab, { state: { kind: 'chat', contact }, window: -1 }]]) };
}

/** Whether the chat still shows whom the popover is for, under whatever name; it never switches to another contact. */
export function isStill({ contact }: PopoverView, open: Contact | null): boolean {
  return open !== null && sameContact(open, contact);
}

/**
 * `also`: the other cards to which a remark and tags of the popover's customer are written, as chosen in the panel. `last`: the last edit, if it was
 * made to one of these customers: others are not the popover's business.
 */
export function writtenTo(view: PanelView, card: Card | null, state: PanelState) {
  const { writeTo, cards: shown } = state.preferences;
  const cards = view.kind === 'person' ? view.cards : [];
  const all = card !== null && writeTo === 'all' && shown === 'one' && isOneRecord(cards);
  const also = all ? cards.filter((other) => other !== card).filter(isThere) : [];
  const last = lastMadeOf(state);
  const isOf = (one: Card | null) => one?.body.kind === 'found' && last && sameRef(last.edit.ref, one.body.customer);
  return { also, last: [card, ...also].some(isOf) ? last : null };
}

/** The actions of a popover; the worker allows no others. */
export function createPopoverActions(store: PanelStore, tab: number, door: Door, drafts: ReturnType<typeof createDrafts>) {
  const handingOver = new Set<Promise<unknown>>();
  const handOver = <T>(edit: Promise<T>): Promise<T> => {
    handingOver.add(edit);
    return edit.finally(() => handingOver.delete(edit));
  };
  const decide = (name: 'retry' | 'discard') => (edit: string) => void call(name, { edit }).catch(() => undefined);
  return {
    submit: (ref: CustomerRef, change: Intent, seen?: Base, once?: string) => handOver(problemOf(submit(store, ref, change, seen, once))),
    /** Resolves when the worker has all edits and drafts of this frame, or cannot take them. */
    handedOver: () => Promise.allSettled([...handingOver, drafts.handOver()]),
    submitAlso: (refs: CustomerRef[], change: Change) => handOver(submitAlso(store, refs, change)),
    retry: decide('retry'),
    discard: decide('discard'),
    undo: (edit: string) => problemOf(call('undo', { edit })),
    resolve: (edit: string, change: Change) => void call('resolve', { edit, change }).catch(() => undefined),
    loadTags: (connection: string) => Promise.all([call('tags', { connection }), loadTagMatcher()]).then(([groups]) => groups),
    ask: call,
    copy: (text: string) => navigator.clipboard.writeText(text),
    /** Must be called in the turn of the press. */
    openPanel: (number: NumberUse | null) => {
      if (number) void call('takeNumber', number).catch(() => undefined);
      return openPanel(tab, door);
    },
  };
}

/** In Firefox nothing in a page can open the sidebar: there the content script says how a person does. */
function openPanel(tab: number, door: Door): Promise<void> {
  return browser.sidePanel ? browser.sidePanel.open({ tabId: tab }) : door.panel();
}
