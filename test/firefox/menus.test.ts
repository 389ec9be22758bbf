import { afterAll, beforeAll, describe, it } from 'vitest';
import { firefoxPage, type FirefoxPage } from '../support/firefox-page.ts';
import { openRow, setFirefoxStage, type FirefoxStage } from '../support/firefox-stage.ts';
import type { Place } from '../support/firefox.ts';
import { until } from '../support/until.ts';
import { sandboxSettings } from '../support/stage.ts';
import { walkTakeOver } from '../support/take-over-walk.ts';

let stage: FirefoxStage;
let chats: Place;
let panel: FirefoxPage;

beforeAll(async () => {
  stage = await setFirefoxStage();
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
  chats = await stage.openChats();
  await openRow(chats, 'zhang-wei');
});

afterAll(() => stage?.close());

/** Selects this text of the page and chooses the entry in the browser's own menu, as a person does. */
async function choose(entry: string, text: string): Promise<void> {
  await chats.run((said) => window.sandbox.receive('zhang-wei', said), text);
  const box = await until(`The page does not show ${text}`, () => chats.run(selected, text));
  await stage.firefox.chooseInMenu(chats, box, entry);
}

describe('“Look up in CRM”', () => {
  it('opens the sidebar with a search for what was selected', async () => {
    await choose('look-up', '王芳');
    panel = firefoxPage(stage.firefox, await stage.firefox.ownPage('sidepanel.html'));
    await panel.getByRole('button', { name: 'Search the CRM' }).click();
    await panel.getByRole('button', { name: /王芳/ }).first().waitFor();
    await panel.keyboard.press('Escape');
  });
});

walkTakeOver(() => ({ crms: stage.crms, chats: firefoxPage(stage.firefox, chats), panel, takeOver: (text) => choose('take-over', text) }));

/** Runs in the page: selects the text, and returns its position. */
function selected(text: string): { x: number; y: number; width: number; height: number } | null {
  const message = [...document.querySelectorAll('.js_message_plain')].findLast((one) => one.textContent === text);
  if (!message) return null;
  message.scrollIntoView({ block: 'center' });
  document.getSelection()!.selectAllChildren(message);
  const { x, y, width, height } = document.getSelection()!.getRangeAt(0).getBoundingClientRect();
  return { x, y, width, height };
}
