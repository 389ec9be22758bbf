import { browser } from 'wxt/browser';

/** How often the browser is asked something while an answer is being made, in ms; Firefox stops an event page that has asked nothing for 30 s. */
const OFTEN = 5_000;

let working = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Keeps the worker from being stopped while this goes on. Neither a message that is not answered yet nor a request to a server holds Firefox's
 * event page; a call of the extension's own API does, whatever it asks.
 */
export async function stayAwake<T>(work: Promise<T>): Promise<T> {
  if (working++ === 0) timer = setInterval(() => void askAnything().catch(() => undefined), OFTEN);
  try {
    return await work;
  } finally {
    if (--working === 0) clearInterval(timer);
  }
}

async function askAnything(): Promise<unknown> {
  return browser.runtime.getPlatformInfo();
}
