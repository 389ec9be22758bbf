import { browser } from 'wxt/browser';
import { sameRef, type CustomerRef } from '../model/customer';
import { answerTo, type PanelStore } from './store';

/** Opens the chat with a customer, if a tab has one in which the customer is certain; null if none has. */
export function chatWith(store: PanelStore, ref: CustomerRef): (() => void) | null {
  const { chats, window } = store.getState();
  const found = [...chats].find(([, { state }]) => state.kind === 'chat' && isWith(store, state.contact, ref));
  if (!found) return null;
  const [tab, chat] = found;
  return () => {
    void browser.tabs.update(tab, { active: true });
    if (chat.window !== window) void browser.windows.update(chat.window, { focused: true });
  };
}

function isWith(store: PanelStore, contact: Parameters<typeof answerTo>[1], ref: CustomerRef): boolean {
  const findings = answerTo(store.getState(), contact)?.findings ?? [];
  return findings.some(({ decision, candidates: [first] }) => decision === 'sure' && first !== undefined && sameRef(first.ref, ref));
}
