import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/** Whether the worker is stopped at every message that it receives (`npm run test:kill`). */
export const KILLING = process.env['KEBIAN_KILL'] === '1';

/** What the killer writes to the worker's console when a message has arrived. */
const HEARD = 'kebian-killer: heard';

export interface Killer {
  /** How often the worker was stopped. */
  readonly kills: number;
}

/**
 * Stops the extension's worker each time that it has received a message. The next message, or the same one repeated, starts a new worker, which
 * is stopped at its next message: the message that started it is not affected, so that the work continues.
 */
export async function startKiller(context: BrowserContext, own: Page, browser: Browser): Promise<Killer> {
  const stopper = await context.newCDPSession(own);
  const killer = { kills: 0 };
  const watcher = await browser.newBrowserCDPSession();
  watcher.on('Target.receivedMessageFromTarget', ({ message }) => {
    if (!message.includes('consoleAPICalled') || !message.includes(HEARD)) return;
    void stopper.send('ServiceWorker.stopAllWorkers').catch(() => undefined);
  });
  let running = false;
  stopper.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { runningStatus, targetId } of versions) {
      const started = runningStatus === 'running' && !running;
      if (running && runningStatus !== 'running') killer.kills++;
      running = runningStatus === 'running';
      if (started && targetId) void lieInWait(watcher, targetId).catch(() => undefined);
    }
  });
  await stopper.send('ServiceWorker.enable');
  return killer;
}

const LISTEN = `chrome.runtime.onMessage.addListener(() => { console.log('${HEARD}') })`;

/** The worker may have ended before: then there is nothing to stop. */
async function lieInWait(watcher: CDPSession, targetId: string): Promise<void> {
  const { sessionId } = await watcher.send('Target.attachToTarget', { targetId, flatten: false });
  const ask = (id: number, method: string, params = {}) =>
    watcher.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
  await ask(1, 'Runtime.enable');
  await ask(2, 'Runtime.evaluate', { expression: LISTEN });
}
