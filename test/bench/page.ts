import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { people } from '../sandbox/people.ts';
import { pause } from './devtools.ts';
import { difference, figure, median, type Figure } from './figure.ts';
import { ownTime } from './own-time.ts';
import { openChat, load, painted, type Stand } from './stand.ts';

/** What the extension costs the chat page, above the same page without any extension. */
export async function pageCosts(kebian: Stand, none: Stand, rounds: number): Promise<Figure[]> {
  const loads = await loadTimes(kebian, none, rounds * LOADS);
  const ours: Costs[] = [];
  const theirs: Costs[] = [];
  for (let round = 0; round < rounds + 1; round++) {
    const taken = await costsOf(kebian);
    const without = await costsOf(none);
    // The first round warms up caches and compiled code.
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

/** A load takes two seconds and another time each time: so many in a row for each round of the rest. */
const LOADS = 10;

/** Script time of a load and of the second and a half after it, turns about. */
async function loadTimes(kebian: Stand, none: Stand, samples: number): Promise<Figure> {
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

/** The first loads fill caches and have code compiled. */
const WARM_LOADS = 3;

async function loadTime({ chats }: Stand): Promise<number> {
  await chats.send('Performance.enable', { timeDomain: 'threadTicks' });
  await load(chats);
  await pause(1_500);
  return scriptTime(chats);
}

/** What all scripts of the page need while it is busy differs from round to round by more than is looked for; it is told beside. */
function own(ours: Costs[], theirs: Costs[]): Figure {
  const times = (costs: Costs[]) => costs.map(({ own: time }) => time);
  const all = (costs: Costs[]) => costs.map(({ busy: time }) => time);
  const range = (times_: number[]) =>
    `${median(times_).toFixed(0)} (${Math.min(...times_).toFixed(0)} to ${Math.max(...times_).toFixed(0)})`;
  const { value, halves } = difference(times(ours), times(theirs));
  const detail = `the extension's own script and what it calls, by samples; all scripts ${range(all(ours))} with, ${range(all(theirs))} without`;
  return figure('pageScript.busy', 'ms', '<= 15', value, halves, detail);
}

/** The page shifts its own elements, in no two rounds alike; the browser tells what it was that moved. */
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
  /** Of `shift`: in which something moved that is not the page's. */
  guest: number;
  tasks: number;
}

const IDLE = 10_000;

async function costsOf(stand: Stand): Promise<Costs> {
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

/** 40 switches over 20 contacts, and 400 messages. */
function busy(chats: Stand['chats']): Promise<void> {
  return chats.run(
    async (keys) => {
      for (let turn = 0; turn < 40; turn++) {
        await window.sandbox.openByRow(keys[turn % keys.length]!);
        await window.sandbox.burst(10);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    people.slice(0, 20).map(({ key }) => key),
  );
}

async function scriptTime(chats: Stand['chats']): Promise<number> {
  return 1_000 * (await metric(chats, 'ScriptDuration'));
}

async function heapOf(chats: Stand['chats']): Promise<number> {
  for (let turn = 0; turn < 3; turn++) await chats.send('HeapProfiler.collectGarbage');
  return (await metric(chats, 'JSHeapUsedSize')) / 2 ** 20;
}

async function metric(chats: Stand['chats'], name: string): Promise<number> {
  const { metrics } = (await chats.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] };
  return metrics.find((one) => one.name === name)!.value;
}

/** Sizes of what the chat page and the panel load, gzip. */
export function sizes(build: string): Figure[] {
  const page = gzipped(build, inChatPages(build));
  const phones = gzipped(build, ['phones.js']);
  const panel = gzipped(build, loadedBy(build, 'sidepanel.html'));
  return [
    figure('pageBytes', 'bytes', '<= 12288', page, [page], 'content script and its styles, gzip: what every page loads'),
    figure('phonesBytes', 'bytes', '<= 7168', phones, [phones], 'script that finds phone numbers, put into a page that has messages, gzip'),
    figure('panelBytes', 'bytes', '<= 61440', panel, [panel], 'scripts and styles that the panel loads before it shows a customer, gzip'),
  ];
}

/** What goes into WeChat's pages by itself. What goes into pages that a person has invited Kebian into is another script. */
function inChatPages(build: string): string[] {
  const manifest = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as {
    content_scripts: { js?: string[]; css?: string[] }[];
  };
  return manifest.content_scripts.flatMap(({ js = [], css = [] }) => [...js, ...css]);
}

/** What the page names, and what those scripts import or name in their turn. */
function loadedBy(build: string, page: string): string[] {
  const wanted = new Set<string>();
  const follow = (text: string, folder: string) => {
    for (const [, path] of text
      .matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"|from\s*"\.\/([\w.-]+\.js)"|import\s*"\.\/([\w.-]+\.js)"/g)
      .map(named(folder))) {
      if (wanted.has(path)) continue;
      wanted.add(path);
      if (path.endsWith('.js')) follow(readFileSync(join(build, path), 'utf8'), path.replace(/[^/]+$/, ''));
    }
  };
  follow(readFileSync(join(build, page), 'utf8'), '');
  return [...wanted];
}

function named(folder: string): (match: RegExpMatchArray) => [string, string] {
  return ([whole, absolute, from, imported]) => [whole, absolute ?? `${folder}${from ?? imported}`];
}

function gzipped(build: string, files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length, 0);
}

/** Somebody whom the CRM knows beyond doubt: the page shows their phone number. */
export const KNOWN = 'zhang-wei';

/** From the click that opens the panel to the customer in it. */
export async function panelOpenTimes(stand: Stand, samples: number): Promise<number[]> {
  const { id } = await openChat(stand.chats, KNOWN);
  await pause(500);
  const times: number[] = [];
  for (let turn = 0; turn < samples; turn++) times.push(await openOnce(stand, id));
  return times;
}

async function openOnce(stand: Stand, id: string): Promise<number> {
  const { panel, clicked } = await stand.openPanel();
  while (!(await panel.run(() => Array.isArray(window.customerPaints), null).catch(() => false))) await pause(20);
  const { at } = await painted(panel, id, clicked);
  await panel.run(() => setTimeout(() => window.close(), 0), null).catch(() => undefined);
  await stand.browser.gone(panel);
  return at - clicked;
}
