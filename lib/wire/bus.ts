import { browser, type Browser } from 'wxt/browser';
import type { ChatState } from '../model/contact';
import { ProblemError } from '../model/problem';
import type { Answer, Ask, CallMessage, CallName, ChipsReply, Reply } from './protocol';

/**
 * Asks the worker. Throws the ProblemError that the worker answered with.
 *
 * The worker may be stopped while it works: the browser then closes the channel, and the call is made again, a little later each time,
 * which starts a new worker. Every call may therefore reach the worker several times.
 */
export async function call<K extends CallName>(name: K, ask: Ask<K>): Promise<Answer<K>> {
  const reply = await sendUntilAnswered({ call: name, ask });
  if ('problem' in reply) throw new ProblemError(reply.problem);
  return reply.answer as Answer<K>;
}

/** Waits between the attempts, in ms. A page whose extension was replaced has nobody to ask any more. */
const PAUSES = [0, 50, 200, 800];

async function sendUntilAnswered(message: CallMessage): Promise<Reply> {
  for (const pause of PAUSES) {
    try {
      return await send(message);
    } catch (closed) {
      if (!browser.runtime?.id) throw closed;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return send(message);
}

async function send(message: CallMessage): Promise<Reply> {
  const reply: Reply | undefined = await browser.runtime.sendMessage(message);
  // Nobody answered: the worker was stopped before it could, or a newer version of Kebian has replaced it.
  if (!reply) throw new ProblemError({ kind: 'unexpected', where: 'bus' });
  return reply;
}

/** What an own page hears of a chat page's call, at the moment in which the worker hears it too. Nothing is answered here. */
export function hearChats(listener: (state: ChatState, tab: number, window: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const { call: name, ask } = (message ?? {}) as Partial<CallMessage>;
    const tab = sender.tab;
    if (name === 'chatChanged' && sender.id === browser.runtime.id && sender.frameId === 0 && tab?.id !== undefined) {
      listener(ask as ChatState, tab.id, tab.windowId);
    }
  });
}

/** Tells one chat page what its chips show now. A page that is gone is no fault. */
export async function tellChips(tab: number, reply: ChipsReply): Promise<void> {
  await browser.tabs.sendMessage(tab, { chips: reply }).catch(() => undefined);
}

/** In the chat page: hears what `tellChips` says. */
export function hearChips(listener: (reply: ChipsReply) => void, signal: AbortSignal): void {
  const heard = (message: unknown, sender: Browser.runtime.MessageSender) => {
    const { chips } = (message ?? {}) as { chips?: ChipsReply };
    if (chips && sender.id === browser.runtime.id && !sender.tab) listener(chips);
  };
  browser.runtime.onMessage.addListener(heard);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(heard));
}
