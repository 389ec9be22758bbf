import type { Customer } from '../lib/model/customer';
import { colleagueKey, recordOf } from '../lib/model/match/record-of';
import { servedBy } from '../lib/model/match/records';
import { serialQueue } from '../lib/model/serial-queue';
import type { Part } from '../lib/providers/provider';
import type { Role } from './agents.ts';
import { digestOf } from './digest.ts';
import { isTheirs } from './roles.ts';
import type { Store } from './store.ts';

/**
 * The customers of a CRM as they came and changed: numbered blocks in the store that are written once, each with customers as they were when it was
 * written, and with the ids of deleted customers. Several relays add to it.
 */
export interface CustomerLog {
  /** Reads the blocks that any relay has added since, and answers with the log's head; null where there is no log of this CRM. */
  catchUp(): Promise<Head | null>;
  /** Begins the first log, or another one in the place of that of another CRM. */
  begin(): Promise<Head>;
  saveHead(head: Head): Promise<void>;
  /** As of the last `catchUp`: which log it is, and the number of its next block. */
  epoch(): string;
  next(): number;
  /** The number of customers. */
  size(): number;
  /** Adds the customers whose newest record is missing or differs. Throws `LogReplaced` where another log has replaced `epoch`. */
  add(customers: Customer[], epoch: string): Promise<void>;
  /** Adds that these were deleted; without `epoch` to the present log, whichever it is. */
  remove(ids: readonly string[], epoch?: string): Promise<void>;
  /** The ids of the customers whose newest record is in a block before this one. */
  before(block: number): string[];
  /** The records of a block that no later block replaces, as a role sees them; null where the log was replaced meanwhile. */
  shownAt(role: Role, block: number): Promise<Pick<Part, 'customers' | 'removed'> | null>;
  /** Begins a new log where most records of this one have been replaced by others. */
  shorten(head: Head): Promise<void>;
}

/** In the store. `epoch` names the present log; `reading` is how far the first reading has come. */
export interface Head {
  of: string;
  epoch: string;
  renewedAt: number | null;
  wholeAt: number | null;
  reading: { cursor: string | null; startedAt: number } | null;
  tooManyAt: number | null;
}

/** `had`: the colleagues who had the customer at any time before, and may have them in a copy. */
interface Block {
  customers: { customer: Customer; had: string[] }[];
  gone: { id: string; had: string[] }[];
}

/** What is known of a customer without reading the block with their newest record. */
interface Entry {
  block: number;
  hash: string;
  had: string[];
}

/** Another relay has begun another log while this one was reading the CRM's list. */
export class LogReplaced extends Error {}

/** A block is read and made ready at once, and no call of a person begins meanwhile. */
const PER_BLOCK = 50;

/** `of` tells the CRM and its account from others; `changed` is called with the id of each customer that the CRM has changed. */
export function createLog(store: Store, id: string, of: string, changed: (customer: string) => Promise<void>): CustomerLog {
  const places = { head: `directory ${id}`, block: (epoch: string, at: number) => `directory ${id} ${epoch} ${at}` };
  const queue = serialQueue();
  const index = new Map<string, Entry>();
  /** Blocks as they were read, since many browsers ask for the same ones; no block ever changes. */
  const recent = new Map<string, Block>();
  let epoch = '';
  let next = 0;
  /** The number of records in the log. */
  let records = 0;

  async function catchUp(): Promise<Head | null> {
    const text = await store.get(places.head);
    const head = text === null ? null : (JSON.parse(text) as Head);
    const mine = head?.of === of ? head : null;
    if ((mine?.epoch ?? '') !== epoch) {
      index.clear();
      [epoch, next, records] = [mine?.epoch ?? '', 0, 0];
    }
    if (epoch === '') return null;
    for (let block = await blockAt(next); block; block = await blockAt(next)) takeIn(block);
    return mine;
  }

  async function blockAt(at: number): Promise<Block | null> {
    const place = places.block(epoch, at);
    const held = recent.get(place);
    if (held) return held;
    const text = await store.get(place);
    if (text === null) return null;
    const block = JSON.parse(text) as Block;
    recent.set(place, block);
    if (recent.size > MOST_RECENT) recent.delete([...recent.keys()][0]!);
    return block;
  }

  function takeIn({ customers, gone }: Block): void {
    for (const { customer, had } of customers) {
      index.set(customer.id, { block: next, hash: hashOf(customer), had: [...new Set([...had, ...colleaguesOf(customer)])] });
    }
    for (const one of gone) index.delete(one.id);
    records += customers.length + gone.length;
    next++;
  }

  /** Adds the block that `made` returns for the present index; where another relay adds one first, `made` is called again with that one in the index. */
  function add(made: () => Block, log?: string): Promise<void> {
    return queue(async () => {
      for (;;) {
        if (!(await catchUp())) return;
        if (log !== undefined && log !== epoch) throw new LogReplaced();
        const block = made();
        if (block.customers.length + block.gone.length === 0) return;
        if (await store.create(places.block(epoch, next), JSON.stringify(block))) return takeIn(block);
      }
    });
  }

  async function addCustomers(customers: Customer[], log: string): Promise<void> {
    for (let from = 0; from < customers.length; from += PER_BLOCK) {
      const some = customers.slice(from, from + PER_BLOCK);
      const changes: string[] = [];
      await add(() => {
        const news = some.filter((customer) => index.get(customer.id)?.hash !== hashOf(customer));
        changes.splice(0, Infinity, ...news.flatMap((customer) => (index.has(customer.id) ? customer.id : [])));
        return { customers: news.map((customer) => ({ customer, had: index.get(customer.id)?.had ?? [] })), gone: [] };
      }, log);
      for (const customer of changes) await changed(customer);
    }
  }

  const addGone = (ids: readonly string[], log?: string) =>
    add(() => ({ customers: [], gone: ids.flatMap((one) => (index.has(one) ? { id: one, had: index.get(one)!.had } : [])) }), log);

  const saveHead = (head: Head) => store.set(places.head, JSON.stringify(head));

  async function beginLog(): Promise<Head> {
    const before = await store.get(places.head);
    if (before !== null) await removeLog((JSON.parse(before) as Head).epoch);
    const head: Head = { of, epoch: crypto.randomUUID(), renewedAt: null, wholeAt: null, reading: null, tooManyAt: null };
    await saveHead(head);
    await queue(catchUp);
    return head;
  }

  /** Begins a new log with the newest record of each customer. All browsers then fill their copies anew. */
  async function rewrite(head: Head): Promise<void> {
    const fresh = crypto.randomUUID();
    const [old, upTo] = [epoch, next];
    let at = 0;
    for (let number = 0; number < upTo; number++) {
      const block = await blockAt(number);
      const customers = block?.customers.filter(({ customer }) => index.get(customer.id)?.block === number) ?? [];
      if (customers.length > 0) await store.create(places.block(fresh, at++), JSON.stringify({ customers, gone: [] } satisfies Block));
    }
    await saveHead({ ...head, epoch: fresh });
    await catchUp();
    await removeLog(old);
  }

  async function removeLog(old: string): Promise<void> {
    for (let number = 0; (await store.get(places.block(old, number))) !== null; number++) await store.set(places.block(old, number), null);
  }

  async function shownAt(role: Role, number: number): Promise<Pick<Part, 'customers' | 'removed'> | null> {
    const block = await blockAt(number);
    if (!block) return null;
    const key = role.customers === 'all' ? null : colleagueKey({ id: role.customers.of, name: '' });
    const sees = ({ had }: { had: string[] }) => key === null || had.some((one) => one.toLowerCase() === key);
    const current = block.customers.filter(({ customer }) => index.get(customer.id)?.block === number);
    const lost = current.filter((one) => !isTheirs(role, one.customer) && sees(one)).map(({ customer }) => customer.id);
    const gone = block.gone.filter((one) => sees(one) && !index.has(one.id)).map((one) => one.id);
    return {
      customers: current.map(({ customer }) => customer).filter((customer) => isTheirs(role, customer)),
      removed: [...lost, ...gone],
    };
  }

  return {
    catchUp: () => queue(catchUp),
    begin: beginLog,
    saveHead,
    epoch: () => epoch,
    next: () => next,
    size: () => index.size,
    add: addCustomers,
    remove: addGone,
    before: (number) => [...index].flatMap(([customer, { block }]) => (block < number ? customer : [])),
    shownAt,
    async shorten(head) {
      if (records > 2 * index.size + MOST_BEYOND) await queue(() => rewrite(head));
    },
  };
}

const MOST_RECENT = 40;
/** The number of records that a log may have beyond two for each customer. */
const MOST_BEYOND = 1_000;

/** Those to whom `isTheirs` shows the customer. */
function colleaguesOf(customer: Customer): string[] {
  return [...servedBy(recordOf(customer))];
}

/** Tells one state of a customer from another. */
function hashOf(customer: Customer): string {
  return digestOf(customer, 16);
}
