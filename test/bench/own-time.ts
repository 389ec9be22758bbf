import type { DevtoolsPage } from './devtools.ts';

/** The sampling interval, in µs; no sample counts for more than twice that: the machine did something else then. */
const INTERVAL = 500;

/**
 * How long extension scripts ran in the page during `work`, in ms, including everything that they called. The page's own scripts vary by more
 * than an extension may cost, so a difference of sums would show nothing.
 */
export async function ownTime(page: DevtoolsPage, work: () => Promise<void>): Promise<number> {
  await page.send('Profiler.enable');
  await page.send('Profiler.setSamplingInterval', { interval: INTERVAL });
  await page.send('Profiler.start');
  await work();
  const { profile } = await page.send('Profiler.stop');
  await page.send('Profiler.disable');
  return timeInExtensions(profile as Profile);
}

interface Profile {
  nodes: { id: number; callFrame: { url: string }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

function timeInExtensions({ nodes, samples, timeDeltas }: Profile): number {
  const own = new Set<number>();
  // Callers precede the functions that they call.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.startsWith('chrome-extension://')) own.add(id);
    if (own.has(id)) for (const child of children) own.add(child);
  }
  const taken = samples.map((node, place) => (own.has(node) ? Math.min(timeDeltas[place]!, 2 * INTERVAL) : 0));
  return taken.reduce((sum, time) => sum + time, 0) / 1_000;
}
