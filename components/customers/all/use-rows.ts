import { elementScroll, observeElementOffset, observeElementRect, Virtualizer, type VirtualItem } from '@tanstack/virtual-core';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Every line is this high, in px. */
export const ROW_HEIGHT = 44;

/** Lines beyond both ends, so that scrolling finds something there. */
const BEYOND = 8;

/** Which of `count` lines can be seen in a box that scrolls, and how high all of them are. */
export function useRows(box: { current: HTMLElement | null }, count: number) {
  const [, drawn] = useState(0);
  const [virtualizer] = useState(
    () =>
      new Virtualizer<HTMLElement, HTMLElement>({
        count,
        getScrollElement: () => box.current,
        estimateSize: () => ROW_HEIGHT,
        overscan: BEYOND,
        // A page that has no size yet, as in a test, shows its first lines.
        initialRect: { width: 1_000, height: 900 },
        observeElementRect: (instance, tell) => observeElementRect(instance, (rect) => rect.height > 0 && tell(rect)),
        observeElementOffset,
        scrollToFn: elementScroll,
        onChange: () => drawn((before) => before + 1),
      }),
  );
  virtualizer.setOptions({ ...virtualizer.options, count });
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems() as VirtualItem[],
    height: virtualizer.getTotalSize(),
    show: (place: number) => virtualizer.scrollToIndex(place, { align: 'auto' }),
  };
}
