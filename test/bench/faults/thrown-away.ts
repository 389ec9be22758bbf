import type { Customer } from '../../../lib/model/customer.ts';
import { editsIn } from '../../../lib/wire/item-keys.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { people } from '../../sandbox/people.ts';
import { sandboxSettings, sessionOf, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';
import { customersOf, DESK, madeInOrder, pause, setEditStage, submitUntilTaken } from './edit-stage.ts';

const LOSSES = 100;
const CUSTOMERS = 10;
/** The number of edits around a loss, and the ms within which they are made. */
const EDITS = 4;
const WITHIN = 1_200;
/** How long the worker may take to detect and report the loss, in ms. */
const PATIENCE = 60_000;

/**
 * The browser deletes the extension's databases a hundred times, at random moments while edits are made, wait and are sent. Counts the edits
 * that are shown as accepted and missing in the CRM, and those that are neither in the CRM nor shown.
 */
export async function thrownAway(): Promise<Figure[]> {
  const stage = await setEditStage();
  try {
    const crm = stage.crms['wechat-console'];
    const next = chance(31);
    const made = new Map<string, string>();
    const told = new Set<string>();
    const inSight = new Set<string>();
    const lookMs: number[] = [];
    let shownAsLost = 0;
    for (let loss = 0; loss < LOSSES; loss++) {
      const customers = await customersOf(stage, DESK, CUSTOMERS);
      crm.fault(next() < 0.5 ? { kind: 'reset' } : { kind: 'latency', ms: [5, 300], seed: loss });
      const moments = Array.from({ length: EDITS }, () => next() * WITHIN);
      const editing = moments.map(async (moment, number) => {
        const name = `w${loss}.${number}`;
        await pause(moment);
        await submitUntilTaken(stage, tagging(customers[Math.floor(next() * CUSTOMERS)]!, name, made));
      });
      await pause(next() * WITHIN);
      await throwAway(stage, next() < 0.5);
      await within(PATIENCE, Promise.all(editing), `The edits around loss ${loss} were not taken`);
      lookMs.push(await untilTold(stage, loss));
      crm.fault(null);
      const state = await sessionOf(stage);
      for (const id of state.accepted ?? []) told.add(id);
      const shown = editsIn(state);
      shownAsLost += shown.filter((edit) => edit.state.kind === 'rejected' && edit.state.problem.kind === 'lost').length;
      for (const { id } of shown) inSight.add(id);
      for (const { id } of shown) await stage.ask('discard', { edit: id });
      await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'zh_CN', { mostCustomers: 0 }) });
    }
    const tags = new Set(people.flatMap(({ key }) => crm.rows(key)).flatMap((row) => row.tags));
    const lies = [...told].filter((id) => made.has(id) && !tags.has(made.get(id)!));
    const silent = [...made].filter(([id, tag]) => !tags.has(tag) && !inSight.has(id));
    const known = [...told].filter((id) => made.has(id)).length;
    const slowest = Math.round(Math.max(...lookMs));
    const detail = `${LOSSES} losses, ${made.size} edits, ${known} told as saved, ${shownAsLost} shown as lost; found after ${slowest} ms at most`;
    return [
      // A run without a saved or a lost edit has tested nothing.
      figure('thrownAway', 'edits', '0', known === 0 || shownAsLost === 0 ? Number.NaN : lies.length, [lies.length], detail),
      figure('thrownAway.unseen', 'edits', '0', silent.length, [silent.length], 'neither in the CRM nor in sight'),
    ];
  } finally {
    await stage.close();
  }
}

function tagging(customer: Customer, name: string, made: Map<string, string>) {
  const [edit] = madeInOrder(customer, [{ kind: 'add-tag', tag: { id: name, name, group: null, color: null } }]);
  made.set(edit!.id, name);
  return edit!;
}

/** Like the browser when its data are cleared; the worker is stopped at the same time, or continues. */
async function throwAway({ browser, options }: Stage, stops: boolean): Promise<void> {
  const session = await browser.context.newCDPSession(options);
  const origin = new URL(options.url()).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  if (stops) {
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers').catch(() => undefined);
  }
  await session.detach();
}

async function within(ms: number, work: Promise<unknown>, otherwise: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(otherwise)), ms);
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

/** Calls the worker, like a page that opens, until the session items show the loss; returns the ms that took. */
async function untilTold(stage: Stage, loss: number): Promise<number> {
  const began = Date.now();
  for (;;) {
    await stage.ask('hello', null).catch(() => null);
    const { storage, connections = [] } = await sessionOf(stage);
    if (storage?.lostAt && !connections.some(({ id }) => id === DESK)) return Date.now() - began;
    if (Date.now() - began > PATIENCE) throw new Error(`Loss ${loss} is not told`);
    await pause(50);
  }
}
