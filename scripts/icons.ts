import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './find-browser.mjs';

/** Draws public/icon/icon.svg as the PNG files of the manifest: `node scripts/icons.ts`. */
const FOLDER = join(import.meta.dirname, '../public/icon');
const SIZES = [16, 32, 48, 128];

const svg = await readFile(join(FOLDER, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: findBrowser()!, args: ['--no-sandbox'] });
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(join(FOLDER, `${size}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
