import type { ChatPageView } from '../model/chat-pages';

import type { PanelState } from './store';

/**
 * A report to be copied into a message to the maintainers: the state of all parts, without names, addresses or typed text. Selectors say how a page
 * is built, not what it shows. `kept` is the worker's part.
 */
export function reportOf(
  state: PanelState,
  pages: ChatPageView[],
  { version, browser }: { version: string; browser: string },
  kept: object,
): string {
  const report = {
    kebian: version,
    browser,
    language: state.preferences.language,
    chatPages: pages.map(({ kind, id, on, permitted, parts }) => ({
      page: kind === 'taught' ? 'taught' : id,
      on,
      permitted,
      ...(kind === 'taught' && { parts: Object.fromEntries(parts.map(([part, selectors]) => [part, selectors.map(nameless)])) }),
    })),
    openChats: [...state.chats.values()].map(({ state: chat }) => ({
      shows: chat.kind === 'none' ? chat.why : chat.kind === 'chat' ? chat.contact.kind : chat.kind,
      ...(chat.kind === 'unreadable' && { notFound: chat.missing.map(nameless) }),
    })),
    connections: state.connections.map(({ id, provider, problem }) => ({
      provider,
      problem: problem?.kind ?? null,
      customersHere: state.directories.get(id)?.count ?? 0,
    })),
    waitingEdits: [...state.edits.values()].map(({ state: edit, change }) => ({
      change: change.kind,
      state: edit.kind,
      ...(edit.kind === 'rejected' && { problem: edit.problem.kind }),
    })),
  };
  return JSON.stringify({ ...report, kept }, null, 2);
}

/** A selector without the texts in it: one that was written by hand, or learned long ago, may contain a name. */
function nameless(selector: string): string {
  return selector.replace(/[^\0-\x7f]+/g, '…');
}
