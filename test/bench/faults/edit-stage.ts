import type { Page } from 'playwright-core';
import type { Customer } from '../../../lib/model/customer.ts';
import { applyChange, beforeOf, type Base, type Edit, type Intent } from '../../../lib/model/edit.ts';
import type { RecordedRequest } from '../../sandbox/crm/crm.ts';
import { sandboxSettings, setStage, type Stage } from '../../support/stage.ts';

/** The id of the console's connection in the sandbox's settings. */
export const DESK = 'desk';

/** One edit of the benchmark; `number` is its position among those of its customer, and part of the written value. */
export interface Made {
  id: string;
  customer: Customer;
  number: number;
  change: Intent;
  base: Base | null;
}

/** Edits of one customer; the author of each sees those before it. */
export function madeInOrder(customer: Customer, changes: Intent[], first = 0): Made[] {
  let shown = customer;
  return changes.map((change, at) => {
    const base = beforeOf(shown, change);
    shown = applyChange(shown, change);
    return { id: crypto.randomUUID(), customer, number: at + first, change, base };
  });
}

/** A browser with the extension, connected to the console alone. */
export async function setEditStage(): Promise<Stage> {
  const stage = await setStage();
  const document = sandboxSettings(stage.crms, ['wechat-console'], 'zh_CN', { mostCustomers: 0 });
  await stage.ask('importSettings', { document });
  return stage;
}

/** This many customers of a connection that can be edited. */
export async function customersOf(stage: Pick<Stage, 'ask'>, connection: string, count: number): Promise<Customer[]> {
  const found: Customer[] = [];
  for (let page: string | null | undefined; page !== null && found.length < count;) {
    const part: { items: Customer[]; next: string | null } = await stage.ask('search', { connection, query: {}, page: page ?? null });
    found.push(...part.items.filter(({ handle }) => connection !== DESK || handle['wechatContactId']));
    page = part.next;
  }
  if (found.length < count) throw new Error(`${connection} has ${found.length} customers, ${count} are needed`);
  return found.slice(0, count);
}

/** Submits an edit until the worker has confirmed that it is stored, as a panel without an answer does. */
export async function submitUntilTaken(stage: Pick<Stage, 'ask'>, { id, customer, change, base }: Made): Promise<void> {
  const ref = { connection: customer.connection, id: customer.id };
  for (;;) {
    const taken = await stage.ask('submit', { edit: id, ref, change, base }).then(
      () => true,
      () => false,
    );
    if (taken) return;
    await pause(50);
  }
}

/** Waits until the outbox is empty; edits that wait for their next attempt are sent as by a person who clicks Retry. */
export async function untilSent(stage: Pick<Stage, 'ask' | 'options'>, patienceMs: number): Promise<Edit[]> {
  const end = Date.now() + patienceMs;
  for (let turn = 1; ; turn++) {
    const left = await storedEdits(stage.options);
    // A rejected edit waits for a person: nothing more will happen.
    if (left.every(isStuck) || Date.now() > end) return left;
    await pause(500);
    if (turn % 10 > 0) continue;
    await stage.ask('hello', null).catch(() => null);
    const waiting = left.filter(({ state }) => state.kind === 'queued').slice(0, 40);
    void Promise.all(waiting.map(({ id }) => stage.ask('retry', { edit: id }).catch(() => null)));
  }
}

function isStuck({ state }: Edit): boolean {
  return state.kind === 'rejected' || state.kind === 'conflict';
}

/** The edits on the disk. */
export function storedEdits(own: Page): Promise<Edit[]> {
  return own.evaluate(
    () =>
      new Promise<Edit[]>((resolve, reject) => {
        const opening = indexedDB.open('kebian');
        opening.addEventListener('error', () => reject(new Error('The database does not open')));
        opening.addEventListener('success', () => {
          const edits = opening.result.transaction('edits').objectStore('edits').getAll();
          edits.addEventListener('success', () => (opening.result.close(), resolve(edits.result as Edit[])));
        });
      }),
  );
}

/** Requests that can make the console write something. */
export function writes(requests: RecordedRequest[]): RecordedRequest[] {
  return requests.filter(({ path }) => /updateCustomer|batchAddCustomer|batchSaveNickName|servicerecord\/dosave/.test(path));
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
