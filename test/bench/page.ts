import { busy } from './busy.ts';
import { pause, type DevtoolsPage } from './devtools.ts';
import { difference, figure, median, type Figure } from './figure.ts';
import { ownTime } from './own-time.ts';
import type { ChromiumStand } from './chromium.ts';

/** The cost of the extension for the chat page, compared with the same page without any extension. */
export async function pageCosts(kebian: ChromiumStand, none: ChromiumStand, rounds: number): Promise<Figure[]> {
  const loads = await loadTimes(kebian, none, rounds * LOADS);
  const ours: Costs[] = [];
  const theirs: Costs[] = [];
  for (let round = 0; round < rounds + 1; round++) {
    const taken = await costsOf(kebian);
    const without = await costsOf(none);
    // The first round fills caches and compiles code.
    if (round === 0) continue;
    ours.push(taken);
    theirs.push(without);
  }
  const line = (name: string, unit: string, reach: string, key: keyof Costs) => {
    const values = (costs: Costs[]) => costs.map((cost) => cost[key]);
    const { value, halves } = difference(values(ours), values(theirs));
    const [with_, without] = [ours, theirs].map((costs) => median(values(costs)).toFixed(2));
    return figure(name, unit, reach, Math.max(0, value), halves, `${with_} with, ${without} without; median of ${rounds} rounds`);
  };
  return [
    loads,
    line('pageScript.idle', 'ms', '<= 0.5', 'idle'),
    own(ours, theirs),
    line('pageHeap', 'MB', '<= 0.5', 'heap'),
    shift(ours, theirs),
    line('longTasks', 'tasks', '0', 'tasks'),
  ];
}

/** The number of loads in a row for each round of the other figures: a load takes two seconds, and varies. */
const LOADS = 10;

/** Script time of a load and of the second and a half after it, alternating between the sides. */
async function loadTimes(kebian: ChromiumStand, none: ChromiumStand, samples: number): Promise<Figure> {
  const taken: [number[], number[]] = [[], []];
  for (let turn = 0; turn < samples + WARM_LOADS; turn++) {
    for (const [side, stand] of [kebian, none].entries()) {
      const time = await loadTime(stand);
      if (turn >= WARM_LOADS) taken[side]!.push(time);
    }
  }
  const [ours, theirs] = taken;
  const { value, halves } = difference(ours, theirs);
  const detail = `${median(ours).toFixed(1)} with, ${median(theirs).toFixed(1)} without; median of ${samples} loads`;
  return figure('pageScript.load', 'ms', '<= 10', Math.max(0, value), halves, detail);
}

/** The first loads fill caches and compile code. */
const WARM_LOADS = 3;

async function loadTime({ chats, load }: ChromiumStand): Promise<number> {
  await chats.send('Performance.enable', { timeDomain: 'threadTicks' });
  await load();
  await pause(1_500);
  return scriptTime(chats);
}

/** The script time of the whole busy page varies by more than what is measured; it is only reported. */
function own(ours: Costs[], theirs: Costs[]): Figure {
  const times = (costs: Costs[]) => costs.map(({ own: time }) => time);
  const all = (costs: Costs[]) => costs.map(({ busy: time }) => time);
  const range = (times_: number[]) =>
    `${median(times_).toFixed(0)} (${Math.min(...times_).toFixed(0)} to ${Math.max(...times_).toFixed(0)})`;
  const { value, halves } = difference(times(ours), times(theirs));
  const detail = `the extension's own script and what it calls, by samples; all scripts ${range(all(ours))} with, ${range(all(theirs))} without`;
  return figure('pageScript.busy', 'ms', '<= 15', value, halves, detail);
}

/** The page moves its own elements, differently in every round; the browser reports which elements moved. */
function shift(ours: Costs[], theirs: Costs[]): Figure {
  const moved = (costs: Costs[]) => costs.map(({ guest }) => guest);
  const { value, halves } = difference(moved(ours), moved(theirs));
  const all = (costs: Costs[]) => costs.map((cost) => cost.shift.toFixed(3)).join(', ');
  const guests = (costs: Costs[]) => costs.map((cost) => cost.guest.toFixed(5)).join(', ');
  const said = `all shifts: ${all(ours)} with, ${all(theirs)} without; of them not known to be the page's: ${guests(ours)} with, ${guests(theirs)} without`;
  return figure('layoutShift', 'score', '0', value, halves, said);
}

/** Script time in ms, heap in MB. */
interface Costs {
  idle: number;
  busy: number;
  /** Of `busy`: in scripts of extensions. */
  own: number;
  heap: number;
  shift: number;
  /** Of `shift`: shifts in which an element moved that is not the page's. */
  guest: number;
  tasks: number;
}

const IDLE = 10_000;

async function costsOf(stand: ChromiumStand): Promise<Costs> {
  const { chats } = stand;
  await loadTime(stand);
  await chats.run(() => new Promise((resolve) => setTimeout(resolve, 500)), null);
  const before = await scriptTime(chats);
  await pause(IDLE);
  const idle = (await scriptTime(chats)) - before;
  const started = await scriptTime(chats);
  const own_ = await ownTime(chats, () => busy(chats));
  const busy_ = (await scriptTime(chats)) - started;
  const seen = await chats.run(() => ({ shift: window.shifts, guest: window.guestShifts, tasks: window.longTasks }), null);
  const heap = await heapOf(chats);
  return { idle, busy: busy_, own: own_, heap, ...seen };
}

async function scriptTime(chats: DevtoolsPage): Promise<number> {
  return 1_000 * (await metric(chats, 'ScriptDuration'));
}

async function heapOf(chats: DevtoolsPage): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await chats.send('HeapProfiler.collectGarbage');
  return (await metric(chats, 'JSHeapUsedSize')) / 2 ** 20;
}

async function metric(chats: DevtoolsPage, name: string): Promise<number> {
  const { metrics } = (await chats.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] };
  return metrics.find((one) => one.name === name)!.value;
}
