import type { Frame, Locator, Page } from 'playwright-core';
import { untilHeard } from './stage.ts';
import { KILLING } from './worker-killer.ts';

/** How long the pointer has to be in the frame before a click counts, in ms: a person takes at least as long. */
const PERSON = 300;

/** From full visibility until the frame accepts input, including the browser's own delay, in ms. */
export const SETTLED = 800;

/** Clicks the chips beside the chat title, as a person does, and again where the worker was stopped; waits until the popover accepts input. */
export async function openPopover(chats: Page): Promise<Frame> {
  const frame = await untilHeard(async () => {
    await pressChips(chats);
    return frameOf(chats);
  });
  await chats.waitForTimeout(SETTLED);
  return frame;
}

/** The chips are left of the buttons. Their shadow root is closed, so the click is made with the mouse. */
export async function pressChips(chats: Page): Promise<void> {
  const chips = chats.locator('kebian-chips');
  await chips.waitFor();
  // Until they show the customer, they do not move.
  await chats.waitForTimeout(500);
  const box = (await chips.boundingBox())!;
  await chats.mouse.click(box.x + 16, box.y + box.height / 2);
}

/** The popover's frame, once it shows something; a frame that is closing is empty. */
export async function frameOf(chats: Page): Promise<Frame> {
  await chats
    .locator('kebian-popover')
    .first()
    .waitFor({ state: 'attached', ...(KILLING && { timeout: 20_000 }) });
  const end = Date.now() + (KILLING ? 20_000 : 30_000);
  while (Date.now() < end) {
    const frame = chats.frames().findLast((one) => one.url().endsWith('/popover.html'));
    if (frame && (await frame.locator('[role=dialog]').count()) > 0) return frame;
    await chats.waitForTimeout(25);
  }
  throw new Error('The popover shows nothing');
}

/** Moves the pointer into the frame, and clicks as soon as a person could. */
export async function press(target: Locator): Promise<void> {
  await target.hover();
  await target.page().waitForTimeout(PERSON);
  await target.click();
}
