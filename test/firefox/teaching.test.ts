import { afterAll, beforeAll } from 'vitest';
import { startConsole, type RunningConsole } from '../sandbox/console/start.ts';
import { standInFirefox } from '../support/firefox-stand.ts';
import { sandboxSettings } from '../support/stage.ts';
import type { Stand } from '../support/stand.ts';
import { walkTeaching, type Desk } from '../support/teaching-walk.ts';
import type { WalkPage } from '../support/walk.ts';

let stand: Stand;
let page: RunningConsole;
let chats: WalkPage;

beforeAll(async () => {
  [stand, page] = await Promise.all([standInFirefox(), startConsole()]);
  await stand.ask('importSettings', { document: sandboxSettings(stand.crms, ['wechat-console'], 'en') });
  chats = await stand.openPage(page.url);
  await chats.evaluate(() => (globalThis as unknown as { desk: Desk }).desk.open('zhang-wei'));
});

afterAll(async () => {
  await stand?.close();
  await page?.stop();
});

walkTeaching(() => ({ ...stand, page, chats }));
