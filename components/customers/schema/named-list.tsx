import type { Option } from '../../../lib/model/customer';
import { AddLine } from './add-line';
import { Line, moved } from './line';
import { NameBox } from './name-box';
import { useCustomersTexts } from '../use-customers-texts';

interface NamedListProps {
  label: string;
  add: string;
  options: Option[];
  onOptions: (options: Option[]) => Promise<boolean>;
  /** `left` is the list without it. */
  onRemove: (option: Option, left: Option[]) => void;
}

/** An ordered list of names that can be renamed in place, moved, removed and added. */
export function NamedList({ label, add, options, onOptions, onRemove }: NamedListProps) {
  const own = useCustomersTexts();
  return (
    <div>
      <ul aria-label={label} class="divide-y divide-line">
        {options.map((option, at) => (
          <Line
            key={option.id}
            name={option.name}
            first={at === 0}
            last={at === options.length - 1}
            onMove={(by) => void onOptions(moved(options, at, by))}
            onRemove={() => onRemove(option, options.toSpliced(at, 1))}
          >
            <NameBox
              label={own('schema.nameOf', { name: option.name })}
              name={option.name}
              onName={(name) => onOptions(options.with(at, { ...option, name }))}
            />
          </Line>
        ))}
      </ul>
      <AddLine label={add} onAdd={(name) => onOptions([...options, { id: crypto.randomUUID(), name }])} />
    </div>
  );
}
