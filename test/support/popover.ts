import type { Frame, Locator, Page } from 'playwright-core';
import { untilHeard } from './stage.ts';
import { KILLING } from './worker-killer.ts';

/** A person needs so long from coming into the frame to pressing something; before that it takes nothing. In ms. */
const PERSON = 300;

/** From coming into full view until the frame takes input, with the time that the browser takes to notice. In ms. */
const SETTLED = 800;

/** Presses the chips beside the chat title, as a person does, once more where the worker was stopped; waits until the popover takes input. */
export async function openPopover(chats: Page): Promise<Frame> {
  const frame = await untilHeard(async () => {
    await pressChips(chats);
    return frameOf(chats);
  });
  await chats.waitForTimeout(SETTLED);
  return frame;
}

/** The chips stand left of the buttons; the closed shadow root keeps everybody out, so the mouse has to do it. */
export async function pressChips(chats: Page): Promise<void> {
  const chips = chats.locator('kebian-chips');
  await chips.waitFor();
  // Until they say who it is they stay where they are.
  await chats.waitForTimeout(500);
  const box = (await chips.boundingBox())!;
  await chats.mouse.click(box.x + 16, box.y + box.height / 2);
}

/** The popover's frame, once it shows something; one that is about to go shows nothing. */
export async function frameOf(chats: Page): Promise<Frame> {
  await chats
    .locator('kebian-popover')
    .first()
    .waitFor({ state: 'attached', ...(KILLING && { timeout: 20_000 }) });
  const end = Date.now() + (KILLING ? 20_000 : 5_000);
  while (Date.now() < end) {
    const frame = chats.frames().findLast((one) => one.url().endsWith('/popover.html'));
    if (frame && (await frame.locator('[role=dialog]').count()) > 0) return frame;
    await chats.waitForTimeout(25);
  }
  throw new Error('The popover shows nothing');
}

/** Comes with the pointer, and presses when a person could. */
export async function press(target: Locator): Promise<void> {
  await target.hover();
  await target.page().waitForTimeout(PERSON);
  await target.click();
}
