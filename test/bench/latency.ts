import { isIn, people } from '../sandbox/people.ts';
import type { Crms } from '../sandbox/crm/start.ts';
import { ASKING_THE_CRM, sandboxSettings } from '../support/stage.ts';
import { pause } from './devtools.ts';
import { at, ratio, type Figure } from './figure.ts';
import type { Loopback } from './loopback.ts';
import { openChat, painted, type BenchPage, type Stand } from './stand.ts';

/** Kebian and the floor side by side, each in a browser of its own, with their panels open. */
export interface Race {
  kebian: Stand;
  floor: Stand;
  kebianPanel: BenchPage;
  floorPanel: BenchPage;
  options: BenchPage;
  crms: Crms;
  loopback: Loopback;
  /** Whom the CRM's first answer names beyond doubt, by their keys in the sandbox. */
  keys: string[];
}

const WARM_UP = 20;

/** Between two samples lies so much, in ms: neither works while the other does. */
const APART = 120;

/** Samples of one figure, in ms: until the text was in the document, and until the frame with it was painted. */
interface Samples {
  dom: number[];
  paint: number[];
}

/** Meets everybody once: some have namesakes, others are only found by a second question. */
export async function meetPeople({ kebian, kebianPanel, crms }: Omit<Race, 'keys'>): Promise<string[]> {
  const met: string[] = [];
  const crm = crms['wechat-console'];
  for (const { key } of people.filter(({ kind, record }) => kind === 'person' && isIn('wechat-console', record))) {
    crm.clearRequests();
    const { id, from } = await openChat(kebian.chats, key);
    const found = await painted(kebianPanel, id, from, 400).catch(() => null);
    // The first question is asked in two ways at once, by name and by remark.
    const asked = crm.requests.filter(({ path }) => path.endsWith('/customerPage'));
    if (found && asked.length <= 2) met.push(key);
  }
  return met;
}

/** Known contacts: the panel has their customers; the floor paints what it hears. */
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

/** New contacts: Kebian asks the CRM, the floor fetches once, with the same latency in both servers. */
export async function fresh(race: Race, name: string, reach: string, latency: number, samples: number): Promise<Figure> {
  const next = newContacts(race, latency);
  race.loopback.latency = latency;
  await floorAsks(race, race.loopback.url);
  // Long enough apart that neither works while the other does.
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

/** The first contact after the worker was stopped: it has to start before anything can be asked. */
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

/** Keys of people whom Kebian does not know yet; when all are known, everything is forgotten and it begins anew. */
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

/** Disconnecting forgets every answer. The latency that a figure needs stays out of it. */
async function forget({ options, kebian, crms }: Race): Promise<void> {
  await openChat(kebian.chats, 'filehelper');
  await connect(options, crms);
}

/** Connects the chat console anew; disconnecting first forgets every answer. */
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

/** By how much the panel's time is ahead of the chat page's; asked once for each panel. */
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

/** The first ones warm up and do not count. */
async function take(samples: number, keys: string[], both: (key: string) => Promise<[number, number][]>) {
  const kebian: Samples = { dom: [], paint: [] };
  const floor: Samples = { dom: [], paint: [] };
  for (let turn = 0; turn < samples + WARM_UP; turn++) {
    const taken = await both(keys[turn % keys.length]!);
    // Whoever was second goes on drawing for a while; whoever is first would have to share the processor with that.
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
