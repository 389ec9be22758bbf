import { contactKey, type StampedState } from '../model/contact';
import type { ContactAnswer, StateChange } from '../wire/items';

/** How long a new contact waits for its answer, in ms. With 16 ms a frame nobody sees that the contact before stays a little longer. */
const BRIEFLY = 40;

/**
 * Frames are watched only in this last part of the wait, in ms. As soon as one is asked for the browser draws at its own pace, and an answer would wait
 * for the next; without that, it is drawn at once.
 */
const WATCHED = 16;

/** The message of a chat page: its state, tab and window. */
export type Heard = [state: StampedState, tab: number, window: number];

export interface BriefWait {
  /**
   * Shows it after the wait, or as soon as its answer is there. Of one tab only the newest message counts, and it keeps the deadline of the first:
   * while chats change quickly, the customer of the chat that was left does not stay.
   */
  begin(heard: Heard): void;
  /** Drops what waits for that tab: something newer is shown. */
  overtake(tab: number): void;
  /** If the change has the answer that was waited for, shows the contact now. */
  hear(change: StateChange): void;
}

/**
 * Delays the first view of an unknown contact a little, for a fast answer: then the customer is painted in one frame. Otherwise the contact alone
 * would take a frame, and the customer would have to wait for the next.
 */
export function createBriefWait(show: (heard: Heard) => void): BriefWait {
  let waiting: { heard: Heard; from: number; timer: ReturnType<typeof setTimeout>; watch: AbortController } | null = null;
  const end = () => {
    const was = drop();
    if (was) show(was.heard);
  };
  const drop = () => {
    const was = waiting;
    waiting = null;
    clearTimeout(was?.timer);
    was?.watch.abort();
    return was;
  };
  // On a busy machine the timer may fire after another frame: no frame after the wait may show the contact before.
  const beforeFrame = () => {
    if (!waiting) return;
    if (performance.now() - waiting.from >= BRIEFLY) end();
    else requestAnimationFrame(beforeFrame);
  };
  return {
    begin(heard) {
      if (waiting && waiting.heard[1] !== heard[1]) end();
      if (waiting) return void (waiting.heard = heard);
      const watch = new AbortController();
      waiting = { heard, from: performance.now(), timer: setTimeout(end, BRIEFLY), watch };
      inTime(BRIEFLY - WATCHED, () => requestAnimationFrame(beforeFrame), watch.signal);
    },
    overtake(tab) {
      if (waiting?.heard[1] !== tab) return end();
      drop();
    },
    hear(change) {
      const state = waiting?.heard[0];
      if (state?.kind === 'chat' && says(change[`answer:${contactKey(state.contact)}`])) end();
    },
  };
}

/** Runs it after this time (ms), before all tasks that wait; at once where the browser has no tasks of such a priority. */
function inTime(delay: number, task: () => void, signal: AbortSignal): void {
  const { scheduler } = globalThis as Partial<Pick<Window, 'scheduler'>>;
  if (!scheduler) return task();
  scheduler.postTask(task, { delay, priority: 'user-blocking', signal }).catch(() => undefined);
}

/** Whether the answer has a customer or is final; "looking up" alone is not worth a frame. */
function says(answer: ContactAnswer | undefined): boolean {
  if (!answer) return false;
  const { findings } = answer;
  return findings.some(({ candidates }) => candidates.length > 0) || findings.every(({ progress }) => progress !== 'looking-up');
}
