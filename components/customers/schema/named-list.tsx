import type { Option } from '../../../lib/model/customer';
import { AddLine } from './add-line';
import { Line, moved } from './line';
import { NameBox } from './name-box';
import { useCustomersTexts } from '../use-customers-texts';

interface NamedListProps {
  label: string;
  add: string;
  items: Option[];
  onItems: (items: Option[]) => Promise<boolean>;
  /** `left` is the list without it. */
  onRemove: (item: Option, left: Option[]) => void;
}

/** An ordered list of names that can be renamed in place, moved, removed and added. */
export function NamedList({ label, add, items, onItems, onRemove }: NamedListProps) {
  const own = useCustomersTexts();
  return (
    <>
      <ul aria-label={label} class="divide-y divide-line">
        {items.map((item, at) => (
          <Line
            key={item.id}
            name={item.name}
            first={at === 0}
            last={at === items.length - 1}
            onMove={(by) => void onItems(moved(items, at, by))}
            onRemove={() => onRemove(item, items.toSpliced(at, 1))}
          >
            <NameBox
              label={own('schema.nameOf', { name: item.name })}
              name={item.name}
              onName={(name) => onItems(items.with(at, { ...item, name }))}
            />
          </Line>
        ))}
      </ul>
      <AddLine label={add} onAdd={(name) => onItems([...items, { id: crypto.randomUUID(), name }])} />
    </>
  );
}
