import { busy } from './busy.ts';
import { pause } from './devtools.ts';
import { figure, halfOf, median, round, type Figure } from './figure.ts';
import type { FirefoxStand } from './firefox.ts';
import * as inWindow from './firefox-profiler.ts';
import { KNOWN } from './panel-open.ts';
import { openChat } from './stand.ts';

/** The number of loads in a row for each round of the other figures: a load takes two seconds. */
const LOADS = 5;

const IDLE = 10_000;

/** Longer tasks are long tasks, in ms. */
const LONG = 50;

/**
 * The cost of the extension for the chat page. Firefox has no sum of all script time; its profiler records, every half millisecond, the used
 * processor time and the running scripts, so that the extension's own time can be separated.
 */
export async function pageCosts(kebian: FirefoxStand, none: FirefoxStand, rounds: number): Promise<Figure[]> {
  const loads: number[] = [];
  for (let turn = 0; turn < rounds * LOADS + 1; turn++) {
    const { own } = await profiled(kebian, () => loaded(kebian));
    // The first load fills caches and compiles code.
    if (turn > 0) loads.push(own);
  }
  const [idle, busy_, long, heap]: number[][] = [[], [], [], []];
  for (let turn = 0; turn < rounds; turn++) {
    await loaded(kebian);
    await pause(500);
    idle!.push((await profiled(kebian, () => pause(IDLE))).own);
    const { own, longest } = await profiled(kebian, () => busy(kebian.chats));
    busy_!.push(own);
    long!.push(longest);
    heap!.push(await heapOf(kebian));
  }
  const moved = await movedElements(kebian, none);
  return [
    ofHalves('pageScript.load', 'ms', '<= 10', loads, `${OWN}; median of ${loads.length} loads`),
    ofHalves('pageScript.idle', 'ms', '<= 0.5', idle!, `${OWN}, in ten seconds; median of ${rounds} rounds`),
    ofHalves('pageScript.busy', 'ms', '<= 15', busy_!, `${OWN}; median of ${rounds} rounds`),
    ofHalves(
      'pageHeap',
      'MB',
      '<= 0.5',
      heap!,
      `what the extension's own realm holds; strings and shapes lie in the page's; median of ${rounds} rounds`,
    ),
    figure('layoutShift', 'elements', '0', moved.length, [moved.length], shiftDetail(moved)),
    figure('longTasks', 'tasks', '0', long!.filter((time) => time > LONG).length, [0], longDetail(long!)),
  ];
}

const OWN = "processor time of the extension's own scripts and what they call, by the profiler's samples";

function ofHalves(name: string, unit: string, reach: string, taken: number[], detail: string): Figure {
  const halves = [0, 1].map((half) => median(halfOf(taken, half)));
  return figure(
    name,
    unit,
    reach,
    median(taken),
    halves,
    `${detail}; ${Math.min(...taken).toFixed(2)} to ${Math.max(...taken).toFixed(2)}`,
  );
}

function shiftDetail(moved: string[]): string {
  const named = moved.length > 0 ? `: ${moved.slice(0, 3).join(', ')}` : '';
  return `Firefox tells no shifts: elements of the page that stand elsewhere with Kebian than without, a chat being open${named}`;
}

function longDetail(long: number[]): string {
  return `Firefox tells no long tasks: stretches in which scripts of the extension took more than ${LONG} ms of processor time; the longest took ${round(Math.max(...long))} ms`;
}

async function loaded({ load }: FirefoxStand): Promise<void> {
  await load();
  await pause(1_500);
}

async function profiled({ firefox, chats }: FirefoxStand, work: () => Promise<void>): Promise<{ own: number; longest: number }> {
  const process = await firefox.processOf(chats);
  await firefox.window.run(inWindow.startProfiler);
  await work();
  return firefox.window.run(inWindow.timeIn, process, firefox.origin);
}

async function heapOf({ firefox, chats }: FirefoxStand): Promise<number> {
  return firefox.window.run(inWindow.scriptMemory, await firefox.processOf(chats), firefox.origin);
}

/** The elements of the page that have another position or size with Kebian, while the same chat is open. */
async function movedElements(kebian: FirefoxStand, none: FirefoxStand): Promise<string[]> {
  const [ours, theirs] = await Promise.all([kebian, none].map(placesOfElements));
  if (ours!.length !== theirs!.length) throw new Error(`The page has ${ours!.length} elements with Kebian and ${theirs!.length} without`);
  return ours!.flatMap((place, at) => (place === theirs![at] ? [] : `${place} instead of ${theirs![at]}`));
}

async function placesOfElements({ chats, load }: FirefoxStand): Promise<string[]> {
  await load();
  await openChat(chats, KNOWN);
  await pause(1_500);
  return chats.run(() =>
    [...document.body.querySelectorAll('*')]
      .filter(({ localName }) => !localName.startsWith('kebian-'))
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.localName}.${element.className} ${[x, y, width, height].map(Math.round).join(' ')}`;
      }),
  );
}
