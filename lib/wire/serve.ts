import { browser, type Browser } from 'wxt/browser';
import { toProblem } from '../model/problem';
import { callerOf, type Caller } from './caller';
import { accepts, mayAsk } from './checks';
import { logFailure } from './log';
import { refusalOf } from './refusal';
import { stayAwake } from './stay-awake';
import type { Answer, Ask, CallName, Reply } from './protocol';

export type Handlers = { [K in CallName]: (ask: Ask<K>, caller: Caller) => Promise<Answer<K>> | Answer<K> };

/**
 * In the worker: answers the calls. A sender who may not make the call gets no answer; a call that its schema refuses, or that there is not, gets a
 * Problem if it comes from a page of ours, else no answer. Handlers start in the turn of the message, because the browser opens a panel only in the
 * turn of a click.
 */
export function serve(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
    const reply = accepts(message)
      ? (caller: Caller | null) =>
          caller && mayAsk(caller, message.call) ? answer(handlers, message.call, message.ask as never, caller) : undefined
      : (caller: Caller | null) => refuse(message, caller);
    const caller = callerOf(sender);
    return caller instanceof Promise ? caller.then(reply) : reply(caller);
  });
}

/** Without an answer the page would think the worker was stopped, and repeat the call for seconds. A chat page's script is not trusted. */
function refuse(message: unknown, caller: Caller | null): Promise<Reply> | undefined {
  if (!caller || caller.kind === 'chat-page') return undefined;
  const refusal = refusalOf(message);
  return refusal && (refusal.call === null || mayAsk(caller, refusal.call)) ? Promise.resolve({ problem: refusal.problem }) : undefined;
}

async function answer<K extends CallName>(handlers: Handlers, name: K, ask: Ask<K>, caller: Caller): Promise<Reply> {
  try {
    const answered = handlers[name](ask, caller);
    return { answer: (await (answered instanceof Promise ? stayAwake(answered) : answered)) ?? null };
  } catch (thrown) {
    const problem = toProblem(thrown, name);
    if (problem.kind === 'unexpected') logFailure(name, thrown);
    return { problem };
  }
}
