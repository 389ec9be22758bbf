import { useRef } from 'preact/hooks';
import { useTexts } from '../texts';
import type { FieldInputProps } from './field-editor';

export function ChoiceInput({ field, save }: FieldInputProps) {
  const { t } = useTexts();
  const value = typeof field.value === 'string' ? field.value : '';
  // An open list keeps its choices while the value changes.
  const seen = useRef(value);
  const look = () => void (seen.current = value);
  const known = field.options.some((option) => option.id === value);
  return (
    <select
      aria-label={field.label}
      class={
        field.isStage ? 'h-7 max-w-full rounded-s border border-line-strong bg-raised px-1' : 'quiet-input -ml-1.5 h-7 max-w-full px-0.5'
      }
      value={value}
      onFocus={look}
      onPointerDown={look}
      onKeyDown={look}
      onChange={(event) => {
        const isSeen = seen.current === value || event.currentTarget !== document.activeElement;
        save(event.currentTarget.value || null, isSeen ? undefined : seen.current || null);
      }}
    >
      {(!field.isStage || !value) && <option value="">{t('fields.choose')}</option>}
      {value && !known && <option value={value}>{value}</option>}
      {field.options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

export function ChoicesInput({ field, save }: FieldInputProps) {
  const chosen = Array.isArray(field.value) ? field.value : [];
  function toggle(id: string, on: boolean): void {
    save(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  }
  return (
    <fieldset class="flex min-w-0 flex-wrap gap-1.5">
      <legend class="sr-only">{field.label}</legend>
      {field.options.map((option) => (
        <label
          key={option.id}
          class="inline-flex min-h-6 cursor-pointer items-center gap-1.5 rounded-s border border-line-strong px-1.5 text-sm hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-deep"
        >
          <input
            type="checkbox"
            class="accent-accent"
            checked={chosen.includes(option.id)}
            onChange={(event) => toggle(option.id, event.currentTarget.checked)}
          />
          {option.name}
        </label>
      ))}
    </fieldset>
  );
}
