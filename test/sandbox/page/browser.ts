import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { type RunningPage, startPage } from './start.ts';

const SWITCHES = [
  '--headless=new',
  '--no-sandbox',
  '--ignore-certificate-errors',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export interface OpenPage {
  page: Page;
  /** Loads the chat page anew, as https://wx.qq.com/ with this query. */
  load(query: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the chat page and a browser that finds it under its production address. */
export async function openPage(): Promise<OpenPage> {
  const server: RunningPage = await startPage();
  const browser: Browser = await chromium.launch({
    executablePath: findBrowser()!,
    args: [...SWITCHES, `--host-resolver-rules=MAP wx.qq.com 127.0.0.1:${server.port}`],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => {
    throw error;
  });
  return {
    page,
    load: async (query) => void (await page.goto(`https://wx.qq.com/${query}`, { waitUntil: 'domcontentloaded' })),
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
