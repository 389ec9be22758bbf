import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../../scripts/find-browser.mjs';
import type { Spoken } from '../../locales/translate.ts';

const ROOT = join(import.meta.dirname, '../../.output/gallery-page');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Gallery {
  page: Page;
  show(picture: Picture): Promise<void>;
  close(): Promise<void>;
}

export interface Picture {
  state: string;
  width: number;
  theme: 'light' | 'dark';
  language: Spoken;
  press?: string[] | undefined;
  /** Text of a file to choose. */
  file?: string | undefined;
}

/** Builds the gallery, serves it and opens a browser on it. */
export async function openGallery(): Promise<Gallery> {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
  const server = await serve();
  const browser = await chromium.launch({ executablePath: findBrowser()!, args: ['--no-sandbox', '--disable-background-networking'] });
  const page = await browser.newPage({ deviceScaleFactor: 2, reducedMotion: 'reduce' });
  return { page, show: (picture) => show(page, addressOf(server), picture), close: () => close(browser, server) };
}

async function show(page: Page, address: string, picture: Picture): Promise<void> {
  const wide = /^(options|customers)/.test(picture.state);
  await page.setViewportSize({ width: picture.width, height: wide ? 900 : 760 });
  await page.goto(`${address}/?state=${picture.state}&theme=${picture.theme}&lang=${picture.language}`);
  await page.waitForSelector('main, section, form');
  for (const what of picture.press ?? []) await press(page, what);
  if (picture.file !== undefined) await choose(page, picture.file);
  await page.evaluate(() => document.fonts.ready);
  // A list that a press has opened is there once its code is loaded.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[aria-expanded=true][aria-controls]')].every((one) =>
      document.getElementById(one.getAttribute('aria-controls')!),
    ),
  );
  // A view is there once its code is loaded; before that there is only the heading that screen readers get.
  await page.waitForFunction(() => [...document.querySelectorAll('main')].every((main) => main.querySelector(':scope > :not(h1)')));
  // What is loaded a moment after the picture shall be on it; what never comes stays a placeholder.
  await page.waitForFunction(() => document.querySelector('.skeleton') === null, null, { timeout: 600 }).catch(() => undefined);
}

async function choose(page: Page, text: string): Promise<void> {
  await page.setInputFiles('input[type=file]', { name: 'kebian.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.waitForSelector('#file :is([role=alert], section)');
}

/** Clicks what a selector finds first; `keys:` types, `type:` types and waits for the answer, `file:` chooses a file of that name, `SELECTOR::NAME` in that box. */
async function press(page: Page, what: string): Promise<void> {
  if (what.startsWith('keys:')) return page.keyboard.type(what.slice(5));
  if (what.includes('::')) {
    const [box = '', name = ''] = what.split('::');
    return page.setInputFiles(box, { name, mimeType: 'text/plain', buffer: Buffer.from('x') });
  }
  if (what.startsWith('file:'))
    return page.setInputFiles('input[type=file]', { name: what.slice(5), mimeType: 'text/csv', buffer: Buffer.from('x') });
  if (!what.startsWith('type:')) return page.locator(what).first().click();
  // What a press has opened may be loaded only now.
  await page.waitForSelector(':is(input, textarea):focus');
  await page.keyboard.type(what.slice(5));
  await page.waitForSelector('[data-result]');
}

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    readFile(join(ROOT, path === '/' ? 'index.html' : path)).then(
      // The builder names a file by its content. While the browser has it stored, its code is compiled once, not for each of 200 pictures.
      (content) =>
        response
          .setHeader('content-type', TYPES[extname(path)] ?? 'text/html')
          .setHeader('cache-control', path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store')
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

async function close(browser: Browser, server: Server): Promise<void> {
  await browser.close();
  server.close();
}
