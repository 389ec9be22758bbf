import type { Columns } from '../../../lib/model/table/columns';

/** The selected slots; `anchor` is the slot where a range begins, the last one that was selected by itself. */
export interface Selection {
  slots: ReadonlySet<number>;
  anchor: number | null;
}

export const NOTHING_CHOSEN: Selection = { slots: new Set(), anchor: null };

/** Selects a slot, or deselects it. */
export function toggled({ slots }: Selection, slot: number): Selection {
  const next = new Set(slots);
  if (!next.delete(slot)) next.add(slot);
  return { slots: next, anchor: slot };
}

/** Selects everything between the anchor and this slot, in the order that is shown. */
export function extended({ slots, anchor }: Selection, order: Int32Array, slot: number): Selection {
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(slot);
  if (from < 0 || to < 0) return toggled({ slots, anchor }, slot);
  const next = new Set(slots);
  for (const one of order.subarray(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
  return { slots: next, anchor };
}

/** Selects everything that is shown. */
export function everything(order: Int32Array): Selection {
  return { slots: new Set(order), anchor: null };
}

/** Without the slots whose customers no longer exist. */
export function stillThere(selection: Selection, columns: Pick<Columns, 'ids'>): Selection {
  const left = [...selection.slots].filter((slot) => columns.ids[slot] !== null);
  return left.length === selection.slots.size ? selection : { slots: new Set(left), anchor: selection.anchor };
}

/** The selected slots: those that are shown, in their order, then the others. */
export function inOrder({ slots }: Selection, order: Int32Array): number[] {
  if (slots.size === 0) return [];
  const shown = new Set<number>();
  for (const slot of order) if (slots.has(slot)) shown.add(slot);
  return [...shown, ...[...slots].filter((slot) => !shown.has(slot))];
}
