import { pause } from '../lib/providers/pause';
import type { Connection, Part } from '../lib/providers/provider';
import { until } from '../lib/providers/until';
import type { Agent, Role } from './agents.ts';
import { createLog, LogReplaced, type Head } from './customer-log.ts';
import { digestOf } from './digest.ts';
import type { Store } from './store.ts';

/**
 * The relay's copy of a CRM's customers, for all agents. A mark of an agent is a place in the log that holds them, so that nothing that was written
 * behind it can be missed, whatever the clocks say.
 */
export interface Directory {
  /** As `list` of a Connection, of the customers whom the agent may see; their numbers are not masked yet. */
  parts(agent: Pick<Agent, 'name' | 'role'>, since: string | null, cursor: string | null, signal: AbortSignal): AsyncGenerator<Part>;
  /** A customer was deleted in the CRM. */
  gone(customer: string): Promise<void>;
  stop(): void;
}

export interface DirectoryParts {
  /** The id of the connection, and what tells its CRM and account from others: a copy of another one is not used. */
  id: string;
  of: string;
  crm: Connection;
  store: Store;
  now(): number;
  /** Runs work that asks the CRM or takes the relay's time, after the calls of people. */
  inBackground<T>(agent: string, work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Is called with the id of each customer that the CRM has changed. */
  changed(customer: string): Promise<void>;
  refreshMs: number;
  /** The largest number of customers that are stored; where the CRM has more, each browser lists them for itself. */
  most?: number;
}

const MOST = 100_000;
/** How old the copy may be before the whole list is read again, which alone shows who was deleted, in ms. */
const WHOLE_AFTER_MS = 24 * 3_600_000;
/** How far a question for changes goes back before the last one: clocks differ, and a CRM may store a change after it was made. In ms. */
const OVERLAP_MS = 600_000;
/** After this time the relay that was reading the list is assumed to have stopped. */
const HELD_MS = 60_000;
const POLL_MS = 100;
/** For how long a CRM with too many customers is not read again. */
const TOO_MANY_MS = 3_600_000;

export function createDirectory(parts: DirectoryParts): Directory {
  const { id, of, crm, store, now, inBackground, changed, refreshMs, most = MOST } = parts;
  const log = createLog(store, id, of, changed);
  const lock = `reading ${id}`;
  let reading: Promise<void> | null = null;
  const stopped = new AbortController();
  /** Whether it was read a short time before this moment, or since then. */
  const isNew = (head: Head | null, at: number) =>
    head !== null && head.wholeAt !== null && head.renewedAt !== null && at - head.renewedAt < refreshMs;
  const isTooMuch = (head: Head | null) => head !== null && head.tooManyAt !== null && now() - head.tooManyAt < TOO_MANY_MS;

  /** Reads the CRM's list, or what has changed, unless another relay does or has just done it. */
  async function read(wantedAt: number): Promise<void> {
    const own = crypto.randomUUID();
    if (!(await store.claim(lock, own, HELD_MS))) return pause(POLL_MS, stopped.signal);
    try {
      const head = (await log.catchUp()) ?? (await log.begin());
      if (!isNew(head, wantedAt) && !isTooMuch(head)) await readList(head, () => store.prolong(lock, own, HELD_MS));
    } catch (thrown) {
      if (!(thrown instanceof LogReplaced)) throw thrown;
    } finally {
      await store.release(lock, own).catch(() => undefined);
    }
  }

  async function readList(head: Head, goOn: () => Promise<boolean>): Promise<void> {
    const isFirst = head.wholeAt === null || head.renewedAt === null;
    const isWhole = isFirst || now() - head.wholeAt! >= WHOLE_AFTER_MS;
    const startedAt = (isFirst && head.reading?.startedAt) || now();
    const since = isWhole ? null : new Date(head.renewedAt! - OVERLAP_MS).toISOString();
    const [firstBlock, met] = [log.next(), new Set<string>()];
    let cursor = isFirst ? (head.reading?.cursor ?? null) : null;
    for (let before: string | null | undefined; before === undefined || (cursor !== null && cursor !== before);) {
      before = cursor;
      for await (const part of listed(since, cursor, stopped.signal)) {
        for (const customer of part.customers) met.add(customer.id);
        await log.add(part.customers, head.epoch);
        cursor = part.cursor;
        if (log.size() > most) return log.saveHead({ ...head, reading: null, tooManyAt: now() });
        if (isFirst) await log.saveHead({ ...head, reading: { cursor, startedAt } });
        // Another relay reads on where this one could not keep its lock.
        if (!(await goOn())) return;
      }
    }
    const missed = isWhole && !isFirst ? log.before(firstBlock).filter((customer) => !met.has(customer)) : [];
    for (let from = 0; from < missed.length; from += 1_000) await log.remove(missed.slice(from, from + 1_000), head.epoch);
    const read = { ...head, renewedAt: startedAt, wholeAt: isWhole ? startedAt : head.wholeAt, reading: null };
    await log.saveHead(read);
    await log.shorten(read);
  }

  /** The CRM's list, each part asked for in a turn of its own. */
  async function* listed(since: string | null, cursor: string | null, signal: AbortSignal): AsyncGenerator<Part> {
    const list = crm.list!(since, cursor, signal)[Symbol.asyncIterator]();
    const page = () => inBackground('', () => list.next(), signal);
    for (let part = await page(); !part.done; part = await page()) yield part.value;
  }

  /** What the CRM itself lists, where it has more than is stored. */
  async function* passedOn(since: string | null, cursor: string | null, signal: AbortSignal): AsyncGenerator<Part> {
    const place = cursor?.startsWith(BY_THE_CRM) ? cursor.slice(BY_THE_CRM.length) : null;
    const time = since !== null && Number.isNaN(Date.parse(since)) ? null : since;
    let isAnew = (since !== null && time === null) || (cursor !== null && place === null);
    for await (const { customers, cursor: behind } of listed(time, place, signal)) {
      yield { customers, cursor: behind === null ? null : BY_THE_CRM + behind, ...(isAnew && { whole: true }) };
      isAnew = false;
    }
  }

  return {
    async *parts({ name, role }, since, cursor, signal) {
      const asked = cursor ?? since;
      const askedAt = now();
      let place = asked === null ? null : placeIn(asked, role);
      let isAnew = asked !== null && place === null;
      for (;;) {
        const head = await log.catchUp();
        if (isTooMuch(head) || cursor?.startsWith(BY_THE_CRM)) return yield* passedOn(since, cursor, signal);
        const isKnown = place?.epoch === log.epoch() && place.block <= log.next();
        if (place && !isKnown) isAnew = true;
        if (!place || !isKnown) place = { epoch: log.epoch(), block: 0 };
        const { block } = place;
        if (block < log.next()) {
          const shown = await inBackground(name, () => log.shownAt(role, block), signal);
          // Another log has begun.
          if (!shown) continue;
          place.block++;
          const { customers, removed = [] } = shown;
          if (customers.length + removed.length > 0 || isAnew)
            yield {
              customers,
              cursor: placeText(place, role),
              ...(removed.length > 0 && { removed }),
              ...(isAnew && { whole: true as const }),
            };
          isAnew = false;
        } else if (isNew(head, askedAt)) {
          return yield { customers: [], cursor: null, mark: placeText(place, role), ...(isAnew && { whole: true as const }) };
        } else {
          reading ??= read(askedAt).finally(() => (reading = null));
          // The parts of a first list are passed on while the rest is read.
          await until(signal, Promise.race([reading, pause(POLL_MS, signal)]));
        }
      }
    },
    async gone(customer) {
      if (await log.catchUp()) await log.remove([customer]);
    },
    stop: () => stopped.abort(new Error('the relay stops')),
  };
}

const BY_THE_CRM = 'crm ';

interface Place {
  epoch: string;
  block: number;
}

/** Contains the role that it was made for: a text of another role is no place, since that role sees other customers. */
function placeText({ epoch, block }: Place, role: Role): string {
  return `${epoch} ${block} ${roleKey(role)}`;
}

function placeIn(text: string, role: Role): Place | null {
  const [, epoch, block, made] = /^([\da-f-]{36}) (\d{1,9}) (\S+)$/.exec(text) ?? [];
  return epoch !== undefined && made === roleKey(role) ? { epoch, block: Number(block) } : null;
}

function roleKey({ customers, numbers }: Role): string {
  return digestOf([customers, numbers], 16);
}
