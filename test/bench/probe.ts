/** When a customer was in the panel's document, and when that was painted: epoch ms with fractions. */
export interface Paint {
  contact: string;
  dom: number;
  at: number;
}

declare global {
  interface Window {
    customerPaints: Paint[];
    changedAt: number;
    clickedAt: number;
    shifts: number;
    /** Of these: what moved was in a closed shadow root, or an element of somebody else's. */
    guestShifts: number;
    longTasks: number;
  }
}

/**
 * Runs in the panel before anything else. A customer counts as painted in the task after the frame in which the document held them
 * for the first time.
 */
export function panelProbe(): void {
  window.customerPaints = [];
  let last = '';
  const now = () => performance.timeOrigin + performance.now();
  const shown = () => {
    const owner = document.querySelector<HTMLElement>('[data-contact]');
    // Kebian's frame bears the contact's id before the customer is known; the facts are there once they are.
    const full = owner === document.body || document.querySelector('dl, dt') !== null;
    return owner && full ? (owner.dataset['contact'] ?? '') : '';
  };
  const look = () => {
    const contact = shown();
    if (contact === last) return;
    last = contact;
    if (contact) painted(contact, now());
  };
  const painted = (contact: string, dom: number) =>
    requestAnimationFrame(() => {
      // Ahead of whatever else is waiting: that is no longer part of the paint.
      void window.scheduler.postTask(
        () => {
          window.customerPaints.push({ contact, dom, at: now() });
          dispatchEvent(new Event('painted'));
        },
        { priority: 'user-blocking' },
      );
    });
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

/** Runs in the chat page before anything else: notes when the open chat changes, what moves and what blocks. */
export function pageProbe(): void {
  let last = '';
  const look = () => {
    const id = document.querySelector('.title_name')?.getAttribute('data-username') ?? '';
    if (id === last) return;
    last = id;
    window.changedAt = performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-username'],
  });
  addEventListener('click', ({ timeStamp }) => (window.clickedAt = performance.timeOrigin + timeStamp), true);
  window.shifts = 0;
  window.guestShifts = 0;
  window.longTasks = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node: Node | null }[] };
      window.shifts += value;
      if (sources.some(({ node }) => node === null || node.nodeName.includes('-'))) window.guestShifts += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => (window.longTasks += list.getEntries().length)).observe({ type: 'longtask', buffered: true });
}
