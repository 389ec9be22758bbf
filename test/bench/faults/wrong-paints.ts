import { spawn } from 'node:child_process';
import { switchAtRandom } from '../../support/random-switches.ts';
import { setStage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';

const SWITCHES = 10_000;
/** With the load, each switch takes about five times as long on two cores. */
const SWITCHES_LOADED = 1_000;
/** The number of processes that keep a core busy. */
const LOAD = 8;
/** The longest time between two changes of the chat, in ms. */
const PAUSE = 25;

/** Counts the customers that were painted under another contact. */
export async function wrongPaints(): Promise<Figure[]> {
  return [await measure('wrongPaints', SWITCHES)];
}

/** The same with load. */
export async function wrongPaintsLoaded(): Promise<Figure[]> {
  const load = Array.from({ length: LOAD }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  try {
    return [await measure('wrongPaints.loaded', SWITCHES_LOADED)];
  } finally {
    for (const busy of load) busy.kill();
  }
}

async function measure(name: string, switches: number): Promise<Figure> {
  const stage = await setStage();
  try {
    const { paints, wrong, longest, longestOnTheWay, contacts } = await switchAtRandom(stage, switches, PAUSE);
    for (const { why, trace } of wrong.slice(0, 5)) console.log(`${name}: ${why}\n  ${trace.join('\n  ')}`);
    const whys = wrong.slice(0, 5).map(({ why }) => why);
    const said = `${switches} switches between ${contacts} contacts at 0 to 800 ms latency: ${paints.length} paints, none longer than ${longest} ms after another chat was opened, of which its message was on its way for up to ${longestOnTheWay} ms; ${whys.join(', ') || 'none wrong'}`;
    return figure(name, 'paints', '0', wrong.length, [wrong.length], said);
  } finally {
    await stage.close();
  }
}
