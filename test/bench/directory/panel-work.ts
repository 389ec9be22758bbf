import type { Page } from 'playwright-core';
import type { DirectoryStage } from './directory-stage.ts';

/** Opens the panel's page as a tab: it is the same page, and a tab in front is not throttled. */
export async function openPanelTab({ stage }: DirectoryStage): Promise<Page> {
  const page = await stage.browser.context.newPage();
  await page.goto(`chrome-extension://${stage.browser.extensionId}/sidepanel.html`);
  await page.waitForSelector('h1');
  return page;
}

/** Begins to record the duration of every frame, with a moving element as on a panel in use. */
export async function recordFrames(panel: Page): Promise<void> {
  await panel.bringToFront();
  await panel.evaluate(() => {
    const frames: number[] = [];
    let before = performance.now();
    const next = (now: number) => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(window, { frames });
  });
}

/** The longest frames so far, in ms, the longest first. */
export function longestFrames(panel: Page): Promise<number[]> {
  return panel.evaluate(() => {
    const { frames } = window as unknown as { frames: number[] };
    return frames
      .slice(5)
      .toSorted((a, b) => b - a)
      .slice(0, 5);
  });
}

/** Types the queries like a person; returns the time from every key press to the frame with its hits, in ms. */
export async function typeQueries(panel: Page, queries: string[]): Promise<number[]> {
  await panel.bringToFront();
  await panel.keyboard.press('/');
  await panel.getByRole('searchbox').waitFor();
  await panel.evaluate(recordKeys);
  for (const query of queries) {
    await panel.getByRole('searchbox').fill('');
    for (let at = 1; at <= query.length; at++) {
      await panel.keyboard.insertText(query[at - 1]!);
      await panel.evaluate((text) => (window as unknown as Keys).painted(text), query.slice(0, at));
    }
  }
  return panel.evaluate(() => (window as unknown as Keys).times);
}

interface Keys {
  times: number[];
  /** Resolves once the hits for this text are painted. */
  painted(text: string): Promise<void>;
}

/** Runs in the panel. A frame is painted when the task after its animation callback runs. */
function recordKeys(): void {
  const times: number[] = [];
  const pressed = new Map<string, number>();
  const done = new Set<string>();
  let waiting: { text: string; resolve: () => void } | null = null;
  addEventListener(
    'input',
    (event) => {
      const { value } = event.target as HTMLInputElement;
      done.delete(value);
      if (value) pressed.set(value, event.timeStamp);
    },
    true,
  );
  const look = () => {
    const found = document.querySelector('[data-found]')?.getAttribute('data-found') ?? '';
    const at = pressed.get(found);
    if (at === undefined) return;
    pressed.delete(found);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => shown(found, performance.now() - at));
      port1.start();
      port2.postMessage(null);
    });
  };
  const shown = (found: string, time: number) => {
    times.push(time);
    done.add(found);
    if (waiting?.text === found) waiting.resolve();
  };
  const painted = (text: string) =>
    new Promise<void>((resolve) => {
      if (done.has(text)) resolve();
      else waiting = { text, resolve };
    });
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  Object.assign(window, { times, painted });
}
