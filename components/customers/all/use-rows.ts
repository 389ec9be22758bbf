import { elementScroll, observeElementOffset, observeElementRect, Virtualizer, type VirtualItem } from '@tanstack/virtual-core';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The height of every row, in px. */
export const ROW_HEIGHT = 44;

/** The number of rows that are drawn beyond each end, for scrolling. */
const BEYOND = 8;

/** The rows that are visible in a scrolling box, and the height of all of them. */
export function useRows(box: { current: HTMLElement | null }, count: number) {
  const [, drawn] = useState(0);
  const [virtualizer] = useState(
    () =>
      new Virtualizer<HTMLElement, HTMLElement>({
        count,
        getScrollElement: () => box.current,
        estimateSize: () => ROW_HEIGHT,
        overscan: BEYOND,
        // Used until the box has been measured, which never happens in a test without layout.
        initialRect: { width: 1_000, height: 900 },
        observeElementRect: (instance, tell) => observeElementRect(instance, (rect) => rect.height > 0 && tell(rect)),
        observeElementOffset,
        scrollToFn: elementScroll,
        onChange: () => drawn((before) => before + 1),
      }),
  );
  virtualizer.setOptions({ ...virtualizer.options, count, overscan: useBeyond(virtualizer) });
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems() as VirtualItem[],
    height: virtualizer.getTotalSize(),
    show: (place: number) => virtualizer.scrollToIndex(place, { align: 'auto' }),
  };
}

/** While it is scrolled so fast that no visible row stays, only visible rows are drawn: those beyond would be gone again in the next frame. */
function useBeyond({ range, isScrolling }: Virtualizer<HTMLElement, HTMLElement>): number {
  const before = useRef(0);
  if (!range) return BEYOND;
  const { startIndex, endIndex } = range;
  const moved = Math.abs(startIndex - before.current);
  before.current = startIndex;
  return isScrolling && moved > endIndex - startIndex ? 0 : BEYOND;
}
