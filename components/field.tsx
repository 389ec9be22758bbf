import type { ComponentChildren, PartialInputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';
import { LIMITS } from '../lib/model/limits';

interface LabelledProps {
  label: string;
  help?: ComponentChildren;
  fault?: string | null | undefined;
  optional?: string | undefined;
  /** Draws the input with the ids that tie it to its label, help and fault. */
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ComponentChildren;
}

export const INPUT = 'block w-full min-w-0 rounded-m border border-edge bg-surface px-2 h-8 aria-invalid:border-danger disabled:opacity-60';

/** A label above an input, its help below, and what is wrong with it. */
export function Labelled({ label, help, fault, optional, children }: LabelledProps) {
  const id = useId();
  const described = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class="grid grid-cols-1 gap-1">
      <label for={id} class="text-sm text-ink-2">
        {label}
        {optional && <span class="text-ink-3"> {optional}</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': fault ? true : undefined })}
      {help && (
        <p id={`${id}-help`} class="text-sm text-ink-3">
          {help}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="text-sm text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}

interface InputProps extends Omit<PartialInputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'> {
  type: 'text' | 'tel' | 'url' | 'password' | 'date' | 'datetime-local';
}

/**
 * An input whose type is only known at run time; the JSX types want a literal, and none of these types differ in what is used here. It takes as much as
 * a name may have, unless `maxLength` says otherwise.
 */
export function Input({ type, ...rest }: InputProps) {
  return <input maxLength={LIMITS.short} {...rest} type={type as 'text'} />;
}
