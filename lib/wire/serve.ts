import { browser, type Browser } from 'wxt/browser';
import { toProblem } from '../model/problem';
import { callerOf, type Caller } from './caller';
import { accepts, mayAsk } from './checks';
import { logFailure } from './log';
import type { Answer, Ask, CallName, Reply } from './protocol';

export type Handlers = { [K in CallName]: (ask: Ask<K>, caller: Caller) => Promise<Answer<K>> | Answer<K> };

/**
 * In the worker: answers the calls. A message from anybody who may not make that call, or of another shape, gets no answer at all.
 * Handlers start in the same turn in which the message came, because the browser only opens a panel in the turn of a click.
 */
export function serve(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    if (!accepts(message)) return undefined;
    const reply = (caller: Caller | null) =>
      caller && mayAsk(caller, message.call) ? answer(handlers, message.call, message.ask as never, caller) : undefined;
    const caller = callerOf(sender);
    return caller instanceof Promise ? caller.then(reply) : reply(caller);
  });
}

async function answer<K extends CallName>(handlers: Handlers, name: K, ask: Ask<K>, caller: Caller): Promise<Reply> {
  try {
    return { answer: (await handlers[name](ask, caller)) ?? null };
  } catch (thrown) {
    const problem = toProblem(thrown, name);
    if (problem.kind === 'unexpected') logFailure(name, thrown);
    return { problem };
  }
}
