import type { ComponentChildren } from 'preact';
import { IconButton } from '../../button';
import { useCustomersTexts } from '../use-customers-texts';

interface LineProps {
  name: string;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  children: ComponentChildren;
  /** Shown beside the buttons, and wrapped with them. */
  beside?: ComponentChildren;
  /** Shown below the line. */
  below?: ComponentChildren;
}

/** A line of an ordered list, with buttons that move and remove it. */
export function Line({ name, first, last, onMove, onRemove, children, beside, below }: LineProps) {
  const own = useCustomersTexts();
  return (
    <li class="py-1">
      <div class="flex flex-wrap items-center gap-x-1">
        {children}
        <span class="ml-auto flex items-center">
          {beside}
          <IconButton small icon="up" label={own('schema.up', { name })} disabled={first} onClick={() => onMove(-1)} />
          <IconButton small icon="down" label={own('schema.down', { name })} disabled={last} onClick={() => onMove(1)} />
          <IconButton small icon="close" label={own('schema.remove', { name })} onClick={onRemove} />
        </span>
      </div>
      {below}
    </li>
  );
}

/** A copy of the list in which one entry has moved by one place. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  next.splice(at + by, 0, one!);
  return next;
}
