import { LIMITS } from '../lib/model/limits';
import { Input, INPUT, Labelled } from './field';

interface TextLineProps {
  label: string;
  value: string;
  type?: 'text' | 'tel' | 'date' | 'datetime-local';
  required?: boolean;
  optional?: string | undefined;
  /** In UTF-16 units. */
  most?: number;
  onValue: (value: string) => void;
}

/** A labelled line to type into. */
export function TextLine({ label, value, type = 'text', required = false, optional, most = LIMITS.short, onValue }: TextLineProps) {
  return (
    <Labelled label={label} optional={optional}>
      {(ids) => (
        <Input
          {...ids}
          type={type}
          required={required}
          autocomplete="off"
          most={most}
          value={value}
          class={INPUT}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
