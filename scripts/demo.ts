import { join } from 'node:path';
import { startConsole } from '../test/sandbox/console/start.ts';
import { openPanel, sandboxSettings, setStage } from '../test/support/stage.ts';

const WHAT_TO_TRY = `
Kebian runs. On the left is a chat page like WeChat's, on the right the real side panel.
  1. Click a chat in the list: the customer appears in the panel.
  2. Change the remark, or press T in the panel and add a tag: the sandbox CRM has it at once.
  3. Open the two chats called 王芳: choose the customer for each; Kebian remembers which is which.
  4. Press F and write a follow-up with a reminder; change the stage in the card of 励销.
  5. Press / in the panel to search and narrow the search down; under ⋯ are the tasks and calls of 聊天后台.
  6. Select a name anywhere in the chat and choose 在 CRM 中查找 from the context menu; or type kb, a space and a name in the address bar.
  7. The other tab is a chat console that Kebian does not know: teach it under ⚙, 聊天网页, with the address CONSOLE.
The sandbox's CRMs keep what you change in .output/sandbox. Close the browser to end.
`;

/** Shows the sandbox to a person and ends with the browser; answers with the exit code. */
export async function demo(): Promise<number> {
  const stage = await setStage({ headless: false, folder: join(import.meta.dirname, '../.output/sandbox') });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao'], 'auto') });
  const unknown = await startConsole();
  await (await stage.browser.context.newPage()).goto(unknown.url);
  const chats = await stage.openChats();
  await stage.options.close();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  await openPanel(stage, chats);
  console.log(WHAT_TO_TRY.replace('CONSOLE', unknown.url));
  const ended = new Promise<void>((resolve) => {
    stage.browser.context.on('close', () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await ended;
  await stage.close();
  await unknown.stop();
  return 0;
}
