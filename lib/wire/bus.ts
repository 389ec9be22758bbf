import { browser, type Browser } from 'wxt/browser';
import { ProblemError } from '../model/problem';
import type { Answer, Ask, CallMessage, CallName, ChipsReply, Reply } from './protocol';

/**
 * Asks the worker. Throws the ProblemError that the worker answered with.
 *
 * The worker may be stopped while it works: the browser then closes the channel, and the call is made again, a little later each time,
 * which starts a new worker. Every call may therefore reach the worker several times. The contact that a chat page shows is sent until it is
 * answered, since nothing else would ask; it is not sent again once the page shows another: it would be taken for the newest.
 * @param signal once it is aborted, the call is not made again: a newer version of Kebian in this page reports what it shows
 */
export async function call<K extends CallName>(name: K, ask: Ask<K>, signal?: AbortSignal): Promise<Answer<K>> {
  if (name === 'chatChanged') shownLast = ask;
  const reply = await sendUntilAnswered({ call: name, ask }, signal);
  if ('problem' in reply) throw new ProblemError(reply.problem);
  return reply.answer as Answer<K>;
}

/**
 * The waits between the attempts, in ms, each varied by half of it, so that calls that were closed together are not repeated together. A page whose
 * extension was replaced has no worker to ask.
 */
const PAUSES = [0, 50, 200, 800, 2_000];

/** The wait between later attempts, in ms. */
const LONG_PAUSE = 2_000;

/** How often a call is sent, unless it is sent until it is answered. */
const ATTEMPTS = 10;

async function sendUntilAnswered(message: CallMessage, signal?: AbortSignal): Promise<Reply> {
  const isOver = () => signal?.aborted || isOutdated(message);
  for (let tries = 0; ; tries++) {
    try {
      return await send(message);
    } catch (closed) {
      const goesOn = tries + 1 < ATTEMPTS || isOfChat(message) || message.call === 'reading';
      if (!browser.runtime?.id || !goesOn || isOver()) throw closed;
      const pause = (PAUSES[tries] ?? LONG_PAUSE) * (0.5 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (isOver()) throw closed;
    }
  }
}

function isOfChat({ call: name }: CallMessage): boolean {
  return name === 'chatChanged' || name === 'chatSettled';
}

/** The last state that the chat page has sent. */
let shownLast: unknown;

function isOutdated(message: CallMessage): boolean {
  return isOfChat(message) && message.ask !== shownLast;
}

async function send(message: CallMessage): Promise<Reply> {
  const reply: Reply | undefined = await browser.runtime.sendMessage(message).catch(() => undefined);
  // No answer: the worker was stopped before it could, or a newer version of Kebian has replaced it.
  if (!reply) throw new ProblemError({ kind: 'unexpected', where: 'bus' });
  return reply;
}

/** Sends one chat page its chips. It is no fault if the page is gone. */
export async function tellChips(tab: number, reply: ChipsReply): Promise<void> {
  await browser.tabs.sendMessage(tab, { chips: reply }).catch(() => undefined);
}

/** In the chat page: listens to `tellChips`. */
export function hearChips(listener: (reply: ChipsReply) => void, signal: AbortSignal): void {
  const heard = (message: unknown, sender: Browser.runtime.MessageSender) => {
    const { chips } = (message ?? {}) as { chips?: ChipsReply };
    if (chips && sender.id === browser.runtime.id && !sender.tab) listener(chips);
  };
  browser.runtime.onMessage.addListener(heard);
  // After Kebian was replaced the browser has removed its listeners, and removing one would throw.
  signal.addEventListener('abort', () => browser.runtime?.id && browser.runtime.onMessage.removeListener(heard));
}
