import '../match/resolve.ts';
import { figure, type Figure } from '../figure.ts';

const TEXTS = 20_000;
const LONGEST = 20_000;
/** A call that took this many ms is measured again: other load on the machine must not count. */
const ENOUGH = 10;

/** The longest time for which one text of up to 20,000 characters blocks a thread of the page, the panel or the worker. */
export async function stall(): Promise<Figure[]> {
  const { busyMs, hardTexts, READERS } = await import('../../support/text-readers.ts');
  const slowest = new Map(Object.keys(READERS).map((name) => [name, { ms: 0, text: '' }]));
  const halves = [0, 0];
  let place = 0;
  for (const text of hardTexts(TEXTS, LONGEST, 1)) {
    for (const [name, read] of Object.entries(READERS)) {
      // Every function runs once before anything is measured: the first calls are compiled.
      const ms = place < 20 ? 0 : busyMs(() => read(text), ENOUGH);
      if (place < 20) read(text);
      if (ms > slowest.get(name)!.ms) slowest.set(name, { ms, text });
      halves[place % 2] = Math.max(halves[place % 2]!, ms);
    }
    place++;
  }
  const ranked = [...slowest].toSorted(([, a], [, b]) => b.ms - a.ms);
  const told = ranked.slice(0, 5).map(([name, { ms, text }]) => `${name} ${ms.toFixed(1)} ms for ${text.length} signs`);
  for (const [name, { ms, text }] of ranked)
    console.log(`${name}: ${ms.toFixed(1)} ms, ${text.length} signs, ${JSON.stringify(text.slice(0, 40))}`);
  return [figure('stall', 'ms', '<= 20', Math.max(...halves), halves, `${TEXTS} texts; ${told.join('; ')}`)];
}
