import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';
import { panelProbe, type Paint } from './probe.ts';

/** The extension with the least code that has the same function. */
export const FLOOR = join(import.meta.dirname, 'floor');

/** The chat page, signed in. */
export const CHATS = 'https://wx.qq.com/?signedIn=1&seed=bench';

/** A document of the browser. Functions for `run` must be self-contained: they are sent as text. */
export interface BenchPage {
  run<A, T>(work: (ask: A) => T | Promise<T>, ask: A): Promise<T>;
}

/** One browser with the chat page: with Kebian, with the floor extension, or with none. */
export interface Stand {
  chats: BenchPage;
  /** How far a document's clock is ahead of the common one, in ms. */
  clockOf(page: BenchPage): Promise<number>;
  /** Opens the side panel. Returns the panel and the time of the request, by the common clock. */
  openPanel(): Promise<{ panel: BenchPage; asked: number }>;
  /** Closes it; returns once it is closed. */
  closePanel(panel: BenchPage): Promise<void>;
  /** Stops the worker, or the background page; returns once it has ended. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

/** The browser of a run, and what only that kind of browser can measure. */
export interface Field {
  kebian: Stand;
  floor: Stand;
  /** Kebian's options page; `options.close` closes it. */
  options: BenchPage & { close(): Promise<void> };
  /** The browser's name and version. */
  browser: string;
  /** The build that was measured. */
  build: string;
  /** The cost of Kebian for the chat page; more samples mean more rounds. */
  pageCosts(samples: number): Promise<Figure[]>;
  /** The parts of the run that this browser cannot measure, each with a row that says so. */
  leftOut: Partial<Record<'new600', Figure>>;
  close(): Promise<void>;
}

/** Waits until the page shows its chats. */
export async function chatsThere(chats: BenchPage): Promise<void> {
  await chats.run(async () => {
    while (!document.querySelector('.chat_item') || !window.sandbox) await new Promise((resolve) => setTimeout(resolve, 20));
  }, null);
}

/** Opens a chat, after a pause; returns the page's id of the contact and the time of the page's mutation. */
export function openChat(chats: BenchPage, key: string): Promise<{ id: string; from: number }> {
  return chats.run(async (name) => {
    await new Promise((resolve) => setTimeout(resolve, 25));
    await window.sandbox.openByRow(name);
    return { id: window.sandbox.idOf(name), from: window.changedAt };
  }, key);
}

/** When the panel first painted this contact's customer after `from`. */
export function painted(panel: BenchPage, id: string, from: number, patience = 8_000): Promise<Paint> {
  return panel.run(
    ([contact, since, most]) =>
      new Promise<Paint>((resolve, reject) => {
        const look = () => {
          const found = window.customerPaints.find((paint) => paint.contact === contact && paint.at >= since);
          if (!found) return;
          removeEventListener('painted', look);
          clearTimeout(timer);
          resolve(found);
        };
        const timer = setTimeout(
          () => reject(new Error(`Not painted: ${contact} since ${since}, but ${JSON.stringify(window.customerPaints.slice(-3))}`)),
          most,
        );
        addEventListener('painted', look);
        look();
      }),
    [id, from, patience] as const,
  );
}

/** A copy of a built extension whose panel loads the probe first; otherwise identical. */
export async function withProbe(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'kebian-bench-extension-'));
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, 'probe.js'), `(${String(panelProbe)})()`);
  for (const name of ['sidepanel.html', 'panel.html']) {
    const html = await readFile(join(copy, name), 'utf8').catch(() => null);
    if (html === null) continue;
    await writeFile(join(copy, name), html.replace(/<meta charset="utf-8" ?\/?>/, '$&<script src="/probe.js"></script>'));
  }
  return copy;
}
