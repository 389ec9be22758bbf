import { browser, type Browser } from 'wxt/browser';
import { WECHAT_WEB } from '../model/chat-pages';
import { shownTab, type PanelState } from './store';

/**
 * Goes to an open chat page: first the one whose chat is shown, then one with an open chat, then one in this window; opens WeChat's if there is none.
 */
export async function showChatPage(state: PanelState): Promise<void> {
  const { chats, window } = state;
  const shown = shownTab(state);
  const [told, there] = await Promise.all([tabsOf([...chats.keys()]), browser.tabs.query({ url: WECHAT_WEB.matches })]);
  const rank = ({ id, windowId, active }: Browser.tabs.Tab) => {
    const kind = chats.get(id!)?.state.kind;
    return (id === shown && kind ? 16 : 0) + (kind === 'chat' ? 8 : kind ? 4 : 0) + (windowId === window ? 2 : 0) + (active ? 1 : 0);
  };
  const isPage = ({ url }: Browser.tabs.Tab) => URL.parse(url ?? '')?.pathname === '/';
  const [tab] = [...told, ...there.filter(isPage)].sort((a, b) => rank(b) - rank(a));
  if (tab?.id === undefined) return void (await browser.tabs.create({ url: WECHAT_WEB.url }));
  await browser.tabs.update(tab.id, { active: true });
  if (tab.windowId !== window) await browser.windows.update(tab.windowId, { focused: true });
}

/** A tab may have gone by now. */
async function tabsOf(ids: number[]): Promise<Browser.tabs.Tab[]> {
  const tabs = await Promise.all(ids.map((id) => browser.tabs.get(id).catch(() => null)));
  return tabs.filter((tab) => tab !== null);
}
