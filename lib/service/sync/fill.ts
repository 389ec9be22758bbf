import { browser } from 'wxt/browser';
import { since, until } from '../../model/elapsed';
import { isFull, isPassing, isStopping, toProblem, unlessUnreadable, type Problem } from '../../model/problem';
import type { Connection, Part } from '../../providers/provider';
import { connections, noteStanding, type Desk } from '../desk';
import { longestRest, restLeft } from '../../model/rest';
import type { DirectoryState } from '../storage/database';
import { inBatches } from './batches';
import { directoryOf, mostOf } from './open-directories';
import { BEHIND_FOR } from '../directory/along';
import type { Directory } from '../directory/directory';
import { keepOnlySince, keepPart, keepState, saveWhenDue } from '../directory/keeping';
import { publishDirectory } from './publish';
import { stopForFull, wasFull } from './full-disk';
import { readDirectoryState } from '../directory/store';

/** The alarm that continues a fill in a new worker, and begins the next one. */
export const DIRECTORY_ALARM = 'directory';

const MINUTE = 60_000;
/** How old a Directory may be before it asks what has changed, and before it reads the whole list again. */
const RENEW_AFTER = 6 * 60 * MINUTE;
const WHOLE_AFTER = 7 * 24 * 60 * MINUTE;
/** How far a question for changes goes back before the last one, in ms: clocks differ, and a CRM may store a change after it was made. */
const OVERLAP = 10 * MINUTE;
/** The computers of a team are switched on at the same time: each waits for a random moment within this time before it asks, in ms. */
const SPREAD = 60 * MINUTE;
/** The span for the age at which a computer reads the whole list: between four and seven days, in ms. */
const WHOLE_SPREAD = 3 * 24 * 60 * MINUTE;
/** The same for a CRM that lists its changes since a mark: the question costs it next to nothing, and the answer has the deletions. */
const TOLD_AFTER = 10 * MINUTE;
const TOLD_SPREAD = 5 * MINUTE;
const RETRY_AFTER = 5 * MINUTE;
/** The longest that a fill waits, in ms, whatever the clock says; only a CRM that asks for a longer pause makes it wait longer. */
const LONGEST_WAIT = 60 * MINUTE;
/** The longest pause between two parts of a fill, in ms. */
const LONGEST_REST = 20;

/** Continues all fills that are due, several connections at once, and sets the alarm for the next. Never throws. */
export async function fillDirectories(desk: Desk): Promise<void> {
  await fillAll(desk).catch(unlessUnreadable);
}

async function fillAll(desk: Desk): Promise<void> {
  if (desk.locked || (await wasFull(desk))) return;
  const all = (await connections(desk)).filter(({ connection }) => connection.list);
  if (all.length === 0) return;
  // Should this worker be stopped, the alarm starts another that continues.
  await browser.alarms.create(DIRECTORY_ALARM, { delayInMinutes: 1, periodInMinutes: 1 });
  await Promise.all(all.map(({ settings, connection }) => fillOnce(desk, settings.id, connection)));
  if (!desk.locked) await setAlarm(desk);
}

let catching: ReturnType<typeof setTimeout> | null = null;

/**
 * To be called when the index of a book has to be filled again: fills it after the last part of a work on many customers, or by the alarm if this
 * worker is stopped before.
 */
export async function fillBehind(desk: Desk, connection: string): Promise<void> {
  const isFirst = catching === null;
  clearTimeout(catching ?? undefined);
  catching = setTimeout(() => {
    catching = null;
    void fillDirectories(desk);
  }, BEHIND_FOR + 100);
  if (!isFirst) return;
  await browser.alarms.create(DIRECTORY_ALARM, { delayInMinutes: 1, periodInMinutes: 1 });
  const directory = await directoryOf(desk, connection);
  if (directory) await publishDirectory(directory, null);
}

async function fillOnce(desk: Desk, id: string, connection: Connection): Promise<void> {
  if (desk.fills.has(id)) return;
  const stop = new AbortController();
  desk.fills.set(id, stop);
  try {
    const state = await readDirectoryState(desk.database, id);
    const due = dueAt(state, desk.now());
    if (due === null) return;
    const directory = await directoryOf(desk, id);
    if (directory && until(due, pace(state).spread, desk.now()) > 0) await keepState(directory, { ...directory.state, notBefore: due });
    else if (directory) await fill(desk, directory, connection, stop.signal);
  } catch (thrown) {
    // The Directory was deleted meanwhile, or the disk is full: lookups work without it, and the alarm tries again.
    if (isFull(thrown)) await stopForFull(desk, id).catch(() => undefined);
  } finally {
    if (desk.fills.get(id) === stop) desk.fills.delete(id);
  }
}

/**
 * When a fill may continue or begin, epoch ms; null if a moment was drawn before and has not come. A copy that is too old is renewed at a random
 * moment within its `spread`, drawn once; if it waits for another day the moment is drawn again.
 */
function dueAt(state: DirectoryState, now: number): number | null {
  const { filling, renewedAt, notBefore, problem } = state;
  const { after, spread } = pace(state);
  if (until(notBefore, longestWait(problem), now) > 0) return null;
  if (filling !== null || renewedAt === null) return now;
  if (since(renewedAt, now) < after) return null;
  const isDrawn = since(notBefore, now) < spread;
  return isDrawn ? now : now + spread * phaseOf(renewedAt);
}

function pace({ mark }: DirectoryState): { after: number; spread: number } {
  return mark === undefined ? { after: RENEW_AFTER, spread: SPREAD } : { after: TOLD_AFTER, spread: TOLD_SPREAD };
}

/** A number from 0 to 1 that differs from computer to computer, because their fills begin at different milliseconds. */
function phaseOf(time: number): number {
  return (time % 9_973) / 9_973;
}

async function fill(desk: Desk, directory: Directory, connection: Connection, signal: AbortSignal): Promise<void> {
  let isOver = true;
  const problem = await passThrough(desk, directory, connection, signal).then(
    (came) => ((isOver = came), null),
    (thrown: unknown) => {
      // Customers and index are written while the next ones come: a failure is met by what comes next.
      const cause = directory.failure ?? thrown;
      // The next worker goes on at once.
      if (isFull(cause) || isStopping(thrown)) throw cause;
      return toProblem(thrown, 'directory');
    },
  );
  if (signal.aborted || !isOver) return;
  await noteStanding(desk, directory.connection, problem);
  const notBefore = problem === null ? 0 : desk.now() + waitAfter(problem, desk.now());
  await keepState(directory, { ...directory.state, problem, notBefore });
  await saveWhenDue(directory, true);
  await publishDirectory(directory, null);
}

/** The wait that the CRM asks for counts, up to the longest; a Problem that only a person can solve is tried again seldom. */
function waitAfter(problem: Problem, now: number): number {
  if (problem.kind === 'rate-limited') return Math.max(RETRY_AFTER, restLeft(problem, now));
  return isPassing(problem) ? RETRY_AFTER : LONGEST_WAIT;
}

/** The longest wait that there can be after this problem, in ms. */
function longestWait(problem: Problem | null): number {
  return Math.max(LONGEST_WAIT, longestRest(problem));
}

/** Continues an interrupted fill or begins a new one. False if it was cancelled, because all customers change. */
async function passThrough(desk: Desk, directory: Directory, connection: Connection, signal: AbortSignal): Promise<boolean> {
  if (!directory.state.filling) await begin(desk, directory);
  const limited = await list(desk, directory, connection, signal);
  signal.throwIfAborted();
  if (limited !== null) await end(desk, directory, limited);
  return limited !== null;
}

/** Begins a fill of the changes or, now and then, of the whole list, which alone shows who was deleted. */
async function begin(desk: Desk, directory: Directory): Promise<void> {
  const { state, people } = directory;
  const startedAt = desk.now();
  const roomAgain = state.limited && people.size < (await mostOf(desk, directory.connection));
  const { wholeAt, renewedAt } = state;
  const isOld = wholeAt === null || since(wholeAt, startedAt) >= WHOLE_AFTER - WHOLE_SPREAD * phaseOf(wholeAt);
  // A CRM cannot be asked for changes since a time in the future.
  const isAhead = renewedAt === null || since(renewedAt, startedAt) === Infinity;
  const from = isOld || isAhead || roomAgain ? null : (state.mark ?? new Date(renewedAt - OVERLAP).toISOString());
  await keepState(directory, {
    ...state,
    filling: { since: from, cursor: null, startedAt, firstBlock: directory.next },
  });
}

/**
 * A provider may end a very long list at some cursor and is then asked to continue from there. True if customers came for whom there was no space; a
 * fill of all customers ends there, because it has met all who are held. Null if it was cancelled meanwhile.
 */
async function list(desk: Desk, directory: Directory, connection: Connection, signal: AbortSignal): Promise<boolean | null> {
  for (let before: string | null | undefined; ;) {
    if (!directory.state.filling) return null;
    const { since: asked, cursor } = directory.state.filling;
    if (before !== undefined && (cursor === null || cursor === before)) return false;
    before = cursor;
    for await (const part of inBatches(connection.list!(asked, cursor, signal), () => calm(desk, signal, 0))) {
      await calm(desk, signal, 0);
      const began = performance.now();
      // Who the account is there is asked after the CRM has answered: a refused sign-in must not be tried again from here.
      await connection.me?.(signal).catch(() => null);
      const limited = await keep(desk, directory, part);
      if (limited === null) return null;
      if (limited && directory.state.filling?.since === null) return true;
      // Works at most half of the time: the panel and the chat page run on this computer, too.
      await calm(desk, signal, performance.now() - began);
    }
  }
}

async function keep(desk: Desk, directory: Directory, part: Part): Promise<boolean | null> {
  const at = { now: desk.now(), most: await mostOf(desk, directory.connection) };
  if (!directory.state.filling) return null;
  // The list begins again: customers of earlier parts are removed at the end unless it has them once more.
  const anew = part.whole && { since: null, firstBlock: directory.next };
  const filling = { ...directory.state.filling, ...anew, cursor: part.cursor, ...(part.mark !== undefined && { mark: part.mark }) };
  const limited = await keepPart(directory, part, { ...directory.state, filling }, at);
  await saveWhenDue(directory, false);
  await publishDirectory(directory, desk.now());
  return limited;
}

/** Background work pauses while a person waits for an answer, and yields to other work. */
async function calm(desk: Desk, signal: AbortSignal, rest: number): Promise<void> {
  for (let pause = Math.min(rest, LONGEST_REST); ; pause = LONGEST_REST) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    signal.throwIfAborted();
    if (desk.lookups.size === 0) return;
  }
}

/** Ends a fill. A fill of changes says nothing about customers whom it has not met. */
async function end(desk: Desk, directory: Directory, limited: boolean): Promise<void> {
  if (!directory.state.filling) return;
  const { since: from, startedAt, firstBlock, mark } = directory.state.filling;
  const { mark: _, ...before } = directory.state;
  const state = { ...before, filling: null, renewedAt: startedAt, ...(mark !== undefined && { mark }) };
  if (from !== null) await keepState(directory, state);
  else await keepOnlySince(directory, firstBlock, { ...state, limited, wholeAt: startedAt }, desk.now());
}

async function setAlarm(desk: Desk): Promise<void> {
  const states = await desk.database.getAll('directoryState');
  const now = desk.now();
  const times = states.map((state) => {
    const { filling, renewedAt, notBefore, problem } = state;
    const rest = filling || renewedAt === null ? MINUTE : Math.max(0, pace(state).after - since(renewedAt, now));
    return now + Math.max(until(notBefore, longestWait(problem), now), rest);
  });
  if (times.length === 0) await browser.alarms.clear(DIRECTORY_ALARM);
  else await browser.alarms.create(DIRECTORY_ALARM, { when: Math.min(...times) });
}
