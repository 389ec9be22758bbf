import type { ComponentChildren, PartialInputHTMLAttributes, Ref, TextareaHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';
import { LIMITS } from '../lib/model/limits';
import { TooLong } from './too-long';

export interface LabelledProps {
  label: string;
  help?: ComponentChildren;
  fault?: string | null | undefined;
  optional?: string | undefined;
  /** Renders the input with the ids that connect it with its label, help and fault. */
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

export interface InputProps extends Omit<PartialInputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list' | 'value' | 'maxLength'> {
  type: 'text' | 'tel' | 'url' | 'password' | 'date' | 'datetime-local';
  value: string;
  /** The most UTF-16 units, by default those of a name. More can be typed, and a note says so. */
  most?: number;
  box?: Ref<HTMLInputElement>;
}

/** An input whose type is only known at run time; the JSX types ask for a literal, but these types do not differ here. */
export function Input({ type, most = LIMITS.short, box, ...rest }: InputProps) {
  return (
    <>
      <input {...rest} {...invalid(rest.value, most)} {...(box && { ref: box })} type={type as 'text'} />
      <TooLong text={rest.value} most={most} />
    </>
  );
}

interface TextAreaProps extends Omit<TextareaHTMLAttributes, 'value' | 'maxLength'> {
  value: string;
  most: number;
  box?: Ref<HTMLTextAreaElement>;
  /** Gives up a text that is too long, if nothing else does that. */
  onDiscard?: () => void;
}

/** The same for several lines. */
export function TextArea({ most, box, onDiscard, ...rest }: TextAreaProps) {
  return (
    <>
      <textarea {...rest} {...invalid(rest.value, most)} {...(box && { ref: box })} />
      <TooLong text={rest.value} most={most} {...(onDiscard && { onDiscard })} />
    </>
  );
}

function invalid(value: string, most: number): { 'aria-invalid'?: true } {
  return value.length > most ? { 'aria-invalid': true } : {};
}
