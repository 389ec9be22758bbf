import { isIn, people } from '../sandbox/people.ts';
import type { Crms } from '../sandbox/crm/start.ts';
import { ASKING_THE_CRM, sandboxSettings } from '../support/stage.ts';
import { pause } from './devtools.ts';
import { at, ratio, type Figure } from './figure.ts';
import type { Loopback } from './loopback.ts';
import { openChat, painted, type BenchPage, type Stand } from './stand.ts';

/** Kebian and the floor extension side by side, each in a separate browser, with open panels. */
export interface Race {
  kebian: Stand;
  floor: Stand;
  kebianPanel: BenchPage;
  floorPanel: BenchPage;
  options: BenchPage;
  crms: Crms;
  loopback: Loopback;
  /** The contacts that the CRM's first answer identifies with certainty, by their keys in the sandbox. */
  keys: string[];
}

const WARM_UP = 20;

/** The pause between two samples, in ms: only one side works at a time. */
const APART = 120;

/** The samples of one figure, in ms: until the text was in the document, and until the frame with it was painted. */
interface Samples {
  dom: number[];
  paint: number[];
}

/** Opens every chat once: some contacts have namesakes, others are only found by a second call. */
export async function meetPeople({ kebian, kebianPanel, crms }: Omit<Race, 'keys'>): Promise<string[]> {
  const met: string[] = [];
  const crm = crms['wechat-console'];
  for (const { key } of people.filter(({ kind, record }) => kind === 'person' && isIn('wechat-console', record))) {
    crm.clearRequests();
    const { id, from } = await openChat(kebian.chats, key);
    const found = await painted(kebianPanel, id, from, 400).catch(() => null);
    // The first call searches in two ways at once, by name and by remark.
    const asked = crm.requests.filter(({ path }) => path.endsWith('/customerPage'));
    if (found && asked.length <= 2) met.push(key);
  }
  return met;
}

/** Known contacts: the panel has their customers; the floor extension paints what it receives. */
export async function known(race: Race, samples: number): Promise<Figure[]> {
  const keys = race.keys.slice(0, 10);
  await floorAsks(race, null);
  for (const key of keys) await kebianSample(race, key);
  const { kebian, floor } = await take(samples, keys, (key) =>
    Promise.all([kebianSample(race, key), later(APART, () => floorSample(race, key))]),
  );
  const dom = `in the document ${at(kebian.dom, 0.5).toFixed(1)} ms over ${at(floor.dom, 0.5).toFixed(1)} ms`;
  return [ratio('known.p50', '<= 1.3', 0.5, kebian.paint, floor.paint, dom), ratio('known.p95', '<= 1.5', 0.95, kebian.paint, floor.paint)];
}

/** New contacts: Kebian calls the CRM, the floor extension fetches once, both with the same latency. */
export async function fresh(race: Race, name: string, reach: string, latency: number, samples: number): Promise<Figure> {
  const next = newContacts(race, latency);
  race.loopback.latency = latency;
  await floorAsks(race, race.loopback.url);
  // A pause, so that only one side works at a time.
  const apart = latency ? latency / 2 : APART;
  const { kebian, floor } = await take(samples, [''], async () => {
    const key = await next();
    return Promise.all([kebianSample(race, key), later(apart, () => floorSample(race, key))]);
  });
  race.crms['wechat-console'].fault(null);
  race.loopback.latency = 0;
  return ratio(
    name,
    reach,
    0.5,
    kebian.paint,
    floor.paint,
    `p95 ${at(kebian.paint, 0.95).toFixed(1)} over ${at(floor.paint, 0.95).toFixed(1)} ms`,
  );
}

/** The first contact after the worker was stopped: it has to start first. */
export async function afterStop(race: Race, samples: number): Promise<Figure> {
  const next = newContacts(race, 0);
  await floorAsks(race, race.loopback.url);
  const { kebian, floor } = await take(samples, [''], async () => {
    const key = await next();
    await stop(race.kebian);
    const ours = await kebianSample(race, key);
    await stop(race.floor);
    return [ours, await floorSample(race, key)];
  });
  return ratio(
    'afterStop',
    '<= 1.5',
    0.5,
    kebian.paint,
    floor.paint,
    `p95 ${at(kebian.paint, 0.95).toFixed(1)} over ${at(floor.paint, 0.95).toFixed(1)} ms`,
  );
}

async function stop(stand: Stand): Promise<void> {
  await stand.stopWorker();
  await pause(40);
}

/** Keys of contacts that Kebian does not know yet; once all are known, everything is deleted and it starts again. */
function newContacts(race: Race, latency: number): () => Promise<string> {
  const { keys } = race;
  let used = Infinity;
  return async () => {
    if (used >= keys.length) {
      race.crms['wechat-console'].fault(null);
      used = 1;
      await forget(race);
      await kebianSample(race, keys[0]!);
      race.crms['wechat-console'].fault(latency ? { kind: 'latency', ms: latency } : null);
    }
    return keys[used++]!;
  };
}

/** Deletes every answer by disconnecting. Sets no latency, so that this is fast. */
async function forget({ options, kebian, crms }: Race): Promise<void> {
  await openChat(kebian.chats, 'filehelper');
  await connect(options, crms);
}

/** Connects the console again; disconnecting first deletes every answer. */
export async function connect(options: BenchPage, crms: Crms): Promise<void> {
  await ask(options, 'removeConnection', { connection: 'desk' });
  await ask(options, 'importSettings', { document: sandboxSettings(crms, ['wechat-console'], 'zh_CN', ASKING_THE_CRM) });
}

function ask(options: BenchPage, call: string, what: unknown): Promise<unknown> {
  return options.run(
    (message) => {
      const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } };
      return chrome.runtime.sendMessage(message);
    },
    { call, ask: what },
  );
}

async function kebianSample({ kebian, kebianPanel }: Race, key: string): Promise<[number, number]> {
  return sample(kebian, kebianPanel, key);
}

async function floorSample({ floor, floorPanel }: Race, key: string): Promise<[number, number]> {
  return sample(floor, floorPanel, key);
}

async function sample(stand: Stand, panel: BenchPage, key: string): Promise<[number, number]> {
  const { id, from } = await openChat(stand.chats, key);
  const late = await panelAhead(stand, panel);
  const { dom, at: painted_ } = await painted(panel, id, from + late);
  return [dom - from - late, painted_ - from - late];
}

const ahead = new WeakMap<BenchPage, Promise<number>>();

/** How far the panel's clock is ahead of the chat page's; measured once for each panel. */
function panelAhead(stand: Stand, panel: BenchPage): Promise<number> {
  const known =
    ahead.get(panel) ?? Promise.all([panel, stand.chats].map((page) => stand.clockOf(page))).then(([ours, theirs]) => ours! - theirs!);
  ahead.set(panel, known);
  return known;
}

async function floorAsks({ floor }: Race, address: string | null): Promise<void> {
  await floor.chats.run((url) => {
    if (url) document.body.dataset['floor'] = url;
    else delete document.body.dataset['floor'];
  }, address);
}

/** The first samples are a warm-up and do not count. */
async function take(samples: number, keys: string[], both: (key: string) => Promise<[number, number][]>) {
  const kebian: Samples = { dom: [], paint: [] };
  const floor: Samples = { dom: [], paint: [] };
  for (let turn = 0; turn < samples + WARM_UP; turn++) {
    const taken = await both(keys[turn % keys.length]!);
    // The side that was second may still be drawing: the pause keeps it from slowing the other down.
    await pause(APART);
    if (turn < WARM_UP) continue;
    for (const [place, one] of [kebian, floor].entries()) {
      one.dom.push(taken[place]![0]);
      one.paint.push(taken[place]![1]);
    }
  }
  return { kebian, floor };
}

async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  await pause(ms);
  return work();
}
