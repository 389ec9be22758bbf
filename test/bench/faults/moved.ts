import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Customer } from '../../../lib/model/customer.ts';
import type { Edit } from '../../../lib/model/edit.ts';
import type { ConnectionView } from '../../../lib/model/view.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import type { Crm } from '../../sandbox/crm/crm.ts';
import { startCrms, type Crms } from '../../sandbox/crm/start.ts';
import { people } from '../../sandbox/people.ts';
import { sandboxSettings, sessionOf, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { customersOf, DESK, pause, setEditStage } from './edit-stage.ts';

const CHANGES = 200;
const CUSTOMERS = 12;

/** Two companies with a CRM each, in which customers have the same ids. */
type Company = 'a' | 'b';

/** Everything that was acknowledged, with its identifying values. */
interface Acknowledged {
  /** Edits by the tag that they add, with the company that they belong to; null where nobody can be signed in. */
  tags: Map<string, Company | null>;
  links: Set<string>;
  reminders: Set<string>;
  people: Set<string>;
}

interface Scene {
  stage: Stage;
  crms: Record<Company, Crm>;
  all: Record<Company, Crms>;
  customers: Customer[];
  made: Acknowledged;
  next: () => number;
}

/**
 * Makes two hundred changes of address, account, file and policy while edits wait and the worker is stopped at random: counts the edits, links,
 * reminders and customers of the local book that are lost, or reach another company.
 */
export async function moved(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kebian-other-'));
  const [stage, other] = await Promise.all([setEditStage(), startCrms({ folder })]);
  try {
    const all = { a: stage.crms, b: other };
    const crms = { a: stage.crms[DESK_SYSTEM], b: other[DESK_SYSTEM] };
    const customers = await customersOf(stage, DESK, CUSTOMERS);
    const made: Acknowledged = { tags: new Map(), links: new Set(), reminders: new Set(), people: new Set() };
    const scene: Scene = { stage, crms, all, customers, made, next: chance(22) };
    await stage.ask('saveConnection', { id: 'book', provider: 'local', name: '', values: {} });
    const stopping = new AbortController();
    const stopped = stopAtRandom(stage, stopping.signal);
    for (let number = 0; number < CHANGES; number++) {
      await make(scene, number).catch(() => undefined);
      await change(scene).catch(() => undefined);
      // Most edits are made while the CRM is unreachable, so that they wait at the next change.
      for (const crm of Object.values(crms)) crm.fault(scene.next() < 0.7 ? { kind: 'reset' } : null);
    }
    stopping.abort();
    const stops = await stopped;
    for (const crm of Object.values(crms)) crm.fault(null);
    // Returns once everything that can be sent was sent; some edits wait for a person.
    await Promise.race([stage.ask('hello', null).catch(() => null), pause(60_000)]);
    await pause(8_000);
    return [await counted(scene, stops)];
  } finally {
    await Promise.all([stage.close(), other.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

const DESK_SYSTEM = 'wechat-console';

/** An edit, a link, a reminder or a customer of the book, for the console that is connected now. */
async function make(scene: Scene, number: number): Promise<void> {
  const { stage, made, next } = scene;
  const desk = await deskOf(stage);
  const { id } = pick(scene.customers, next);
  if (desk) {
    const ref = { connection: desk.id, id };
    const company = companyOf(scene, desk);
    // Pages know the company whose customers they edit.
    await stage.ask('search', { connection: desk.id, query: {}, page: null }).catch(() => null);
    const name = `t${number}`;
    const tag = { id: name, name, group: null, color: null };
    await stage.ask('submit', { edit: `e${number}`, ref, change: { kind: 'add-tag', tag }, base: null });
    made.tags.set(name, company);
    const contact = { site: 'wechat-web', id: `@${number}`, name: `联系人${number}`, kind: 'person', avatar: String(number) } as const;
    if (next() < 0.4) await stage.ask('choose', { contact, refs: [ref] }).then(() => made.links.add(contact.name));
    if (next() < 0.3) {
      const [at, remindAt] = [0, 3_600_000].map((later) => new Date(Date.now() + later).toISOString()) as [string, string];
      const followUp = { text: name, at, kind: null, remindAt, stage: null };
      await stage.ask('submit', { edit: `r${number}`, ref, change: { kind: 'follow-up', followUp }, base: null });
      made.reminders.add(`r${number}`);
    }
  }
  if (next() < 0.3) {
    const customer = { name: `客户${number}`, nickname: null, company: null, phones: [], remark: null };
    const book = (await connectionsOf(stage)).find(({ provider }) => provider === 'local');
    const connection = book?.id ?? (await stage.ask('saveConnection', { id: null, provider: 'local', name: '', values: {} }));
    await stage.ask('addCustomer', { key: `p${number}`, contact: null, connection, customer });
    made.people.add(customer.name);
  }
}

/** One change of the settings, through a form, a file, an administrator's policy or the list of connections. */
async function change(scene: Scene): Promise<void> {
  const { stage, next } = scene;
  const desk = await deskOf(stage);
  const values = valuesOf(scene);
  const { baseUrl, ...credentials } = values;
  const entry = { id: DESK, provider: DESK_SYSTEM, baseUrl, credentials };
  switch (Math.floor(next() * 9)) {
    case 0:
    case 1:
      return void (await stage.ask('saveConnection', { id: desk?.id ?? null, provider: DESK_SYSTEM, name: '', values }));
    case 2:
      return void (await stage.ask('importSettings', { document: document([entry]) }));
    case 3:
      return void (await stage.ask('importSettings', { document: document([{ ...entry, id: pick(['desk2', 'book', 'main'], next) }]) }));
    case 4: {
      const { appId, appKey } = scene.all.a.tanma.credentials;
      const tanma = { id: pick([DESK, 'book'], next), provider: 'tanma', baseUrl: scene.all.a.tanma.url, credentials: { appId, appKey } };
      return void (await stage.ask('importSettings', { document: document([tanma]) }));
    }
    case 5:
      return applyPolicy(stage, next() < 0.3 ? null : [entry]);
    case 6:
      // Removed without a decision about the waiting edits.
      return void (await stage.ask('removeConnection', { connection: pick(await connectionsOf(stage), next).id }));
    case 7:
      return void (await stage.ask('importSettings', {
        document: sandboxSettings(scene.all.a, [DESK_SYSTEM], 'zh_CN', { mostCustomers: 0 }),
      }));
    default:
      return answer(scene);
  }
}

/** The person decides that a former connection is the present one, where they are the same; and that a dropped one stays. */
async function answer(scene: Scene): Promise<void> {
  const { stage } = scene;
  const there = await connectionsOf(stage);
  for (const { id, dropped } of there) if (dropped) await stage.ask('keepConnection', { connection: id });
  for (const former of (await sessionOf(stage)).former ?? []) {
    const same = there.find(({ id, ...one }) => former.candidates.includes(id) && companyOf(scene, one) === companyOf(scene, former));
    if (same) await stage.ask('resumeFormer', { former: former.id, connection: same.id });
  }
}

/** The settings of a company's console, with one of its two addresses, for an account that can sign in or not. */
function valuesOf({ crms, next }: Scene): Record<string, string> {
  const { url, credentials } = crms[next() < 0.6 ? 'a' : 'b'];
  const baseUrl = next() < 0.5 ? url : url.replace('127.0.0.1', 'localhost');
  const known = ['appId', 'appSecret', 'userName', 'password'].map((key) => [key, credentials[key]!]);
  const other = next() < 0.2 ? { userName: 'somebody-else' } : {};
  return { baseUrl, ...(Object.fromEntries(known) as Record<string, string>), ...other };
}

function companyOf({ crms }: Scene, { values }: Pick<ConnectionView, 'values'>): Company | null {
  if (values['userName'] === 'somebody-else') return null;
  const port = URL.parse(values['baseUrl'] ?? '')?.port;
  return (['a', 'b'] as const).find((company) => new URL(crms[company].url).port === port) ?? null;
}

function document(connections: object[]): string {
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections });
}

/** A policy sets these connections; null for none. A worker that was stopped reads the policy again. */
async function applyPolicy(stage: Stage, connections: object[] | null): Promise<void> {
  const [worker] = stage.browser.context.serviceWorkers();
  await worker?.evaluate((policy) => {
    const { chrome } = globalThis as unknown as { chrome: { storage: { managed: { get: unknown } } } };
    chrome.storage.managed.get = () => Promise.resolve(policy);
  }, connections && { connections });
  await stage.ask('importSettings', { document: document([]) });
}

async function connectionsOf(stage: Stage): Promise<ConnectionView[]> {
  return (await sessionOf(stage)).connections ?? [];
}

async function deskOf(stage: Stage): Promise<ConnectionView | undefined> {
  return (await connectionsOf(stage)).find(({ provider }) => provider === DESK_SYSTEM);
}

function pick<T>(some: T[], next: () => number): T {
  return some[Math.floor(next() * some.length)]!;
}

async function stopAtRandom(stage: Stage, signal: AbortSignal): Promise<number> {
  const session = await stage.browser.context.newCDPSession(stage.options);
  await session.send('ServiceWorker.enable');
  const next = chance(9);
  let stops = 0;
  for (; !signal.aborted; stops++) {
    await pause(200 + next() * 2_000);
    await session.send('ServiceWorker.stopAllWorkers').catch(() => undefined);
  }
  return stops;
}

interface OnDisk {
  edits: Edit[];
  links: { name: string }[];
  memory: { key: string }[];
  book: { name: string }[];
}

async function counted({ stage, crms, made }: Scene, stops: number): Promise<Figure> {
  const kept = await onDisk(stage.options);
  const arrived = { a: tagsOf(crms.a), b: tagsOf(crms.b) };
  const waiting = new Set(kept.edits.flatMap(({ change: wanted }) => ('tag' in wanted ? [wanted.tag.name] : [])));
  const tags = [...made.tags];
  const strayed = tags.filter(([tag, company]) => (['a', 'b'] as const).some((one) => one !== company && arrived[one].has(tag)));
  const lost = {
    edits: tags.filter(([tag]) => !waiting.has(tag) && !arrived.a.has(tag) && !arrived.b.has(tag)).length,
    links: missing(
      made.links,
      kept.links.map(({ name }) => name),
    ),
    reminders: missing(
      made.reminders,
      kept.memory.map(({ key }) => key),
    ),
    customers: missing(
      made.people,
      kept.book.map(({ name }) => name),
    ),
  };
  const sum = Object.values(lost).reduce((all, one) => all + one, strayed.length);
  const counts = `${made.tags.size} edits (${waiting.size} wait), ${made.links.size} links, ${made.reminders.size} reminders, ${made.people.size} customers`;
  const detail = `${CHANGES} changes, ${stops} stops, ${counts}; lost: ${JSON.stringify(lost)}; came to another company: ${strayed.length}`;
  return figure('moved', 'lost or strayed', '0', made.tags.size === 0 ? Number.NaN : sum, [sum], detail);
}

function missing(made: Set<string>, kept: string[]): number {
  return made.difference(new Set(kept)).size;
}

function tagsOf(crm: Crm): Set<string> {
  return new Set(people.flatMap(({ key }) => crm.rows(key)).flatMap(({ tags }) => tags));
}

function onDisk(own: Page): Promise<OnDisk> {
  return own.evaluate(
    () =>
      new Promise<OnDisk>((resolve, reject) => {
        const opening = indexedDB.open('kebian');
        opening.addEventListener('error', () => reject(new Error('The database does not open')));
        opening.addEventListener('success', () => {
          const tables = ['edits', 'links', 'memory', 'bookCustomers'];
          const reading = opening.result.transaction(tables);
          const asked = tables.map((table) => [table, reading.objectStore(table).getAll()] as const);
          reading.addEventListener('complete', () => {
            opening.result.close();
            resolve(Object.fromEntries(asked.map(([table, { result }]) => [table, result])) as unknown as OnDisk);
          });
        });
      }),
  );
}
