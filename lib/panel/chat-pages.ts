import { browser } from 'wxt/browser';
import { createStore } from 'zustand/vanilla';
import { isOn, KNOWN_PAGES, withoutPort } from '../model/chat-pages';
import { sitesItem, sitesOnItem } from '../wire/items';

/** A chat page and whether it is read. */
export interface ChatPage {
  id: string;
  /** What the person calls a taught page; '' for the known ones. */
  name: string;
  url: string;
  kind: 'known' | 'unverified' | 'taught';
  on: boolean;
  /** The browser lets Kebian into it. */
  permitted: boolean;
  /** Candidates for each part of a taught page. */
  parts: [part: string, candidates: string[]][];
}

/** The chat pages as they stand, known ones first; follows what is stored and what the browser allows. */
export function followChatPages() {
  const store = createStore<ChatPage[]>()(() => []);
  let newest = 0;
  const look = async () => {
    const mine = ++newest;
    const pages = await readPages();
    if (mine === newest) store.setState(pages, true);
  };
  sitesItem.watch(() => void look());
  sitesOnItem.watch(() => void look());
  browser.permissions.onAdded.addListener(() => void look());
  browser.permissions.onRemoved.addListener(() => void look());
  void look();
  return store;
}

async function readPages(): Promise<ChatPage[]> {
  const [taught, on] = await Promise.all([sitesItem.getValue(), sitesOnItem.getValue()]);
  const known = KNOWN_PAGES.map((page) => ({
    ...page,
    name: '',
    kind: page.invited ? ('unverified' as const) : ('known' as const),
    on: isOn(page, on),
    parts: [],
  }));
  const others = taught.map(({ id, name, matches, read }) => ({
    ...{ id, name, matches, kind: 'taught' as const, on: true },
    url: matches[0]!.replace(/\*$/, ''),
    parts: Object.entries(read).filter(([, candidates]) => candidates.length > 0) as ChatPage['parts'],
  }));
  return Promise.all(
    [...known, ...others].map(async ({ id, name, url, kind, on: isRead, parts, matches }) => {
      const permitted = await browser.permissions.contains({ origins: withoutPort(matches) });
      return { id, name, url, kind, on: isRead, parts, permitted };
    }),
  );
}
