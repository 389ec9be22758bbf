import { browser } from 'wxt/browser';

/** How often the browser's API is called while an answer is being made, in ms; Firefox stops an event page that has called nothing for 30 s. */
const OFTEN = 5_000;

let working = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Keeps the worker running until the work is done. In Firefox neither an unanswered message nor an open request to a server keeps an event page
 * running; any call of the extension API does.
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
