import { INPUT, Labelled } from './field';

interface SelectProps {
  label: string;
  /** Values and what a person reads for them, in order. */
  options: readonly (readonly [value: string, name: string])[];
  value: string;
  optional?: string;
  onValue: (value: string) => void;
}

/** A labelled choice of one. */
export function Select({ label, options, value, optional, onValue }: SelectProps) {
  return (
    <Labelled label={label} optional={optional}>
      {(ids) => (
        <select {...ids} class={INPUT} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
