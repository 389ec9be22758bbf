import type { CDPSession, Page, Worker } from 'playwright-core';
import type { DirectoryView } from '../../../lib/model/view.ts';
import { setStage, type Stage } from '../../support/stage.ts';
import { startInventedCrm, type InventedCrm } from './crm.ts';

/** The id of the connection. */
const CONNECTION = 'bench';

/** A browser with the extension, connected to a CRM with this many invented customers. */
export interface DirectoryStage {
  stage: Stage;
  crm: InventedCrm;
  /** Connects the CRM, which starts the fill. */
  connect(): Promise<void>;
  /** The state of the directory, as pages see it. */
  view(): Promise<DirectoryView | null>;
  /** Waits until no directory is being filled. */
  filled(): Promise<DirectoryView>;
  /** The present worker. */
  worker(): Worker;
  stopWorker(): Promise<void>;
  /** The durations of a User Timing measure in the worker, and the sum of its details. */
  measures(name: string): Promise<Measures>;
  /** Looks a contact of this name up, as its chat does. */
  lookUp(name: string): Promise<void>;
  close(): Promise<void>;
}

interface Measures {
  durations: number[];
  details: number;
  /** When the first one ended, in ms since the worker began. */
  firstEnd: number;
}

/** @param build folder of the built extension; by default that of this checkout */
export async function setDirectoryStage(customers: number, build?: string): Promise<DirectoryStage> {
  const [stage, crm] = await Promise.all([setStage(build === undefined ? {} : { build }), startInventedCrm(customers)]);
  const session = await stage.browser.context.newCDPSession(stage.options);
  await session.send('ServiceWorker.enable');
  const view = () => readView(stage.options);
  return {
    stage,
    crm,
    connect: async () => {
      await stage.ask('importSettings', { document: settingsFor(crm) });
    },
    view,
    filled: () => filled(view),
    worker: () => workerOf(stage),
    stopWorker: () => stopWorker(session),
    measures: (name) => workerOf(stage).evaluate(measuresNamed, name),
    lookUp: async (name) => {
      const contact = { site: 'wechat-web', id: `@${name}`, name, kind: 'person', avatar: null } as const;
      await stage.ask('lookUpAgain', { contact, connection: CONNECTION });
    },
    close: async () => {
      await stage.close();
      await crm.stop();
    },
  };
}

function settingsFor({ values: { baseUrl, appId, appKey } }: InventedCrm): string {
  const connection = { id: CONNECTION, provider: 'tanma', name: 'Bench', baseUrl, credentials: { appId, appKey } };
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections: [connection], privacy: { mostCustomers: 1_000_000 } });
}

async function filled(view: () => Promise<DirectoryView | null>): Promise<DirectoryView> {
  for (;;) {
    const now = await view();
    if (now?.problem) throw new Error(`The fill has stopped: ${now.problem.kind}`);
    if (now && !now.filling && now.renewedAt !== null) return now;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function readView(own: Page): Promise<DirectoryView | null> {
  return own.evaluate(async (key) => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { session: { get(key: string): Promise<Record<string, unknown>> } } };
    };
    return ((await chrome.storage.session.get(key))[key] ?? null) as DirectoryView | null;
  }, `directory:${CONNECTION}`);
}

function workerOf({ browser }: Stage): Worker {
  return browser.context.serviceWorkers().at(-1)!;
}

async function stopWorker(session: CDPSession): Promise<void> {
  await session.send('ServiceWorker.stopAllWorkers');
}

function measuresNamed(name: string): Measures {
  const entries = performance.getEntriesByName(name, 'measure') as PerformanceMeasure[];
  const details = entries.reduce((sum, { detail }) => sum + Number(detail ?? 0), 0);
  const [first] = entries;
  return { durations: entries.map(({ duration }) => duration), details, firstEnd: first ? first.startTime + first.duration : Number.NaN };
}
