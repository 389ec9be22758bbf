import type { ComponentChild } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Columns } from '../../../lib/model/table/columns';
import type { SortBy, Sorting } from '../../../lib/model/table/order';
import { Icon } from '../../icon';
import { keyOf } from '../../keys';
import { useCustomersTexts } from '../use-customers-texts';
import { COLUMNS, Row, type LineActs } from './row';
import { everything, extended, NOTHING_CHOSEN, toggled, type Selection } from './selection';
import { ROW_HEIGHT, useRows } from './use-rows';

/** A drawn row with the values that it was drawn from. */
interface Drawn {
  as: string;
  line: ComponentChild;
}

interface GridProps {
  label: string;
  columns: Columns;
  /** The slots that are shown, in their order. */
  order: Int32Array;
  sorting: Sorting;
  onSorting: (sorting: Sorting) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  maskPhones: boolean;
  /** The id of the customer whose details are open. */
  opened: string | null;
  onOpen: (id: string) => void;
}

/**
 * The rows, of which only the visible ones are in the document. The focus stays on the grid: arrow keys move the active row, Space selects it,
 * Enter opens it.
 */
export function Grid({ label, columns, order, sorting, onSorting, selection, onSelection, maskPhones, opened, onOpen }: GridProps) {
  const own = useCustomersTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const { items, height, show } = useRows(box, order.length);
  const kept = useRef(1);
  kept.current = Math.max(kept.current, items.length);
  const at = Math.min(active, Math.max(0, order.length - 1));
  const isWhole = order.length > 0 && selection.slots.size === order.length;
  useEffect(() => setActive(0), [sorting.by, sorting.descending]);

  const drawn = useRef<{ order: Int32Array; lines: Map<number, Drawn> }>({ order, lines: new Map() });
  if (drawn.current.order !== order) drawn.current = { order, lines: new Map() };
  const acts = useRef<LineActs>(null!);
  acts.current = {
    choose: (place, slot, ranges) => {
      setActive(place);
      onSelection(ranges ? extended(selection, order, slot) : toggled(selection, slot));
    },
    open: (place, slot) => {
      setActive(place);
      onOpen(columns.ids[slot]!);
    },
  };
  /** Returns the earlier element of an unchanged row, so that scrolling only draws new rows. */
  function lineAt(index: number, top: number): ComponentChild {
    const slot = order[index];
    if (slot === undefined) return null;
    const key = index % kept.current;
    const looks = {
      ...{ active: index === at, chosen: selection.slots.has(slot), maskPhones },
      isOpen: opened !== null && columns.ids[slot] === opened,
    };
    const before = drawn.current.lines.get(key);
    const as = JSON.stringify([index, top, looks, kept.current]);
    if (before?.as === as) return before.line;
    const line = (
      <Row
        // Keys repeat every few rows: while scrolling, elements are reused and change their texts.
        key={key}
        {...{ id: `${id}-${index}`, place: index, top, slot, acts }}
        line={columns.line(slot)}
        {...looks}
      />
    );
    drawn.current.lines.set(key, { as, line });
    return line;
  }
  function go(place: number, extends_: boolean): void {
    const next = Math.max(0, Math.min(order.length - 1, place));
    setActive(next);
    show(next);
    if (extends_ && order.length > 0) {
      const from = selection.anchor === null ? toggled(NOTHING_CHOSEN, order[at]!) : selection;
      onSelection(extended(from, order, order[next]!));
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== box.current || order.length === 0) return;
    const key = keyOf(event);
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: order.length - 1,
    };
    const slot = order[at]!;
    if (key !== null && key in steps) go(steps[key]!, event.shiftKey);
    else if (key === ' ') onSelection(event.shiftKey ? extended(selection, order, slot) : toggled(selection, slot));
    else if (key === 'Enter') onOpen(columns.ids[slot]!);
    else if (key === 'a' && (event.ctrlKey || event.metaKey)) onSelection(everything(order));
    else if (key === 'Escape' && selection.slots.size > 0) onSelection(NOTHING_CHOSEN);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={order.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={order.length > 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      class="@container group min-h-0 flex-1 overflow-y-auto border-y border-line bg-surface -outline-offset-2"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="sticky top-0 z-10 border-b border-line bg-raised">
        <div role="row" aria-rowindex={1} class="flex h-9 items-center gap-3 px-3 text-sm text-ink-2">
          <span role="columnheader" class="flex w-5 shrink-0 justify-center">
            <input
              type="checkbox"
              class="size-4 accent-accent"
              aria-label={own('all.chooseAll', { count: order.length })}
              checked={isWhole}
              ref={(input) => void (input && (input.indeterminate = !isWhole && selection.slots.size > 0))}
              onChange={() => onSelection(isWhole ? NOTHING_CHOSEN : everything(order))}
            />
          </span>
          {COLUMNS.map(({ by, title, cell }) => (
            <span
              key={title}
              role="columnheader"
              aria-sort={by === null ? undefined : sorting.by === by ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
              class={`min-w-0 ${cell}`}
            >
              {by === null ? (
                own(`all.column.${title}`)
              ) : (
                <button
                  type="button"
                  class="inline-flex min-h-6 min-w-0 items-center gap-1 truncate rounded-s hover:text-ink"
                  onClick={() => onSorting(nextSorting(sorting, by))}
                >
                  {own(`all.column.${title}`)}
                  {sorting.by === by && <Icon name={sorting.descending ? 'down' : 'up'} size={11} />}
                </button>
              )}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="relative" style={{ height: `${height}px` }}>
        {items.map(({ index, start }) => lineAt(index, start))}
      </div>
    </div>
  );
}

/** Times are first sorted from the newest, everything else ascending. */
function nextSorting(sorting: Sorting, by: SortBy): Sorting {
  return { by, descending: sorting.by === by ? !sorting.descending : by.endsWith('At') };
}
