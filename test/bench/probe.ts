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
    /** Those in which an element in a closed shadow root, or of another origin, moved. */
    guestShifts: number;
    longTasks: number;
  }
}

/** Runs in the panel before anything else. A customer counts as painted in the task after the first frame with the customer in the document. */
export function panelProbe(): void {
  window.customerPaints = [];
  let last = '';
  const now = () => performance.timeOrigin + performance.now();
  const shown = () => {
    const owner = document.querySelector<HTMLElement>('[data-contact]');
    // Kebian's frame has the contact's id before the customer is known; the facts follow.
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
      // Before any other waiting task: those do not belong to the paint.
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

/** Runs in the chat page before anything else: records changes of the open chat, shifts and long tasks. */
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
