import type { CustomerField, FieldValue } from '../../lib/model/customer';
import { chinaDay, chinaTime } from '../../lib/model/china-time';
import { plainNumber } from '../../lib/model/plain-number';
import { useDraft, type Longest, type Typed } from '../draft';
import { Input, TextArea } from '../field';
import { keyOf } from '../keys';
import { Meanwhile } from '../meanwhile';
import { useTexts } from '../texts';
import type { FieldInputProps } from './field-editor';

const TYPES = { text: 'text', phone: 'tel', number: 'text', date: 'date', 'date-time': 'datetime-local' } as const;

/** An editor for everything that is typed. It saves on blur and on Enter; Esc restores the value. */
export function TextFieldInput({ field, save, longest }: FieldInputProps & { longest: Longest }) {
  const { t } = useTexts();
  const draft = useDraft(toInput(field), saveTyped, null, longest);
  const shared = {
    'aria-label': field.label,
    // A value of the CRM may have any length.
    most: draft.dirty ? longest.most : Infinity,
    value: draft.text,
    placeholder: t('fields.fill'),
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => draft.type(event.currentTarget.value),
    onCompositionStart: () => draft.compose(true),
    onCompositionEnd: () => draft.compose(false),
    onBlur: draft.flush,
    onKeyDown,
  };
  const look = 'quiet-input -ml-1.5 min-h-6 w-full min-w-0 flex-1 px-1.5';
  const size = field.type.startsWith('date') ? 'max-w-52' : 'max-w-80';
  if (field.type === 'choice' || field.type === 'choices') return null;
  return (
    <>
      {field.type === 'long-text' || field.type === 'address' ? (
        <TextArea {...shared} rows={1} class={`${look} max-w-80 field-sizing-content max-h-60 resize-none`} />
      ) : (
        <Input
          {...shared}
          type={isShown(field) ? TYPES[field.type] : 'text'}
          inputMode={field.type === 'number' ? 'decimal' : undefined}
          class={`${look} ${size}`}
        />
      )}
      {draft.meanwhile !== undefined && <Meanwhile value={draft.meanwhile} />}
    </>
  );

  /** The seen value is only passed on if it differs from the shown one: a date loses its time zone in the input. */
  function saveTyped(text: string, seen: string, typed: Typed): void {
    save(fromInput(field, text), seen === toInput(field) ? undefined : fromInput(field, seen), typed);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === 'Enter' && field.type !== 'long-text') draft.flush();
    if (key !== 'Escape' || !draft.dirty) return;
    draft.reset();
    event.stopPropagation();
  }
}

/** Dates and times go through the browser's own inputs, which know local time without a zone. */
function toInput({ type, value }: CustomerField): string {
  if (value === null || Array.isArray(value)) return '';
  if (type === 'date') return chinaDay(value) ?? String(value);
  return type === 'date-time' ? localMinutes(String(value)) : String(value);
}

/** Inputs for days and times show an invalid value as empty, so such a value is shown as a text instead. */
function isShown({ type, value }: CustomerField): boolean {
  if (value === null || Array.isArray(value) || !type.startsWith('date')) return true;
  return chinaTime(value) !== null;
}

function fromInput({ type }: CustomerField, text: string): FieldValue {
  const typed = text.trim();
  if (!typed) return null;
  // Input methods for Chinese write digits in their full width.
  if (type === 'number') return plainNumber(typed.normalize('NFKC').replaceAll('。', '.'));
  return type === 'date-time' ? momentOf(typed) : typed;
}

/** The browser's input holds local time; text that is no time is taken as it is. */
function momentOf(typed: string): string {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed) ? Date.parse(typed) : Number.NaN;
  return Number.isNaN(ms) ? (chinaTime(typed) ?? typed) : new Date(ms).toISOString();
}

function localMinutes(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
