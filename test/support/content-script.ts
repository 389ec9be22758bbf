import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';
import { KILLING } from './worker-killer.ts';

/** Runs an expression in the content script's world of a chat page. Returns its value as text. */
export type InContentScript = (expression: string) => Promise<string>;

/** The result of a message without an answer. */
export const NO_ANSWER = 'no answer';

export async function contentScriptOf(stage: Stage, chats: Page): Promise<InContentScript> {
  const debug = await stage.browser.context.newCDPSession(chats);
  const found = new Promise<number>((resolve) => {
    debug.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${stage.browser.extensionId}`) resolve(context.id);
    });
  });
  await debug.send('Runtime.enable');
  const contextId = await found;
  return async (expression) => {
    const { result, exceptionDetails } = await debug.send('Runtime.evaluate', { expression, contextId, awaitPromise: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return `${result.value}`;
  };
}

/** A call is repeated where the worker was stopped, as Kebian's own script does. */
const TRIES = KILLING ? 15 : 1;

/** An expression that sends a message to the worker and returns the answer. */
export function asking(message: unknown): string {
  const send = `chrome.runtime.sendMessage(${JSON.stringify(message)})`;
  const again = 'new Promise((resolve) => setTimeout(resolve, 100))';
  // Where another page of ours also received the message, the browser does not report that the worker has ended.
  return `(async () => { for (let left = ${TRIES}; ; await ${again}) try {
    const answer = await ${send};
    if (answer !== undefined || --left === 0) return answer;
  } catch (closed) { if (--left === 0) throw closed; } })()`;
}

/** As `asking`, with the answer as JSON. */
export function sending(message: unknown): string {
  return `${asking(message)}.then((answer) => answer === undefined || answer === null ? '${NO_ANSWER}' : JSON.stringify(answer), () => '${NO_ANSWER}')`;
}
