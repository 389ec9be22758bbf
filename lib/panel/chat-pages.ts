import { browser } from 'wxt/browser';
import { createStore } from 'zustand/vanilla';
import { isOn, KNOWN_PAGES, withoutPort, type ChatPageView } from '../model/chat-pages';
import { NOTHING_CHOSEN, type Choices } from '../model/settings';
import type { PanelStore } from './store';

/** A store of the chat pages and their state, known ones first; follows the choices and the browser's permissions. */
export function followChatPages(panel: PanelStore) {
  const store = createStore<ChatPageView[]>()(() => []);
  let newest = 0;
  const look = async () => {
    const mine = ++newest;
    const pages = await readPages(panel.getState().choices ?? NOTHING_CHOSEN);
    if (mine === newest) store.setState(pages, true);
  };
  panel.subscribe(({ choices }, before) => choices !== before.choices && void look());
  browser.permissions.onAdded.addListener(() => void look());
  browser.permissions.onRemoved.addListener(() => void look());
  void look();
  return store;
}

async function readPages(choices: Choices): Promise<ChatPageView[]> {
  const known = KNOWN_PAGES.map((page) => ({
    ...page,
    name: '',
    kind: page.invited ? ('unverified' as const) : ('known' as const),
    on: isOn(page, choices),
    resting: choices.resting.includes(page.id),
    parts: [],
  }));
  const others = choices.sites.map(({ id, name, matches, read }) => ({
    ...{ id, name, matches, kind: 'taught' as const, on: !choices.resting.includes(id), resting: choices.resting.includes(id) },
    url: matches[0]!.replace(/\*$/, ''),
    parts: Object.entries(read).filter(([, candidates]) => candidates.length > 0) as ChatPageView['parts'],
  }));
  return Promise.all(
    [...known, ...others].map(async ({ matches, ...page }) => {
      const permitted = await browser.permissions.contains({ origins: withoutPort(matches) });
      return { ...page, permitted };
    }),
  );
}
