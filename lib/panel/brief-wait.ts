import { contactKey, type StampedState } from '../model/contact';
import type { ContactAnswer, StateChange } from '../wire/items';

/** How long a contact waits for an answer, in ms. A frame lasts sixteen: it is not seen that the contact before stays a little longer. */
const BRIEFLY = 40;

/** What a chat page says: what it shows, in which tab and window. */
export type Heard = [state: StampedState, tab: number, window: number];

export interface BriefWait {
  /**
   * Shows it in a moment, or as soon as its answer is there. Of one tab only the newest counts, and it inherits the time of the first: while
   * chats change quickly, the customer of the one that was left does not stay.
   */
  begin(heard: Heard): void;
  /** Something newer is shown in that tab. */
  overtake(tab: number): void;
  /** If this is what was waited for, who waited is shown now. */
  hear(change: StateChange): void;
}

/**
 * Holds the first view of an unknown contact back for a fast answer: then the customer is painted in one frame. Shown
 * before, the contact alone would take that frame, and the customer would have to wait for the next.
 */
export function createBriefWait(show: (heard: Heard) => void): BriefWait {
  let waiting: { heard: Heard; from: number; timer: ReturnType<typeof setTimeout> } | null = null;
  const end = () => {
    const was = waiting;
    waiting = null;
    clearTimeout(was?.timer);
    if (was) show(was.heard);
  };
  // On a busy machine the timer may ring after a further frame: no frame that comes after the wait shows the contact before.
  const beforeFrame = () => {
    if (!waiting) return;
    if (performance.now() - waiting.from >= BRIEFLY) end();
    else requestAnimationFrame(beforeFrame);
  };
  return {
    begin(heard) {
      if (waiting && waiting.heard[1] !== heard[1]) end();
      if (!waiting) requestAnimationFrame(beforeFrame);
      const { from, timer } = waiting ?? { from: performance.now(), timer: setTimeout(end, BRIEFLY) };
      waiting = { heard, from, timer };
    },
    overtake(tab) {
      if (waiting?.heard[1] !== tab) return end();
      clearTimeout(waiting.timer);
      waiting = null;
    },
    hear(change) {
      const state = waiting?.heard[0];
      if (state?.kind === 'chat' && says(change[`answer:${contactKey(state.contact)}`])) end();
    },
  };
}

/** Whether it names a customer or is final; "looking up" alone is not worth a frame. */
function says(answer: ContactAnswer | undefined): boolean {
  if (!answer) return false;
  const { findings } = answer;
  return findings.some(({ candidates }) => candidates.length > 0) || findings.every(({ progress }) => progress !== 'looking-up');
}
