import { mkdir } from 'node:fs/promises';
import type { BrowserName } from '../test/support/build-demo.ts';
import { relayInChromium, relayInFirefox } from './relay-scenes.ts';
import { RELAY_STEPS } from './relay-steps.ts';
import { PICTURES, reported, walkAll } from './tour-steps.ts';

const SCENES = { chrome: relayInChromium, firefox: relayInFirefox };

/** Walks two agents through a relay, without a person; returns the exit code. */
export async function relayTour(browser: BrowserName): Promise<number> {
  const pictures = PICTURES[browser];
  await mkdir(pictures, { recursive: true });
  const { walk, close } = await SCENES[browser](pictures);
  const passed = await walkAll(RELAY_STEPS, walk, 1, async (name) => {
    for (const who of ['anna', 'bo'] as const) await walk[who].picture(`relay-${name}-${who}`);
  });
  await close();
  return reported(pictures, passed, RELAY_STEPS.length);
}
