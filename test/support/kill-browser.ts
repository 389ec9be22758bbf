import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { RunningBrowser } from './chromium.ts';

/** Sends SIGKILL to the browser's main process, found by its profile; its children end with it. */
export function killBrowser(profile: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const line = commandOf(pid);
    if (line.includes(`--user-data-dir=${profile}`) && !line.includes('--type=')) process.kill(Number(pid), 'SIGKILL');
  }
}

/** The options page of a browser whose profile may have been used before: it opens by itself only after an installation. */
export async function openedOptions({ context, extensionId }: RunningBrowser): Promise<Page> {
  const address = `chrome-extension://${extensionId}/options.html`;
  for (let tries = 0; tries < 15; tries++) {
    const found = context.pages().find((page) => page.url() === address);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
