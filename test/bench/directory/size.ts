import { setDirectoryStage, type DirectoryStage } from './directory-stage.ts';
import { extensionMemory, figure, percentile, type Figure, type Measured } from './figures.ts';
import { longestFrames, openPanelTab, recordFrames, typeQueries } from './panel-work.ts';
import { KEYS, QUERIES } from './queries.ts';

const COLD_STARTS = 9;
const CONTACTS = 100;

/** All figures for a directory of this size, in the build of this checkout or of another. */
export async function measureSize(customers: number, prefix: string, build?: string): Promise<Figure[]> {
  const it = await setDirectoryStage(customers, build);
  try {
    const before = { memory: extensionMemory(it.stage.browser.profile), disk: await usage(it) };
    const panel = await openPanelTab(it);
    await recordFrames(panel);
    const began = performance.now();
    await it.connect();
    const { count } = await it.filled();
    const seconds = (performance.now() - began) / 1000;
    if (count !== customers) throw new Error(`${count} of ${customers} customers were filled in`);
    const frames = await longestFrames(panel);
    // Storing and indexing, and saving the index.
    const stored = sumOf((await it.measures('directory-part')).durations) / 1000;
    const saved = sumOf((await it.measures('directory-save')).durations) / 1000;
    const perSecond = customers / (stored + saved);
    const grown = () => (extensionMemory(it.stage.browser.profile) - before.memory) / customers;
    const afterFill = grown();
    const disk = ((await usage(it)) - before.disk) / customers;
    const painted = await typeQueries(panel, QUERIES);
    const { durations: searched, answered } = await searchEveryKey(it);
    await panel.close();
    const starts = await coldStarts(it);
    const { durations: first } = await searchEveryKey(it);
    const matches = await coldMatches(it, customers);
    const matched = await matchContacts(it, customers);
    await searchEveryKey(it);
    const memory = grown();
    const all = `${customers.toLocaleString('en')} customers`;
    const of = (name: string, found: Measured) => figure(prefix, name, found, customers);
    return [
      of('searchP95Ms', {
        value: percentile(searched, 0.95),
        unit: 'ms',
        spread: ends(searched),
        detail: `${searched.length} keys`,
      }),
      of('searchFirstP95Ms', {
        value: percentile(first, 0.95),
        unit: 'ms',
        spread: ends(first),
        detail: 'the same keys in a worker that has read nothing of the index yet',
      }),
      of('keysAnswered', { value: answered, unit: 'keys', detail: `of ${KEYS.length}: those with somebody found` }),
      of('searchPaintedP95Ms', {
        value: percentile(painted, 0.95),
        unit: 'ms',
        spread: ends(painted),
        detail: `${painted.length} keys`,
      }),
      of('coldStartMs', {
        value: percentile(starts, 0.5),
        unit: 'ms',
        spread: ends(starts),
        detail: `median of ${starts.length} workers, stopped before`,
      }),
      of('matchP95Ms', {
        value: percentile(matched.first, 0.95),
        unit: 'ms',
        spread: ends(matched.first),
        detail: `${CONTACTS} contacts, each for the first time; the second time ${percentile(matched.second, 0.95).toFixed(1)} ms`,
      }),
      of('coldMatchMs', {
        value: percentile(matches, 0.5),
        unit: 'ms',
        spread: ends(matches),
        detail: `from the start of a worker to its first match; median of ${matches.length} workers`,
      }),
      of('fillPerSecond', {
        value: perSecond,
        unit: '1/s',
        detail: `${stored.toFixed(1)} s stored and indexed, ${saved.toFixed(1)} s saved the index; with the CRM's answers ${all} took ${seconds.toFixed(1)} s`,
      }),
      of('panelLongestFrameMs', {
        value: frames[0] ?? Number.NaN,
        unit: 'ms',
        spread: [frames.at(-1)!, frames[0]!],
        detail: 'while filling',
      }),
      of('memoryPerCustomerB', {
        value: memory,
        unit: 'B',
        detail: 'growth of the process that holds worker and pages, with a worker that has started after the fill and has searched',
      }),
      of('memoryAfterFillB', { value: afterFill, unit: 'B', detail: 'the same at the end of the fill, with its garbage' }),
      of('diskPerCustomerB', { value: disk, unit: 'B', detail: 'as the browser accounts for it' }),
    ];
  } finally {
    await it.close();
  }
}

async function searchEveryKey(it: DirectoryStage): Promise<{ durations: number[]; answered: number }> {
  await it.worker().evaluate(() => performance.clearMeasures('directory-search'));
  let answered = 0;
  for (const query of KEYS) if ((await it.stage.ask('searchLocal', { query, from: 0 })).hits.length > 0) answered++;
  return { durations: (await it.measures('directory-search')).durations, answered };
}

/** The time from a page's call to the first answer of a worker that has to start first. */
async function coldStarts(it: DirectoryStage): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < COLD_STARTS; round++) {
    await it.stopWorker();
    await it.stage.options.waitForTimeout(300);
    times.push(await it.stage.options.evaluate(firstAnswer));
  }
  return times;
}

/** Contacts from all parts of the directory. */
function shownOf({ crm }: DirectoryStage, customers: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => crm.shown(Math.floor(((at + 0.5) * customers) / count)));
}

/** The time of the match that a lookup begins with, which is the first one of each. */
async function matchContacts(it: DirectoryStage, customers: number): Promise<{ first: number[]; second: number[] }> {
  const rounds: number[][] = [];
  for (let round = 0; round < 2; round++) {
    const times: number[] = [];
    for (const name of shownOf(it, customers, CONTACTS)) {
      await it.worker().evaluate(() => performance.clearMeasures('directory-match'));
      await it.lookUp(name);
      times.push((await it.measures('directory-match')).durations[0] ?? Number.NaN);
    }
    rounds.push(times);
  }
  return { first: rounds[0]!, second: rounds[1]! };
}

async function coldMatches(it: DirectoryStage, customers: number): Promise<number[]> {
  const times: number[] = [];
  for (const name of shownOf(it, customers, COLD_STARTS)) {
    await it.stopWorker();
    await it.stage.options.waitForTimeout(300);
    await it.lookUp(name);
    times.push((await it.measures('directory-match')).firstEnd);
  }
  return times;
}

async function firstAnswer(): Promise<number> {
  const { chrome } = globalThis as unknown as {
    chrome: { runtime: { sendMessage(message: unknown): Promise<{ answer: { hits: unknown[] } }> } };
  };
  const began = performance.now();
  const { answer } = await chrome.runtime.sendMessage({ call: 'searchLocal', ask: { query: '王', from: 0 } });
  if (answer.hits.length === 0) throw new Error('Nobody was found');
  return performance.now() - began;
}

function usage({ stage }: DirectoryStage): Promise<number> {
  return stage.options.evaluate(async () => (await navigator.storage.estimate()).usage ?? Number.NaN);
}

function sumOf(values: number[]): number {
  return values.reduce((sum, one) => sum + one, 0);
}

function ends(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
